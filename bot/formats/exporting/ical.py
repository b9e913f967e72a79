"""The whole programme as a calendar, with what an import needs to make the same schedule of it.

What it cannot carry: texts in other languages than the chosen one, ids of tracks, rooms and persons, what
those have besides their names, and those without an event.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.model import Event, Schedule
from bot.domain.revisions import Revision
from bot.formats.icalendar import calendar

if TYPE_CHECKING:
    import icalendar

__all__ = ["to_calendar"]

AS_TEXT = {"VALUE": "TEXT"}
"""Without it, the library neither escapes nor unescapes a property that it does not know."""


def to_calendar(schedule: Schedule, language: str, *, since: datetime, sequence: int = 0) -> bytes:
    """Every event. `since` (aware): when the schedule became as it is; `sequence` grows with its versions."""
    conference = schedule.conference

    def also(entry: icalendar.Event, event: Event) -> None:
        """What iCalendar has no property for, or says in other words."""
        ours = {
            "type": event.type.value,
            "room": schedule.rooms[event.room].name.in_(language) if event.room else "",
            "abstract": event.abstract.in_(language) if event.abstract else "",
            "language": event.language or "",
            "url": event.url or "",
            "recording": event.recording or "",
            "source": event.source or "",
        }
        for name, value in ours.items():
            if value:
                entry.add(f"x-confbot-{name}", value, AS_TEXT)
        for person in event.persons:
            entry.add("x-confbot-person", schedule.persons[person].name.in_(language), AS_TEXT)
        if event.forum:
            entry.add("related-to", f"{event.forum}@{conference.acronym}")

    about = {
        "x-wr-timezone": conference.zone.key,
        "x-confbot-version": schedule.version,
        "x-confbot-days": f"{conference.start}/{conference.end}",
        "x-confbot-language": language,
        "x-confbot-website": conference.url or "",
    }
    return calendar(
        schedule,
        schedule.events.values(),
        language,
        revisions={},
        unknown=Revision(sequence, since),
        name=conference.title.in_(language),
        about={name: value for name, value in about.items() if value},
        also=also,
    )
