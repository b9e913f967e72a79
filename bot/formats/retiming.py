"""The edits that move an event in time, each time written in the form that it had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.model import Event, Schedule
from bot.formats import scalars
from bot.formats.edit import Edit
from bot.formats.layout import Layout
from bot.formats.localtime import shown, to_local, to_utc
from bot.formats.patches import EditError, laid_out
from bot.formats.spans import dated

__all__ = ["Scribe", "duration", "retimed"]


def retimed(
    content: bytes,
    schedule: Schedule,
    event: Event,
    start: datetime,
    end: datetime,
    *,
    name: str = "schedule.yaml",
) -> list[Edit]:
    """The edits after which `event` takes place from `start` to `end`; its talks move as far as its start.

    `schedule` is what `content` says; the times are aware, `start` before `end`, in whole minutes. Raises
    EditError for a time that cannot be written down.
    """
    scribe = Scribe(laid_out(content, name), schedule, name)
    forum = schedule.events.get(event.forum or "")
    edits = list(scribe.edits(event, start, end, forum.start if forum else None))
    shift = start - event.start
    for talk in schedule.talks(event.id) if shift else ():
        edits += scribe.edits(talk, talk.start + shift, talk.end + shift, start)
    return edits


class Scribe:
    """Writes the times of the schedule that `layout` holds, each in the form that it had."""

    def __init__(self, layout: Layout, schedule: Schedule, name: str) -> None:
        self._layout = layout
        self._records = dict(layout.records())
        self._zone = schedule.conference.zone
        self._name = name

    def edits(self, event: Event, start: datetime, end: datetime, opening: datetime | None) -> Iterator[Edit]:
        """What one event says of its times; `opening` is the start of the forum it is a talk in."""
        first = self._written(event.id, "start")
        yield Edit(event.id, "start", self._moment(event, "start", start, first, opening))
        if last := self._written(event.id, "end"):
            yield Edit(event.id, "end", self._moment(event, "end", end, last, opening))
        elif end - start != event.duration:
            lasting = self._written(event.id, "duration")
            yield Edit(event.id, "duration", duration(end - start, in_minutes="h" not in lasting))

    def _written(self, event_id: str, key: str) -> str:
        """The value as it stands; nothing where the event has none."""
        found = self._layout.find(self._records[event_id], key)
        return (self._layout.scalar(found[1]) if found else None) or ""

    def _moment(self, event: Event, key: str, moment: datetime, before: str, opening: datetime | None) -> str:
        local = to_local(moment, self._zone)
        if to_utc(local, self._zone)[0] != moment:
            twice = f"{shown(local)} for the second time that night, which cannot be written"
            raise self._error(event, key, f"{key}: found {twice}; expected another time")
        if scalars.clock(before) and opening and dated(local.time(), to_local(opening, self._zone)) == local:
            return f"{local:%H:%M}"
        return local.isoformat("T" if "T" in before else " ", "minutes")

    def _error(self, event: Event, key: str, message: str) -> EditError:
        found = self._layout.find(self._records[event.id], key)
        before = self._layout.text[: found[1].begin if found else 0]
        return EditError.at(self._name, len(before.splitlines()) or 1, message)


def duration(span: timedelta, *, in_minutes: bool = False) -> str:
    """As it is written in a schedule: ``1h30m``, ``2h``, ``45m``; ``90m`` with `in_minutes`."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if in_minutes or not hours:
        return f"{hours * 60 + minutes}m"
    return f"{hours}h{minutes}m" if minutes else f"{hours}h"
