"""The schedule that attendees see: the last good one, kept in the database and held in memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import structlog

from bot.domain.answering import Answering
from bot.domain.changes import Changes, compare
from bot.domain.model import Schedule
from bot.domain.revisions import Revision, fingerprint
from bot.domain.search import SearchIndex
from bot.files import read_at_most
from bot.formats.problems import Problem
from bot.formats.reuse import reused_ids
from bot.formats.schedule import ENOUGH, read_schedule
from bot.storage.schedules import ProgrammeRow, Schedules
from bot.texts.phrasebook import grammar

__all__ = ["NothingPublishedError", "Published", "digest"]

log = structlog.get_logger()

COMPARED = 8
"""Comparisons of two versions kept in memory."""


class NothingPublishedError(Exception):
    """There is no good schedule yet, neither in the database nor in the file."""


class Published:
    """`number` counts the published versions of this database, from 1."""

    def __init__(self, schedules: Schedules) -> None:
        self._schedules = schedules
        self._schedule: Schedule | None = None
        self._answering: Answering | None = None
        self._watchers: list[Callable[[], None]] = []
        self._compared: dict[tuple[int, int], tuple[Schedule, Changes]] = {}
        self._publishing = asyncio.Lock()
        self._making = asyncio.Lock()
        self._passed_over = 0
        self.number = 0
        self.at_start: str | None = None
        """What told the file from others when this process started."""
        self.reused: tuple[Problem, ...] = ()
        """Ids that, with the current schedule, seem to have gone to other events."""
        self.revisions: Mapping[str, Revision] = {}
        """Since when each event of `schedule` has been as it is."""

    @property
    def schedule(self) -> Schedule:
        if self._schedule is None:
            raise NothingPublishedError
        return self._schedule

    async def answering(self) -> Answering:
        """Questions and search on `schedule`; made with the first question after the start, and kept ready.

        Making it takes half a second, for the first answers of all, which need none of it, too long to wait.
        """
        if self._answering is None:
            async with self._making:
                if self._answering is None:
                    self._answering = await asyncio.to_thread(answering_on, self.schedule)
        return self._answering

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever another schedule was published."""
        self._watchers.append(changed)

    async def restore(self) -> bool:
        """Take the schedule that was published last; False where there is none that still reads well."""
        stored = await self._schedules.current()
        schedule = (await asyncio.to_thread(read_schedule, stored.content)).schedule if stored else None
        if stored is None or schedule is None:
            return False
        await self._take(schedule, stored.number)
        return True

    async def publish_file(self, path: Path, now: datetime) -> tuple[Problem, ...]:
        """Publish the file at `path`, as `publish` does. Raises OSError."""
        return await self.publish(await asyncio.to_thread(read_at_most, path, ENOUGH), path.name, now)

    async def follow(self) -> None:
        """Take what another process has published since, such as a version that an organizer went back to.

        One that does not read well here, because it says what only a newer bot knows, is passed over.
        """
        async with self._publishing:
            number = await self._schedules.number()
            if number in {self.number, self._passed_over} or await self.restore():
                return
            self._passed_over = number
            log.error("a version does not read well here; the one before it stays", number=number)

    async def knows(self, content: bytes) -> bool:
        """Whether the file is as it was when it was last published.

        It may not be what attendees see: the organizers may have gone back to an earlier version since.
        """
        return await self._schedules.taken() == digest(content)

    async def publish(
        self, content: bytes, name: str, now: datetime, comment: str | None = None
    ) -> tuple[Problem, ...]:
        """Publish the text of a schedule file; nothing changes when it has an error or is the current one.

        `comment` says what the version is about. Returns what was found in the file.
        """
        async with self._publishing:
            reading = await asyncio.to_thread(read_schedule, content, name)
            if reading.schedule is None:
                return reading.problems
            reused = reused_ids(self._schedule, reading, name) if self._schedule else ()
            text = content.decode("utf-8-sig")
            if await self._publish(reading.schedule, text, digest(content), now, comment):
                self.reused = reused
            return reading.problems

    async def go_back(self, number: int, now: datetime) -> bool:
        """Publish what version `number` held as a new one; the file stays what it is.

        False where there is no such version, or none that still reads well.
        """
        async with self._publishing:
            stored = await self._schedules.get(number)
            schedule = (await asyncio.to_thread(read_schedule, stored.content)).schedule if stored else None
            if stored is None or schedule is None:
                return False
            comment = f"back to version {number}"
            await self._publish(schedule, stored.content, stored.digest, now, comment, from_file=False)
            return True

    async def _publish(
        self,
        schedule: Schedule,
        content: str,
        digest: str,
        now: datetime,
        comment: str | None,
        *,
        from_file: bool = True,
    ) -> bool:
        """Whether it is another version than the one before."""
        number = await self._schedules.publish(
            version=schedule.version,
            content=content,
            digest=digest,
            programme=programme_rows(schedule),
            now=now,
            comment=comment,
            from_file=from_file,
        )
        if number == self.number and self._schedule is not None:
            return False
        await self._take(schedule, number)
        return True

    async def changes(self, base: int) -> tuple[Schedule, Changes] | None:
        """The schedule of version `base`, and what changed from it to the current one; None if it is gone."""
        current = self.number
        if (base, current) not in self._compared:
            stored = await self._schedules.get(base)
            old = (await asyncio.to_thread(read_schedule, stored.content)).schedule if stored else None
            if old is None:
                return None
            while len(self._compared) >= COMPARED:
                self._compared.pop(next(iter(self._compared)), None)
            self._compared[base, current] = old, compare(old, self.schedule)
        return self._compared[base, current]

    async def _take(self, schedule: Schedule, number: int) -> None:
        """From here on attendees see `schedule`; what answers on it is made before, holding up nobody."""
        async with self._making:
            first = self._schedule is None
            answering = None if first else await asyncio.to_thread(answering_on, schedule)
            self.revisions = await self._schedules.revisions()
            self._schedule, self._answering, self.number, self.reused = schedule, answering, number, ()
        for changed in self._watchers:
            changed()


def programme_rows(schedule: Schedule) -> list[ProgrammeRow]:
    """When each event takes place, whether it is called off, and what tells that it changed."""
    return [
        ProgrammeRow(event.id, event.start, event.end, event.cancelled, fingerprint(schedule, event))
        for event in schedule.events.values()
    ]


def digest(content: bytes) -> str:
    """What tells one file's content from another's."""
    return hashlib.sha256(content).hexdigest()


def answering_on(schedule: Schedule) -> Answering:
    return Answering(schedule, grammar(), SearchIndex(schedule))
