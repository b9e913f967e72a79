"""What ``python -m bot forecast`` tells: the bursts of reminders to come, and whether all come in time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.spread import Sending
from bot.settings import Settings
from bot.storage import Storage, StorageError
from bot.storage.outlook import outlook
from bot.storage.published import Published
from bot.texts import texts
from bot.views.forecast import burst, day, remedies
from bot.views.message import plain

__all__ = ["NothingToForecastError", "in_words", "look_ahead"]


class NothingToForecastError(Exception):
    """There is no database to read, or nothing was published in it; the text says which."""


async def look_ahead(settings: Settings) -> tuple[list[Sending], ZoneInfo]:
    """The sendings from now to the end of the published schedule, and the conference's zone."""
    try:
        async with await Storage.open(settings.database_url, create=False) as storage:
            published = Published(storage.schedules)
            if not await published.restore():
                raise NothingToForecastError(f"{storage.address}: no schedule was published in it yet")
            zone = published.schedule.conference.zone
            now = settings.now or Clock().now()
            now = now if now.tzinfo else now.replace(tzinfo=zone)
            per_second = settings.messages_per_second / settings.speed
            return await outlook(storage.statistics, published.schedule, per_second, now), zone
    except StorageError as error:
        raise NothingToForecastError(str(error)) from None


def in_words(sending: Sending, zone: ZoneInfo) -> str:
    """A line, and another with what helps where some come too late. Times are on the conference's clock."""
    t = texts("en")
    line = f"{day(t, zone, sending)} {plain(burst(t, zone, sending))}"
    return f"{line}\n  {remedies(t)}" if sending.too_late else f"{line} · all in time"
