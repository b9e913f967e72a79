"""What the scheduler's jobs have in common: at the end of the process they are let finish."""

from __future__ import annotations

import asyncio

__all__ = ["Job"]


class Job:
    """Does its work under `_running`, so that it is done once at a time and can be waited for."""

    def __init__(self) -> None:
        self._running = asyncio.Lock()

    async def finish(self) -> None:
        """Wait until it is not running. The scheduler would cancel it and log an error."""
        async with self._running:
            return
