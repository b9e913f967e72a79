"""What changed in the programme: the message to those whom it concerns, and /changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.domain.changes import Change, Changes
from bot.domain.model import Schedule
from bot.views.buttons import STAR_ON, keyboard, press, rows
from bot.views.differences import change_lines, renaming
from bot.views.lines import held, lines
from bot.views.message import Message
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["MOST_RENAMINGS", "account", "alert", "block", "by_event", "overview", "told"]

MOST_EVENTS = 10
MOST_RENAMINGS = 5
NUMBERS = 5


def alert(viewer: Viewer, old: Schedule, changes: Changes) -> Message:
    """All that changed about what the reader starred, in one message."""
    return listed(viewer, old, changes, viewer.t("📣 The programme has changed"))


def account(viewer: Viewer, old: Schedule, changes: Changes) -> Markup:
    """What the alert says, with everything that changed in it, however much."""
    heading = Markup("<b>{}</b>").format(viewer.t("📣 The programme has changed"))
    return lines(heading, *told(viewer, old, changes, None, None))


def overview(viewer: Viewer, old: Schedule, changes: Changes) -> Message:
    """Everything that changed since the reader last looked."""
    t = viewer.t
    if changes:
        return listed(viewer, old, changes, t("What has changed since you last looked"))
    text = lines(
        Markup("<b>{}</b>").format(t("Nothing has changed since you last looked.")),
        t("This is the programme {version}.", version=viewer.schedule.version),
    )
    return Message(
        text, keyboard([press(t("Agenda"), "today"), press(t("My agenda"), "my")], menu_row(viewer))
    )


def listed(viewer: Viewer, old: Schedule, changes: Changes, heading: str) -> Message:
    t = viewer.t
    shown, _ = by_event(changes)
    text = lines(Markup("<b>{}</b>").format(heading), *told(viewer, old, changes))
    numbers = [
        press(str(number), "event", group[0].event_id)
        for number, group in enumerate(shown, 1)
        if group[0].event_id in viewer.schedule.events
    ]
    onward = [press(t("My agenda"), "my"), press(t("Agenda"), "today")]
    return Message(text, keyboard(*rows(numbers, NUMBERS), onward, menu_row(viewer)))


def told(
    viewer: Viewer,
    old: Schedule,
    changes: Changes,
    most: int | None = MOST_EVENTS,
    most_renamings: int | None = MOST_RENAMINGS,
) -> Iterator[Markup | str]:
    """What changed, at most so many events and names of it; all where there is no limit."""
    t = viewer.t
    shown, rest = by_event(changes, most)
    yield from (block(viewer, old, number, group) for number, group in enumerate(shown, 1))
    if rest > 0:
        yield t.n("… and {n} more.", "… and {n} more.", rest)
    if changes.renamings:
        yield ""
    yield from (renaming(viewer, change) for change in changes.renamings[:most_renamings])


def by_event(changes: Changes, most: int | None = MOST_EVENTS) -> tuple[Sequence[Sequence[Change]], int]:
    """The changes of each event that a message names, and how many events it leaves out."""
    events = [tuple(group) for _, group in groupby(changes.events, key=lambda change: change.event_id)]
    shown = events[:most]
    return shown, len(events) - len(shown)


def block(viewer: Viewer, old: Schedule, number: int, changes: Sequence[Change]) -> Markup:
    """One event after an empty line: its title, and a line for each change."""
    event_id = changes[0].event_id
    event = viewer.schedule.events.get(event_id) or old.events[event_id]
    star = STAR_ON if viewer.starred(event) else None
    heading = held(Markup("\n{}. <b>{}</b>").format(number, viewer.say(event.title)), star)
    return lines(heading, *(line for change in changes for line in change_lines(viewer, old, change)))
