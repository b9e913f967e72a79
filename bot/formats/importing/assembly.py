"""A draft to a schedule that checks without errors, with a note of all that this took."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.model import Conference, Event, Person, Room, Schedule, Text, Track
from bot.formats import scalars
from bot.formats.importing.cleaning import Cleaner
from bot.formats.importing.drafts import Draft, DraftEvent
from bot.formats.importing.entries import Entries, Entry, address_of
from bot.formats.importing.ids import identified
from bot.formats.importing.nesting import event_ids, forums, inherit
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import Wishes
from bot.formats.importing.timing import HOUR, days_of, zone_of
from bot.formats.importing.wordings import Wordings, languages_of
from bot.formats.keys import LONGEST_ID
from bot.formats.localtime import to_local, to_utc
from bot.formats.schedule import MOST_DAYS
from bot.formats.spans import NIGHT_ENDS

__all__ = ["Watch", "assembled", "unwatched"]

T = TypeVar("T")
Watch = Callable[[Sequence[DraftEvent]], Iterable[DraftEvent]]
"""Passes on what it is given, and may tell somebody how far it came."""
SHORT_COLOR = re.compile(r"#?([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")


def unwatched(events: Sequence[DraftEvent]) -> Iterable[DraftEvent]:
    return events


def assembled(draft: Draft, wishes: Wishes, notes: Notes, called: str, watch: Watch = unwatched) -> Schedule:
    """The schedule that the draft becomes; `called` names the source. Raises SourceError."""
    zone = zone_of(draft, wishes, notes)
    languages = languages_of(draft, wishes.language, notes)
    wordings = Wordings(Cleaner(notes, plain=draft.own), languages, notes)
    reader = Entries(zone, wordings, notes)
    for room in draft.rooms:
        reader.rolls.rooms.add(wordings.name(room))
    colors = _colors(draft, reader, wordings, notes)
    entries = _in_order(filter(None, map(reader.entry, watch(draft.events))), notes)
    first, last = days_of((entry.start for entry in entries), (draft.start, draft.end), zone, notes)
    entries = [entry for entry in entries if _on_a_day(entry, first, last, zone, notes)]
    _guess_ends(entries)
    last = _end_in_time(entries, first, last, zone, notes)
    identified_entries = dict(zip(event_ids(entries, notes), entries, strict=True))
    events = _events(identified_entries, reader, notes)
    title = wordings.line(wishes.title or draft.title, "the conference") or _noted(
        Text(called), "the title", notes
    )
    return Schedule(
        version=wordings.version(draft.version) or _noted("1", "the version", notes),
        conference=Conference(
            acronym=_acronym(wishes.acronym or draft.acronym, called, notes),
            title=title,
            zone=zone,
            start=first,
            end=last,
            languages=languages,
            url=address_of(draft.url, notes),
        ),
        tracks=reader.rolls.tracks.built(lambda id_, name: Track(id_, name, colors.get(name.default))),
        rooms=reader.rolls.rooms.built(Room),
        persons=reader.rolls.persons.built(Person),
        events={event.id: event for event in events},
    )


def _colors(draft: Draft, reader: Entries, wordings: Wordings, notes: Notes) -> dict[str, str]:
    """The colours of tracks by name; the tracks are entered in the roll as they are listed."""
    colors: dict[str, str] = {}
    for track in draft.tracks:
        name = wordings.name(track.name)
        reader.rolls.tracks.add(name)
        written = track.color.strip()
        short = SHORT_COLOR.fullmatch(written)
        color = scalars.color("#" + "".join(digit * 2 for digit in short.groups()) if short else written)
        color = color or scalars.color(f"#{written}")
        if name and color:
            colors.setdefault(name.default, color)
        elif written:
            notes.add(Topic.COLOR, written)
    return colors


def _in_order(entries: Iterable[Entry], notes: Notes) -> list[Entry]:
    """Soonest first, without those that are there twice."""
    kept: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        same = (entry.keys, entry.title, entry.start, entry.end, entry.room)
        if same in kept:
            notes.add(Topic.TWICE, entry.title.default)
        kept.setdefault(same, entry)
    return sorted(kept.values(), key=lambda entry: (entry.start, entry.end or entry.start + HOUR, entry.keys))


def _on_a_day(entry: Entry, first: date, last: date, zone: ZoneInfo, notes: Notes) -> bool:
    day = to_local(entry.start, zone).date()
    if first <= day <= last:
        return True
    notes.add(Topic.OUTSIDE, f"{entry.title.default} ({day})")
    return False


def _guess_ends(entries: Sequence[Entry]) -> None:
    """An hour after the start, or when the next event begins in the room."""
    next_in: dict[str, datetime] = {}
    for entry in reversed(entries):
        if entry.end is None:
            following = next_in.get(entry.room)
            soon = entry.room and following and entry.start < following < entry.start + HOUR
            entry.end = following if soon and following else entry.start + HOUR
        next_in[entry.room] = entry.start


def _end_in_time(entries: Sequence[Entry], first: date, last: date, zone: ZoneInfo, notes: Notes) -> date:
    """The last day, later where an event needs it; what ends too late even so is cut."""
    latest = first + timedelta(days=MOST_DAYS - 1)
    night = timedelta(hours=NIGHT_ENDS.hour)
    needed = max(
        ((to_local(entry.end, zone) - night - timedelta(minutes=1)).date() for entry in entries if entry.end),
        default=last,
    )
    # An end in the night belongs to the day before.
    wider = min(max(last, needed), latest)
    limit, _ = to_utc(datetime.combine(wider + timedelta(days=1), NIGHT_ENDS), zone)
    for entry in entries:
        if entry.end and entry.end > limit:
            notes.add(Topic.LATE, entry.title.default)
            entry.end = limit
    if wider != last:
        notes.add(Topic.DAYS, f"until {wider} instead of {last}")
    return wider


def _events(entries: dict[str, Entry], reader: Entries, notes: Notes) -> list[Event]:
    """The model's events, soonest first."""
    inside = forums(entries, notes)
    for talk, forum in inside.items():
        inherit(entries[talk], entries[forum])
    tracks, rooms, persons = (
        roll.ids() for roll in (reader.rolls.tracks, reader.rolls.rooms, reader.rolls.persons)
    )
    events = [
        Event(
            id=id_,
            type=entry.type,
            title=entry.title,
            start=entry.start,
            end=entry.end or entry.start + HOUR,
            status=entry.status,
            track=tracks.get(entry.track),
            room=rooms.get(entry.room),
            persons=tuple(persons[key] for key in entry.persons),
            abstract=entry.abstract,
            language=entry.language,
            url=entry.url,
            recording=entry.recording,
            source=entry.source,
            forum=inside.get(id_),
        )
        for id_, entry in entries.items()
    ]
    return sorted(events, key=lambda event: (event.start, event.end, event.id))


def _acronym(written: str, called: str, notes: Notes) -> str:
    word = scalars.word(written.strip())
    return word or _noted(identified(written or called, LONGEST_ID, "conference"), "the acronym", notes)


def _noted(guess: T, what: str, notes: Notes) -> T:
    notes.add(Topic.CONFERENCE, f"{what}, {guess.default if isinstance(guess, Text) else guess!r}")
    return guess
