"""When reminders and digests fall due: plain arithmetic on the schedule, no state."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chat import LEAD_TIMES, Chat, Quiet
from bot.domain.model import Schedule

__all__ = [
    "DIGEST_AT",
    "DIGEST_SPAN",
    "digest_moment",
    "next_tick",
    "reader_zone",
    "silent_at",
    "snooze_leads",
]

DIGEST_AT = time(7, 0)
"""On the reader's clock."""
DIGEST_SPAN = timedelta(hours=24)
"""A digest names what starts within it."""
NIGHT_FROM, NIGHT_TO = time(22, 0), time(7, 0)
SNOOZE_LEADS = (5, 0)
USUAL_ZONES = {"id": ZoneInfo("Asia/Jakarta"), "zh": ZoneInfo("Asia/Shanghai")}
"""Where readers of a language usually are, until they say. English is read everywhere."""


def reader_zone(zone: str | None, language: str, conference: ZoneInfo) -> ZoneInfo:
    """The zone a reader's times are in: the chosen one, else a guess by language, else the conference's."""
    return ZoneInfo(zone) if zone else USUAL_ZONES.get(language, conference)


def next_tick(schedule: Schedule, now: datetime) -> datetime | None:
    """The first moment after `now` at which a reminder can fall due, whoever starred what."""
    starts = schedule.starts
    leads = [timedelta(minutes=lead) for lead in (0, *LEAD_TIMES)]
    nexts = ((bisect_right(starts, now + lead), lead) for lead in leads)
    return min((starts[at] - lead for at, lead in nexts if at < len(starts)), default=None)


def digest_moment(zone: ZoneInfo, now: datetime) -> datetime:
    """The latest morning-digest moment in `zone` that is not after `now`, in UTC."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), DIGEST_AT, zone)
    moment = today if today <= local else datetime.combine(local.date() - timedelta(days=1), DIGEST_AT, zone)
    return moment.astimezone(UTC)


def silent_at(chat: Chat, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a message that the bot sends by itself at `now` comes without a sound."""
    if chat.quiet is Quiet.NIGHT:
        clock = now.astimezone(zone).time()
        return clock >= NIGHT_FROM or clock < NIGHT_TO
    return chat.quiet is Quiet.ALWAYS


def snooze_leads(start: datetime, now: datetime) -> tuple[int, ...]:
    """The minutes before `start` at which a reminder sent at `now` can come once more."""
    left = (start - now).total_seconds() / 60
    return tuple(lead for lead in SNOOZE_LEADS if lead + 1 <= left)
