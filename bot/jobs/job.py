"""What the scheduler's jobs have in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.storage import Storage, UnavailableError
from bot.storage.published import Published

__all__ = ["Deriving", "Job", "Turn"]

Work = Callable[[], Awaitable[object]]

AFTER_FAILURE = timedelta(seconds=5)
"""In real time, until what failed is tried again."""


class Job:
    """Does its work under `_running`, so that it is done once at a time and can be waited for."""

    def __init__(self) -> None:
        self._running = asyncio.Lock()

    async def finish(self) -> None:
        """Wait until it is not running. The scheduler would cancel it and log an error."""
        async with self._running:
            return


@dataclass(slots=True)
class Turn:
    """One time that a job does its work."""

    again_at: datetime | None
    """When, in real time, it is to be done next; None where nothing is known that calls for it."""


class Deriving(Job):
    """Writes into the outbox what follows from the schedule; `wake` then tells the sender."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        wake: Callable[[], None],
    ) -> None:
        super().__init__()
        self._scheduler = scheduler
        self._clock = clock
        self._storage = storage
        self._published = published
        self._wake = wake
        self._wanted = False
        """Somebody wants a turn that has not begun."""

    def _want(self, work: Work) -> None:
        """Do `work` now, and once more where it is being done: it may not have seen what is new."""
        self._wanted = True
        self._run_at(self._clock.real_now(), work)

    @asynccontextmanager
    async def _turn(self, work: Work) -> AsyncIterator[Turn]:
        """Once at a time; then `work` runs again when the turn says so, soon where it failed.

        Who wanted it meanwhile may know of more than this turn did: that one stays.
        """
        async with self._running:
            self._wanted = False
            turn = Turn(self._clock.real_now() + AFTER_FAILURE)
            try:
                yield turn
            finally:
                if turn.again_at is not None and not self._wanted:
                    self._run_at(turn.again_at, work)

    def _run_at(self, real: datetime, work: Work) -> None:
        """Do `work` at a moment of real time, in the place of when it was to be done before."""
        self._scheduler.add_job(
            partial(self._try, work),
            "date",
            run_date=real,
            id=type(self).__name__,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
            # What falls due while it runs waits for it; the scheduler itself would drop it.
            max_instances=1000,
        )

    async def _try(self, work: Work) -> None:
        """Do `work`, and again soon when the database is not to be used for now, which storage has said."""
        try:
            await work()
        except UnavailableError:
            if self._scheduler.get_job(type(self).__name__) is None:
                self._run_at(self._clock.real_now() + AFTER_FAILURE, work)
