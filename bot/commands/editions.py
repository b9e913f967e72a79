"""Schedules that are named on the command line: a file, or a version that was published."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.command import WrongInputError
from bot.commands.files import Source, opened
from bot.commands.report import counted, print_problems
from bot.domain.model import Schedule
from bot.formats.schedule import Reading
from bot.settings import Settings
from bot.storage import PublishedSchedule, Storage, StorageError

__all__ = ["VERSION", "Edition", "database", "edition", "present", "stored"]

PUBLISHED = "published"
VERSION = re.compile(f"{PUBLISHED}|[0-9]{{1,9}}")


@dataclass(frozen=True)
class Edition:
    """A good schedule, and what it was read from."""

    source: Source
    reading: Reading
    schedule: Schedule


@asynccontextmanager
async def database(settings: Settings) -> AsyncIterator[Storage]:
    """The database of a bot that has run. Raises WrongInputError where there is none."""
    try:
        async with await Storage.open(settings.database_url, create=False) as storage:
            yield storage
    except StorageError as error:
        raise WrongInputError(str(error)) from None


async def edition(named: str | None, settings: Settings) -> Edition:
    """A published version by its number, the one that attendees see by ``published``, else the file of that
    name; the schedule of the settings for None.

    Raises WrongInputError where there is none; what is wrong with a file goes to standard error.
    """
    if named is None or not VERSION.fullmatch(named):
        return _read(opened(Path(named) if named else settings.schedule))
    async with database(settings) as storage:
        version = await stored(named, storage)
    return _read(Source(f"version {version.number}", version.content.encode()))


async def stored(named: str, storage: Storage) -> PublishedSchedule:
    """A version by its number, or the one that attendees see. Raises WrongInputError."""
    schedules = storage.schedules
    last = await schedules.number()
    version = await schedules.get(last if named == PUBLISHED else int(named))
    if version is None:
        expected = f"expected one from 1 to {last}" if last else "none was published yet"
        raise WrongInputError(f"found no version {named}; {expected}")
    return version


def _read(source: Source) -> Edition:
    reading = source.read()
    if reading.schedule is None:
        print_problems(reading.problems, source, result=False)
        raise WrongInputError(f"{source.name}: {counted(reading.problems)}")
    return Edition(source, reading, reading.schedule)


def present(settings: Settings, zone: ZoneInfo) -> datetime:
    """The moment of the command: where the clock of the settings starts, else now."""
    now = settings.now or Clock().now()
    return now if now.tzinfo else now.replace(tzinfo=zone)
