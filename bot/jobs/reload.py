"""The schedule file, looked at every few seconds: a good one is published, a broken one is reported."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.formats.problems import Problem, Severity
from bot.storage.published import Published

__all__ = ["Reload"]

log = structlog.get_logger()
EVERY_SECONDS = 5


class Reload:
    """`tell` gets the errors of a broken file, once for each distinct set of them."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        published: Published,
        path: Path,
        tell: Callable[[Sequence[Problem]], Awaitable[None]],
    ) -> None:
        self._scheduler = scheduler
        self._clock = clock
        self._published = published
        self._path = path
        self._tell = tell
        self._seen: tuple[int, int] | None = None
        self._told: tuple[str, ...] = ()

    def start(self) -> None:
        self._seen = self._stamp()
        self._scheduler.add_job(
            self.look, "interval", seconds=EVERY_SECONDS, id="reload", coalesce=True, misfire_grace_time=None
        )

    async def look(self) -> None:
        """Publish the file if it has changed since the last look."""
        stamp = await asyncio.to_thread(self._stamp)
        if stamp is None or stamp == self._seen:
            return
        self._seen = stamp
        problems = await self._published.publish_file(self._path, self._clock.now())
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        lines = tuple(map(str, errors))
        if not errors:
            log.info(
                "schedule published", version=self._published.schedule.version, number=self._published.number
            )
        elif lines != self._told:
            log.warning("schedule not published: the file has errors", errors=len(errors), first=lines[0])
            await self._tell(errors)
        self._told = lines

    def _stamp(self) -> tuple[int, int] | None:
        """The file's time and size; None while it is not there."""
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size
