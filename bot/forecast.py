"""What ``python -m bot forecast`` tells: the bursts of reminders to come, and whether all come in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.spread import Sending, sendings
from bot.settings import Settings
from bot.storage import Storage, StorageError
from bot.storage.database import sqlite_file
from bot.storage.published import Published

__all__ = ["NothingToForecastError", "in_words", "look_ahead"]

REMEDY = (
    "what helps: a longer lead time, a channel that all of them read,"
    " or Telegram's paid broadcasts, up to 1000 a second (BOT_MESSAGES_PER_SECOND)"
)


class NothingToForecastError(Exception):
    """There is no database to read, or nothing was published in it; the text says which."""


async def look_ahead(settings: Settings) -> tuple[list[Sending], ZoneInfo]:
    """The sendings from now to the end of the published schedule, and the conference's zone."""
    try:
        if not sqlite_file(settings.database_url).exists():
            raise NothingToForecastError(f"{settings.database_url}: no such database; expected the bot's own")
        async with await Storage.open(settings.database_url) as storage:
            published = Published(storage.schedules)
            if not await published.restore():
                raise NothingToForecastError(f"{settings.database_url}: no schedule was published in it yet")
            schedule = published.schedule
            zone = schedule.conference.zone
            now = settings.now or Clock().now()
            now = now if now.tzinfo else now.replace(tzinfo=zone)
            end = max((event.end for event in schedule.events.values()), default=now)
            bursts = await storage.outbox.bursts(now, max(now, end) + timedelta(seconds=1))
    except StorageError as error:
        raise NothingToForecastError(str(error)) from None
    return sendings(bursts, settings.messages_per_second / settings.speed, now), zone


def in_words(sending: Sending, zone: ZoneInfo) -> str:
    """A line, and another with the remedy where some come too late. Times are on the conference's clock."""
    begin, end, start = (
        _clock(moment, zone) for moment in (sending.begins_at, sending.ends_at, sending.starts_at)
    )
    line = f"{begin} to {end[11:]}: {sending.chats} reminders of what starts at {start[11:16]}"
    if not sending.too_late:
        return f"{line}; all in time"
    return f"{line}; {sending.too_late} come too late\n  {REMEDY}"


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
