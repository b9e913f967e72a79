"""The events of a schedule and the talks inside them, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.model import Event, EventType, Status, Text
from bot.formats.context import Context, line_of
from bot.formats.keys import EventKeys, ItemKeys, ScheduleKeys, TalkKeys
from bot.formats.records import Fields, Key
from bot.formats.spans import Frame, Span, event_span, talk_span
from bot.formats.syntax import quoted
from bot.formats.tree import ScalarNode

__all__ = ["NO_TEXT", "Placed", "Programme", "claim"]

NO_TEXT = Text("")
"""Stands for a text that is missing or wrong: the file is refused, but the rest of it can be checked."""

INHERITED = ("status", "track", "room", "language")


@dataclass(frozen=True, slots=True)
class Placed:
    """An event and where the file says it."""

    event: Event
    fields: Fields
    forum_room: str | None = None
    """The room of the forum that a talk is inside of."""


def claim(fields: Fields, key: Key[str], taken: dict[str, int], context: Context) -> str:
    """The id of a record, noted in `taken` with its line; a wrong one as it is written."""
    id_ = fields.get(key)
    node = fields.at(key.name)
    if id_ in taken:
        context.error(
            node, f"id: found {quoted(id_)} again, first in line {taken[id_]}; expected an id of its own"
        )
    written = str(node.value) if isinstance(node, ScalarNode) else ""
    taken.setdefault(written, line_of(node))
    return written


class Programme:
    """Reads the events within `frame`; events and talks share one space of ids."""

    def __init__(self, frame: Frame, context: Context) -> None:
        self._frame = frame
        self._context = context
        self._taken: dict[str, int] = {}

    def read(self, schedule: Fields) -> list[Placed]:
        """Every event and talk whose times are known, soonest first."""
        records = schedule.get(ScheduleKeys.EVENTS) or ()
        found = [placed for fields in records for placed in self._with_talks(fields)]
        return sorted(found, key=lambda placed: (placed.event.start, placed.event.end, placed.event.id))

    def _with_talks(self, fields: Fields) -> Iterator[Placed]:
        id_ = claim(fields, EventKeys.ID, self._taken, self._context)
        span = event_span(fields, self._frame, self._context)
        type_ = fields.get(EventKeys.TYPE) or EventType.ACTIVITY
        said = _said(fields)
        said["status"] = said["status"] or Status.CONFIRMED
        if span:
            yield Placed(Event(id=id_, type=type_, start=span.start, end=span.end, **said), fields)
        for talk_fields in fields.get(EventKeys.TALKS) or ():
            talk = self._talk(talk_fields, id_, span, said)
            if talk:
                yield Placed(talk, talk_fields, said["room"])

    def _talk(
        self, fields: Fields, forum: str, forum_span: Span | None, forum_said: dict[str, Any]
    ) -> Event | None:
        """A talk; what it does not say of `INHERITED` is its forum's, and a cancelled forum cancels it."""
        id_ = claim(fields, TalkKeys.ID, self._taken, self._context)
        span = talk_span(fields, forum_span, self._frame, self._context)
        type_ = fields.get(TalkKeys.TYPE) or EventType.TALK
        said = _said(fields)
        said |= {name: said[name] or forum_said[name] for name in INHERITED}
        if forum_said["status"] is Status.CANCELLED:
            said["status"] = Status.CANCELLED
        if span is None:
            return None
        return Event(id=id_, type=type_, start=span.start, end=span.end, forum=forum, **said)


def _said(fields: Fields) -> dict[str, Any]:
    """What events and talks have in common, under the names of the model."""
    return {
        "title": fields.get(ItemKeys.TITLE) or NO_TEXT,
        "status": fields.get(ItemKeys.STATUS),
        "track": fields.get(ItemKeys.TRACK),
        "room": fields.get(ItemKeys.ROOM),
        "persons": fields.get(ItemKeys.PERSONS) or (),
        "abstract": fields.get(ItemKeys.ABSTRACT),
        "language": fields.get(ItemKeys.LANGUAGE),
        "url": fields.get(ItemKeys.URL),
        "recording": fields.get(ItemKeys.RECORDING),
        "source": fields.get(ItemKeys.SOURCE),
    }
