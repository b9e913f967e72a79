"""/feedback: whether people are asked how events were, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from markupsafe import Markup

from bot.domain.feedback import Answers, together
from bot.texts import Texts, dates
from bot.texts.numbers import number, tenths
from bot.views.buttons import STAR_ON, keyboard, press
from bot.views.lines import joined, lines
from bot.views.message import Message, caption
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["average", "commands", "desk", "exported", "in_all", "none_yet", "too_large"]


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have here besides everyone's commands."""
    yield "feedback", t("ask people how events were, and read what they say")


def desk(viewer: Viewer, since: datetime | None, answers: Mapping[str, Answers]) -> Message:
    """What it does, whether it is on, how many answered; `answers` by event."""
    t = viewer.t
    switch = press(t("Turn it off"), "feedback", "off") if since else press(t("Turn it on"), "feedback", "on")
    text = lines(
        Markup("<b>{}</b>").format(t("⭐ Feedback")),
        state(viewer, since),
        "",
        t(
            "While it is on, everyone who starred an event and was reminded of it is asked once: 1 to 5 "
            "stars, and a line if they like. I ask when the programme pauses, in one message about all that "
            "ended; without a sound, not between 22:00 and 8:00 on their clock, and never before a reminder."
        ),
        "",
        t("You see stars and lines by event, and never whose they are. /forget deletes a person's own."),
        "",
        in_all(t, answers) if answers else t("There are no answers yet."),
    )
    file = [press(t("📄 All answers as a file"), "feedback", "file")] if answers else []
    return Message(text, keyboard([switch], file, menu_row(viewer)))


def state(viewer: Viewer, since: datetime | None) -> Markup:
    t, zone = viewer.t, viewer.conference_zone
    if since is None:
        return t.html("It is <b>off</b>: nobody is asked, and what was asked before is closed.")
    day = dates.short_day(since.astimezone(zone).date(), t)
    return t.html(
        "It is <b>on</b>, since {when}: people are asked about what ends after that.",
        when=f"{day} {dates.clock(since, zone, t)}",
    )


def in_all(t: Texts, answers: Mapping[str, Answers]) -> Markup:
    """``★ 4.3 · 120 ratings of 5 events · 31 lines``; of at least one answer."""
    everything = together(answers.values())
    rated, events, written = (number(n, t) for n in (everything.count, len(answers), everything.remarks))
    return joined(
        Markup("<b>{}</b>").format(average(t, everything)),
        t.n("{count} rating", "{count} ratings", everything.count, count=rated),
        t.n("{count} event", "{count} events", len(answers), count=events),
        # Translators: short texts that people wrote about events.
        t.n("{count} line", "{count} lines", everything.remarks, count=written)
        if everything.remarks
        else None,
    )


def average(t: Texts, answers: Answers) -> str:
    """``★ 4.3``"""
    return f"{STAR_ON} {tenths(answers.average, t)}"


def exported(viewer: Viewer, answers: Mapping[str, Answers]) -> Message:
    """What goes with the file."""
    return caption(in_all(viewer.t, answers))


def none_yet(viewer: Viewer) -> str:
    return viewer.t("There are no answers yet.")


def too_large(viewer: Viewer) -> str:
    return viewer.t(
        "There are more answers than a chat takes in one file. On the machine: python -m bot feedback --csv"
    )
