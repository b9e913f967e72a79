"""When a source's events take place: its time zone, its moments, its days."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.formats import scalars
from bot.formats.guesses import zone_meant
from bot.formats.importing.drafts import Draft
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import SourceError, Wishes
from bot.formats.localtime import to_local, to_utc
from bot.formats.schedule import MOST_DAYS

__all__ = ["HOUR", "days_of", "moment_of", "whole_minutes", "zone_of"]

HOUR = timedelta(hours=1)


def zone_of(draft: Draft, wishes: Wishes, notes: Notes) -> ZoneInfo:
    """The conference's zone. Raises SourceError where none is named and times do not say what they are in."""
    named = wishes.zone or scalars.zone(draft.zone)
    if named:
        return named
    if meant := scalars.zone(zone_meant(draft.zone) or "") if draft.zone else None:
        notes.add(Topic.ZONE, f"{meant} for {draft.zone!r}")
        return meant
    moments = [event.start for event in draft.events if event.start]
    used = Counter(moment.tzinfo.key for moment in moments if isinstance(moment.tzinfo, ZoneInfo))
    del used["UTC"]
    if used:
        return ZoneInfo(used.most_common(1)[0][0])
    if wishes.usual_zone:
        return wishes.usual_zone
    if any(moment.tzinfo is None for moment in moments):
        raise SourceError(
            "found times without a time zone; expected the conference's as an option, such as"
            " --time-zone Asia/Jakarta"
        )
    offsets = Counter(moment.utcoffset() for moment in moments)
    zone = _fixed(offsets.most_common(1)[0][0] if offsets else None)
    notes.add(Topic.ZONE, zone.key)
    return zone


def _fixed(offset: timedelta | None) -> ZoneInfo:
    """The zone that always has this offset, where there is one; else UTC."""
    hours, rest = divmod(offset or timedelta(0), HOUR)
    if not hours or rest or not -12 <= hours <= 14:
        return ZoneInfo("UTC")
    return ZoneInfo(f"Etc/GMT{-hours:+d}")


def moment_of(written: datetime, zone: ZoneInfo) -> datetime:
    """In UTC, what a source has written: aware, or naive on the clocks of `zone`."""
    return written.astimezone(UTC) if written.tzinfo else to_utc(written, zone)[0]


def whole_minutes(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def days_of(
    starts: Iterable[datetime], declared: tuple[str, str], zone: ZoneInfo, notes: Notes
) -> tuple[date, date]:
    """The conference's first and last day: as declared, or as the events have it, and at most 31 in all.

    What starts on none of them is too far away. Raises SourceError where nothing tells.
    """
    dates = sorted(to_local(start, zone).date() for start in starts)
    said = _declared(declared, dates)
    if said is None and not dates:
        raise SourceError("found no event with a time; expected at least one")
    first, last = said or _densest(dates)
    for day in sorted(set(dates), key=lambda day: max(first - day, day - last)):
        wider = min(first, day), max(last, day)
        if wider[1] - wider[0] < timedelta(days=MOST_DAYS):
            first, last = wider
    if said is None:
        notes.add(Topic.CONFERENCE, f"the days {first} to {last}")
    elif (first, last) != said:
        notes.add(Topic.DAYS, f"{first} to {last} instead of {said[0]} to {said[1]}")
    return first, last


def _declared(written: tuple[str, str], dates: Sequence[date]) -> tuple[date, date] | None:
    """The days that the source names, where they make sense and something happens on them."""
    first, last = (scalars.day(day[:10]) for day in written)
    if not first or not last or not first <= last < first + timedelta(days=MOST_DAYS):
        return None
    return (first, last) if not dates or any(first <= day <= last for day in dates) else None


def _densest(dates: Sequence[date]) -> tuple[date, date]:
    """The 31 days on which most of the sorted dates lie, cut to the first and last that has one."""
    window = timedelta(days=MOST_DAYS)
    ends = [bisect_left(dates, day + window) for day in dates]
    best = max(range(len(dates)), key=lambda at: (ends[at] - at, -at))
    return dates[best], dates[ends[best] - 1]
