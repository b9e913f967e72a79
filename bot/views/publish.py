"""A new schedule file, for organizers: what attendees will be told, how many they are, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.domain.model import Schedule
from bot.formats.candidate import Candidate
from bot.formats.problems import Problem
from bot.texts import Texts
from bot.views.buttons import keyboard, press
from bot.views.changes import told
from bot.views.lines import lines
from bot.views.message import Message, cut
from bot.views.navigation import menu_row
from bot.views.viewer import Viewer

__all__ = ["cancelled", "commands", "done", "nothing_new", "preview", "refused", "unreadable", "waiting"]

MOST_PROBLEMS = 8
LONGEST = 300
"""UTF-16 units of one line of the check."""


def commands(t: Texts) -> Iterator[tuple[str, str]]:
    """What organizers have besides everyone's commands."""
    yield "publish", t("show the changed schedule file and publish it")


def preview(viewer: Viewer, old: Schedule, found: Candidate, *, outdated: bool) -> Message:
    """What attendees would be told, and how many of them; nothing happens before “Publish” is pressed.

    `viewer` looks at the schedule that is `found`.
    """
    t, changes = viewer.t, found.changes
    text = lines(
        Markup("<b>{}</b>").format(t("📝 Preview; nothing is published yet")),
        t("The schedule file has been changed meanwhile. This is how it is now:") if outdated else None,
        *(told(viewer, old, changes) if changes else [t("Attendees are told nothing of this.")]),
        "",
        audience(t, found),
        half_written(t, found),
        *warnings(t, found.problems),
    )
    publish = press(t("✅ Publish"), "publish", "go", found.mark)
    return Message(text, keyboard([publish, press(t("✖️ Cancel"), "publish", "cancel")]))


def audience(t: Texts, found: Candidate) -> str | None:
    """How many hear of it."""
    if not found.changes:
        return None
    if not found.told:
        return t("👥 Nobody has starred what changes, so nobody is told.")
    return t.n("👥 {n} person will be told.", "👥 {n} people will be told.", found.told)


def warnings(t: Texts, problems: Sequence[Problem]) -> Iterator[Markup | str]:
    """What the check of the file warns of."""
    if problems:
        yield ""
        yield t("⚠️ The check of the schedule file warns:")
        yield from code(problems)


def code(problems: Sequence[Problem]) -> Iterator[Markup]:
    """The lines that the check prints."""
    for problem in problems[:MOST_PROBLEMS]:
        yield Markup("<code>{}</code>").format(cut(str(problem), LONGEST))
    if len(problems) > MOST_PROBLEMS:
        yield Markup("(+ {})").format(len(problems) - MOST_PROBLEMS)


def waiting(viewer: Viewer, found: Candidate) -> Message:
    """That a good file waits for an organizer."""
    t = viewer.t
    count = len(found.changes.event_ids)
    text = lines(
        Markup("<b>{}</b>").format(t("📝 A changed schedule file waits to be published")),
        t("This is the programme {version}.", version=found.schedule.version) if found.schedule else None,
        t.n("{n} event changes.", "{n} events change.", count) if count else None,
        half_written(t, found),
        audience(t, found),
        "",
        t("Nobody sees it before you publish it: /publish"),
    )
    return Message(text, keyboard([press(t("Preview"), "publish"), *menu_row(viewer)]))


def half_written(t: Texts, found: Candidate) -> str | None:
    """Why even a bot that publishes by itself does not publish this."""
    if not found.halved:
        return None
    return t.n(
        "⚠️ {n} event is no longer in it. Is the file whole?",
        "⚠️ {n} events are no longer in it. Is the file whole?",
        found.gone,
    )


def done(viewer: Viewer, number: int) -> Message:
    """It is published."""
    t = viewer.t
    text = lines(
        Markup("<b>{}</b>").format(t("✅ Published as version {number}", number=number)),
        t("Whoever starred what changed is told within a few minutes, in one message."),
    )
    return Message(text, keyboard([press(t("Agenda"), "today"), *menu_row(viewer)]))


def nothing_new(viewer: Viewer, number: int) -> Message:
    """The file is what attendees see."""
    text = viewer.t("The schedule file is what attendees see already: version {number}.", number=number)
    return Message(lines(text), keyboard(menu_row(viewer)))


def cancelled(viewer: Viewer) -> Message:
    text = viewer.t("Nothing was published. /publish shows it again.")
    return Message(lines(text), keyboard(menu_row(viewer)))


def refused(viewer: Viewer, found: Candidate) -> Message:
    """The file has errors."""
    why = viewer.t("The schedule file has errors. Nothing was published:")
    return Message(lines(why, *code(found.errors)), keyboard(menu_row(viewer)))


def unreadable(viewer: Viewer, error: OSError) -> Message:
    """There is no file."""
    text = viewer.t.html(
        "The schedule file could not be used: <code>{file}</code>: {reason}. Nothing was changed.",
        file=error.filename or "",
        reason=error.strerror or "",
    )
    return Message(text, keyboard(menu_row(viewer)))
