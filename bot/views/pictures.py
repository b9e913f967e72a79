"""What stands under a picture: the same in words, for those who cannot see it, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from bot.domain.model import Day, Event
from bot.texts import dates
from bot.views.buttons import STAR_ON, keyboard, link, press, turn
from bot.views.event import facts, people
from bot.views.lines import both_times, joined, legend, lines, title
from bot.views.message import Message, caption
from bot.views.navigation import clock_line, day_rows, entrance_row, menu_row
from bot.views.viewer import Viewer

__all__ = ["card", "poster", "timetable"]


def timetable(viewer: Viewer, day: Day, sheet: int, sheets: int) -> Message:
    """A day's events by the hour; `sheet` (from 0) of `sheets` pictures is above."""
    t = viewer.t
    number = t("day {n} of {count}", n=day.index, count=len(viewer.schedule.days))
    text = lines(
        joined(Markup("<b>{}</b>").format(dates.day_name(day.date, t)), number),
        clock_line(viewer) if day.date == viewer.today else None,
        *by_time(viewer, day.events),
        None if day.events else t("Nothing is planned for this day."),
        legend(viewer, *day.events),
    )
    return caption(
        text,
        keyboard(
            entrance_row(viewer),
            turn(sheet, sheets, "timetable", day.index),
            *day_rows(viewer, "timetable", day.index, 0),
            # Translators: a button under the picture of a day, which shows the same day as a list.
            [press(t("As a list"), "day", day.index, 0), press(t("My agenda"), "my", day.index)],
            menu_row(viewer),
        ),
    )


def by_time(viewer: Viewer, events: Iterable[Event]) -> Iterator[Markup]:
    """The times, and behind them all that is on then."""
    for (start, end), group in groupby(events, key=lambda event: (event.start, event.end)):
        day = start.astimezone(viewer.conference_zone).date()
        when = dates.span(start, end, viewer.conference_zone, viewer.t, day)
        yield Markup("<b>{}</b> {}").format(when, joined(*(marked(viewer, event) for event in group)))


def marked(viewer: Viewer, event: Event) -> Markup:
    """The title with its marks, the star among them."""
    shown = title(viewer, event)
    return Markup("{} {}").format(STAR_ON, shown) if viewer.starred(event) else shown


def card(viewer: Viewer, event: Event, address: str) -> Message:
    """The event's facts, to be sent on with its picture; `address` opens it in the bot."""
    t = viewer.t
    text = lines(*facts(viewer, event), *people(viewer, event), "", Markup("{}").format(address))
    return caption(text, keyboard([link(t("Open in the bot ↗"), address)]))


def poster(viewer: Viewer, address: str) -> Message:
    """The reader's agenda, to be sent on with its picture; `address` opens the bot."""
    t = viewer.t
    events = viewer.starred_events
    text = lines(
        joined(Markup("<b>{}</b>").format(t("My agenda")), t.n("{n} event", "{n} events", len(events))),
        *by_day(viewer, events),
        legend(viewer, *events),
    )
    return caption(text, keyboard([link(t("Open the bot ↗"), address)]))


def by_day(viewer: Viewer, events: Iterable[Event]) -> Iterator[Markup]:
    for day, group in groupby(events, key=viewer.schedule.day_of):
        yield Markup("\n<b>{}</b>").format(dates.day_name(day, viewer.t))
        for event in group:
            yield joined(both_times(viewer, event.start, event.end), title(viewer, event))
