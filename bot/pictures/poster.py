"""The reader's own agenda as a picture to share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.model import Event, Status
from bot.pictures.canvas import Canvas, tall_enough
from bot.pictures.colors import ACCENT, ALERT, FAINT, GOLD, INK, LINE, MUTED, PAPER, Color
from bot.pictures.glyphs import BOLD, Style, advance, legible
from bot.pictures.picture import WIDTH, Picture
from bot.pictures.reader import Reader
from bot.pictures.setting import cut, set_lines
from bot.texts import dates

__all__ = ["Entry", "Poster", "Section", "poster"]

MARGIN, TIMES = 48, 236
RIGHT = WIDTH - MARGIN
MOST_EVENTS = 14
SMALL, HEADING, DAY = Style(27), Style(64, BOLD), Style(36, BOLD)
TIME, OWN_TIME, TITLE, NOTE = Style(31, BOLD), Style(26), Style(31, BOLD), Style(26)
TITLE_LINES = 2
HEADER = 236


@dataclass(frozen=True, slots=True)
class Entry:
    time: str
    own_time: str
    title: str
    note: str
    color: Color
    status: Status
    called_off: str


@dataclass(frozen=True, slots=True)
class Section:
    day: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Poster(Picture):
    """Texts are legible; empty ones are not there."""

    conference: str
    heading: str
    zones: str
    sections: tuple[Section, ...]
    more: str
    """That not all is shown."""
    tentative: str
    """What a broken bar means, where there is one."""
    invitation: str

    def png(self) -> bytes:
        return tall_enough(WIDTH, lambda canvas: Sheet(self, canvas).write()).png()


class Sheet:
    def __init__(self, poster: Poster, canvas: Canvas) -> None:
        self.poster = poster
        self.canvas = canvas

    def write(self) -> float:
        """All of it from the top; where it ends."""
        poster, canvas = self.poster, self.canvas
        canvas.fill((0, 0, WIDTH, 10), ACCENT)
        canvas.text(MARGIN, 44, cut(poster.conference, SMALL, RIGHT - MARGIN), SMALL, MUTED)
        canvas.star(MARGIN + 28, 128, 28, GOLD)
        canvas.text(MARGIN + 74, 84, cut(poster.heading, HEADING, RIGHT - MARGIN - 74), HEADING, INK)
        canvas.text(MARGIN, 176, cut(poster.zones, SMALL, RIGHT - MARGIN), SMALL, ACCENT)
        y: float = HEADER
        for section in poster.sections:
            y = self.section(section, y)
        if poster.more:
            canvas.text(MARGIN, y, poster.more, NOTE, MUTED)
            y += NOTE.line + 12
        canvas.fill((MARGIN, round(y), RIGHT, round(y) + 2), LINE)
        canvas.text(MARGIN, y + 22, cut(poster.invitation, SMALL, RIGHT - MARGIN - 300), SMALL, ACCENT)
        if poster.tentative:
            canvas.text_right(RIGHT, y + 22, poster.tentative, SMALL, MUTED)
            left = round(RIGHT - advance(poster.tentative, SMALL)) - 26
            self.bar((left, round(y) + 22, left + 10, round(y) + 60), MUTED, dashed=True)
        return y + SMALL.line + 52

    def section(self, section: Section, y: float) -> float:
        self.canvas.text(MARGIN, y, cut(section.day, DAY, RIGHT - MARGIN), DAY, INK)
        y += DAY.line + 6
        for entry in section.entries:
            y = self.entry(entry, y)
        return y + 20

    def entry(self, entry: Entry, y: float) -> float:
        canvas, off = self.canvas, entry.status is Status.CANCELLED
        canvas.text(MARGIN, y, cut(entry.time, TIME, TIMES - 24), TIME, MUTED if off else INK)
        if entry.own_time:
            canvas.text(MARGIN, y + TIME.line, cut(entry.own_time, OWN_TIME, TIMES - 24), OWN_TIME, ACCENT)
        left, top = MARGIN + TIMES + 30, y
        for line in set_lines(entry.title, TITLE, RIGHT - left, TITLE_LINES):
            (canvas.struck if off else canvas.text)(left, y, line, TITLE, MUTED if off else INK)
            y += TITLE.line
        x: float = left
        if entry.called_off:
            x = canvas.text(x, y, entry.called_off, NOTE, ALERT) + 20
        if entry.note:
            canvas.text(x, y, cut(entry.note, NOTE, RIGHT - x), NOTE, MUTED)
        if entry.note or entry.called_off or entry.own_time:
            y += NOTE.line
        bar = (MARGIN + TIMES, round(top) + 5, MARGIN + TIMES + 10, round(y) - 3)
        self.bar(bar, FAINT if off else entry.color, dashed=entry.status is Status.TENTATIVE)
        return y + 18

    def bar(self, box: tuple[int, int, int, int], color: Color, *, dashed: bool) -> None:
        left, top, right, bottom = box
        self.canvas.rounded(box, 5, color)
        for y in range(top + 14, bottom - 8, 22) if dashed else ():
            self.canvas.fill((left, y, right, y + 8), PAPER)


def poster(reader: Reader, events: Sequence[Event]) -> Poster:
    """What the reader starred, soonest first, as much as fits."""
    t = reader.t
    shown = events[:MOST_EVENTS]
    more = len(events) - len(shown)
    tentative = any(event.status is Status.TENTATIVE for event in shown)
    return Poster(
        conference=legible(reader.say(reader.schedule.conference.title)),
        heading=legible(t("My agenda")),
        zones=zones(reader, shown),
        sections=tuple(sections(reader, shown)),
        more=legible(t.n("… and {n} more.", "… and {n} more.", more)) if more else "",
        tentative=legible(t("tentative")) if tentative else "",
        invitation=legible(t("Make your own: {bot}", bot=reader.bot)),
    )


def zones(reader: Reader, events: Sequence[Event]) -> str:
    """``Beijing time · WIB``."""
    at = events[0].start if events else reader.now
    known = filter(None, (reader.home, reader.own_zone(at)))
    return legible(" · ".join(dates.zone_name(zone, at, reader.t) for zone in known))


def sections(reader: Reader, events: Sequence[Event]) -> Iterator[Section]:
    for day, group in groupby(events, reader.schedule.day_of):
        yield Section(
            legible(dates.day_name(day, reader.t)), tuple(entry(reader, event, day) for event in group)
        )


def entry(reader: Reader, event: Event, day: date) -> Entry:
    own = reader.own_zone(event.start)
    notes = filter(None, (reader.room(event), reader.track(event)))
    return Entry(
        time=legible(reader.times(event, day)),
        own_time=legible(dates.span(event.start, event.end, own, reader.t, day)) if own else "",
        title=legible(reader.say(event.title)),
        note=legible(" · ".join(notes)),
        color=reader.color(event),
        status=event.status,
        called_off=legible(reader.t("called off")) if event.cancelled else "",
    )
