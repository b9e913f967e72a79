"""The schedule that another process has published, in every process."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from bot.clock import Clock
from bot.jobs.job import Job
from bot.storage import Storage, UnavailableError, Word
from bot.storage.published import Published

__all__ = ["Following"]

log = structlog.get_logger()
EVERY = 5.0
"""Real seconds between two looks where nothing was heard."""


class Following(Job):
    """Looks when another process says that it has published, and from time to time."""

    def __init__(self, clock: Clock, storage: Storage, published: Published) -> None:
        super().__init__()
        self._clock = clock
        self._published = published
        self._told = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None
        storage.fleet.hear(Word.VERSION, lambda _: self._told.set())

    def start(self) -> None:
        self._looking = asyncio.create_task(self._look(), name="following")

    async def finish(self) -> None:
        """End between two looks."""
        async with self._running:
            if self._looking is not None:
                self._looking.cancel()

    async def _look(self) -> None:
        while True:
            self._told.clear()
            self._clock.look()
            async with self._running:
                try:
                    await self._published.follow()
                except UnavailableError:
                    pass  # storage has said so; the next look finds it
                except Exception:  # a database that is away for a moment; the next look finds it
                    log.exception("published version not looked at")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), EVERY)
