"""At the start and once a day: what was sent, changed from the chat or asked long ago is forgotten."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.jobs.job import Job
from bot.storage import Storage, UnavailableError, lastanswers

__all__ = ["Cleaning"]

log = structlog.get_logger()
KEPT = timedelta(days=30)
"""Long enough to answer a question about a reminder after the conference."""


class Cleaning(Job):
    def __init__(self, scheduler: AsyncIOScheduler, clock: Clock, storage: Storage) -> None:
        super().__init__()
        self._scheduler = scheduler
        self._clock = clock
        self._storage = storage

    def start(self) -> None:
        self._clock.watch(self._schedule)
        self._schedule()

    def _schedule(self) -> None:
        self._scheduler.add_job(
            self.clean,
            "interval",
            hours=24,
            id="cleaning",
            next_run_time=self._clock.real_now(),
            replace_existing=True,
            coalesce=True,
            misfire_grace_time=None,
        )

    async def clean(self) -> None:
        async with self._running:
            with suppress(UnavailableError):  # there is time until tomorrow
                await self._clean()

    async def _clean(self) -> None:
        now = self._clock.now()
        before = now - KEPT
        deleted = await self._storage.outbox.prune(before)
        await self._storage.amendments.prune(before)
        await self._storage.uploads.prune(before)
        await self._storage.last_answers.prune(now - lastanswers.KEPT)
        if deleted:
            log.info("outbox cleaned", deleted=deleted)
