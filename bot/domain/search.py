"""Search in a schedule: words of any language and script to events, tracks and persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import finalize

from bot.domain.corpus import Corpus, Field
from bot.domain.model import Event, EventType, Person, Room, Schedule, Text, Track

__all__ = ["Found", "Hit", "SearchIndex", "search", "search_all"]

TITLE, TRACK, PERSON, FORUM, ROOM, AFFILIATION, ABSTRACT = 10, 7, 6, 5, 4, 3, 2
"""How much it counts where a word stands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An event found; scores compare within one search, higher is better."""

    event_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, each best first; `tracks` and `persons` are ids of those that all words fit."""

    events: tuple[Hit, ...]
    tracks: tuple[str, ...]
    persons: tuple[str, ...]


class SearchIndex:
    """A schedule made ready for searching; keeps no reference to it."""

    def __init__(self, schedule: Schedule) -> None:
        ranked = sorted(schedule.events.values(), key=_rank)
        self._events = Corpus({event.id: _of_event(schedule, event) for event in ranked})
        self._tracks = Corpus({track.id: _of_track(track) for track in schedule.tracks.values()})
        self._persons = Corpus({person.id: _of_person(person) for person in schedule.persons.values()})

    def search(self, words: str, limit: int = 50, *, partly: bool = True) -> list[Hit]:
        """The events that `words` fit, best first; of equals talks last, else the soonest first.

        Unless `partly`, each of the words must fit.
        """
        found = self._events.find(words, limit, partly=partly)
        return [Hit(event_id, score) for event_id, score in found]

    def search_all(self, words: str, limit: int = 50) -> Found:
        """Events as `search` finds them, and the tracks and persons that all words fit."""
        return Found(
            events=tuple(self.search(words, limit)),
            tracks=tuple(track_id for track_id, _ in self._tracks.find(words, limit, partly=False)),
            persons=tuple(person_id for person_id, _ in self._persons.find(words, limit, partly=False)),
        )


def search(schedule: Schedule, words: str, limit: int = 50) -> list[Hit]:
    """`SearchIndex.search` with the schedule's index, built at the first search."""
    return index_of(schedule).search(words, limit)


def search_all(schedule: Schedule, words: str, limit: int = 50) -> Found:
    """`SearchIndex.search_all` with the schedule's index, built at the first search."""
    return index_of(schedule).search_all(words, limit)


_indexes: dict[int, SearchIndex] = {}


def index_of(schedule: Schedule) -> SearchIndex:
    """The index of this very schedule object, kept as long as the schedule lives."""
    key = id(schedule)
    if key not in _indexes:
        _indexes[key] = SearchIndex(schedule)
        finalize(schedule, _indexes.pop, key)
    return _indexes[key]


def _rank(event: Event) -> tuple[bool, bool]:
    """Sorts what stands alone before talks inside forums, and breaks last."""
    return event.type is EventType.BREAK, event.forum is not None


def _of_event(schedule: Schedule, event: Event) -> Iterator[Field]:
    forum = schedule.events.get(event.forum) if event.forum else None
    yield from _fields(TITLE, event.title, name=True)
    if forum:
        yield from _fields(FORUM, forum.title, name=True)
    track = schedule.tracks.get(event.track or (forum.track if forum else None) or "")
    if track:
        yield from _of_track(track)
    for person_id in event.persons:
        yield from _of_person(schedule.persons[person_id])
    room = schedule.rooms.get(event.room or (forum.room if forum else None) or "")
    if room:
        yield from _of_room(room)
    yield from _fields(ABSTRACT, event.abstract)


def _of_track(track: Track) -> Iterator[Field]:
    yield from _fields(TRACK, track.name, track.aliases, name=True)


def _of_person(person: Person) -> Iterator[Field]:
    yield from _fields(PERSON, person.name, person.aliases, name=True)
    yield from _fields(AFFILIATION, person.role)
    yield from _fields(AFFILIATION, person.affiliation)


def _of_room(room: Room) -> Iterator[Field]:
    yield from _fields(ROOM, room.name, room.aliases, name=True)


def _fields(
    weight: float, text: Text | None, aliases: Iterable[str] = (), *, name: bool = False
) -> Iterator[Field]:
    for wording in (*(text.all() if text else ()), *aliases):
        yield Field(wording, weight, name)
