"""The schedule file: a good one is published, or waits for an organizer; a broken one is reported."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import AT_FIRST, Clock
from bot.files import read_at_most
from bot.formats.candidate import Candidate
from bot.formats.schedule import ENOUGH
from bot.jobs.job import Job
from bot.jobs.organizers import Organizers
from bot.jobs.watching import watch
from bot.settings import Settings
from bot.storage import Storage, UnavailableError
from bot.storage.candidates import candidate
from bot.storage.published import Published, digest
from bot.views.publish import waiting

__all__ = ["Reload"]

log = structlog.get_logger()
EVERY_SECONDS = 5
"""Between two looks, also where the file system does not tell of changes."""
QUIET = timedelta(seconds=3)
"""In real time: a file that changed a shorter while ago may be half written."""

NOT_YET = "not yet"
Stamp = tuple[int, ...] | None
"""Another one whenever the file is another; None where there is none."""


class Reload(Job):
    """The organizers hear what is wrong once for each distinct set of problems, until all is well."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        *,
        settings: Settings,
        organizers: Organizers,
        quiet: timedelta = QUIET,
    ) -> None:
        super().__init__()
        self._scheduler = scheduler
        self._clock = clock
        self._storage = storage
        self._published = published
        self._path: Path = settings.schedule
        self._waits = settings.publish == "manual"
        self._organizers = organizers
        self._quiet = quiet.total_seconds()
        # Not looked at yet: the file may have changed since it was read for the start.
        self._seen: Stamp | str = NOT_YET
        self._changing: Stamp | str = NOT_YET
        self._changed_at = 0.0
        self._stop = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._clock.watch(self._schedule)
        self._schedule()
        self._watching = asyncio.create_task(self._watch(), name="watching")

    async def _watch(self) -> None:
        """Look whenever the file changes; not at first: what tells of changes loads slowly."""
        try:
            await asyncio.wait_for(self._stop.wait(), AT_FIRST)
        except TimeoutError:
            self._look_in(0)
            await watch(self._path, lambda: self._look_in(0), self._stop)

    def _schedule(self) -> None:
        self._scheduler.add_job(
            self.look_when_quiet,
            "interval",
            seconds=EVERY_SECONDS,
            id="reload",
            replace_existing=True,
            coalesce=True,
            misfire_grace_time=None,
        )

    async def finish(self) -> None:
        self._stop.set()
        if self._watching is not None:
            await self._watching
        await super().finish()

    async def look_when_quiet(self) -> None:
        """Look, and again a little later at a file that has just changed: it may be half written."""
        left = 0.0
        with suppress(UnavailableError):  # the next look finds it
            left = await self.look(self._quiet)
        if left > 0:
            self._look_in(left)

    def _look_in(self, seconds: float) -> None:
        self._scheduler.add_job(
            self.look_when_quiet,
            "date",
            run_date=self._clock.real_now() + timedelta(seconds=seconds),
            id="reload when quiet",
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def look(self, quiet: float = 0) -> float:
        """Take the version that another process published, and the file if it changed since the last look.

        A file that became what it is less than `quiet` real seconds ago is left alone; the seconds left until
        then are returned.
        """
        async with self._running:
            await self._published.follow()
            stamp = await asyncio.to_thread(self._stamp)
            if stamp == self._seen:
                return 0
            now = self._clock.monotonic()
            if stamp != self._changing:
                self._changing, self._changed_at = stamp, now
            left = self._changed_at + quiet - now
            if left <= 0:
                await self._take(first=self._seen == NOT_YET)
                self._seen = stamp
            return max(0, left)

    async def _take(self, *, first: bool) -> None:
        """Publish the file, or let it wait, where it is another than when it was last published.

        The `first` time one that is as this process started with it is not published: since then another
        process has published another one.
        """
        try:
            content = await asyncio.to_thread(read_at_most, self._path, ENOUGH)
        except OSError as error:
            missing = f"{self._path}: {error.strerror}; expected a schedule file (BOT_SCHEDULE)"
            return await self._complain("schedule not published", [missing])
        if await self._published.knows(content):
            return await self._storage.complaints.settle()
        found = await candidate(content, self._path.name, self._storage, self._published)
        if found.errors:
            await self._complain("schedule not published", [str(problem) for problem in found.errors])
        elif found.current:
            await self._storage.complaints.settle()
        elif self._waits or found.halved:
            await self._let_wait(found)
        elif first and digest(content) == self._published.at_start:
            log.warning(
                "the schedule file is older than what another process published", file=str(self._path)
            )
        else:
            await self._publish(content)

    async def _publish(self, content: bytes) -> None:
        await self._published.publish(content, self._path.name, self._clock.now())
        version, number = self._published.schedule.version, self._published.number
        log.info("schedule published", version=version, number=number)
        if reused := [str(problem) for problem in self._published.reused]:
            await self._complain("ids seem to have gone to other events", reused)
        else:
            await self._storage.complaints.settle()

    async def _let_wait(self, found: Candidate) -> None:
        """The organizers hear once of each good file that waits for them."""
        notice = ["waits", found.mark]
        await self._once(notice, partial(self._organizers.show, partial(waiting, found=found)))
        await self._storage.complaints.settle(notice)
        level = logging.WARNING if found.halved else logging.INFO
        log.log(level, "a changed schedule file waits for /publish", told=found.told, gone=found.gone)

    async def _complain(self, what: str, problems: Sequence[str]) -> None:
        log.warning(what, problems=len(problems), first=problems[0])
        await self._once(problems, partial(self._organizers.tell, problems))

    async def _once(self, notice: Sequence[str], tell: Callable[[], Awaitable[bool]]) -> None:
        """Tell what was not told yet; what reached nobody is told at the next occasion."""
        complaints = self._storage.complaints
        if await complaints.note(notice) and not await tell():
            await complaints.forget(notice)

    def _stamp(self) -> Stamp:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
