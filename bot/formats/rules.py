"""What two events together get wrong: one room for both, one person at both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from zoneinfo import ZoneInfo

from bot.domain.model import Event, EventType
from bot.formats.context import Context
from bot.formats.localtime import shown, to_local
from bot.formats.programme import Placed
from bot.formats.syntax import quoted
from bot.formats.tree import ScalarNode

__all__ = ["check_overlaps"]


def check_overlaps(placed: Sequence[Placed], zone: ZoneInfo, context: Context) -> None:
    """Warn of overlaps among `placed`, which is soonest first; an event is named once per room and person."""
    happening = [one for one in placed if not one.event.cancelled]
    _check_rooms(happening, zone, context)
    _check_persons(happening, zone, context)


def _check_rooms(happening: Iterable[Placed], zone: ZoneInfo, context: Context) -> None:
    """Talks in their forum's room share it with each other only: to all others the forum stands for them."""
    longest: dict[tuple[str | None, str], Event] = {}
    for one in happening:
        event = one.event
        if event.room is None:
            continue
        inside = event.forum if event.room == one.forum_room else None
        other = longest.get((inside, event.room))
        if other and event.overlaps(other):
            taken = f"room: found {quoted(event.room)}, taken by {_until(other, zone)}"
            context.warning(one.fields.at("room", "start"), f"{taken}; expected one event at a time")
        if other is None or event.end > other.end:
            longest[inside, event.room] = event


def _check_persons(happening: Iterable[Placed], zone: ZoneInfo, context: Context) -> None:
    """One comes and goes at an exhibition, and is at a forum and at a talk inside it at once."""
    latest: dict[str, list[Event]] = defaultdict(list)
    for one in happening:
        event = one.event
        if event.type is EventType.EXHIBITION or not event.persons:
            continue
        listed = one.fields.at("persons").value
        items = {item.value: item for item in listed if isinstance(item, ScalarNode)}
        for person in event.persons:
            known = latest[person]
            other = next((two for two in known if event.overlaps(two) and not _related(event, two)), None)
            if other:
                busy = f"persons: found {quoted(person)}, who is at {_until(other, zone)}"
                context.warning(items[person], f"{busy}; expected one place at a time")
            # Whoever overlaps a later event at all overlaps it with one of the latest ends; a talk has one
            # forum, so that two would do, and a third serves forums that begin with a talk.
            latest[person] = nlargest(3, [*known, event], key=lambda two: two.end)


def _related(event: Event, other: Event) -> bool:
    return event.forum == other.id or other.forum == event.id


def _until(other: Event, zone: ZoneInfo) -> str:
    return f"{quoted(other.id)} until {shown(to_local(other.end, zone))}"
