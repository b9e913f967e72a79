"""The first screen and the help: what this is, where the conference stands, the way to everything."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain import agenda
from bot.domain.agenda import Phase
from bot.texts import Texts, dates
from bot.views.asking import bulleted
from bot.views.buttons import keyboard, press
from bot.views.lines import both_times, joined, legend, lines, title
from bot.views.message import Message
from bot.views.navigation import clock_line, entrance_row, menu_row
from bot.views.viewer import Viewer

__all__ = ["commands", "help_", "home", "lost", "privacy"]

MOST_ON_NOW = 4


def home(viewer: Viewer) -> Message:
    """What this is, the day and hour of the conference, buttons to everything."""
    t, conference = viewer.t, viewer.schedule.conference
    nearest = agenda.nearest_day(viewer.schedule, viewer.now).index
    text = lines(
        Markup("<b>{}</b>").format(viewer.say(conference.title)),
        dates_line(viewer),
        "",
        *standing(viewer),
        "",
        t("Look around, star ☆ what you want to see, and I'll remind you in time."),
    )
    return Message(
        text,
        keyboard(
            [press(t("On now"), "now"), press(t("Next"), "next")],
            [press(t("Today"), "today"), press(t("Agenda"), "day", nearest, 0)],
            entrance_row(viewer),
            [press(t("Tracks"), "tracks"), press(t("Speakers"), "speakers", 0)],
            [press(t("Search"), "search"), press(t("My agenda"), "my")],
            [press(t("Reminders"), "remind"), press(t("Settings"), "settings")],
            [press(t("Help"), "help")],
        ),
    )


def dates_line(viewer: Viewer) -> Markup:
    """``23–25 Jul 2020 · programme 0.1``."""
    t, schedule = viewer.t, viewer.schedule
    days = dates.days(schedule.conference.start, schedule.conference.end, t)
    return joined(Markup("{}").format(days), t("programme {version}", version=schedule.version))


def standing(viewer: Viewer) -> Iterator[Markup]:
    """Where the conference stands: before it, on its days with what is on, after it."""
    match agenda.phase(viewer.schedule, viewer.now):
        case Phase.BEFORE:
            yield from before(viewer)
        case Phase.DURING:
            yield from during(viewer)
        case Phase.AFTER:
            yield from after(viewer)


def before(viewer: Viewer) -> Iterator[Markup]:
    t = viewer.t
    days = (viewer.schedule.conference.start - viewer.today).days
    # Translators: {when} is such as "tomorrow" or "in 3 days".
    yield t.html("It starts <b>{when}</b>.", when=dates.in_days(days, t))
    yield from coming(viewer)


def during(viewer: Viewer) -> Iterator[Markup]:
    t, schedule = viewer.t, viewer.schedule
    number = (viewer.today - schedule.conference.start).days + 1
    days = len(schedule.days)
    today = t("Day {n} of {count}", n=number, count=days) if number <= days else None
    yield joined(Markup("<b>{}</b>").format(today) if today else None, clock_line(viewer))
    on = agenda.on_now(schedule, viewer.now)
    for event in on[:MOST_ON_NOW]:
        yield Markup("▶️ {}").format(title(viewer, event))
    if len(on) > MOST_ON_NOW:
        more = len(on) - MOST_ON_NOW
        yield Markup("{}").format(t.n("… and {n} more on now.", "… and {n} more on now.", more))
    yield from coming(viewer)
    if marks := legend(viewer, *on, *agenda.next_events(schedule, viewer.now)[:1]):
        yield marks


def coming(viewer: Viewer) -> Iterator[Markup]:
    """The first of what comes next."""
    events = agenda.next_events(viewer.schedule, viewer.now)
    if not events:
        return
    t, first = viewer.t, events[0]
    day = viewer.schedule.day_of(first)
    rest = t.n("and {n} more", "and {n} more", len(events) - 1) if len(events) > 1 else None
    yield Markup("")
    # Translators: {when} is such as "in 20 minutes".
    yield t.html("<b>Next</b>, {when}:", when=dates.in_(first.start - viewer.now, t))
    yield joined(title(viewer, first), rest)
    yield joined(
        dates.short_day(day, t) if day != viewer.today else None, both_times(viewer, first.start, first.end)
    )


def after(viewer: Viewer) -> Iterator[Markup]:
    t = viewer.t
    yield Markup("<b>{}</b>").format(t("The conference is over. Thank you for being there."))
    recordings = agenda.recorded(viewer.schedule)
    for event in recordings[:MOST_ON_NOW]:
        yield t.html(
            'Recording: <a href="{url}">{title}</a>', url=event.recording, title=viewer.say(event.title)
        )
    if not recordings:
        yield Markup("{}").format(t("Recordings will be on the cards of their events, once there are any."))


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """Every command and what it is for, in the order of the help."""
    yield "start", t("the first screen")
    yield "now", t("what is on now")
    yield "next", t("what starts next")
    yield "today", t("today's programme")
    yield "agenda", t("the whole programme, day by day")
    yield "timetable", t("a day as a picture")
    yield "tracks", t("forums by subject")
    yield "speakers", t("speakers from A to Z")
    yield "search", t("find a forum, a subject or a speaker")
    yield "my", t("what you have starred")
    yield "calendar", t("take events into your own calendar")
    yield "changes", t("what has changed since you last looked")
    yield "remind", t("your coming reminders")
    yield "settings", t("language, time zone, reminders")
    yield "help", t("how this works")
    yield "privacy", t("what is stored about you")
    yield "forget", t("delete everything stored about you")


def help_(viewer: Viewer) -> Message:
    """What can be asked, and how."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("How this works")),
        "",
        t("Open an event by its number. ☆ puts it into your agenda; ★ means it is there."),
        t("I write to you before it starts. How long before, you choose in the settings."),
        t("Or just ask, in any of the three languages, as you would ask a friend:"),
        *bulleted(viewer),
        t("Then go on: “and tomorrow?”, “the second one”, “remind me of it”. In other chats: @ and my name."),
        "",
        *(f"/{name} – {purpose}" for name, purpose in commands(t)),
        "",
        t("In a group, everyone can look; its admins choose what the group is reminded of."),
    )
    return Message(
        text, keyboard([press(t("Privacy"), "privacy"), press(t("Settings"), "settings")], menu_row(viewer))
    )


def privacy(viewer: Viewer) -> Message:
    """What is stored, and how to delete it."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("What is stored about you")),
        "",
        t("• the number of this chat, so that reminders find it"),
        t("• your language, time zone and settings"),
        t("• what you have starred and follow, and which messages were sent to you"),
        t("• what you asked last, as I understood it, for about a day"),
        t("• how you rated events, and your lines on them: organizers see both, and not whose they are"),
        "",
        t("No name, no phone number, no place: a location you send is turned into a time zone and dropped."),
        t("/forget deletes all of it at once."),
    )
    return Message(text, keyboard([press(t("Delete everything"), "forget")], menu_row(viewer)))


def lost(viewer: Viewer, what: str) -> Message:
    """A next step after something the bot cannot read; `what` says so in the reader's language."""
    t = viewer.t
    text = lines(what, t("Type what you look for, or choose:"))
    return Message(
        text,
        keyboard(
            [press(t("On now"), "now"), press(t("Agenda"), "today")],
            [press(t("Search"), "search"), press(t("My agenda"), "my")],
            [press(t("Help"), "help")],
        ),
    )
