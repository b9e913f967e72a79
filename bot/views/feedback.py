"""How was it? The question, what its reader answered, and what they want to add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.feedback import LONGEST_REMARK, RATINGS, Opinion
from bot.domain.model import Event
from bot.texts.numbers import number
from bot.views.buttons import STAR_OFF, STAR_ON, Row, keyboard, press
from bot.views.lines import lines
from bot.views.message import Message, label
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = [
    "MOST_IN_ONE",
    "ask_remark",
    "closed",
    "kept",
    "question",
    "taken_back",
    "thanks",
    "too_late",
    "too_long",
]

MOST_IN_ONE = 8
QUOTED = 200
"""UTF-16 units of a remark that is shown beside its rating."""


def question(
    viewer: Viewer, events: Sequence[Event], given: Mapping[str, Opinion], current: Event | None = None
) -> Message:
    """The events with the stars they were given; the buttons rate one of them.

    That is `current`, else the first that has no rating yet, else the last. What was rated can have a remark.
    """
    t, shown = viewer.t, events[:MOST_IN_ONE]
    open_ = [event for event in shown if event.id not in given]
    chosen = current or (open_ or shown)[0 if open_ else -1]
    head = t("⭐ How was it?") if open_ else t("⭐ Thank you!")
    text = lines(
        Markup("<b>{}</b>").format(head),
        "",
        *(
            line(viewer, event, given.get(event.id), mark(shown, at, chosen))
            for at, event in enumerate(shown)
        ),
        "",
        Markup("<i>{}</i>").format(t("The organizers see the stars and the lines, and not whose they are.")),
    )
    return Message(
        text,
        keyboard(
            stars_row(chosen, given), events_row(shown, chosen), *remark_rows(viewer, shown, given, chosen)
        ),
    )


def mark(shown: Sequence[Event], at: int, chosen: Event) -> str:
    """Its number, and an arrow to what the buttons are about, where there are several."""
    if len(shown) == 1:
        return ""
    return f"▸ {at + 1}. " if shown[at] is chosen else f"{at + 1}. "


def line(viewer: Viewer, event: Event, opinion: Opinion | None, before: str) -> Markup:
    said = Markup("{}{}").format(before, viewer.say(event.title))
    if opinion is None:
        return said
    stars = Markup("{} {}").format(said, in_stars(opinion.rating))
    if opinion.remark is None:
        return stars
    return lines(stars, viewer.t.html("    “{remark}”", remark=label(opinion.remark, QUOTED)))


def in_stars(rating: int) -> str:
    return STAR_ON * rating + STAR_OFF * (len(RATINGS) - rating)


def stars_row(event: Event, given: Mapping[str, Opinion]) -> Row:
    own = given[event.id].rating if event.id in given else None
    return [
        press(f"• {rating} {STAR_ON}" if rating == own else f"{rating} {STAR_ON}", "rate", rating, event.id)
        for rating in RATINGS
    ]


def events_row(shown: Sequence[Event], chosen: Event) -> Row:
    """Which of several the stars are for."""
    if len(shown) == 1:
        return ()
    return [
        press(f"• {at}" if event is chosen else str(at), "rate", 0, event.id)
        for at, event in enumerate(shown, 1)
    ]


def remark_rows(
    viewer: Viewer, shown: Sequence[Event], given: Mapping[str, Opinion], chosen: Event
) -> Iterator[Row]:
    """A line on what the buttons are about, or else on what was rated last before it."""
    before = [event for event in shown[: shown.index(chosen) + 1] if event.id in given]
    if chosen.id in given or before:
        yield [remark_button(viewer, before[-1], alone=len(shown) == 1)]


def remark_button(viewer: Viewer, event: Event, *, alone: bool) -> InlineKeyboardButton:
    t = viewer.t
    # Translators: a button; a line is a short text that one writes about an event.
    caption = t("💬 Leave a line") if alone else t("💬 A line on {title}", title=viewer.say(event.title))
    return press(label(caption), "line", "on", event.id)


def thanks(viewer: Viewer, rating: int) -> str:
    """The toast after a press."""
    return viewer.t("{stars} Thank you!", stars=in_stars(rating))


def closed(viewer: Viewer) -> str:
    """Why a press changed nothing."""
    return viewer.t("Feedback on this event is closed.")


def too_late(viewer: Viewer) -> Message:
    """The same in answer to a line."""
    return Message(lines(closed(viewer)), keyboard(menu_row(viewer)))


def ask_remark(viewer: Viewer, event: Event) -> Message:
    """The next text is the line."""
    t = viewer.t
    text = lines(
        t.html("💬 Your line on <b>{title}</b>: just type it.", title=viewer.say(event.title)),
        t("The organizers read it without your name. To write nothing, press any button."),
    )
    return Message(text, keyboard(menu_row(viewer)))


def too_long(viewer: Viewer, length: int) -> Message:
    t = viewer.t
    text = t(
        "That is {length} characters; a line has at most {most}. Try a shorter one.",
        length=number(length, t),
        most=number(LONGEST_REMARK, t),
    )
    return Message(lines(text), keyboard(menu_row(viewer)))


def kept(viewer: Viewer, event: Event, remark: str) -> Message:
    """What the organizers will read."""
    t = viewer.t
    text = lines(
        t.html("Thank you! Your line on <b>{title}</b>:", title=viewer.say(event.title)),
        Markup("<blockquote>{}</blockquote>").format(remark),
    )
    back = press(t("Take it back"), "line", "off", event.id)
    return Message(text, keyboard([back], menu_row(viewer)))


def taken_back(viewer: Viewer) -> Message:
    return Message(lines(viewer.t("Your line is deleted; the stars stay.")), keyboard(menu_row(viewer)))
