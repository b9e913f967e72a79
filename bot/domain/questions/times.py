"""The times that a question says, read from its segments from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.questions.calendar import Calendar, Days
from bot.domain.questions.clock import Clock, clock_of
from bot.domain.questions.daywords import DayWords
from bot.domain.questions.grammar import Match
from bot.domain.questions.lexicon import Lexicon, Part
from bot.domain.questions.line import Line
from bot.domain.questions.tagging import Segment

__all__ = ["Limit", "Times", "read_times"]

HOWS = ("after", "since", "before", "until", "around", "between", "at", "start")
Bound = Clock | Part


@dataclass(frozen=True, slots=True)
class Limit:
    """``after 3``, ``from 3 to 5``, ``at 3``: how, from what, to what; `days` were said before it."""

    how: str
    first: Bound
    last: Bound | None
    days: int

    def opens(self, other: Limit) -> bool:
        """Whether the other ends on the same day what this one begins."""
        after = self.how in {"after", "since"} and self.last is None and isinstance(self.first, Clock)
        before = other.how in {"before", "until"} and isinstance(other.first, Clock)
        return after and before and self.days == other.days


@dataclass(slots=True)
class Times:
    """What was said, in its order; `parts` are parts of days alone, with how many days came before."""

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
    line = Line(segments)
    reader = _Reader(line, lexicon, calendar)
    at = 0
    while at < len(line):
        at = reader.step(at)
    return reader.times


class _Reader:
    def __init__(self, line: Line, lexicon: Lexicon, calendar: Calendar) -> None:
        self._line = line
        self._lexicon = lexicon
        self._days = DayWords(line, calendar)
        self.times = Times(days=self._days.days)

    def step(self, at: int) -> int:
        """Read what begins at a segment; where to go on."""
        self._note(at)
        found = self._days.two(at)
        if found is None and (found := self._limit(at)):
            for within in range(at, found):
                if self._line.says(within, "part") and self._line.says(within, "day"):
                    self._days.beside(within, eve=within == at)
        found = found or self._days.one(at)
        end = found or at + 1
        for between in range(at + 1, end):
            self._note(between)
        part = self._part_alone(at, end) if found is None or self._line.says(at, "day") else None
        if part:
            self.times.parts.append((len(self.times.days), part))
        if found or part:
            self.times.used |= {self._line[each].start for each in range(at, min(end, len(self._line)))}
        return end

    def _part_alone(self, at: int, end: int) -> Part | None:
        """The part of the day that a segment says by itself, or together with a day: ``malam Jumat``."""
        matches = self._line[at].of("part") if end == at + 1 else iter(())
        return next((self._lexicon.parts[match.meaning.key] for match in matches), None)

    def _note(self, at: int) -> None:
        """Zones, distances and what parts of days bring with them, wherever they stand."""
        for match in self._line[at].matches:
            category = match.meaning.category
            if category == "zone":
                self.times.zone = match
            elif category in {"within", "ahead"}:
                self.times.distance = match
                self.times.used.add(self._line[at].start)
            elif category == "part":
                part = self._lexicon.parts[match.meaning.key]
                self.times.past |= part.past
                self.times.offset = part.day if self.times.offset is None else self.times.offset

    def _limit(self, at: int) -> int | None:
        """A time or two with what stands around them; where they end."""
        how, start = self._how(at)
        if not how and self._days.is_date(start):
            return None
        first = self._bound(start, licensed=bool(how)) or self._first_of_two(start)
        if first is None:
            return None
        bound, end = first
        last = self._bound(end + 1, licensed=True) if self._line.joins(end) else None
        apart = last and isinstance(bound, Part) and isinstance(last[0], Part)
        if (
            last
            and not self._days.is_date(end + 1)
            and not (apart and self._line.says(end, "between", "and"))
        ):
            begun = self._line.behind(last[1], "start")
            self.times.starts |= begun is not None
            return self._add("between", bound, last[0], last[1] + 1 if begun else last[1])
        mark = self._line.behind(end)
        if isinstance(bound, Part) and not how and mark is None:
            return None
        if mark == "start" and how in {"since", "between"}:
            return self._add("since", bound, None, end + 1)
        self.times.starts |= mark == "start"
        return self._add(mark or how, bound, None, end + 1 if mark else end)

    def _add(self, how: str, first: Bound, last: Bound | None, end: int) -> int:
        limit, before = Limit(how, first, last, len(self.times.days)), self.times.limits[-1:]
        if before and before[0].opens(limit):
            # "after 1 but before 3" is one span.
            limit = replace(before[0], how="between", last=first)
            del self.times.limits[-1]
        self.times.limits.append(limit)
        return end

    def _how(self, at: int) -> tuple[str, int]:
        """What the words at a segment make of the time behind them, and where that begins."""
        hows = [how for how in HOWS if self._line.says(at, "before", how)]
        if not hows:
            return "", at
        if at + 1 >= len(self._line):
            return "", at + 1
        further, beyond = self._how(at + 1)
        if "start" in hows and not further and self._bound(beyond, licensed=True):
            self.times.starts = True
        return further or hows[0], beyond

    def _first_of_two(self, at: int) -> tuple[Bound, int] | None:
        """A bare number that is a clock time since another time follows: ``9-12``."""
        found = self._bound(at, licensed=True)
        if found is None or not self._line.joins(found[1]) or self._line.says(found[1] + 1, "day"):
            return None
        return found if self._bound(found[1] + 1, licensed=True) else None

    def _bound(self, at: int, *, licensed: bool) -> tuple[Bound, int] | None:
        """A clock time with the part of the day beside it, or a part alone; and where it ends.

        A bare number is one only where it is licensed or has a part of the day beside it.
        """
        part = self._part(at)
        number = self._clock(at + 1 if part else at)
        if number is None:
            return (part, at + 1) if part and self._line.says(at, "part") else None
        clock, bare = number
        after = at + (2 if part else 1)
        behind = self._part(after)
        if behind and not (part and self._clock(after + 1)):
            part, after = behind, after + 1
        if bare and not (licensed or part or self._line.says(after, "after", "around")):
            return None
        return (replace(clock, part=part) if part else clock), after

    def _clock(self, at: int) -> tuple[Clock, bool] | None:
        """A clock time, or a number that may be one, and whether it is only that."""
        segment = self._line.get(at)
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
        segment = self._line.get(at)
        matches = [*segment.of("half"), *segment.of("part")] if segment else []
        return self._lexicon.parts[matches[0].meaning.key] if matches else None
