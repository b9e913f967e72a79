"""One small change that an organizer makes from the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.model import Event, EventType, Schedule

__all__ = ["NEAREST", "Amending", "Amendment", "nearest"]

NEAREST = 5
"""As many as a row of numbers on a phone holds."""


class Amending(StrEnum):
    """What is changed about an event; each is the name of its command."""

    DELAY = "delay"
    MOVE = "move"
    CANCEL = "cancel"
    ROOM = "room"
    LINK = "link"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Amendment:
    """`value` says what the event gets, as a text that can be stored.

    A delay's are minutes; a move's is ``2020-07-24T15:30`` on the conference's clock, with
    ``/2020-07-24T17:00`` where its length changes, too; a room's is its id; a link's and a recording's an
    address; a cancellation has none.
    """

    kind: Amending
    event_id: str
    value: str = ""

    def __str__(self) -> str:
        """As one would write it: ``delay forum-5g 15m``."""
        unit = "m" if self.kind is Amending.DELAY else ""
        return f"{self.kind} {self.event_id} {self.value}".rstrip() + unit


def nearest(schedule: Schedule, kind: Amending, now: datetime) -> tuple[Event, ...]:
    """The programme items that such a change most likely concerns, the likeliest first.

    A recording is of what ended lately, or is on; anything else is about what is on, or comes next.
    """
    standing = [event for event in schedule.programme if not event.cancelled]
    if kind is Amending.RECORD:
        begun = [event for event in standing if event.start <= now]
        begun.sort(key=lambda event: (event.recording is not None, event.end > now, abs(now - event.end)))
        return tuple(begun[:NEAREST])
    ahead = [event for event in standing if event.end > now]
    ahead.sort(key=lambda event: (event.type is EventType.EXHIBITION, event.start))
    return tuple(ahead[:NEAREST])
