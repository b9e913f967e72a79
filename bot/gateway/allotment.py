"""A process's share of the pace that all processes of the bot keep together."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

__all__ = ["Allotment", "SharedPace"]

BLOCK_SECONDS = 0.25
"""What is asked for at a time: asking costs little, and another process does not wait long."""
STALE_SECONDS = 0.5
"""A slot not used this long after its time has gone by: another process may be sending by now."""
AFTER_FAILURE = 1.0

log = structlog.get_logger(__name__)


class SharedPace(Protocol):
    """Where all processes see how far the pace is taken. Seconds are real ones, counted from now."""

    async def reserve(self, count: int, every: float) -> float:
        """Take `count` slots of `every` seconds; returns the seconds until the first."""

    async def pause(self, seconds: float) -> None:
        """Telegram said 429: nobody's slots begin before that."""


@dataclass(slots=True)
class _Block:
    begins: float
    ends: float
    left: int


class Allotment:
    """Slots taken from `shared` and not used yet. `arrived` is called when there are new ones."""

    def __init__(
        self,
        shared: SharedPace,
        per_second: float,
        every: float,
        monotonic: Callable[[], float],
        arrived: Callable[[], None],
    ) -> None:
        self._shared = shared
        self._size = max(1, round(per_second * BLOCK_SECONDS))
        self._every = every
        self._monotonic = monotonic
        self._arrived = arrived
        self._blocks: deque[_Block] = deque()
        self._owed = 0
        self._failing = False
        self._asking: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[None]] = set()

    def next_slot(self, now: float) -> float:
        """When the first slot begins; infinity while there is none, and then more are on their way."""
        while self._blocks and self._blocks[0].ends + STALE_SECONDS < now:
            self._blocks.popleft()
        if sum(block.left for block in self._blocks) * 2 <= self._size:
            self._ask()
        return self._blocks[0].begins if self._blocks else float("inf")

    def spend(self) -> None:
        """One message goes; without a slot it is owed, and made good with the next block."""
        if not self._blocks:
            self._owed += 1
            self._ask()
            return
        self._blocks[0].left -= 1
        if not self._blocks[0].left:
            self._blocks.popleft()

    def pause(self, seconds: float) -> None:
        """Hold every process; what was taken before is given up."""
        self._blocks.clear()
        task = asyncio.create_task(self._pause(seconds))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def _ask(self) -> None:
        if self._asking is None:
            self._asking = asyncio.create_task(self._reserve())

    async def _reserve(self) -> None:
        owed, self._owed = self._owed, 0
        try:
            wait = await self._shared.reserve(self._size + owed, self._every)
        except Exception:
            if not self._failing:
                log.exception("the shared pace was not read; trying on")
            self._failing = True
            self._owed += owed
            await asyncio.sleep(AFTER_FAILURE)
        else:
            self._failing = False
            begins = self._monotonic() + wait
            self._blocks.append(_Block(begins, begins + (self._size + owed) * self._every, self._size))
        self._asking = None
        self._arrived()

    async def _pause(self, seconds: float) -> None:
        try:
            await self._shared.pause(seconds)
        except Exception:
            log.exception("the pause was not told to the other processes")
