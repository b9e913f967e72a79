"""The programme by subject."""

from __future__ import annotations

from markupsafe import Markup

from bot.domain.model import Track
from bot.views.buttons import keyboard, press, rows
from bot.views.lines import lines
from bot.views.listing import listing, page_of, pager
from bot.views.message import Message, label
from bot.views.navigation import follow_button, footer, menu_row
from bot.views.viewer import Viewer

__all__ = ["track", "tracks"]

MOST_TRACKS = 40


def tracks(viewer: Viewer) -> Message:
    """All tracks that have events."""
    t, schedule = viewer.t, viewer.schedule
    shown = [entry for entry in schedule.tracks.values() if schedule.of_track(entry.id)][:MOST_TRACKS]
    heading = Markup("<b>{}</b>").format(t("Tracks"))
    if not shown:
        return Message(lines(heading, t("This programme has no tracks.")), keyboard(menu_row(viewer)))
    buttons = [press(label(viewer.say(entry.name)), "track", entry.id, 0) for entry in shown]
    text = lines(heading, t("Which subject?"))
    return Message(text, keyboard(*rows(buttons, 2), menu_row(viewer)))


def track(viewer: Viewer, shown: Track, index: int, *, followed: bool) -> Message:
    """A page of one track's events, over all days."""
    t = viewer.t
    page = page_of(viewer.schedule.of_track(shown.id), index)
    listed = listing(viewer, page, f"t{page.index}", with_day=True, with_context=False)
    text = lines(
        Markup("<b>{}</b>").format(viewer.say(shown.name)),
        "",
        listed.text or t("No events in this track."),
        footer(viewer, listed.legend, listed=bool(page.events)),
    )
    back = press(t("‹ Tracks"), "tracks")
    return Message(
        text,
        keyboard(
            *listed.rows,
            pager(page, "track", shown.id),
            [follow_button(viewer, "track", shown.id, followed=followed)],
            [back, *menu_row(viewer)],
        ),
    )
