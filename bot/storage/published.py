"""The schedule that attendees see: the last good one, kept in the database and held in memory."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.domain.answering import Answering
from bot.domain.changes import Changes, compare
from bot.domain.model import Schedule
from bot.domain.search import SearchIndex
from bot.formats.problems import Problem
from bot.formats.reuse import reused_ids
from bot.formats.schedule import read_schedule
from bot.storage.schedules import ProgrammeRow, Schedules
from bot.texts.phrasebook import grammar

__all__ = ["NothingPublishedError", "Published"]


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
        self.number = 0
        self.reused: tuple[Problem, ...] = ()
        """Ids that, with the current schedule, seem to have gone to other events."""

    @property
    def schedule(self) -> Schedule:
        if self._schedule is None:
            raise NothingPublishedError
        return self._schedule

    @property
    def answering(self) -> Answering:
        """Questions and search on `schedule`."""
        if self._answering is None:
            raise NothingPublishedError
        return self._answering

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever another schedule was published."""
        self._watchers.append(changed)

    async def restore(self) -> bool:
        """Take the schedule that was published last; False where there is none that still reads well."""
        stored = await self._schedules.current()
        schedule = read_schedule(stored.content).schedule if stored else None
        if stored is None or schedule is None:
            return False
        await self._take(schedule, stored.number)
        return True

    async def publish_file(self, path: Path, now: datetime) -> tuple[Problem, ...]:
        """Publish the file if it is good; a broken one changes nothing. Returns what was found in it."""
        return await self.publish(await asyncio.to_thread(path.read_bytes), path.name, now)

    async def publish(
        self, content: bytes, name: str, now: datetime, comment: str | None = None
    ) -> tuple[Problem, ...]:
        """Publish the text of a schedule file; nothing changes when it has an error or is the current one.

        `comment` says what the version is about. Returns what was found in the file.
        """
        reading = await asyncio.to_thread(read_schedule, content, name)
        if reading.schedule is None:
            return reading.problems
        schedule = reading.schedule
        reused = reused_ids(self._schedule, reading, name) if self._schedule else ()
        number = await self._schedules.publish(
            version=schedule.version,
            content=content.decode("utf-8-sig"),
            digest=hashlib.sha256(content).hexdigest(),
            programme=programme_rows(schedule),
            now=now,
            comment=comment,
        )
        if number != self.number or self._schedule is None:
            await self._take(schedule, number)
            self.reused = reused
        return reading.problems

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
        """From here on attendees see `schedule`; what answers on it is built before, holding up nobody."""
        answering = await asyncio.to_thread(answering_on, schedule)
        self._schedule, self._answering, self.number = schedule, answering, number
        for changed in self._watchers:
            changed()


def programme_rows(schedule: Schedule) -> list[ProgrammeRow]:
    """What reminders are derived from: each event's times and whether it is called off."""
    return [
        ProgrammeRow(event.id, event.start, event.end, event.cancelled) for event in schedule.events.values()
    ]


def answering_on(schedule: Schedule) -> Answering:
    return Answering(schedule, grammar(), SearchIndex(schedule))
