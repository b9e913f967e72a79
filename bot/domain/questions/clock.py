"""Clock times as people say them, and which minutes of a day they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.questions.grammar import Match
from bot.domain.questions.lexicon import Part

__all__ = ["Clock", "Stretch", "clock_of", "stretch"]

HALF, DAY = 12 * 60, 24 * 60
AFTERNOON_UNTIL = 6 * 60 + 59
"""A bare hour up to here is meant after noon: nobody asks what is on at three in the night."""
SHORT_PART = 180


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight as they were said; `exact` where they can only be meant on a clock of 24 hours.

    `part` is the part of the day that was said beside it.
    """

    minute: int
    exact: bool = False
    part: Part | None = None

    def on_day(self, not_before: int | None = None) -> int:
        """The minute of the day that is meant; a bare hour is the first one after `not_before`."""
        if self.exact:
            return self.minute
        if self.part:
            return _within(self.minute, self.part)
        if not_before is not None:
            return self.minute if self.minute > not_before else self.minute + HALF
        return self.minute + HALF if 0 < self.minute <= AFTERNOON_UNTIL else self.minute


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a day is asked for, in minutes since its midnight; an end of None is the day's.

    `soft` says that its borders are those of parts of the day, `doubtful` that it may be meant half a day
    later.
    """

    start: int
    end: int | None
    soft: bool = False
    doubtful: bool = False

    def later(self) -> Stretch:
        """The same half a day later."""
        return replace(self, start=self.start + HALF, end=None if self.end is None else self.end + HALF)


def clock_of(match: Match) -> Clock:
    """The clock time of a match of the category ``clock``, whose key says how it is read."""
    key = match.meaning.key
    if key[0].isdecimal():
        hours, _, minutes = key.partition(":")
        return Clock(int(hours) * 60 + int(minutes), exact=True)
    hour, minute, exact = match.captured("hour")
    _, _, change = key.partition(" ")
    said = match.captured("minutes")
    if change:
        moved = said if "{" in change else int(change[1:])
        minute += moved if change[0] == "+" else -moved
    total = hour * 60 + minute
    return Clock(total if total >= 0 else total + DAY, exact)


def stretch(how: str, first: Clock | Part, last: Clock | Part | None = None) -> Stretch:
    """What ``at``, ``after``, ``since``, ``before``, ``until``, ``around`` or ``between`` makes of times."""
    if isinstance(first, Part):
        return _of_part(how, first, last)
    if last is not None:
        return _between(first, last)
    at = first.on_day()
    doubtful = not first.exact and first.part is None and at < HALF
    match how:
        case "after" | "since":
            return Stretch(at, None, doubtful=doubtful)
        case "before" | "until":
            return Stretch(0, at)
        case "around":
            return Stretch(max(0, at - 30), at + 30, doubtful=doubtful)
    return Stretch(at, at + 1, doubtful=doubtful)


def _between(first: Clock, last: Clock | Part) -> Stretch:
    if isinstance(last, Part):
        return Stretch(first.on_day(), last.end)
    if first.part is None and last.part is not None and not first.exact:
        # "from 3 to 5 in the afternoon", but "from 10 to 2 in the afternoon"
        end = last.on_day()
        starts = [minute for minute in (first.minute + HALF, first.minute) if minute < end]
        return Stretch(starts[0] if starts else first.on_day(), end)
    start = first.on_day()
    if last.part is None and first.part is not None and not last.exact:
        last = replace(last, minute=last.minute % HALF if last.minute == HALF else last.minute)
    end = last.on_day(not_before=start)
    doubtful = not first.exact and first.part is None and last.part is None and start < HALF and end <= HALF
    return Stretch(start, end if end > start else end + DAY, doubtful=doubtful and not last.exact)


def _of_part(how: str, first: Part, last: Clock | Part | None) -> Stretch:
    if isinstance(last, Part):
        return Stretch(first.start, max(last.end, first.end), soft=True)
    if last is not None:
        return Stretch(first.start, last.on_day(not_before=first.start))
    short = first.end - first.start < SHORT_PART
    limited = {
        "after": Stretch((first.start + first.end) // 2 if short else first.end, None),
        "since": Stretch(first.start, None),
        "before": Stretch(0, first.start),
        "until": Stretch(0, first.end),
    }
    return limited.get(how, Stretch(first.start, first.end, soft=True))


def _within(minute: int, part: Part) -> int:
    """The reading of an hour on a clock of 12 that lies in the part of the day, else nearest to it."""
    hour = minute % HALF
    readings = (hour, hour + HALF, hour + DAY) if minute <= HALF + 59 else (minute,)
    inside = [reading for reading in readings if part.start <= reading <= part.end]
    if inside:
        return inside[0]
    # Eleven in the night is before midnight, one in the night after it.
    return min(
        readings[:2],
        key=lambda reading: min(
            abs(reading - part.start), abs(reading - part.end), abs(reading + DAY - part.end)
        ),
    )
