"""As what an event was published last: by this, calendars tell a newer edition of it from an older one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.model import Event, Person, Schedule, Text

__all__ = ["Revision", "fingerprint"]


@dataclass(frozen=True, slots=True)
class Revision:
    """`sequence` grows whenever the event changes, `changed_at` (aware) is when that was published."""

    sequence: int
    changed_at: datetime


def fingerprint(schedule: Schedule, event: Event) -> str:
    """32 hexadecimal digits that change with whatever a calendar shows of the event, in any language."""
    forum = schedule.events.get(event.forum or "")
    room = schedule.rooms.get(event.room or (forum.room if forum else None) or "")
    track = schedule.tracks.get(event.track or "")
    shown = (
        *(event.type.value, event.status.value, event.start.isoformat(), event.end.isoformat()),
        *(wordings(event.title), wordings(event.abstract), wordings(forum.title if forum else None)),
        *(wordings(room.name if room else None), wordings(track.name if track else None)),
        *(schedule.join_url(event), event.recording),
        [who(schedule.persons[id_]) for id_ in event.persons],
    )
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]


def who(person: Person) -> list[object]:
    return [wordings(part) for part in (person.name, person.role, person.affiliation)]


def wordings(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"": text.default, **text.translations}
