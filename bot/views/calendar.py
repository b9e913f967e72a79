"""/calendar: files and links for other calendars, and a feed that keeps one up to date."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from telegram import CopyTextButton, InlineKeyboardButton

from bot.domain.model import Event
from bot.formats.calendarlinks import google, google_feed, outlook, outlook_feed, webcal
from bot.texts import dates
from bot.views.buttons import Row, keyboard, link, press
from bot.views.calendarfiles import agenda_name
from bot.views.lines import joined, lines, title
from bot.views.message import Message, caption
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["agenda_file", "choices", "event_file", "feed", "new_feed", "of_event", "programme_file"]

COPIED = 256
"""UTF-16 units that a button copies (Bot API, CopyTextButton)."""


def choices(viewer: Viewer, *, feeds: bool) -> Message:
    """What there is to put into another calendar; `feeds` says whether a link can keep it up to date."""
    t, count = viewer.t, len(viewer.starred_events)
    text = lines(
        Markup("<b>{}</b>").format(t("Calendar")),
        t("As files for any calendar program, with what is known now."),
        t("A link keeps your calendar up to date by itself.") if feeds else None,
    )
    mine = [press(t("★ My agenda ({n})", n=count), "ics_my")] if count else []
    return Message(
        text,
        keyboard(
            mine,
            [press(t("The whole programme"), "ics_all")],
            [press(t("🔗 A link that stays up to date"), "feed")] if feeds else (),
            menu_row(viewer),
        ),
    )


def of_event(viewer: Viewer, event: Event, origin: str) -> Message:
    """One event into Google's calendar, Outlook's, or any other by a file."""
    t, schedule, language = viewer.t, viewer.schedule, viewer.chat.language
    day = schedule.day_of(event)
    when = dates.span(event.start, event.end, viewer.conference_zone, t, day)
    text = lines(
        Markup("<b>{}</b>").format(viewer.say(event.title)),
        joined(
            Markup("{}").format(dates.short_day(day, t)),
            Markup("{} {}").format(when, dates.zone_short(viewer.conference_zone, event.start, t)),
        ),
        "",
        t("Which calendar? It will show the event on your own clock."),
    )
    return Message(
        text,
        keyboard(
            [
                link("Google ↗", google(schedule, event, language)),
                link("Outlook ↗", outlook(schedule, event, language)),
            ],
            [press(t("As a file (.ics)"), "ics", event.id)],
            [press(t("‹ Back"), "event", event.id, origin=origin)],
        ),
    )


def agenda_file(viewer: Viewer) -> Message:
    """Under the file of what the reader starred."""
    t, count = viewer.t, len(viewer.starred_events)
    text = lines(
        joined(Markup("<b>{}</b>").format(t("My agenda")), t.n("{n} event", "{n} events", count)),
        t("Open it, and your calendar program offers to add the events."),
        t("It does not change by itself. After changes, open a new one: it renews the events you have."),
    )
    return caption(text, keyboard([press(t("📅 Calendar"), "calendar"), *menu_row(viewer)]))


def programme_file(viewer: Viewer) -> Message:
    """Under the file of the whole programme."""
    t = viewer.t
    text = lines(
        joined(
            Markup("<b>{}</b>").format(viewer.say(viewer.schedule.conference.title)),
            t("programme {version}", version=viewer.schedule.version),
        ),
        t("Open it, and your calendar program offers to add the events."),
    )
    return caption(text, keyboard([press(t("📅 Calendar"), "calendar"), *menu_row(viewer)]))


def event_file(viewer: Viewer, event: Event) -> Message:
    """Under the file of one event."""
    text = lines(
        Markup("<b>{}</b>").format(title(viewer, event)),
        viewer.t("Open it, and your calendar program offers to add the event."),
    )
    return caption(text)


def feed(viewer: Viewer, *, exists: bool) -> Message:
    """Whether the chat has a link; it can be had, renewed and taken back."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("A link that stays up to date")),
        t("Your calendar program looks at it by itself: what you star and what changes soon shows up there."),
        t("Whoever has the link can see what you have starred. Keep it to yourself."),
        "",
        t("You have one. It was shown when it was made; only your calendar knows it now.")
        if exists
        else None,
    )
    rows: tuple[Row, ...] = ([press(t("Make a link"), "feed", "new")],)
    if exists:
        rows = (
            [press(t("A new link; the old one stops"), "feed", "new")],
            [press(t("Stop the link"), "feed", "off")],
        )
    return Message(text, keyboard(*rows, [press(t("‹ Calendar"), "calendar"), *menu_row(viewer)]))


def new_feed(viewer: Viewer, address: str) -> Message:
    """The link, this once."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("Your calendar link")),
        Markup("<code>{}</code>").format(address),
        "",
        t("Google and Outlook have a button below. In other programs, subscribe to this address:"),
        Markup("<code>{}</code>").format(webcal(address)),
        "",
        t("Whoever has the link can see what you have starred. Keep it to yourself."),
        t("It is shown only this once. You can stop it or make a new one at any time: /calendar"),
    )
    return Message(
        text,
        keyboard(
            [
                link("Google ↗", google_feed(address)),
                link("Outlook ↗", outlook_feed(address, agenda_name(viewer))),
            ],
            list(copying(t("Copy the link"), webcal(address))),
            [press(t("‹ Calendar"), "calendar"), *menu_row(viewer)],
        ),
    )


def copying(label: str, text: str) -> Iterator[InlineKeyboardButton]:
    """A button that copies the text, where it is not too long for one."""
    if len(text.encode("utf-16-le")) // 2 <= COPIED:
        yield InlineKeyboardButton(label, copy_text=CopyTextButton(text))
