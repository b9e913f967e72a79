"""Coming reminders, as a page; and the messages that time sends: reminders and the morning digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.chat import LEAD_TIMES
from bot.domain.model import Event
from bot.domain.reminders import snooze_leads
from bot.texts import dates
from bot.views.buttons import Row, keyboard, link, press
from bot.views.lines import both_times, joined, legend, lines, title
from bot.views.message import Message, label
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["MOST_IN_ONE", "digest", "particulars", "reminder", "snoozed", "soon", "upcoming"]

MOST_LISTED = 8
STILL_STARTING = timedelta(minutes=1)
MOST_IN_ONE = 10


def upcoming(viewer: Viewer) -> Message:
    """Which reminders are to come, when, and how to change that."""
    t = viewer.t
    coming = sorted(
        (
            (event.start - timedelta(minutes=viewer.lead_time(event)), event)
            for event in viewer.starred_events
            if event.start > viewer.now and not event.cancelled
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    text = lines(
        Markup("<b>{}</b>").format(t("Reminders")),
        *state(viewer, [moment for moment, _ in coming]),
        "",
        *(line(viewer, at, moment, event) for at, (moment, event) in enumerate(coming[:MOST_LISTED], 1)),
        t.n("… and {n} more.", "… and {n} more.", len(coming) - MOST_LISTED)
        if len(coming) > MOST_LISTED
        else None,
        "" if coming else None,
        t("How many minutes before the start?"),
    )
    numbers = [
        press(str(at), "event", event.id, origin="r") for at, (_, event) in enumerate(coming[:MOST_LISTED], 1)
    ]
    return Message(
        text,
        keyboard(
            numbers, lead_row(viewer), [switch(viewer)], [press(t("My agenda"), "my"), *menu_row(viewer)]
        ),
    )


def state(viewer: Viewer, moments: Sequence[datetime]) -> list[str]:
    t = viewer.t
    if not viewer.chat.reminders:
        return [t("Paused: I keep your stars and write nothing by myself.")]
    if not moments:
        return [t("No reminders are coming up. Star ☆ an event, and I'll remind you before it starts.")]
    # Translators: the next reminder; {when} is such as "in 10 minutes".
    return [t("The next one: {when}.", when=dates.in_(max(moments[0] - viewer.now, timedelta()), t))]


def line(viewer: Viewer, number: int, moment: datetime, event: Event) -> Markup:
    """``1. Thu 23 Jul 13:50 · Opening ceremony · 10 minutes before``."""
    t, zone = viewer.t, viewer.zone
    day = dates.short_day(moment.astimezone(zone).date(), t)
    when = f"{day} {dates.clock(moment, zone, t)} {dates.zone_short(zone, moment, t)}"
    before = t.n("{n} minute before", "{n} minutes before", viewer.lead_time(event))
    return Markup("{}. <b>{}</b> · {}\n    {}").format(number, when, before, title(viewer, event))


def lead_row(viewer: Viewer, verb: str = "default") -> Row:
    """The choice of the chat's own lead time."""
    own = viewer.chat.lead_time
    return [
        press(f"• {minutes}" if minutes == own else str(minutes), verb, minutes) for minutes in LEAD_TIMES
    ]


def switch(viewer: Viewer) -> InlineKeyboardButton:
    if viewer.chat.reminders:
        return press(viewer.t("Pause reminders"), "reminders", "off")
    return press(viewer.t("Send reminders again"), "reminders", "on")


def reminder(viewer: Viewer, events: Sequence[Event]) -> Message:
    """What starts soon or is on: title, times in both zones, how to join; snooze while there is time."""
    shown = events[:MOST_IN_ONE]
    rows = [actions(viewer, event, alone=len(shown) == 1) for event in shown]
    latest = max((event.start for event in shown), default=viewer.now)
    if leads := snooze_leads(latest, viewer.now):
        first = next(event for event in shown if event.start == latest)
        rows.extend([press(snooze_caption(viewer, lead), "snooze", first.id, lead)] for lead in leads)
    blocks = [block(viewer, event) for event in shown]
    return Message(lines(Markup("\n\n").join(blocks), *closing(viewer, shown)), keyboard(*rows))


def block(viewer: Viewer, event: Event) -> Markup:
    return lines(Markup("⏰ <b>{}</b>").format(soon(viewer, event)), particulars(viewer, event))


def soon(viewer: Viewer, event: Event) -> str:
    """How far off its start is, or that it is on."""
    t = viewer.t
    if event.start <= viewer.now < event.start + STILL_STARTING:
        return t("Starts now")
    if event.start > viewer.now:
        # Translators: {when} is such as "in 10 minutes".
        return t("Starts {when}", when=dates.in_(event.start - viewer.now, t))
    return t("On now, {time} left", time=dates.duration(event.end - viewer.now, t))


def particulars(viewer: Viewer, event: Event) -> Markup:
    """The title, the times in both zones, the room and how to join, a line each."""
    t = viewer.t
    room = viewer.schedule.rooms.get(event.room or "")
    url = viewer.schedule.join_url(event)
    where = Markup('<a href="{}">{}</a>').format(url, t("Join ↗")) if url else None
    unknown = None if url else t("the link to join is not known yet")
    return lines(
        Markup("<b>{}</b>").format(title(viewer, event)),
        both_times(viewer, event.start, event.end),
        joined(Markup("{}").format(viewer.say(room.name)) if room else None, where, unknown),
    )


def closing(viewer: Viewer, events: Sequence[Event]) -> list[Markup]:
    marks = legend(viewer, *events)
    return [Markup(""), marks] if marks else []


def actions(viewer: Viewer, event: Event, *, alone: bool) -> Row:
    """The card and the link to join, named by the event where there are several."""
    t = viewer.t
    caption = t("Details") if alone else label(viewer.say(event.title), 28)
    url = viewer.schedule.join_url(event)
    return [press(caption, "event", event.id), *([link(t("Join ↗"), url)] if url else [])]


def snooze_caption(viewer: Viewer, lead: int) -> str:
    t = viewer.t
    return (
        t.n("⏰ Again {n} min before", "⏰ Again {n} min before", lead)
        if lead
        else t("⏰ Again at the start")
    )


def snoozed(viewer: Viewer, lead: int) -> str:
    """That the reminder comes once more, and when."""
    t = viewer.t
    if not lead:
        return t("I'll remind you again when it starts.")
    return t.n("I'll remind you again {n} minute before.", "I'll remind you again {n} minutes before.", lead)


def digest(viewer: Viewer, events: Sequence[Event]) -> Message:
    """The morning's list of what the reader starred for the day."""
    t = viewer.t
    entries = []
    for number, event in enumerate(events[:MOST_LISTED], 1):
        entries.append(both_times(viewer, event.start, event.end))
        entries.append(Markup("{}. {}\n").format(number, title(viewer, event)))
    rest = len(events) - MOST_LISTED
    text = lines(
        t.html_n(
            "☀️ <b>Good morning!</b> {n} event today:", "☀️ <b>Good morning!</b> {n} events today:", len(events)
        ),
        "",
        *entries,
        t.n("… and {n} more.", "… and {n} more.", rest) if rest > 0 else None,
        legend(viewer, *events),
    )
    numbers = [
        press(str(at), "event", event.id, origin="m") for at, event in enumerate(events[:MOST_LISTED], 1)
    ]
    return Message(text, keyboard(numbers, [press(t("My agenda"), "my"), *menu_row(viewer)]))
