"""One draft event after the other, made clean: texts plain, times in UTC, names entered in the rolls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.model import EventType, Status, Text
from bot.formats import scalars
from bot.formats.importing.drafts import DraftEvent
from bot.formats.importing.kinds import status_meant, type_meant
from bot.formats.importing.naming import Roll
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.timing import moment_of, whole_minutes
from bot.formats.importing.wordings import Wordings, language_of
from bot.formats.localtime import shown, to_local, to_utc

__all__ = ["Entries", "Entry", "Rolls", "address_of"]

HOUR = timedelta(hours=1)
TYPES = {type_.value: type_ for type_ in EventType}


@dataclass(slots=True)
class Entry:
    """An event without its id. `end` is None while it is to be guessed; names stand as their roll's keys."""

    keys: tuple[str, ...]
    forum: str
    type: EventType
    title: Text
    start: datetime
    end: datetime | None
    status: Status
    track: str
    room: str
    persons: tuple[str, ...]
    abstract: Text | None
    language: str | None
    url: str | None
    recording: str | None
    source: str | None


@dataclass(slots=True)
class Rolls:
    tracks: Roll = field(default_factory=lambda: Roll("track"))
    rooms: Roll = field(default_factory=lambda: Roll("room"))
    persons: Roll = field(default_factory=lambda: Roll("person"))


class Entries:
    def __init__(self, zone: ZoneInfo, wordings: Wordings, notes: Notes) -> None:
        self.rolls = Rolls()
        self._zone = zone
        self._wordings = wordings
        self._notes = notes
        self._ids_of_person: dict[str, set[str]] = {}

    def entry(self, draft: DraftEvent) -> Entry | None:
        """The clean event; None, with a note, for one without a title or a time."""
        title, abstract = self._wordings.title_and_abstract(draft.title, draft.abstract, draft.called)
        if title is None:
            self._notes.add(Topic.NO_TITLE, draft.called or "without an id")
            return None
        if draft.start is None:
            self._notes.add(Topic.NO_START, title.default)
            return None
        start, end = self._span(draft, title.default)
        persons = self._persons(draft)
        return Entry(
            keys=draft.keys,
            forum=draft.forum,
            type=self._type(draft, title.default, persons=bool(persons)),
            title=title,
            start=start,
            end=end,
            status=self._status(draft),
            track=self.rolls.tracks.add(self._wordings.name(draft.track)),
            room=self.rolls.rooms.add(self._wordings.name(draft.room)),
            persons=persons,
            abstract=abstract,
            language=language_of(draft.language, self._notes),
            url=address_of(draft.url, self._notes),
            recording=address_of(draft.recording, self._notes),
            source=address_of(draft.source, self._notes),
        )

    def _span(self, draft: DraftEvent, title: str) -> tuple[datetime, datetime | None]:
        """Start and end on whole minutes; the end is after the start, or None."""
        assert draft.start is not None  # noqa: S101  # entry() has seen to it
        exact = moment_of(draft.start, self._zone)
        start = whole_minutes(exact)
        if start != exact:
            self._notes.add(Topic.SECONDS, title)
        end = (
            moment_of(draft.end, self._zone)
            if draft.end
            else exact + draft.duration
            if draft.duration
            else None
        )
        end = whole_minutes(end) if end else None
        first_showing, _ = to_utc(to_local(start, self._zone), self._zone)
        if first_showing != start:
            self._notes.add(Topic.CLOCKS, f"{title} ({shown(to_local(start, self._zone))})")
            end = end - (start - first_showing) if end else None
            start = first_showing
        if draft.all_day:
            self._notes.add(Topic.ALL_DAY, title)
        if end and end <= start:
            end = None
        if end is None:
            self._notes.add(Topic.END, f"{title} ({shown(to_local(start, self._zone))})")
        return start, end

    def _type(self, draft: DraftEvent, title: str, *, persons: bool) -> EventType:
        word = draft.type.strip()
        found = TYPES.get(word.casefold())
        if found is None:
            found = type_meant(word, title, persons=persons)
            self._notes.add(Topic.TYPE, f"{word or title} → {found}")
        return found

    def _status(self, draft: DraftEvent) -> Status:
        status = status_meant(draft.status) if draft.status else Status.CONFIRMED
        if status is None:
            self._notes.add(Topic.STATUS, draft.status)
        return status or Status.CONFIRMED

    def _persons(self, draft: DraftEvent) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for id_, written in draft.persons:
            name = self._wordings.name(written)
            key = self.rolls.persons.add(name)
            if not name or not key:
                continue
            found[key] = None
            ids = self._ids_of_person.setdefault(key, set())
            ids.add(id_)
            if len(ids - {""}) > 1:
                self._notes.add(Topic.PERSON, name.default)
        return tuple(found)


def address_of(written: str, notes: Notes) -> str | None:
    """A usable address; one that begins with www. is taken for a secure one."""
    text = written.strip()
    address = scalars.url(f"https://{text}" if text.startswith("www.") else text)
    if text and address is None:
        notes.add(Topic.URL, text)
    return address
