"""What the scheduler's jobs have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.storage import Storage, UnavailableError
from bot.storage.published import Published

__all__ = ["Deriving", "Job"]

AFTER_FAILURE = timedelta(seconds=5)
"""In real time, until a database that failed is asked again."""


class Job:
    """Does its work under `_running`, so that it is done once at a time and can be waited for."""

    def __init__(self) -> None:
        self._running = asyncio.Lock()

    async def finish(self) -> None:
        """Wait until it is not running. The scheduler would cancel it and log an error."""
        async with self._running:
            return


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

    def _run_at(self, real: datetime, work: Callable[[], Awaitable[object]]) -> None:
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

    async def _try(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do `work`, and again soon when the database is not to be used for now, which storage has said."""
        try:
            await work()
        except UnavailableError:
            if self._scheduler.get_job(type(self).__name__) is None:
                self._run_at(self._clock.real_now() + AFTER_FAILURE, work)
