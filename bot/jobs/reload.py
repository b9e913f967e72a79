"""The schedule file, looked at every few seconds: a good one is published, a broken one is reported."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.formats.problems import Severity
from bot.jobs.job import Job
from bot.storage.published import Published

__all__ = ["Reload"]

log = structlog.get_logger()
EVERY_SECONDS = 5


class Reload(Job):
    """`tell` gets the lines that say what is wrong, once for each distinct set of them until all is well."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        published: Published,
        path: Path,
        tell: Callable[[Sequence[str]], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._scheduler = scheduler
        self._clock = clock
        self._published = published
        self._path = path
        self._tell = tell
        # Not looked at yet: the file may have changed since it was read for the start.
        self._seen: tuple[int, int] | None = None
        self._told: set[tuple[str, ...]] = set()

    def start(self) -> None:
        self._scheduler.add_job(
            self.look, "interval", seconds=EVERY_SECONDS, id="reload", coalesce=True, misfire_grace_time=None
        )

    async def look(self) -> None:
        """Publish the file if it has changed since the last look."""
        async with self._running:
            await self._look()

    async def _look(self) -> None:
        number = self._published.number
        try:
            stamp = await asyncio.to_thread(self._stamp)
            if stamp == self._seen:
                return
            problems = await self._published.publish_file(self._path, self._clock.now())
        except OSError as error:
            stamp = None
            errors = [f"{self._path}: {error.strerror}; expected a schedule file (BOT_SCHEDULE)"]
        else:
            errors = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
        self._seen = stamp
        if errors:
            await self._say("schedule not published", errors)
        elif reused := [str(problem) for problem in self._published.reused]:
            await self._say("ids seem to have gone to other events", reused)
        else:
            self._told.clear()
        if self._published.number != number:
            version = self._published.schedule.version
            log.info("schedule published", version=version, number=self._published.number)

    async def _say(self, what: str, problems: Sequence[str]) -> None:
        """Whoever can mend the file hears what is wrong, once for each distinct set of problems."""
        if (lines := tuple(problems)) in self._told:
            return
        self._told.add(lines)
        log.warning(what, problems=len(problems), first=problems[0])
        await self._tell(problems)

    def _stamp(self) -> tuple[int, int]:
        """The file's time and size. Raises OSError while it is not there."""
        stat = self._path.stat()
        return stat.st_mtime_ns, stat.st_size
