"""One event as a picture to share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.model import Event, Person, Status
from bot.pictures.canvas import Canvas
from bot.pictures.colors import ACCENT, ALERT, INK, LINE, MUTED, PAPER, Color, mixed, readable
from bot.pictures.glyphs import BOLD, Style, advance, legible
from bot.pictures.picture import WIDTH, Picture
from bot.pictures.reader import Reader
from bot.pictures.setting import cut, fitted, set_lines
from bot.texts import dates

__all__ = ["Card", "card"]

SHEET, PADDING, BAR = 36, 64, 28
LEFT, RIGHT = SHEET + PADDING, WIDTH - SHEET - PADDING
INNER = RIGHT - LEFT
TITLES = tuple(Style(size, BOLD) for size in (76, 68, 60, 54, 48))
TITLE_HEIGHT = 420
SMALL, LABEL, WHEN, TEXT = Style(28), Style(27, BOLD), Style(38, BOLD), Style(32)
MOST_SPEAKERS, MOST_LINES = 4, 5


@dataclass(frozen=True)
class Card(Picture):
    """Texts are legible; empty ones are not there."""

    conference: str
    label: str
    """Its type and track."""
    color: Color
    title: str
    status: Status
    state: str
    """What is to be said of its status."""
    day: str
    time: str
    own_time: str
    place: str
    abstract: str
    speakers: tuple[str, ...]
    invitation: str

    def png(self) -> bytes:
        return Sheet(self).drawn().png()


class Sheet:
    """The card on paper of its track's colour; its height is that of its words."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.style, self.title = fitted(card.title, TITLES, INNER, TITLE_HEIGHT)
        self.abstract = set_lines(card.abstract, TEXT, INNER, MOST_LINES)
        self.canvas = Canvas(WIDTH, self.height(), mixed(card.color, PAPER, 0.16))

    def height(self) -> int:
        """Found by drawing once on paper that is thrown away."""
        self.canvas = Canvas(WIDTH, 1)
        return round(self.write()) + PADDING - 16 + SHEET

    def drawn(self) -> Canvas:
        canvas, bottom = self.canvas, self.canvas.height - SHEET
        canvas.rounded((SHEET, SHEET, WIDTH - SHEET, SHEET + 3 * BAR), BAR, self.card.color)
        canvas.rounded((SHEET, SHEET + BAR, WIDTH - SHEET, bottom), BAR, PAPER)
        canvas.fill((SHEET, SHEET + BAR, WIDTH - SHEET, SHEET + 3 * BAR), PAPER)
        self.write()
        return canvas

    def write(self) -> float:
        """All words from the top; where they end."""
        card, canvas = self.card, self.canvas
        y: float = SHEET + BAR + 44
        canvas.text(LEFT, y, cut(card.conference, SMALL, INNER), SMALL, MUTED)
        y = self.pill(card.label, y + SMALL.line + 22, readable(card.color))
        write = canvas.struck if card.status is Status.CANCELLED else canvas.text
        y += 14
        for line in self.title:
            write(LEFT, y, line, self.style, MUTED if card.status is Status.CANCELLED else INK)
            y += self.style.line
        if card.state:
            y = self.pill(card.state, y + 16, ALERT if card.status is Status.CANCELLED else MUTED)
        y = self.when(y + 26)
        for line in self.abstract:
            canvas.text(LEFT, y, line, TEXT, INK)
            y += TEXT.line
        y = self.speakers(y + (18 if self.abstract else 0))
        canvas.fill((LEFT, round(y) + 10, RIGHT, round(y) + 12), LINE)
        y += 30
        canvas.text(LEFT, y, cut(card.invitation, SMALL, INNER), SMALL, ACCENT)
        return y + SMALL.line

    def pill(self, text: str, y: float, color: Color) -> float:
        words = cut(text, LABEL, INNER - 44)
        top = round(y)
        self.canvas.rounded((LEFT, top, LEFT + round(advance(words, LABEL)) + 44, top + 52), 26, color)
        self.canvas.text(LEFT + 22, top + 26 - LABEL.line / 2, words, LABEL, PAPER)
        return y + 52

    def when(self, y: float) -> float:
        card, canvas = self.card, self.canvas
        for text, style, color in (
            (card.day, WHEN, INK),
            (card.time, WHEN, INK),
            (card.own_time, TEXT, ACCENT),
            (card.place, TEXT, MUTED),
        ):
            if text:
                canvas.text(LEFT, y, cut(text, style, INNER), style, color)
                y += style.line
        return y + 22

    def speakers(self, y: float) -> float:
        for speaker in self.card.speakers:
            self.canvas.disc(LEFT + 8, round(y + TEXT.line / 2), 7, self.card.color)
            for line in set_lines(speaker, TEXT, INNER - 34, 2):
                self.canvas.text(LEFT + 34, y, line, TEXT, INK)
                y += TEXT.line
            y += 6
        return y


def card(reader: Reader, event: Event, what: str) -> Card:
    """The event in the reader's words; `what` is the name of its type."""
    t, day = reader.t, reader.schedule.day_of(event)
    own = reader.own_zone(event.start)
    spoken = t.locale.languages.get(event.language or "")
    return Card(
        conference=legible(reader.say(reader.schedule.conference.title)),
        label=joined(what, reader.track(event)),
        color=reader.color(event),
        title=legible(reader.say(event.title)),
        status=event.status,
        state=legible(state(reader, event)),
        day=legible(dates.day_name(day, t)),
        time=clock(reader, event, reader.home),
        own_time=clock(reader, event, own) if own else "",
        place=joined(reader.room(event), t("held in {language}", language=spoken) if spoken else ""),
        abstract=legible(reader.say(event.abstract)) if event.abstract else "",
        speakers=tuple(speakers(reader, event)),
        invitation=legible(t("Be reminded in time: {bot}", bot=reader.bot)),
    )


def clock(reader: Reader, event: Event, zone: ZoneInfo) -> str:
    """``14:00–16:00 Beijing time``."""
    span = dates.span(event.start, event.end, zone, reader.t, reader.schedule.day_of(event))
    return legible(f"{span} {dates.zone_name(zone, event.start, reader.t)}")


def joined(*parts: str) -> str:
    return legible(" · ".join(filter(None, parts)))


def state(reader: Reader, event: Event) -> str:
    if event.cancelled:
        return reader.t("Called off: this will not take place.")
    tentative = event.status is Status.TENTATIVE
    return reader.t("tentative: title and time not confirmed") if tentative else ""


def speakers(reader: Reader, event: Event) -> Iterator[str]:
    t, persons = reader.t, [reader.schedule.persons[id_] for id_ in event.persons]
    yield from (legible(named(reader, person)) for person in persons[:MOST_SPEAKERS])
    if (more := len(persons) - MOST_SPEAKERS) > 0:
        yield legible(t.n("… and {n} more.", "… and {n} more.", more))


def named(reader: Reader, person: Person) -> str:
    """``Miao Wei, Minister``."""
    parts = (person.name, person.role or person.affiliation)
    return reader.t(", ").join(reader.say(part) for part in parts if part)
