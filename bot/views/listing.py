"""A page of programme items: numbered lines, and under them a row that opens and a row that stars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.model import Event
from bot.texts import dates
from bot.views.buttons import STAR_OFF, STAR_ON, Row, press, turn
from bot.views.lines import both_times, held, joined, legend, lines, title
from bot.views.message import label
from bot.views.viewer import Viewer

__all__ = ["PAGE", "Listing", "Page", "item_rows", "listing", "page_of", "pager"]

PAGE = 5
"""Items on a page: as many starred numbers as fit in a row of buttons on a phone."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list; `index` counts from 0."""

    events: tuple[Event, ...]
    index: int
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    text: Markup
    rows: tuple[Row, ...]
    legend: Markup | None


def page_of(events: Sequence[Event], index: int) -> Page:
    """The page of that index, or the nearest there is."""
    count = max(1, -(-len(events) // PAGE))
    index = min(max(index, 0), count - 1)
    return Page(tuple(events[index * PAGE : (index + 1) * PAGE]), index, count)


def pager(page: Page, verb: str, *arguments: str | int) -> Row:
    """The way to the other pages."""
    return turn(page.index, page.count, verb, *arguments)


def listing(
    viewer: Viewer, page: Page, origin: str, *, with_day: bool = False, with_context: bool = True
) -> Listing:
    """The page as text under one heading for each time, with its two rows of buttons.

    `origin` is the kind of list (see `buttons`) with its own argument; the page's number is added.
    """
    parts: list[Markup] = []
    number = 0
    for (day, start, end), group in groupby(
        page.events, key=lambda event: (viewer.schedule.day_of(event), event.start, event.end)
    ):
        when = both_times(viewer, start, end)
        heading = (
            joined(Markup("<b>{}</b>").format(dates.short_day(day, viewer.t)), when) if with_day else when
        )
        entries = []
        for number, event in enumerate(group, number + 1):  # noqa: B020 - the count goes on over the groups
            entries.append(entry(viewer, number, event, with_context=with_context))
        parts.append(lines(heading, *entries))
    return Listing(
        text=Markup("\n\n").join(parts),
        rows=item_rows(viewer, page.events, origin),
        legend=legend(viewer, *page.events),
    )


def item_rows(viewer: Viewer, events: Sequence[Event], origin: str) -> tuple[Row, Row]:
    """The row that opens and the row that stars; a single item is called by its title."""
    staying = origin[:1].upper() + origin[1:]
    if len(events) == 1:
        event = events[0]
        caption = label(viewer.say(event.title))
        return [press(caption, "event", event.id, origin=origin)], [star(viewer, caption, event, staying)]
    numbered = list(enumerate(events, 1))
    return (
        [press(str(at), "event", event.id, origin=origin) for at, event in numbered],
        [star(viewer, str(at), event, staying) for at, event in numbered],
    )


def star(viewer: Viewer, caption: str, event: Event, origin: str) -> InlineKeyboardButton:
    """The button that stars, or that takes the star back."""
    starred = viewer.starred(event)
    mark, wanted = (STAR_ON, "off") if starred else (STAR_OFF, "on")
    gap = "" if caption.isdecimal() else " "
    return press(f"{mark}{gap}{caption}", "star", wanted, event.id, origin=origin)


def entry(viewer: Viewer, number: int, event: Event, *, with_context: bool) -> Markup:
    """``2. Title ◌ ★``, and under it the forum a talk is in, else the track, and whether it is on now.

    `with_context` is False where the list itself is of one forum or one track.
    """
    mark = STAR_ON if viewer.starred(event) else None
    head = held(title(viewer, event), mark)
    now = viewer.t("on now") if event.on_at(viewer.now) and not event.cancelled else None
    changed = viewer.t("changed: /changes") if event.id in viewer.changed else None
    detail = joined(context(viewer, event) if with_context else None, now, changed)
    tail = Markup("\n    <i>{}</i>").format(detail) if detail else Markup("")
    return Markup("{}. {}{}").format(number, head, tail)


def context(viewer: Viewer, event: Event) -> str | None:
    """What the event belongs to: the forum a talk is in, else its track."""
    if forum := viewer.schedule.events.get(event.forum or ""):
        return f"↳ {viewer.say(forum.title)}"
    track = viewer.schedule.tracks.get(event.track or "")
    return viewer.say(track.name) if track else None
