"""Which dates a named day means: on the reader's calendar, or among the conference's days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.model import Conference
from bot.domain.questions.grammar import Match

__all__ = ["Calendar", "Days", "Span", "at_minute"]

DAY = timedelta(days=1)
WEEK = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to before `end`, both aware and in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """From the date `first` to the date `last`, included, in `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    def dates(self) -> list[date]:
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    def span(self) -> Span:
        """From the first midnight to the last."""
        return Span(at_minute(self.first, 0, self.zone), at_minute(self.last + DAY, 0, self.zone))


@dataclass(frozen=True, slots=True)
class Calendar:
    """A moment on the clocks of a reader and of a conference."""

    now: datetime
    reader: ZoneInfo
    conference: Conference

    @property
    def today(self) -> date:
        """The reader's."""
        return self.now.astimezone(self.reader).date()

    @property
    def conference_days(self) -> list[date]:
        return Days(self.conference.start, self.conference.end, self.conference.zone).dates()

    def days(self, match: Match) -> Days | None:
        """What a match of the category ``day`` means; None for what is no date.

        Its key says how it is meant; what the words leave open, the match's captures give.
        """
        kind, _, rest = match.meaning.key.partition(" ")
        weekday = match.captured("weekday")
        if weekday is not None:
            # The eve of Sunday is Saturday's evening.
            number = (int(weekday) - 2) % WEEK + 1 if kind == "eve" else int(weekday)
            return self._weekday(number, match.meaning.key)
        if kind in {"date", "written"}:
            return self._date(match)
        if kind == "day" or rest.startswith("days"):
            return self._counted(match, kind, rest)
        if "week" in kind or rest == "week":
            return self._weekend() if kind == "weekend" else self._week({"last": -1, "next": 1}.get(kind, 0))
        if kind.lstrip("+-").isdecimal():
            return self._relative(int(kind))
        return self._relative(-_number(match) if kind.startswith("-") else _number(match))

    def _counted(self, match: Match, kind: str, rest: str) -> Days | None:
        """The conference's days by number: ``day 2``, ``day -1``, ``first days 2``."""
        if kind == "day":
            return self._nth(int(rest) if rest.lstrip("-").isdecimal() else _number(match))
        return self._edge(_number(match), first=kind == "first")

    def _relative(self, days: int) -> Days | None:
        if abs(days) > 400:
            return None
        day = self.today + days * DAY
        return Days(day, day, self.reader)

    def _nth(self, number: int) -> Days | None:
        """The conference's day of that number, from 1; from its end where negative."""
        if not 0 < abs(number) < 100:
            return None
        day = (
            self.conference.start + (number - 1) * DAY
            if number > 0
            else self.conference.end + (number + 1) * DAY
        )
        return self._of_conference(day)

    def _edge(self, number: int, *, first: bool) -> Days:
        """So many of the conference's first or last days."""
        days = self.conference_days
        some = days[:number] if first else days[-number:]
        return self._of_conference(some[0], some[-1]) if some else self._of_conference(days[0])

    def _of_conference(self, first: date, last: date | None = None) -> Days:
        return Days(first, last or first, self.conference.zone)

    def _weekday(self, number: int, how: str) -> Days:
        """A weekday of the conference: the next of them, else the last; after it, the coming one."""
        today = self.now.astimezone(self.conference.zone).date()
        if how.startswith("next week's"):
            monday = self.today + (WEEK - self.today.weekday()) * DAY
            return self._of_conference(monday + (number - 1) * DAY)
        days = [day for day in self.conference_days if day.isoweekday() == number]
        coming = today + ((number - today.isoweekday()) % WEEK) * DAY
        if how.startswith("last"):
            return self._of_conference(max((day for day in days if day < today), default=coming - WEEK * DAY))
        after = today + DAY if how.startswith("next") else today
        ahead = min((day for day in days if day >= after), default=None)
        if ahead is None and how.startswith("next"):
            ahead = coming if coming > today else coming + WEEK * DAY
        return self._of_conference(ahead or max(days, default=coming))

    def _weekend(self) -> Days:
        """The conference's next Saturday and Sunday, of which one may be outside it; else the coming ones."""
        today = self.now.astimezone(self.conference.zone).date()
        days = [day for day in self.conference_days if day.weekday() >= SATURDAY]
        day = min((day for day in days if day >= today), default=max(days, default=None))
        if day is None:
            day = today + ((SATURDAY - today.weekday()) % WEEK) * DAY
        saturday = day - (day.weekday() - SATURDAY) * DAY
        return self._of_conference(saturday, saturday + DAY)

    def _week(self, away: int) -> Days:
        monday = self.today + (away * WEEK - self.today.weekday()) * DAY
        return Days(monday, monday + 6 * DAY, self.reader)

    def _date(self, match: Match) -> Days | None:
        numbers = [int(value) for name, value in match.captures if name in {"number", "ordinal"}]
        month = match.captured("month")
        if month is not None:
            return self._nearest([(int(month), numbers[0])])
        if len(numbers) == 1:
            return self._of_month(numbers[0])
        if len(numbers) == 3:
            return self._full(numbers)
        # 23/7 is what most of the world means; the other way round only where the conference says so.
        return self._nearest([(numbers[1], numbers[0]), (numbers[0], numbers[1])])

    def _full(self, numbers: Sequence[int]) -> Days | None:
        year, rest = (numbers[0], numbers[1:]) if numbers[0] > 31 else (numbers[2], numbers[1::-1])
        year += 2000 if year < 100 else 0
        days = [day for month, number in (rest, rest[::-1]) if (day := _valid(year, month, number))]
        return (
            self._of_conference(next((day for day in days if day in self.conference_days), days[0]))
            if days
            else None
        )

    def _nearest(self, options: Sequence[tuple[int, int]]) -> Days | None:
        """The first of (month, day) that is a day of the conference, else the first that is a date at all."""
        start = self.conference.start
        days = [
            min(years, key=lambda day: abs(day - start))
            for month, number in options
            if (years := [day for year in (-1, 0, 1) if (day := _valid(start.year + year, month, number))])
        ]
        if not days:
            return None
        return self._of_conference(next((day for day in days if day in self.conference_days), days[0]))

    def _of_month(self, number: int) -> Days | None:
        """The conference's day of that number in its month, else the nearest date of that number to come."""
        inside = next((day for day in self.conference_days if day.day == number), None)
        ahead = (self.today + n * DAY for n in range(62))
        day = inside or next((day for day in ahead if day.day == number), None)
        return self._of_conference(day) if day else None


def at_minute(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """So many minutes after a date's midnight on the zone's clock, in UTC; from 1440 on the next day."""
    days, minute = divmod(minute, 24 * 60)
    clock = time(minute // 60, minute % 60)
    return datetime.combine(day + days * DAY, clock, zone).astimezone(UTC)


def _number(match: Match) -> int:
    value = match.captured("number")
    return int(match.captured("ordinal") if value is None else value)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
