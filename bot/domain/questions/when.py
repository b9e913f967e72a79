"""When: the time that a question asks for, as spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.questions.calendar import DAY, Calendar, Days, Span, at_minute
from bot.domain.questions.clock import Clock, Stretch, stretch
from bot.domain.questions.grammar import Match
from bot.domain.questions.lexicon import Part
from bot.domain.questions.times import Limit, Times

__all__ = ["When", "when", "zone_said"]

MINUTE = timedelta(minutes=1)
UNITS = {
    "minutes": 1,
    "quarter hours": 15,
    "half hours": 30,
    "hours": 60,
    "one hour": 60,
    "hour and a half": 90,
}
MOST_MINUTES = 60 * 24 * 30


@dataclass(frozen=True, slots=True)
class When:
    """The time asked for: `spans` in order, at least one.

    `zone` is the one that its clock times and parts of days are in, `zone_said` whether the question says so.
    `dated` says that a day was said, `clock` that a clock time was, `soft` that the spans have the borders of
    parts of days, `starts` that what is asked for begins in the spans.
    """

    spans: tuple[Span, ...]
    zone: ZoneInfo
    zone_said: bool = False
    dated: bool = False
    clock: bool = False
    soft: bool = False
    starts: bool = False

    @property
    def window(self) -> Span:
        """From the first moment to the last."""
        return Span(self.spans[0].start, max(span.end for span in self.spans))

    def on_day_of(self, other: When) -> When:
        """The same times of the day on the day that `other` begins on."""
        away = _date(other.spans[0].start, self.zone) - _date(self.spans[0].start, self.zone)
        return replace(self, spans=tuple(_moved(span, away, self.zone) for span in self.spans), dated=True)


def zone_said(times: Times, calendar: Calendar) -> ZoneInfo | None:
    """The zone that a question names."""
    if times.zone is None:
        return None
    match times.zone.meaning.key:
        case "reader":
            return calendar.reader
        case "conference":
            return calendar.conference.zone
        case "{city}":
            return ZoneInfo(times.zone.captured("city"))
    return ZoneInfo(times.zone.meaning.key)


def when(times: Times, calendar: Calendar, *, back: bool = False) -> When | None:
    """The time that `times` make, `back` if the question looks back; None where nothing was said of it."""
    said = zone_said(times, calendar)
    zone = said or calendar.reader
    whole = When((), zone, said is not None, dated=bool(times.days) or times.offset is not None)
    if times.distance and not times.limits and not times.days:
        return replace(
            whole, spans=(_distant(times.distance, calendar),), dated=True, clock=True, starts=times.starts
        )
    limits = [_helped(limit, times.parts) for limit in times.limits]
    limits = limits or [Limit("", part, None, days) for days, part in times.parts]
    if not limits and not times.days:
        return None
    stretches = [(limit.days, stretch(limit.how, limit.first, limit.last)) for limit in limits]
    if back or times.past:
        stretches = [(days, replace(found, doubtful=False)) for days, found in stretches]
    said_spans = dict.fromkeys(_spans(times, stretches, zone, calendar))
    spans = sorted(said_spans, key=lambda span: (span.start, span.end))
    soft = bool(stretches) and all(found.soft for _, found in stretches)
    clock = bool(stretches) and not soft
    return replace(whole, spans=tuple(spans), clock=clock, soft=soft, starts=times.starts and clock)


def _helped(limit: Limit, parts: Sequence[tuple[int, Part]]) -> Limit:
    """The limit with a part of the day that stands elsewhere in the question, where it has none itself."""
    bounds = [bound for bound in (limit.first, limit.last) if bound is not None]
    if not parts or any(isinstance(bound, Part) or bound.part or bound.exact for bound in bounds):
        return limit
    first, last = (
        replace(bound, part=parts[0][1]) if isinstance(bound, Clock) else bound
        for bound in (limit.first, limit.last)
    )
    return replace(limit, first=first or limit.first, last=last)


def _distant(match: Match, calendar: Calendar) -> Span:
    """From now on for so long, or the minute so far from now."""
    number = match.captured("number")
    minutes = (1 if number is None else number) * UNITS[match.captured("unit")]
    far = calendar.now + min(minutes, MOST_MINUTES) * MINUTE
    return Span(far, far + MINUTE) if match.meaning.category == "ahead" else Span(calendar.now, far)


def _spans(
    times: Times, stretches: Sequence[tuple[int, Stretch]], zone: ZoneInfo, calendar: Calendar
) -> Iterator[Span]:
    if not stretches:
        yield from (days.span() for days in times.days)
        return
    offset = calendar.today + (times.offset or 0) * DAY
    days = times.days or [Days(offset, offset, calendar.reader)]
    paired = len(days) > 1 and len(stretches) > 1
    for before, found in stretches:
        for each in [days[max(before, 1) - 1]] if paired else days:
            yield from (_span(day, found, zone, calendar) for day in each.dates())


def _span(day: date, found: Stretch, zone: ZoneInfo, calendar: Calendar) -> Span:
    span = _on(day, found, zone)
    if found.doubtful and day == calendar.today and span.end <= calendar.now:
        later = _on(day, found.later(), zone)
        return later if later.end > calendar.now else span
    return span


def _on(day: date, found: Stretch, zone: ZoneInfo) -> Span:
    end = 24 * 60 if found.end is None else found.end
    return Span(at_minute(day, found.start, zone), at_minute(day, max(end, found.start + 1), zone))


def _date(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _moved(span: Span, away: timedelta, zone: ZoneInfo) -> Span:
    """So many days away, at the same hours on the zone's clock."""
    start, end = ((moment.astimezone(zone) + away).astimezone(UTC) for moment in (span.start, span.end))
    return Span(start, end)
