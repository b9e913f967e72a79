"""Readings of the database for metrics and health: kept for a while, and never asked for twice at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog

__all__ = ["Reading"]

Value = TypeVar("Value")

log = structlog.get_logger()

PATIENCE = 2.0
"""Seconds that whoever asks waits for the database; it may answer later, for the next who asks."""


class Reading(Generic[Value]):
    """What `read` returned at most `kept` seconds ago; `monotonic` returns seconds."""

    def __init__(
        self,
        read: Callable[[], Awaitable[Value]],
        monotonic: Callable[[], float],
        *,
        kept: float,
        patience: float = PATIENCE,
    ) -> None:
        self._read = read
        self._monotonic = monotonic
        self._kept = kept
        self._patience = patience
        self._value: Value | None = None
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def get(self) -> Value | None:
        """None where the database does not answer, or answers with an error, which is logged."""
        if self._monotonic() - self._read_at >= self._kept:
            if self._reading is None:
                self._reading = asyncio.create_task(self._refresh(), name="reading")
            await asyncio.wait({self._reading}, timeout=self._patience)
        fresh = self._monotonic() - self._read_at < self._kept
        return self._value if fresh else None

    async def close(self) -> None:
        """End what is still being read."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    async def _refresh(self) -> None:
        try:
            self._value = await self._read()
            self._read_at = self._monotonic()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer to how the database is
            log.warning("the database does not answer", reason=type(error).__name__)
        finally:
            self._reading = None
