"""Posts in a channel: what starts soon and what changed, for readers whom the bot does not know.

Nothing in them speaks to one person, and their buttons only lead elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.domain.changes import Change, Changes
from bot.domain.model import Event, Schedule
from bot.views.buttons import Row, keyboard, link
from bot.views.changes import MOST_RENAMINGS, by_event
from bot.views.differences import change_lines, renaming
from bot.views.lines import legend, lines
from bot.views.message import Message, label
from bot.views.remind import MOST_IN_ONE, particulars, soon
from bot.views.viewer import Viewer

__all__ = ["alert", "into_bot", "reminder"]


def reminder(viewer: Viewer, events: Sequence[Event], bot: str) -> Message:
    """What starts soon or is on; `bot` is the bot's username. Events of one moment share a heading."""
    shown = events[:MOST_IN_ONE]
    parts = [
        lines(
            Markup("⏰ <b>{}</b>").format(heading),
            Markup("\n\n").join(particulars(viewer, event) for event in some),
        )
        for heading, some in groupby(shown, key=lambda event: soon(viewer, event))
    ]
    marks = legend(viewer, *shown)
    text = lines(Markup("\n\n").join(parts), *(("", marks) if marks else ()))
    return Message(text, keyboard(*(ways(viewer, event, bot, alone=len(shown) == 1) for event in shown)))


def ways(viewer: Viewer, event: Event, bot: str, *, alone: bool) -> Row:
    """To join and to the event's card, which bears its title where there are several."""
    t, url = viewer.t, viewer.schedule.join_url(event)
    join = [link(t("Join ↗"), url)] if url else []
    if alone:
        return [*join, into_bot(viewer, bot, event.id)]
    return [link(label(viewer.say(event.title), 28), address(bot, event.id)), *join]


def into_bot(viewer: Viewer, bot: str, event_id: str | None = None) -> InlineKeyboardButton:
    # Translators: a button in a channel that leads to the chat with the bot.
    return link(viewer.t("Open in the bot ↗"), address(bot, event_id))


def address(bot: str, event_id: str | None) -> str:
    """The deep link to the card of an event, or to the bot itself."""
    return f"https://t.me/{bot}?start=e_{event_id}" if event_id else f"https://t.me/{bot}"


def alert(viewer: Viewer, old: Schedule, changes: Changes, bot: str) -> Message:
    """What changed about the channel's part of the programme since `old`: old → new on a line each."""
    t = viewer.t
    shown, rest = by_event(changes)
    text = lines(
        Markup("<b>{}</b>").format(t("📣 The programme has changed")),
        *(block(viewer, old, group, bot) for group in shown),
        t.n("… and {n} more.", "… and {n} more.", rest) if rest > 0 else None,
        "" if changes.renamings else None,
        *(renaming(viewer, change) for change in changes.renamings[:MOST_RENAMINGS]),
    )
    ids = [group[0].event_id for group in shown if group[0].event_id in viewer.schedule.events]
    only = ids[0] if len(ids) == len(shown) == 1 else None
    return Message(text, keyboard([into_bot(viewer, bot, only)]))


def block(viewer: Viewer, old: Schedule, changes: Sequence[Change], bot: str) -> Markup:
    """One event after an empty line: its title, which leads to its card, and a line for each change."""
    event_id = changes[0].event_id
    event = viewer.schedule.events.get(event_id)
    if event is None:
        heading = Markup("\n<b>{}</b>").format(viewer.say(old.events[event_id].title))
    else:
        title = viewer.say(event.title)
        heading = Markup('\n<b><a href="{}">{}</a></b>').format(address(bot, event_id), title)
    return lines(heading, *(line for change in changes for line in change_lines(viewer, old, change)))
