"""What attendees see when the bot starts: the file's schedule, or the one that was published last."""

from __future__ import annotations

import asyncio

import structlog

from bot.clock import Clock
from bot.domain.model import Schedule
from bot.files import read_at_most
from bot.formats.problems import Severity
from bot.formats.schedule import ENOUGH, read_schedule
from bot.roles import Role
from bot.settings import Settings
from bot.storage import Storage
from bot.storage.candidates import candidate
from bot.storage.published import Published, digest

__all__ = ["NothingToShowError", "published_at_start"]

log = structlog.get_logger()
WAIT = 2.0
"""Real seconds."""


class NothingToShowError(Exception):
    """Nothing was published yet, and the file is not good; the text says what is wrong with it."""


async def published_at_start(settings: Settings, storage: Storage, clock: Clock, role: Role) -> Published:
    """The clock is on the conference's zone from then on, where its start names none.

    Raises NothingToShowError. What is wrong with the file otherwise is told when it is looked at. A sender
    needs no file: it waits until another process has published one.
    """
    published = Published(storage.schedules)
    if not role.serves:
        await _until_published(published)
        _set(clock, settings, published.schedule)
        return published
    path = settings.schedule
    if restored := await published.restore():
        _set(clock, settings, published.schedule)
    try:
        content = await asyncio.to_thread(read_at_most, path, ENOUGH)
        published.at_start = digest(content)
        if not restored and _needs_zone(settings):
            _set(clock, settings, (await asyncio.to_thread(read_schedule, content)).schedule)
        if restored and await _waits(content, settings, storage, published):
            return published
        problems = await published.publish(content, path.name, clock.now())
        errors = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    except OSError as error:
        errors = [f"{path}: {error.strerror}; expected a schedule file (BOT_SCHEDULE)"]
    if errors and not restored:
        raise NothingToShowError("\n".join(errors))
    if errors:
        log.warning(
            "the schedule file is not good; the last good one stays", errors=len(errors), first=errors[0]
        )
    return published


async def _until_published(published: Published) -> None:
    while not await published.restore():
        log.info("nothing is published yet; waiting", seconds=WAIT)
        await asyncio.sleep(WAIT)


async def _waits(content: bytes, settings: Settings, storage: Storage, published: Published) -> bool:
    """Whether the file is not to be published yet, or was already."""
    if settings.publish == "manual" or await published.knows(content):
        return True
    return (await candidate(content, settings.schedule.name, storage, published)).halved


def _needs_zone(settings: Settings) -> bool:
    return settings.now is not None and settings.now.tzinfo is None


def _set(clock: Clock, settings: Settings, schedule: Schedule | None) -> None:
    """A start of the clock that names no zone is on the conference's."""
    if schedule is not None and settings.now is not None and _needs_zone(settings):
        clock.jump(settings.now.replace(tzinfo=schedule.conference.zone))
