"""The agenda by time: what is on, what is next, a day."""

from __future__ import annotations

from markupsafe import Markup

from bot.domain import agenda
from bot.domain.model import Day
from bot.texts import dates
from bot.views.buttons import keyboard, press
from bot.views.lines import joined, lines
from bot.views.listing import PAGE, listing, page_of, pager
from bot.views.message import Message
from bot.views.navigation import clock_line, day_rows, footer, hidden, menu_row
from bot.views.viewer import Viewer

__all__ = ["day", "next_up", "now", "over", "today"]


def now(viewer: Viewer) -> Message:
    """What is on now; what comes next where nothing is."""
    t = viewer.t
    events = agenda.on_now(viewer.schedule, viewer.now)
    if not events:
        return next_up(viewer, heading=t("Nothing is on right now."))
    page = page_of(events, 0)
    listed = listing(viewer, page, "n")
    text = lines(
        joined(Markup("<b>{}</b>").format(t("On now")), clock_line(viewer)),
        "",
        listed.text,
        hidden(viewer, len(events) - len(page.events)),
        footer(viewer, listed.legend),
    )
    onward = [press(t("Next"), "next"), press(t("The whole day"), "today")]
    return Message(text, keyboard(*listed.rows, onward, menu_row(viewer)))


def next_up(viewer: Viewer, heading: str | None = None) -> Message:
    """What starts next, and how soon."""
    t = viewer.t
    events = agenda.next_events(viewer.schedule, viewer.now)
    if not events:
        return over(viewer)
    page = page_of(events, 0)
    listed = listing(viewer, page, "x", with_day=True)
    text = lines(
        heading,
        joined(Markup("<b>{}</b>").format(t("Next")), dates.in_(events[0].start - viewer.now, t)),
        "",
        listed.text,
        hidden(viewer, len(events) - len(page.events)),
        footer(viewer, listed.legend),
    )
    onward = [
        press(t("On now"), "now"),
        press(t("The whole day"), "day", viewer.schedule.day_number(events[0]), 0),
    ]
    return Message(text, keyboard(*listed.rows, onward, menu_row(viewer)))


def over(viewer: Viewer) -> Message:
    """Nothing is to come any more."""
    t = viewer.t
    recordings = t("Where there is a recording, the card of its event has the link.")
    text = lines(
        Markup("<b>{}</b>").format(t("The conference is over: nothing more is to come.")),
        recordings if agenda.recorded(viewer.schedule) else None,
    )
    onward = [press(t("Agenda"), "day", 1, 0), press(t("My agenda"), "my")]
    return Message(text, keyboard(onward, menu_row(viewer)))


def today(viewer: Viewer) -> Message:
    """Today at the page of this hour; on any other date the nearest day, said so."""
    t = viewer.t
    nearest = agenda.nearest_day(viewer.schedule, viewer.now)
    if nearest.date == viewer.today:
        return day(viewer, nearest, agenda.first_ahead(nearest.events, viewer.now) // PAGE)
    if nearest.date > viewer.today:
        return day(viewer, nearest, 0, heading=t("Today is not a day of the conference. The next one:"))
    return day(viewer, nearest, 0, heading=t("Today is not a day of the conference. The last one was:"))


def day(viewer: Viewer, shown: Day, index: int, heading: str | None = None) -> Message:
    """One page of a day, with the way to the other days and to this hour."""
    t = viewer.t
    page = page_of(shown.events, index)
    listed = listing(viewer, page, f"d{page.index}")
    number = t("day {n} of {count}", n=shown.index, count=len(viewer.schedule.days))
    text = lines(
        heading,
        joined(Markup("<b>{}</b>").format(dates.day_name(shown.date, t)), number),
        "",
        listed.text or t("Nothing is planned for this day."),
        footer(viewer, listed.legend, listed=bool(page.events)),
    )
    return Message(
        text,
        keyboard(
            *listed.rows,
            pager(page, "day", shown.index),
            *day_rows(viewer, "day", shown.index, 0),
            [press(t("Jump to now"), "today"), press(t("My agenda"), "my")],
            menu_row(viewer),
        ),
    )
