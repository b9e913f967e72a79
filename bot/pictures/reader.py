"""For whom a picture is drawn."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.model import Event, EventType, Schedule, Text
from bot.pictures.colors import ACCENT, FRESH, MUTED, Color, parsed
from bot.texts import Texts, dates

__all__ = ["Reader"]

LONGEST = 600
"""Characters: more than any picture has room for."""
TYPES = {EventType.EXHIBITION: MUTED, EventType.BREAK: MUTED, EventType.ACTIVITY: FRESH}


@dataclass(frozen=True)
class Reader:
    """Who reads `schedule` in a language and a zone at `now`; `bot` is its name, such as ``@cic_bot``."""

    schedule: Schedule
    t: Texts
    now: datetime
    zone: ZoneInfo
    starred: Container[str]
    bot: str

    @property
    def home(self) -> ZoneInfo:
        """The conference's zone."""
        return self.schedule.conference.zone

    def say(self, text: Text) -> str:
        """As much of the text as may ever be shown, in the reader's language."""
        return text.in_(self.t.language)[:LONGEST]

    def own_zone(self, at: datetime) -> ZoneInfo | None:
        """The reader's zone; None where its clock shows what the conference's does."""
        same = at.astimezone(self.zone).utcoffset() == at.astimezone(self.home).utcoffset()
        return None if same else self.zone

    def times(self, event: Event, day: date) -> str:
        """``14:00–16:00`` on the conference's clock, on its `day`."""
        return dates.span(event.start, event.end, self.home, self.t, day)

    def room(self, event: Event) -> str:
        """The name of the event's room, or of its forum's; empty where it has none."""
        forum = self.schedule.events.get(event.forum or "")
        room = self.schedule.rooms.get(event.room or (forum.room if forum else None) or "")
        return self.say(room.name) if room else ""

    def track(self, event: Event) -> str:
        track = self.schedule.tracks.get(event.track or "")
        return self.say(track.name) if track else ""

    def color(self, event: Event) -> Color:
        """The colour of the event's track, or of its type."""
        track = self.schedule.tracks.get(event.track or "")
        return parsed(track.color) if track and track.color else TYPES.get(event.type, ACCENT)
