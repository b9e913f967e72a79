"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.model import Event
from bot.views.buttons import keyboard, press
from bot.views.lines import lines
from bot.views.listing import listing, page_of, pager
from bot.views.message import Message, label
from bot.views.navigation import footer, menu_row
from bot.views.viewer import Viewer

__all__ = ["found"]


def found(viewer: Viewer, words: str, events: Sequence[Event], index: int) -> Message:
    """A page of the results, best first; where there is none, what to try instead."""
    t = viewer.t
    asked = label(words, 60)
    if not events:
        text = lines(
            t.html("I found nothing for “{words}”.", words=asked),
            t("Try fewer or other words, in any of the three languages, or look through:"),
        )
        onward = [
            press(t("Agenda"), "today"),
            press(t("Tracks"), "tracks"),
            press(t("Speakers"), "speakers", 0),
        ]
        return Message(text, keyboard(onward, menu_row(viewer)))
    page = page_of(events, index)
    listed = listing(viewer, page, f"s{page.index}", with_day=True)
    heading = t.html_n(
        "<b>{n}</b> result for “{words}”", "<b>{n}</b> results for “{words}”", len(events), words=asked
    )
    private = not viewer.chat.group
    text = lines(heading, "", listed.text, footer(viewer, listed.legend, listed=private))
    rows = listed.rows if private else listed.rows[:1]
    return Message(text, keyboard(*rows, pager(page, "found"), menu_row(viewer)))
