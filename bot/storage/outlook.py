"""What the reminders to come will take, to the end of the programme."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.model import Schedule
from bot.domain.spread import Sending, sendings
from bot.storage.statistics import Statistics

__all__ = ["outlook"]


async def outlook(
    statistics: Statistics, schedule: Schedule, per_second: float, now: datetime
) -> list[Sending]:
    """How all that are left will be sent from `now` on, at `per_second` in a second of conference time."""
    end = max((event.end for event in schedule.events.values()), default=now)
    bursts = await statistics.to_send(now, max(now, end) + timedelta(seconds=1))
    return sendings(bursts, per_second, now)
