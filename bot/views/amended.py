"""Changes from the chat, once they are complete: the preview, what came of it, why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.domain.amendment import Amending, Amendment
from bot.domain.model import Event, Schedule
from bot.formats.problems import Problem
from bot.formats.proposal import Preview, RefusedError, Why
from bot.views.amend import delays
from bot.views.buttons import Row, keyboard, press
from bot.views.changes import MOST_RENAMINGS, block, by_event
from bot.views.differences import change_lines, renaming, when
from bot.views.lines import lines, title
from bot.views.message import Message, cut
from bot.views.navigation import hidden, menu_row
from bot.views.viewer import Viewer

__all__ = ["changed_since", "done", "gone", "preview", "refused", "undone"]

MOST_PROBLEMS = 8
LONGEST = 300
"""UTF-16 units of one line of the check."""


def preview(
    viewer: Viewer, id_: int, amendment: Amendment, found: Preview, *, outdated: bool = False
) -> Message:
    """What attendees would be told, and how many of them; nothing happens before “Publish” is pressed."""
    t = viewer.t
    after = replace(viewer, schedule=found.proposal.after)
    event = after.schedule.events[amendment.event_id]
    text = lines(
        Markup("<b>{}</b>").format(t("📝 Preview; nothing is changed yet")),
        t("The schedule file has been changed meanwhile. This is how it is now:") if outdated else None,
        "",
        Markup("<b>{}</b>").format(viewer.say(event.title)),
        *own_lines(after, found, event),
        amendment.value if amendment.kind in (Amending.LINK, Amending.RECORD) else None,
        *told(viewer, found),
        *pending_lines(replace(viewer, schedule=found.proposal.before), viewer.schedule, found),
        *warnings(viewer, found.proposal.warnings),
    )
    amounts = delays(viewer, id_, amendment.value) if amendment.kind is Amending.DELAY else ()
    publish = press(t("✅ Publish"), "amend", "publish", id_)
    return Message(text, keyboard(amounts, [publish], [press(t("‹ Back"), "edit", event.id)]))


def own_lines(after: Viewer, found: Preview, event: Event) -> Iterator[Markup | str]:
    """Old → new of the event, and that its talks come along."""
    t = after.t
    own = [change for change in found.own.events if change.event_id == event.id]
    talks = {change.event_id for change in found.own.events} - {event.id}
    for change in own:
        yield from change_lines(after, found.proposal.before, change)
    if talks:
        yield t.n("Its {n} talk changes with it.", "Its {n} talks change with it.", len(talks))
    if not found.own:
        yield t("Attendees are told nothing of this.")


def told(viewer: Viewer, found: Preview) -> Iterator[str]:
    """How many people hear of it."""
    if not found.own and not found.pending:
        return
    yield ""
    if found.people:
        yield viewer.t.n("👥 {n} person will be told.", "👥 {n} people will be told.", found.people)
    else:
        yield viewer.t("👥 Nobody has starred it, so nobody is told.")


def pending_lines(before: Viewer, current: Schedule, found: Preview) -> Iterator[Markup | str]:
    """What else the file says that attendees do not know yet: it goes out together with the change."""
    if not found.pending:
        return
    events, left_out = by_event(found.pending)
    yield ""
    yield before.t("Also in the file, not published yet, and published with it:")
    for number, group in enumerate(events, 1):
        yield block(before, current, number, group)
    if more := hidden(before, left_out):
        yield more
    for change in found.pending.renamings[:MOST_RENAMINGS]:
        yield renaming(before, change)


def warnings(viewer: Viewer, problems: Sequence[Problem]) -> Iterator[Markup | str]:
    """What the check of the file would warn of from then on."""
    if problems:
        yield ""
        yield viewer.t("⚠️ The check of the schedule file will warn:")
        yield from code(problems)


def code(problems: Sequence[Problem]) -> Iterator[Markup]:
    """The lines that the check prints."""
    for problem in problems[:MOST_PROBLEMS]:
        yield Markup("<code>{}</code>").format(cut(str(problem), LONGEST))
    if len(problems) > MOST_PROBLEMS:
        yield Markup("(+ {})").format(len(problems) - MOST_PROBLEMS)


def done(viewer: Viewer, id_: int, amendment: Amendment) -> Message:
    """It is published, and can be undone."""
    t, event = viewer.t, viewer.schedule.events.get(amendment.event_id)
    silent = event is not None and event.cancelled and amendment.kind is not Amending.CANCEL
    text = lines(
        Markup("<b>{}</b>").format(t("✅ Published")),
        "",
        *(standing(viewer, amendment.kind, event) if event else ()),
        None if silent else "",
        None if silent else t("Whoever starred it is told within a few minutes, in one message."),
    )
    return Message(
        text,
        keyboard(
            [press(t("↩️ Undo"), "amend", "undo", id_)],
            [press(t("Details"), "event", amendment.event_id), *menu_row(viewer)],
        ),
    )


def standing(viewer: Viewer, kind: Amending, event: Event) -> Iterator[Markup]:
    """The event, and of it what was changed."""
    room = viewer.schedule.rooms.get(event.room or "")
    yield Markup("<b>{}</b>").format(title(viewer, event))
    match kind:
        case Amending.ROOM if room:
            yield Markup("📍 {}").format(viewer.say(room.name))
        case Amending.LINK:
            yield Markup("🔗 {}").format(event.url)
        case Amending.RECORD:
            yield Markup("▶️ {}").format(event.recording)
        case _:
            yield Markup("🕘 {}").format(when(viewer, event))


def undone(viewer: Viewer, amendment: Amendment) -> Message:
    """The file is what it was."""
    t, event = viewer.t, viewer.schedule.events.get(amendment.event_id)
    text = lines(
        Markup("<b>{}</b>").format(t("↩️ Undone")),
        "",
        *(standing(viewer, Amending.MOVE, event) if event else ()),
        "",
        t("The schedule file is as before, and published. Whoever was told of the change is told of this."),
    )
    return Message(text, keyboard([press(t("Details"), "event", amendment.event_id), *menu_row(viewer)]))


def changed_since(viewer: Viewer, amendment: Amendment) -> Message:
    """Somebody else's change would go with it."""
    t = viewer.t
    text = t(
        "The schedule file has been changed since; undoing this would undo that as well. Nothing was changed."
    )
    return Message(lines(text), keyboard(*onward(viewer, amendment.event_id)))


def refused(viewer: Viewer, event_id: str, error: RefusedError | OSError) -> Message:
    """Why nothing was changed, with the lines of the check."""
    t = viewer.t
    if isinstance(error, OSError):
        text = t.html(
            "The schedule file could not be used: <code>{file}</code>: {reason}. Nothing was changed.",
            file=error.filename or "",
            reason=error.strerror or "",
        )
        return Message(text, keyboard(*onward(viewer, event_id)))
    why = {
        Why.BROKEN: t(
            "The schedule file has errors. Until these are mended, nothing can be changed from here:"
        ),
        Why.WRONG: t("That would make an error in the schedule file. Nothing was changed:"),
        Why.SAME: t("That is what the schedule file says already. Nothing was changed."),
        Why.ANOTHER_DAY: t(
            "So much later it would begin on another day. Nothing was changed; /move moves it there."
        ),
    }[error.why]
    return Message(lines(why, *code(error.problems)), keyboard(*onward(viewer, event_id)))


def onward(viewer: Viewer, event_id: str) -> Iterator[Row]:
    if event_id in viewer.schedule.events:
        yield [press(viewer.t("‹ Back"), "edit", event_id), *menu_row(viewer)]
    else:
        yield menu_row(viewer)


def gone(viewer: Viewer) -> Message:
    """The draft is not stored any more."""
    text = viewer.t("This change is not there any more; its command begins anew.")
    return Message(lines(text), keyboard(menu_row(viewer)))
