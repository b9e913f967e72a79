"""Changes from the chat, before they are complete: which event, and what it gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.domain.amendment import Amending
from bot.domain.model import Event
from bot.texts import Texts, dates
from bot.views.buttons import Row, keyboard, press, rows
from bot.views.differences import when
from bot.views.lines import joined, lines, title
from bot.views.listing import PAGE, Page, listing
from bot.views.message import Message, label
from bot.views.navigation import hidden, menu_row
from bot.views.viewer import Viewer

__all__ = ["DELAYS", "commands", "delays", "menu", "what", "which"]

DELAYS = (5, 10, 15, 30)
"""Minutes that buttons offer."""
MOST_FOUND = 2 * PAGE
MOST_ROOMS = 40


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have for small changes."""
    yield "delay", t("let an event begin later")
    yield "move", t("give an event another time")
    yield "cancel", t("call an event off")
    yield "room", t("give an event another room")
    yield "link", t("give an event its link to join")
    yield "record", t("give an event its recording")


def menu(viewer: Viewer, event: Event) -> Message:
    """What can be changed about an event."""
    t = viewer.t
    call_off = [] if event.cancelled else [press(t("❌ Call off"), "cancel", event.id)]
    return Message(
        lines(*heading(viewer, event), "", t("What shall change?")),
        keyboard(
            [press(t("⏱ Delay"), "delay", event.id), press(t("🕘 Other time"), "move", event.id)],
            [press(t("📍 Room"), "room", event.id), *call_off],
            [press(t("🔗 Link"), "link", event.id), press(t("▶️ Recording"), "record", event.id)],
            [press(t("‹ Back"), "event", event.id), *menu_row(viewer)],
        ),
    )


def heading(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """What it is, when, and where."""
    room = viewer.schedule.rooms.get(event.room or "")
    yield Markup("<b>{}</b>").format(title(viewer, event))
    yield joined(when(viewer, event), viewer.say(room.name) if room else None)


def which(
    viewer: Viewer, id_: int, kind: Amending, events: Sequence[Event], *, words: str = "", found: int = 0
) -> Message:
    """The question which event is meant; `found` is how many fit `words`, where some were typed."""
    t = viewer.t
    shown = tuple(events[:MOST_FOUND])
    numbers = [press(str(number), "on", id_, event.id) for number, event in enumerate(shown, 1)]
    asked = label(words, 60)
    answer = t.html("I found nothing for “{words}”.", words=asked) if words else None
    if found:
        answer = t.html_n(
            "<b>{n}</b> result for “{words}”", "<b>{n}</b> results for “{words}”", found, words=asked
        )
    text = lines(
        Markup("<b>{}</b>").format(question(t, kind)),
        answer,
        "",
        listing(viewer, Page(shown, 0, 1), "", with_day=True).text or None,
        hidden(viewer, found - len(shown)),
        "" if shown else None,
        t("Press its number, or type its id or a few words of its title."),
    )
    return Message(text, keyboard(*rows(numbers, PAGE), menu_row(viewer)))


def question(t: Texts, kind: Amending) -> str:
    return {
        Amending.DELAY: t("Which event begins later?"),
        Amending.MOVE: t("Which event gets another time?"),
        Amending.CANCEL: t("Which event is called off?"),
        Amending.ROOM: t("Which event gets another room?"),
        Amending.LINK: t("Which event gets a link to join?"),
        Amending.RECORD: t("Which event gets its recording?"),
    }[kind]


def what(viewer: Viewer, id_: int, kind: Amending, event: Event, *, wrong: str = "") -> Message:
    """The question what the event gets; `wrong` is an answer that was none."""
    t = viewer.t
    ask, choices = {
        Amending.DELAY: (
            [t("How much later? Press, or type it, such as 20m or 1h30m.")],
            [delays(viewer, id_)],
        ),
        Amending.MOVE: (times(viewer, event), []),
        Amending.ROOM: ([t("Which room? Press, or type its name.")], rooms(viewer, id_, event)),
        Amending.LINK: ([t("Send the address where one joins it.")], []),
        Amending.RECORD: ([t("Send the address of its recording.")], []),
        Amending.CANCEL: ([], []),
    }[kind]
    answer = [expected(viewer, kind, wrong), ""] if wrong else []
    text = lines(*heading(viewer, event), "", *answer, *ask)
    back = [press(t("‹ Back"), "edit", event.id), *menu_row(viewer)]
    return Message(text, keyboard(*choices, back))


def delays(viewer: Viewer, id_: int, chosen: str = "") -> Row:
    """A button for each of the usual delays; the chosen one is marked."""

    def caption(minutes: int) -> str:
        amount = f"+{dates.duration(timedelta(minutes=minutes), viewer.t)}"
        return f"• {amount}" if str(minutes) == chosen else amount

    return [press(caption(minutes), "amend", "to", id_, minutes) for minutes in DELAYS]


def times(viewer: Viewer, event: Event) -> list[Markup | str]:
    """How a time is written, by the event's own."""
    start, end = (moment.astimezone(viewer.conference_zone) for moment in (event.start, event.end))
    examples = (f"{start:%H:%M}", f"{start.day} {start:%H:%M}", f"{start.day} {start:%H:%M}–{end:%H:%M}")
    return [
        viewer.t("What is its new time? Type the start; add the day or the end where these change as well:"),
        *(Markup("<code>{}</code>").format(example) for example in examples),
    ]


def rooms(viewer: Viewer, id_: int, event: Event) -> list[Row]:
    buttons = [
        press(label(viewer.say(room.name)), "amend", "to", id_, room.id)
        for room in list(viewer.schedule.rooms.values())[:MOST_ROOMS]
        if room.id != event.room
    ]
    return rows(buttons, 2)


def expected(viewer: Viewer, kind: Amending, found: str) -> str:
    """What was found and what was expected."""
    t, text = viewer.t, label(found, 60)
    conference = viewer.schedule.conference
    return {
        Amending.DELAY: t("Found “{found}”; expected a delay of a minute to a day.", found=text),
        Amending.MOVE: t(
            "Found “{found}”; expected a time on one of the days {days}.",
            found=text,
            days=dates.days(conference.start, conference.end, t),
        ),
        Amending.ROOM: t("Found “{found}”; expected one of the rooms.", found=text),
        Amending.LINK: t("Found “{found}”; expected an address that begins with https://.", found=text),
        Amending.RECORD: t("Found “{found}”; expected an address that begins with https://.", found=text),
        Amending.CANCEL: "",
    }[kind]
