"""What was published, for organizers, and going back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.model import Schedule
from bot.formats.candidate import Candidate
from bot.texts import Texts, dates
from bot.views.buttons import keyboard, press, rows
from bot.views.changes import told
from bot.views.lines import joined, lines
from bot.views.message import Message, cut
from bot.views.navigation import menu_row
from bot.views.publish import audience
from bot.views.viewer import Viewer

__all__ = ["Version", "back", "commands", "done", "gone", "listed"]

LONGEST = 200
"""UTF-16 units of a comment."""
WIDTH = 4


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: its number, the organizers' name for it, when, and why."""

    number: int
    name: str
    published_at: datetime
    comment: str | None


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have besides everyone's commands."""
    yield "versions", t("see what was published, and go back")


def listed(viewer: Viewer, versions: Sequence[Version]) -> Message:
    """The newest first; every other one can be gone back to."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("Published versions")),
        *(entry(viewer, version, current=version is versions[0]) for version in versions),
        *(["", t("Press a number to go back to that version.")] if len(versions) > 1 else []),
    )
    buttons = [press(f"↩️ {version.number}", "back", version.number) for version in versions[1:]]
    return Message(text, keyboard(*rows(buttons, WIDTH), menu_row(viewer)))


def entry(viewer: Viewer, version: Version, *, current: bool) -> Markup:
    """``3. 0.2 · Thu 23 Jul 13:40 Beijing``, whether attendees see it, and its comment."""
    t, zone = viewer.t, viewer.conference_zone
    at = version.published_at
    when = f"{dates.short_day(at.astimezone(zone).date(), t)} {dates.clock(at, zone, t)}"
    head = joined(
        Markup("{}. <b>{}</b>").format(version.number, version.name),
        f"{when} {dates.zone_short(zone, at, t)}",
        t("what attendees see") if current else None,
    )
    comment = cut(version.comment, LONGEST) if version.comment else None
    return lines(head, Markup("    <i>{}</i>").format(comment) if comment else None)


def back(viewer: Viewer, old: Schedule, found: Candidate, number: int) -> Message:
    """What attendees would be told; nothing happens before “Go back” is pressed.

    `viewer` looks at the schedule of version `number`.
    """
    t, changes = viewer.t, found.changes
    text = lines(
        Markup("<b>{}</b>").format(t("↩️ Back to version {number}; nothing is published yet", number=number)),
        *(told(viewer, old, changes) if changes else [t("Attendees are told nothing of this.")]),
        "",
        audience(t, found),
        t("The schedule file stays as it is. It is left alone until somebody changes it."),
    )
    go = press(t("↩️ Go back"), "back", number, "go", found.mark)
    return Message(text, keyboard([go, press(t("✖️ Cancel"), "versions")]))


def done(viewer: Viewer, number: int, earlier: int) -> Message:
    """Version `number` holds what version `earlier` held."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("✅ Published as version {number}", number=number)),
        t("It holds what version {number} held.", number=earlier),
        t("Whoever starred what changed is told within a few minutes, in one message."),
        t("The schedule file stays as it is. It is left alone until somebody changes it."),
    )
    return Message(text, keyboard([press(t("Agenda"), "today"), *menu_row(viewer)]))


def gone(viewer: Viewer) -> Message:
    """The version cannot be read."""
    text = viewer.t("This version cannot be gone back to. /versions shows those that can.")
    return Message(lines(text), keyboard(menu_row(viewer)))
