"""The times that a question says, read from its segments from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.questions.calendar import DAY, Calendar, Days
from bot.domain.questions.clock import Clock, clock_of
from bot.domain.questions.grammar import Match
from bot.domain.questions.lexicon import Lexicon, Part
from bot.domain.questions.tagging import Segment

__all__ = ["Limit", "Times", "read_times"]

TIME = ("day", "part", "half", "clock", "zone", "within", "ahead", "number", "ordinal", "between", "before", "after")
"""The categories of what a time is made of."""
HOWS = ("after", "since", "before", "until", "around", "between", "at", "start")
DAY_HOWS = ("between", "since", "after", "before", "until")
Bound = Clock | Part


@dataclass(frozen=True, slots=True)
class Limit:
    """``after 3``, ``from 3 to 5``, ``at 3``: how, from what, to what; `days` were said before it."""

    how: str
    first: Bound
    last: Bound | None
    days: int


@dataclass(slots=True)
class Times:
    """What was said, in its order; `parts` are parts of days that stand by themselves, as `Limit` numbers days."""

    days: list[Days] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    parts: list[tuple[int, Part]] = field(default_factory=list)
    offset: int | None = None
    """The day that a part of a day names with itself, counted from today: ``tonight``."""
    distance: Match | None = None
    """``in 2 hours``, ``the next 2 hours``."""
    zone: Match | None = None
    starts: bool = False
    past: bool = False
    """Whether the words for a time look back."""
    used: set[int] = field(default_factory=set)
    """Where the segments begin that were taken for times."""


def read_times(segments: Sequence[Segment], lexicon: Lexicon, calendar: Calendar) -> Times:
    reader = _Reader(segments, lexicon, calendar)
    at = 0
    while at < len(reader.line):
        at = reader.step(at)
    return reader.times


class _Reader:
    def __init__(self, segments: Sequence[Segment], lexicon: Lexicon, calendar: Calendar) -> None:
        self.line = [
            segment for segment in segments if not segment.idle or any(segment.says(kind) for kind in TIME)
        ]
        self.times = Times()
        self._lexicon = lexicon
        self._calendar = calendar
        self._last_day = -1, 0
        """Where the last day ended, and how exactly it was said."""

    def step(self, at: int) -> int:
        """Read what begins at a segment; where to go on."""
        self._note(at)
        end = self._days(at) or self._limit(at) or self._day(at)
        if end is None:
            for match in self.line[at].of("part"):
                self.times.parts.append((len(self.times.days), self._lexicon.parts[match.meaning.key]))
                self._use(at, at + 1)
                break
            return at + 1
        for between in range(at + 1, end):
            self._note(between)
        self._use(at, end)
        return end

    def _note(self, at: int) -> None:
        """Zones and distances, wherever they stand."""
        for match in self.line[at].matches:
            category = match.meaning.category
            if category == "zone":
                self.times.zone = match
                continue
            if category in {"within", "ahead"}:
                self.times.distance = match
                self._use(at, at + 1)
            elif category == "part":
                part = self._lexicon.parts[match.meaning.key]
                self.times.past |= part.past
                self.times.offset = part.day if self.times.offset is None else self.times.offset

    def _use(self, start: int, end: int) -> None:
        self.times.used |= {segment.start for segment in self.line[start:end]}

    def _segment(self, at: int) -> Segment | None:
        return self.line[at] if 0 <= at < len(self.line) else None

    # Clock times

    def _limit(self, at: int) -> int | None:
        """A time or two with what stands around them."""
        how, first_at = self._how(at)
        if self._dated(first_at, bool(how)):
            return None
        first = self._bound(first_at, licensed=bool(how)) or self._first_of_two(first_at)
        if first is None:
            return None
        bound, end = first
        last = self._bound(end + 1, licensed=True) if self._joins(end) else None
        if last and isinstance(bound, Part) and isinstance(last[0], Part) and self.line[end].says("between", "and"):
            return None
        if last and not self._dated(end + 1, marked=False):
            self._add("between", bound, last[0])
            return last[1]
        mark = self._mark_behind(end)
        if isinstance(bound, Part) and not how and mark is None:
            return None
        if mark == "start" and how in {"since", "between"}:
            how, end, self.times.starts = "since", end + 1, False
        elif mark:
            how, end = mark, end + 1
        self._add(how, bound, None)
        return end

    def _add(self, how: str, first: Bound, last: Bound | None) -> None:
        self.times.limits.append(Limit(how, first, last, len(self.times.days)))

    def _how(self, at: int) -> tuple[str, int]:
        """What the words at a segment make of the time behind them, and where that begins."""
        segment = self.line[at]
        hows = [how for how in HOWS if segment.says("before", how)]
        if not hows:
            return "", at
        if at + 1 >= len(self.line):
            return "", at + 1
        further, beyond = self._how(at + 1)
        if "start" in hows and not further and self._bound(beyond, licensed=True):
            self.times.starts = True
        return further or hows[0], beyond

    def _first_of_two(self, at: int) -> tuple[Bound, int] | None:
        """A bare number that is a clock time since another time follows: ``9-12``."""
        found = self._bound(at, licensed=True)
        if found is None or not self._joins(found[1]):
            return None
        second = self._segment(found[1] + 1)
        if second is None or second.says("day"):
            return None
        return found if self._bound(found[1] + 1, licensed=True) else None

    def _bound(self, at: int, *, licensed: bool) -> tuple[Bound, int] | None:
        """A clock time with the part of the day beside it, or a part alone; and where it ends.

        A bare number is one only where it is licensed or has a part of the day beside it.
        """
        part = self._part(at)
        number = self._clock(at + 1 if part else at)
        if number is None:
            return (part, at + 1) if part and self.line[at].says("part") else None
        clock, bare = number
        after = at + (2 if part else 1)
        behind = self._part(after)
        if behind and not (part and self._clock(after + 1)):
            part, after = behind, after + 1
        if bare and not (licensed or part or self._is_around(after)):
            return None
        return (replace(clock, part=part) if part else clock), after

    def _is_around(self, at: int) -> bool:
        segment = self._segment(at)
        return segment is not None and segment.says("after", "around")

    def _clock(self, at: int) -> tuple[Clock, bool] | None:
        """A clock time, or a number that may be one, and whether it is only that."""
        segment = self._segment(at)
        if segment is None:
            return None
        for match in segment.of("clock"):
            return clock_of(match), False
        for match in segment.of("number"):
            hour = match.captured("number")
            if hour <= 24 and not segment.idle:
                return Clock(hour * 60, hour > 12 or segment.text.startswith("0")), True
        return None

    def _part(self, at: int) -> Part | None:
        segment = self._segment(at)
        matches = [*segment.of("half"), *segment.of("part")] if segment else []
        return self._lexicon.parts[matches[0].meaning.key] if matches else None

    def _joins(self, at: int) -> bool:
        segment = self._segment(at)
        return segment is not None and (segment.says("between", "to") or segment.says("between", "and"))

    def _mark_behind(self, at: int) -> str | None:
        """What the words behind a time make of it: ``以后``."""
        segment = self._segment(at)
        mark = next((match.meaning.key for match in segment.of("after")), None) if segment else None
        if mark == "start":
            self.times.starts = True
        return mark

    def _dated(self, at: int, marked: bool) -> bool:
        """Whether what may be a date or a clock time is a day of the conference."""
        segment = self._segment(at)
        if marked or segment is None or not (segment.says("day", "written") and segment.says("clock")):
            return False
        days = [self._calendar.days(match) for match in segment.of("day")]
        return any(found and found.first in self._calendar.conference_days for found in days)

    # Days

    def _days(self, at: int) -> int | None:
        """Two days, with all between them or only both."""
        start = at + 1 if self.line[at].says("before", "between") else at
        if not self._joins(start + 1):
            return None
        first, last = self._segment(start), self._segment(start + 2)
        if first is None or last is None or not (first.says("day") or last.says("day")):
            return None
        if self._dated(start, marked=False) is False and first.says("clock") and last.says("clock"):
            return None
        found, until = self._day_of(first, beside=last), self._day_of(last, beside=first)
        if found is None or until is None or until.last < found.first:
            return None
        both = self.line[start + 1].says("between", "and") and start == at
        self.times.days += [found, until] if both else [Days(found.first, until.last, found.zone)]
        return start + 3

    def _day(self, at: int) -> int | None:
        """A day with what stands around it."""
        segment = self.line[at]
        how = next((how for how in DAY_HOWS if segment.says("before", how)), "")
        named = self._segment(at + 1 if how else at)
        found = self._day_of(named) if named else None
        if found is None:
            return None
        end = at + (2 if how else 1)
        behind = self._segment(end)
        mark = next((how for how in ("after", "since", "before") if behind and behind.says("after", how)), None)
        if mark:
            how, end = mark, end + 1
        self._add_day(at, end, self._beyond(how, found), _exactness(named) if named else 0)
        for match in named.of("part") if named else ():
            self.times.parts.append((len(self.times.days), self._lexicon.parts[match.meaning.key]))
            break
        return end

    def _add_day(self, at: int, end: int, days: Days, exactness: int) -> None:
        """Of ``Friday 18 September`` one day, the one that is said more exactly."""
        last, before = self._last_day
        self._last_day = end, max(exactness, before if last == at else 0)
        if last == at and before != exactness:
            if exactness < before:
                return
            self.times.days.pop()
        self.times.days.append(days)

    def _day_of(self, segment: Segment, beside: Segment | None = None) -> Days | None:
        """The days that a segment names; a bare number does so as the day beside it does."""
        matches = list(segment.of("day"))
        numbers = [*segment.of("ordinal"), *segment.of("number")]
        if not matches and beside is not None and numbers:
            number = numbers[0].captures
            matches = [
                replace(match, captures=(*number, *(pair for pair in match.captures if pair[0] == "month")))
                for match in beside.of("day")
                if match.captured("number") or match.captured("ordinal")
            ]
        return next((days for match in matches if (days := self._calendar.days(match))), None)

    def _beyond(self, how: str, found: Days) -> Days:
        """What ``since``, ``after``, ``before`` or ``until`` makes of days."""
        start = min(self._calendar.today, found.first)
        end = max(self._calendar.conference.end, found.last + DAY)
        match how:
            case "since":
                return replace(found, last=end)
            case "after":
                return Days(found.last + DAY, end, found.zone)
            case "before":
                return Days(min(start, found.first - DAY), found.first - DAY, found.zone)
            case "until":
                return replace(found, first=start)
        return found


def _exactness(segment: Segment) -> int:
    """A weekday may be any week's, a relative day depends on who asks, a date or a number says it all."""
    key = next(segment.of("day")).meaning.key if segment.says("day") else ""
    if "weekday" in key:
        return 1
    return 2 if key[:1] in {"+", "-"} else 3
