"""The days that a question names, read from its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.questions.calendar import DAY, Calendar, Days
from bot.domain.questions.lexicon import Meaning
from bot.domain.questions.line import Line
from bot.domain.questions.tagging import Segment

__all__ = ["DayWords"]

HOWS = ("between", "since", "after", "before", "until")


class DayWords:
    """Reads days; `days` are those that were found so far."""

    def __init__(self, line: Line, calendar: Calendar) -> None:
        self.days: list[Days] = []
        self._line = line
        self._calendar = calendar
        self._last = -1, 0
        """Where the last day ended, and how exactly it was said."""

    def two(self, at: int) -> int | None:
        """Two days, with all between them or only both; where they end."""
        start = at + 1 if self._line.says(at, "before", "between") else at
        if not self._line.joins(start + 1):
            return None
        first, last = self._line.get(start), self._line.get(start + 2)
        if first is None or last is None or not (first.says("day") or last.says("day")):
            return None
        if first.says("clock") and last.says("clock") and not self.is_date(start):
            return None
        found, until = self._named(first, beside=last), self._named(last, beside=first)
        if found is None or until is None or until.last < found.first:
            return None
        both = self._line.says(start + 1, "between", "and") and start == at
        self.days += [found, until] if both else [Days(found.first, until.last, found.zone)]
        return start + 3

    def one(self, at: int) -> int | None:
        """A day with what stands around it; where it ends."""
        how = next((how for how in HOWS if self._line.says(at, "before", how)), "")
        named = self._line.get(at + 1 if how else at)
        found = self._named(named) if named else None
        if named is None or found is None or self._counts(named, at + 1):
            return None
        end = at + (2 if how else 1)
        if mark := self._line.behind(end, "after", "since", "before", "until"):
            how, end = mark, end + 1
        self._add(at, end, self._beyond(how, found), _exactness(named))
        return end

    def beside(self, at: int, *, eve: bool) -> None:
        """The day within words that also say the part of the day beside a clock time.

        ``malam Sabtu jam 9`` is on the eve of Saturday; in ``jam 9 malam Sabtu`` the part is the hour's.
        """
        segment = self._line[at]
        for match in segment.of("day"):
            meaning = match.meaning if eve else Meaning("day", "weekday")
            if found := self._calendar.days(replace(match, meaning=meaning)):
                self._add(at, at + 1, found, _exactness(segment))
                return

    def is_date(self, at: int) -> bool:
        """Whether what may be a date or a clock time, ``23.7``, is a day of the conference."""
        segment = self._line.get(at)
        if segment is None or not (segment.says("day", "written") and segment.says("clock")):
            return False
        days = [self._calendar.days(match) for match in segment.of("day")]
        return any(found and found.first in self._calendar.conference_days for found in days)

    def _counts(self, segment: Segment, after: int) -> bool:
        """Whether it counts what is named behind it, as ``the second forum`` does."""
        following = self._line.get(after)
        counted = following is not None and (following.says("type") or following.says("ask", "session"))
        return counted and all(match.meaning.key == "date {ordinal}" for match in segment.of("day"))

    def _add(self, at: int, end: int, days: Days, exactness: int) -> None:
        """Of ``Friday 18 September`` one day, the one that is said more exactly."""
        last, before = self._last
        self._last = end, max(exactness, before if last == at else 0)
        if last == at and before != exactness:
            if exactness < before:
                return
            self.days.pop()
        self.days.append(days)

    def _named(self, segment: Segment, beside: Segment | None = None) -> Days | None:
        """The days that a segment names; a bare number does so as the day beside it does."""
        # Where a speaker is called Tom, that is who is meant.
        matches = [] if segment.says("namesake") else list(segment.of("day"))
        numbers = [*segment.of("ordinal"), *segment.of("number")]
        if not matches and beside is not None and numbers:
            matches = [
                replace(match, captures=(*numbers[0].captures, *_months(match.captures)))
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


def _months(captures: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    return [capture for capture in captures if capture[0] == "month"]


def _exactness(segment: Segment) -> int:
    """A weekday may be any week's, a relative day depends on who asks, a date or a number says it all."""
    key = next(segment.of("day")).meaning.key
    if "weekday" in key:
        return 1
    return 2 if key[:1] in {"+", "-"} else 3
