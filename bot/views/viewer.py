"""For whom, of what, and when a view is rendered."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.chat import Chat
from bot.domain.model import Event, Schedule, Text
from bot.domain.reminders import reader_zone
from bot.texts import Texts, texts
from bot.views.entrance import Entrance
from bot.views.message import cut

__all__ = ["Viewer"]

LONGEST = 200
"""UTF-16 units of a title or a name: with this, a page of a list fits into a message."""


@dataclass(frozen=True)
class Viewer:
    """A reader in front of a schedule at `now`; `favourites` maps starred ids to their own lead time."""

    schedule: Schedule
    chat: Chat
    now: datetime
    favourites: Mapping[str, int | None] = field(default_factory=dict)
    changed: Container[str] = frozenset()
    """The ids of events that changed since the reader last looked at the changes."""
    organizer: bool = False
    """Whether the reader may change the programme here."""
    entrance: Entrance | None = None

    @cached_property
    def t(self) -> Texts:
        return texts(self.chat.language)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The reader's zone: the chosen one or the usual one of their language."""
        return reader_zone(self.chat.zone, self.chat.language, self.conference_zone)

    @property
    def conference_zone(self) -> ZoneInfo:
        return self.schedule.conference.zone

    @property
    def today(self) -> date:
        """Today's date in the conference's zone."""
        return self.now.astimezone(self.conference_zone).date()

    def say(self, text: Text, limit: int = LONGEST) -> str:
        """A text of the schedule in the reader's language, cut cleanly after `limit` UTF-16 units."""
        return cut(text.in_(self.chat.language), limit)

    def lead_time(self, event: Event) -> int:
        """Minutes before the start at which the reader is told of the event."""
        own = self.favourites.get(event.id)
        return self.chat.lead_time if own is None else own

    def starred(self, event: Event) -> bool:
        return event.id in self.favourites

    @cached_property
    def starred_events(self) -> tuple[Event, ...]:
        """What the reader starred and the schedule still holds, soonest first."""
        events = self.schedule.events
        return self.schedule.in_order(events[id_] for id_ in self.favourites if id_ in events)
