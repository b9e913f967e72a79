"""Days, times and spans in the ways that other systems write them. None means "not one"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

__all__ = ["clock", "day", "moment", "span"]

FIRST_YEAR, LAST_YEAR = 1970, 2199
CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE | re.ASCII
)
COLONS = re.compile(r"\d{1,3}(:\d{2}){1,3}", re.ASCII)
WORDS = re.compile(
    r"(?:(\d{1,3})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,4})\s*(?:m(?:in(?:utes?)?)?|'|′)?\.?)?",
    re.IGNORECASE | re.ASCII,
)
ISO_SPAN = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII
)
LONGEST = timedelta(days=31)


def moment(text: str) -> datetime | None:
    """A date and time in ISO 8601, aware where it names its offset."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if FIRST_YEAR < found.year < LAST_YEAR else None


def day(text: str) -> date | None:
    """A date in ISO 8601, also one with a time behind it."""
    try:
        found = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
    return found if FIRST_YEAR < found.year < LAST_YEAR else None


def clock(text: str) -> time | None:
    """A time of day such as ``9:30``, ``09:30:00`` or ``2:15 pm``."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def span(text: str) -> timedelta | None:
    """A span such as ``00:45``, ``1:30:00``, ``1h30m``, ``45 min``, ``45`` (minutes) or ``PT45M``."""
    written = text.strip()
    if COLONS.fullmatch(written):
        days, hours, minutes, seconds = _four(written)
        result = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    elif found := ISO_SPAN.fullmatch(written):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        result = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    elif found := WORDS.fullmatch(written):
        result = timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))
    else:
        return None
    return result if timedelta(0) < result <= LONGEST else None


def _four(written: str) -> tuple[int, int, int, int]:
    """Days, hours, minutes and seconds of two to four numbers: two are hours and minutes."""
    numbers = [int(part) for part in written.split(":")]
    if len(numbers) == 2:
        numbers.append(0)
    days, hours, minutes, seconds = [0, *numbers][-4:]
    return days, hours, minutes, seconds
