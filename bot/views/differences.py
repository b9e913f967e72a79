"""One change of one event in a line: old → new."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from bot.domain.agenda import instead
from bot.domain.changes import Change, ChangeKind, Renaming
from bot.domain.model import Event, Person, Schedule
from bot.texts import dates
from bot.views.lines import beside, joined, name, title
from bot.views.viewer import Viewer

__all__ = ["change_lines", "renaming"]

MOST_INSTEAD = 3
MOST_NAMES = 4


def change_lines(viewer: Viewer, old: Schedule, change: Change) -> Iterator[Markup]:
    """The change, and what to see instead where the event was called off."""
    t, before, after = viewer.t, change.before, change.after
    if before is None and after is not None:
        yield t.html("🆕 New: {when}", when=when(viewer, after))
    elif change.kind is ChangeKind.CANCELLED and before is not None:
        yield t.html("❌ Called off; it was to be {when}.", when=when(viewer, before))
        yield from alternatives(viewer, before)
    elif before is not None and after is not None:
        yield difference(viewer, old, change.kind, before, after)


def difference(viewer: Viewer, old: Schedule, kind: ChangeKind, before: Event, after: Event) -> Markup:
    """What differs about an event that stays."""
    new = viewer.schedule
    match kind:
        case ChangeKind.MOVED:
            return arrow("🕘", when(viewer, before), joined(when(viewer, after), own(viewer, after)))
        case ChangeKind.ROOM:
            return arrow("📍", room(viewer, old, before), room(viewer, new, after))
        case ChangeKind.TITLE:
            return arrow("✏️", viewer.say(before.title), viewer.say(after.title))
        case ChangeKind.SPEAKERS:
            return arrow("👤", speakers(viewer, old, before), speakers(viewer, new, after))
        case _:
            return statement(viewer, kind, before, after)


def statement(viewer: Viewer, kind: ChangeKind, before: Event, after: Event) -> Markup:
    """What has no old and new side."""
    t, url = viewer.t, viewer.schedule.join_url(after)
    return {
        ChangeKind.LINK: t.html('🔗 <a href="{url}">The new link to join</a>', url=url)
        if url
        else t.html("🔗 The link to join was taken away; a new one is not known yet."),
        ChangeKind.RECORDING: t.html('▶️ <a href="{url}">The recording</a>', url=after.recording)
        if after.recording
        else t.html("▶️ The recording was taken away."),
        ChangeKind.RESTORED: t.html("✅ It takes place after all: {when}", when=when(viewer, after)),
        ChangeKind.REUSED: t.html(
            "⚠️ This has come in the place of “{title}”.", title=viewer.say(before.title)
        ),
    }[kind]


def arrow(sign: str, before: Markup | str, after: Markup | str) -> Markup:
    return Markup("{} {} → <b>{}</b>").format(sign, before, after)


def when(viewer: Viewer, event: Event) -> Markup:
    """``Thu 23 Jul 14:00–16:00 Beijing``."""
    zone = viewer.conference_zone
    day = event.start.astimezone(zone).date()
    span = dates.span(event.start, event.end, zone, viewer.t, day)
    short = dates.zone_short(zone, event.start, viewer.t)
    return Markup("{} {} {}").format(dates.short_day(day, viewer.t), span, short)


def own(viewer: Viewer, event: Event) -> Markup | None:
    day = event.start.astimezone(viewer.conference_zone).date()
    return beside(viewer, event.start, event.end, day)


def room(viewer: Viewer, schedule: Schedule, event: Event) -> str:
    found = schedule.rooms.get(event.room or "")
    return viewer.say(found.name) if found else viewer.t("no room yet")


def speakers(viewer: Viewer, schedule: Schedule, event: Event) -> str:
    """The names, the first few of many."""
    names = [name(viewer, schedule.persons[id_].name) for id_ in event.persons if id_ in schedule.persons]
    if not names:
        return viewer.t("nobody named yet")
    more = "…" if len(names) > MOST_NAMES else ""
    return viewer.t(", ").join(names[:MOST_NAMES]) + more


def alternatives(viewer: Viewer, event: Event) -> Iterator[Markup]:
    """What else is on then in the same track."""
    for other in instead(viewer.schedule, event)[:MOST_INSTEAD]:
        yield viewer.t.html("    At that time in the same track: {title}", title=title(viewer, other))


def renaming(viewer: Viewer, change: Renaming) -> Markup:
    """A room or a person that goes by another name."""
    if isinstance(change.after, Person):
        return arrow("👤", name(viewer, change.before.name), name(viewer, change.after.name))
    return arrow("📍", viewer.say(change.before.name), viewer.say(change.after.name))
