"""What is on a day's timetable, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from bot.domain.model import Day, Event, EventType, Status
from bot.pictures.blocks import Block
from bot.pictures.glyphs import legible
from bot.pictures.lanes import Placed, arranged
from bot.pictures.reader import Reader
from bot.pictures.timetable import Band, Hour, Timetable
from bot.texts import dates

__all__ = ["sheets", "timetable"]

MOST_LANES = 8
"""Side by side on one sheet; what is left goes on another."""
MOST_STRIPS = 4
NOW_STEP = timedelta(minutes=5)
"""The line of the hour moves by so much: until then everyone gets the same picture."""
ALL_DAY = timedelta(hours=6)
LONGEST = timedelta(hours=30)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Parts:
    """A day's events by how they are drawn."""

    strips: tuple[Event, ...]
    bands: tuple[Event, ...]
    placed: tuple[Placed, ...]

    @property
    def in_grid(self) -> list[Event]:
        return [*self.bands, *(placed.event for placed in self.placed)]


def sheets(reader: Reader, day: Day) -> int:
    """How many sheets the day takes."""
    return max((ceil(placed.lanes / MOST_LANES) for placed in parts(reader, day).placed), default=1)


def timetable(reader: Reader, day: Day, sheet: int = 0) -> Timetable:
    """The day, or its `sheet`-th (from 0) where more is on at once than fits side by side."""
    t, split = reader.t, parts(reader, day)
    shown = list(on_sheet(split.placed, sheet))
    in_grid = [*split.bands, *(placed.event for placed in shown)]
    first = min((event.start for event in in_grid), default=reader.now).astimezone(reader.home)
    first = first.replace(minute=0, second=0, microsecond=0)
    last = min(max((event.end for event in in_grid), default=first), first + LONGEST)
    hours = ceil((last - first) / HOUR)
    maker = Maker(reader, day, first, hours * 60)
    zone, own = reader.home, reader.own_zone(first)
    count = sheets(reader, day)
    return Timetable(
        conference=legible(reader.say(reader.schedule.conference.title)),
        day=legible(dates.day_name(day.date, t)),
        number=numbered(reader, day, sheet, count),
        zone=dates.zone_name(zone, first, t) + (f" ({dates.utc_offset(zone, first)})"),
        own_zone=f"{dates.zone_name(own, first, t)} ({dates.utc_offset(own, first)})" if own else "",
        hours=tuple(maker.hours()) if in_grid else (),
        strips=tuple(maker.block(event) for event in split.strips),
        bands=tuple(map(maker.band, split.bands)),
        blocks=tuple(maker.block(one.event, one.lane, one.lanes) for one in shown),
        now=maker.now() if in_grid else None,
        now_word=t("now"),
        empty=legible(t("Nothing is planned for this day.")),
        legend=tuple(legend(reader, [*split.strips, *in_grid])),
        imprint=legible(f"{t('programme {version}', version=reader.schedule.version)} · {reader.bot}"),
    )


def parts(reader: Reader, day: Day) -> Parts:
    """What lasts all day above the grid, breaks across it, all else side by side in the order of rooms."""
    strips = [event for event in day.events if event.duration > ALL_DAY][:MOST_STRIPS]
    rest = [event for event in day.events if event not in strips]
    if not rest:
        strips, rest = [], list(day.events)
    bands = [event for event in rest if event.type is EventType.BREAK and not overlapped(event, rest)]
    rooms = {room: at for at, room in enumerate(reader.schedule.rooms)}
    placed = arranged((event for event in rest if event not in bands), rooms)
    return Parts(tuple(strips), tuple(bands), tuple(placed))


def overlapped(event: Event, others: Iterable[Event]) -> bool:
    return any(other is not event and other.overlaps(event) for other in others)


def on_sheet(placed: Sequence[Placed], sheet: int) -> Iterator[Placed]:
    """Those of a sheet, on lanes of its own."""
    for one in placed:
        if one.lane // MOST_LANES == sheet:
            lanes = min(one.lanes - sheet * MOST_LANES, MOST_LANES)
            yield Placed(one.event, one.lane - sheet * MOST_LANES, lanes)


def numbered(reader: Reader, day: Day, sheet: int, count: int) -> str:
    number = reader.t("day {n} of {count}", n=day.index, count=len(reader.schedule.days))
    return legible(f"{number} · {sheet + 1}/{count}" if count > 1 else number)


def legend(reader: Reader, events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """What the marks on the sheet mean, of those that are there."""
    t = reader.t
    statuses = {event.status for event in events}
    if any(event.id in reader.starred for event in events):
        yield "star", legible(t("in my agenda"))
    if Status.TENTATIVE in statuses:
        yield Status.TENTATIVE.value, legible(t("tentative"))
    if Status.CANCELLED in statuses:
        yield Status.CANCELLED.value, legible(t("called off"))


@dataclass(frozen=True)
class Maker:
    """Makes the parts of a grid that begins at `first`, a full hour, and lasts `minutes`."""

    reader: Reader
    day: Day
    first: datetime
    minutes: int

    def minute(self, moment: datetime) -> int:
        return min(max(round((moment - self.first) / MINUTE), 0), self.minutes)

    def hours(self) -> Iterator[Hour]:
        own = self.reader.own_zone(self.first)
        for at in range(self.minutes // 60 + 1):
            moment = self.first + at * HOUR
            yield Hour(self.clock(moment, self.reader.home), self.clock(moment, own) if own else "")

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """``14:00``; of another day ``01:00 +1``."""
        days = (moment.astimezone(zone).date() - self.day.date).days
        return dates.clock(moment, zone, self.reader.t) + (f" {days:+}".replace("-", "−") if days else "")

    def now(self) -> int | None:
        """Where the line of the hour is."""
        passed = self.reader.now - self.first
        shown = timedelta() <= passed <= self.minutes * MINUTE
        return NOW_STEP // MINUTE * (passed // NOW_STEP) if shown else None

    def band(self, event: Event) -> Band:
        text = f"{self.reader.say(event.title)} · {self.reader.times(event, self.day.date)}"
        return Band(legible(text), self.minute(event.start), self.minute(event.end))

    def block(self, event: Event, lane: int = 0, lanes: int = 1) -> Block:
        reader = self.reader
        return Block(
            title=legible(reader.say(event.title)),
            time=reader.times(event, self.day.date),
            notes=tuple(legible(note) for note in (reader.room(event), reader.track(event)) if note),
            talks=tuple(map(self.talk, reader.schedule.talks(event.id))) if lanes == 1 else (),
            start=self.minute(event.start),
            end=self.minute(event.end),
            color=reader.color(event),
            status=event.status,
            starred=event.id in reader.starred,
            called_off=legible(reader.t("called off")) if event.cancelled else "",
            lane=lane,
            lanes=lanes,
        )

    def talk(self, event: Event) -> str:
        clock = dates.clock(event.start, self.reader.home, self.reader.t)
        return legible(f"{clock} {self.reader.say(event.title)}")
