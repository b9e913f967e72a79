"""What an organizer writes after a command: which event, and what it gets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.amendment import NEAREST, Amending
from bot.domain.folding import fold
from bot.domain.model import Event, Room, Schedule
from bot.formats import scalars
from bot.formats.localtime import to_local

__all__ = ["LONGEST_DELAY", "split", "value_of"]

LONGEST_DELAY = 24 * 60
"""Minutes."""
HOURS, MINUTES = r"(?:h|hours?|jam|小时|时)", r"(?:m|mins?|minutes?|menit|分钟|分)"
SPAN = re.compile(rf"\+?(?:(\d{{1,2}})\s*{HOURS})?\s*(?:(\d{{1,4}})\s*{MINUTES}?)?")
CLOCK = r"(\d{1,2})[:.](\d{2})"
DAY = r"(?:(?:(\d{4})-)?(\d{1,2})[-月])?(\d{1,2})(?:日\s*|\s+)"
WHEN = re.compile(rf"(?:{DAY})?{CLOCK}(?:\s*(?:[-–—~至到]|to|sampai)\s*{CLOCK})?")


def split(kind: Amending, words: Sequence[str], schedule: Schedule) -> tuple[str, str]:
    """The words that name the event, and those that say what it gets; either may be none.

    An id at the beginning names the event; else the longest end that reads as a value is one, and the rest
    names the event. A small number alone is the event's in the list of the nearest.
    """
    if not words or kind is Amending.CANCEL:
        return " ".join(words), ""
    if words[0] in schedule.events:
        return words[0], " ".join(words[1:])
    if len(words) == 1 and words[0].isdecimal() and int(words[0]) <= NEAREST:
        return words[0], ""
    for at in range(len(words)):
        value = " ".join(words[at:])
        if value_of(kind, value, schedule) is not None:
            return " ".join(words[:at]), value
    return " ".join(words), ""


def value_of(kind: Amending, text: str, schedule: Schedule, event: Event | None = None) -> str | None:
    """What `text` says that an event gets, as an `Amendment` has it; None where it says nothing of the kind.

    Without the event, a time needs no day and a room's name must be whole.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    match kind:
        case Amending.DELAY:
            return _delay(plain)
        case Amending.MOVE:
            return _move(plain, schedule, event)
        case Amending.ROOM:
            return _room(fold(text), schedule, whole=event is None)
        case Amending.LINK | Amending.RECORD:
            return scalars.url(text.strip())
    return ""


def _delay(text: str) -> str | None:
    found = SPAN.fullmatch(text)
    minutes = 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0
    return str(minutes) if 0 < minutes <= LONGEST_DELAY else None


def _move(text: str, schedule: Schedule, event: Event | None) -> str | None:
    found = WHEN.fullmatch(text)
    if not found:
        return None
    year, month, number, hour, minute, last_hour, last_minute = found.groups()
    day = _day(year, month, number, schedule) if number else _day_of(event, schedule)
    first = _clock(hour, minute)
    if day is None or first is None:
        return None
    start = datetime.combine(day, first)
    if last_hour is None:
        return start.isoformat(timespec="minutes")
    last = _clock(last_hour, last_minute)
    if last is None:
        return None
    end = datetime.combine(day + timedelta(days=last <= first), last)
    return f"{start.isoformat(timespec='minutes')}/{end.isoformat(timespec='minutes')}"


def _clock(hour: str, minute: str) -> time | None:
    return scalars.clock(f"{hour:0>2}:{minute}")


def _day(year: str | None, month: str | None, number: str, schedule: Schedule) -> date | None:
    """The one day of the conference that is called so."""
    found = [
        day.date
        for day in schedule.days
        if day.date.day == int(number)
        and (month is None or day.date.month == int(month))
        and (year is None or day.date.year == int(year))
    ]
    return found[0] if len(found) == 1 else None


def _day_of(event: Event | None, schedule: Schedule) -> date:
    return to_local(event.start, schedule.conference.zone).date() if event else schedule.conference.start


def _room(wanted: str, schedule: Schedule, *, whole: bool) -> str | None:
    """The id of the one room that is called so, or, unless `whole` is asked for, whose name holds it."""
    names = {room.id: [fold(name) for name in _names(room)] for room in schedule.rooms.values()}
    found = [id_ for id_, called in names.items() if wanted in called]
    if not found and wanted and not whole:
        found = [id_ for id_, called in names.items() if any(wanted in name for name in called)]
    return found[0] if len(found) == 1 else None


def _names(room: Room) -> Iterator[str]:
    yield room.id
    yield from room.name.all()
    yield from room.aliases
