"""The schedule of a conference, as values. Names follow frab's schedule.xml and iCalendar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from zoneinfo import ZoneInfo

__all__ = [
    "WIDEST_TITLE",
    "Conference",
    "Day",
    "Event",
    "EventType",
    "Person",
    "Room",
    "Schedule",
    "Status",
    "Text",
    "Track",
]


WIDEST_TITLE = 40
"""Columns of a title that a button shows; a wide character, such as a Chinese one, takes two."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or several languages.

    `default` is what a reader of a language that `translations` lacks sees; a text written as one string
    has no translations.
    """

    default: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def in_(self, language: str) -> str:
        """The text for a reader of `language` (a code such as ``zh``)."""
        return self.translations.get(language, self.default)

    def all(self) -> Iterator[str]:
        """Every distinct wording, the default first."""
        yield from dict.fromkeys((self.default, *self.translations.values()))

    def __hash__(self) -> int:
        return hash((self.default, tuple(sorted(self.translations.items()))))


class EventType(StrEnum):
    CEREMONY = "ceremony"
    FORUM = "forum"
    TALK = "talk"
    EXHIBITION = "exhibition"
    ACTIVITY = "activity"
    BREAK = "break"


class Status(StrEnum):
    """iCalendar's STATUS of a VEVENT."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Conference:
    acronym: str
    title: Text
    zone: ZoneInfo
    start: date
    end: date
    """The last day, included."""
    languages: tuple[str, ...]
    """The first is the fallback."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Track:
    id: str
    name: Text
    color: str | None = None
    aliases: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    """The days on which it has events; none where the organizers do not say."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where an event is; for an online conference, where it is watched."""

    id: str
    name: Text
    url: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker, moderator or host."""

    id: str
    name: Text
    role: Text | None = None
    affiliation: Text | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One programme item. `start` < `end`, both aware and in UTC; other ids refer to the schedule."""

    id: str
    type: EventType
    title: Text
    start: datetime
    end: datetime
    status: Status = Status.CONFIRMED
    track: str | None = None
    room: str | None = None
    persons: tuple[str, ...] = ()
    abstract: Text | None = None
    language: str | None = None
    url: str | None = None
    recording: str | None = None
    source: str | None = None
    forum: str | None = None
    """The id of the event this talk is inside of."""

    @property
    def duration(self) -> timedelta:
        return self.end - self.start

    @property
    def cancelled(self) -> bool:
        return self.status is Status.CANCELLED

    def on_at(self, now: datetime) -> bool:
        """Whether it is on at `now`: the end is not included."""
        return self.start <= now < self.end

    def overlaps(self, other: Event) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the conference in its own zone; `index` counts from 1."""

    index: int
    date: date
    events: tuple[Event, ...]
    """The programme items that start on it, soonest first, without the talks inside forums."""


@dataclass(frozen=True)
class Schedule:
    """A whole programme under one `version`.

    `events` holds programme items and the talks inside them, each under its id, soonest first.
    """

    version: str
    conference: Conference
    tracks: Mapping[str, Track]
    rooms: Mapping[str, Room]
    persons: Mapping[str, Person]
    events: Mapping[str, Event]

    @cached_property
    def programme(self) -> tuple[Event, ...]:
        """The programme items without the talks inside forums, soonest first."""
        return tuple(event for event in self.events.values() if event.forum is None)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day from the conference's first to its last, also an empty one."""
        first, last = self.conference.start, self.conference.end
        dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        by_date: dict[date, list[Event]] = {day: [] for day in dates}
        for event in self.programme:
            by_date.setdefault(self.day_of(event), []).append(event)
        return tuple(
            Day(index=(day - first).days + 1, date=day, events=tuple(events))
            for day, events in sorted(by_date.items())
        )

    def day_of(self, event: Event) -> date:
        """The conference's day on which the event starts."""
        return event.start.astimezone(self.conference.zone).date()

    def day_number(self, event: Event) -> int:
        """The number of that day, from 1; an event before the first day has one below."""
        return (self.day_of(event) - self.conference.start).days + 1

    @cached_property
    def _talks(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped((event.forum, event) for event in self.events.values() if event.forum)

    @cached_property
    def _of_track(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped((event.track, event) for event in self.events.values() if event.track)

    @cached_property
    def _of_person(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped((person, event) for event in self.events.values() for person in event.persons)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {event_id: place for place, event_id in enumerate(self.events)}

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """When all that is not called off starts, in order."""
        return tuple(sorted(event.start for event in self.events.values() if not event.cancelled))

    @cached_property
    def _by_start(self) -> tuple[tuple[datetime, ...], tuple[Event, ...], timedelta]:
        """All starts in their order, the events in that order, and how long the longest lasts."""
        events = sorted(self.events.values(), key=attrgetter("start"))
        longest = max((event.duration for event in events), default=timedelta())
        return tuple(event.start for event in events), tuple(events), longest

    def in_order(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Some of the schedule's events in its own order."""
        return tuple(sorted(events, key=lambda event: self._places[event.id]))

    def at_once(self, event: Event) -> tuple[Event, ...]:
        """What overlaps with an event, itself among it, in the schedule's order."""
        starts, events, longest = self._by_start
        may = events[bisect_left(starts, event.start - longest) : bisect_left(starts, event.end)]
        return self.in_order(other for other in may if other.overlaps(event))

    def talks(self, event_id: str) -> tuple[Event, ...]:
        """The talks inside an event, soonest first."""
        return self._talks.get(event_id, ())

    def of_track(self, track_id: str) -> tuple[Event, ...]:
        """Everything in a track, soonest first."""
        return self._of_track.get(track_id, ())

    def of_person(self, person_id: str) -> tuple[Event, ...]:
        """Everything that lists the person, soonest first."""
        return self._of_person.get(person_id, ())

    def join_url(self, event: Event) -> str | None:
        """Where to join: the event's own link, its forum's, or its room's."""
        if event.url:
            return event.url
        forum = self.events.get(event.forum) if event.forum else None
        if forum is not None and forum.url:
            return forum.url
        room = self.rooms.get(event.room or (forum.room if forum else None) or "")
        return room.url if room else None


def _grouped(pairs: Iterable[tuple[str | None, Event]]) -> Mapping[str, tuple[Event, ...]]:
    groups: dict[str, list[Event]] = {}
    for key, event in pairs:
        groups.setdefault(key or "", []).append(event)
    return {key: tuple(events) for key, events in groups.items()}
