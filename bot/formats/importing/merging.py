"""A source's next version into a schedule file that was edited by hand meanwhile.

The source decides over what it says: titles and abstracts in its language, times, tracks, rooms, persons.
All else is the organizers' own and stays: other languages, aliases, comments, types, addresses, talks,
events that the source does not have, and that something is tentative or called off. Events are known again
by their ids; tracks, rooms and persons by any of their names, or by theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.domain.model import Event, Person, Room, Schedule, Status, Track
from bot.formats.appending import appended
from bot.formats.edit import Edit, edited
from bot.formats.importing.cleaning import folded
from bot.formats.importing.comparing import Comparison, compared
from bot.formats.layout import Data
from bot.formats.localtime import to_local
from bot.formats.patches import EditError, laid_out
from bot.formats.retiming import Scribe
from bot.formats.rewriting import Rewrite, rewritten
from bot.formats.spans import NIGHT_ENDS
from bot.formats.writing import event_data, person_data, room_data, track_data

__all__ = ["Merge", "merged"]

T = TypeVar("T", Track, Room, Person)
NIGHT = timedelta(hours=NIGHT_ENDS.hour, minutes=1)


@dataclass(slots=True)
class Merge:
    """The new file, and in words what came of each event; `left` is what differs and stays as it was."""

    content: bytes
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """The titles of those that the source does not have."""


def merged(
    content: bytes, file: Schedule, source: Schedule, *, version: str | None, name: str = "schedule.yaml"
) -> Merge:
    """`content`, which says `file`, brought up to date; `version` where the source names one.

    Whether the outcome makes sense is for `read_schedule` to say. Raises EditError.
    """
    merge = Merge(content)
    source = _with_known_ids(source, file)
    merge.content = _with_new_names(merge, file, source, name)
    merge.content = rewritten(merge.content, _conference(file, source, version), name)
    _change(merge, file, source, name)
    _add(merge, file, source, name)
    merge.missing = [event.title.default for event in file.events.values() if event.id not in source.events]
    return merge


def _with_known_ids(source: Schedule, file: Schedule) -> Schedule:
    """The source with the file's ids for the tracks, rooms and persons that both have."""
    tracks = _known(source.tracks, file.tracks)
    rooms = _known(source.rooms, file.rooms)
    persons = _known(source.persons, file.persons)
    events = {
        id_: replace(
            event,
            track=tracks[event.track] if event.track else None,
            room=rooms[event.room] if event.room else None,
            persons=tuple(dict.fromkeys(persons[person] for person in event.persons)),
        )
        for id_, event in source.events.items()
    }
    return replace(source, events=events)


def _known(new: Mapping[str, T], known: Mapping[str, T]) -> dict[str, str]:
    """For each new id the one that it has in the file, or itself."""
    aliases = {folded(alias): id_ for id_, record in known.items() for alias in record.aliases}
    names = {folded(wording): id_ for id_, record in known.items() for wording in record.name.all()}
    by_name = aliases | names
    return {id_: by_name.get(folded(record.name.default), id_) for id_, record in new.items()}


def _with_new_names(merge: Merge, file: Schedule, source: Schedule, name: str) -> bytes:
    """The file with the tracks, rooms and persons of the source's events that it lacks."""
    events = source.events.values()
    content = merge.content
    content = _appended(
        content,
        "tracks",
        _new((event.track for event in events), file.tracks, source.tracks),
        track_data,
        name,
    )
    content = _appended(
        content, "rooms", _new((event.room for event in events), file.rooms, source.rooms), room_data, name
    )
    persons = (person for event in events for person in event.persons)
    return _appended(content, "persons", _new(persons, file.persons, source.persons), person_data, name)


def _new(used: Iterable[str | None], known: Mapping[str, T], new: Mapping[str, T]) -> list[T]:
    return [new[id_] for id_ in dict.fromkeys(used) if id_ and id_ not in known and id_ in new]


def _appended(
    content: bytes, section: str, records: Sequence[T], data: Callable[[T], dict[str, Data]], name: str
) -> bytes:
    return appended(content, section, *map(data, records), name=name) if records else content


def _conference(file: Schedule, source: Schedule, version: str | None) -> list[Rewrite]:
    """The version's name, and days enough for all events."""
    rewrites = [Rewrite(None, ("version",), version)] if version and version != file.version else []
    zone, conference = file.conference.zone, file.conference
    first = min(
        (to_local(event.start, zone).date() for event in source.events.values()), default=conference.start
    )
    last = max((to_local(event.end, zone) - NIGHT for event in source.events.values()), default=None)
    latest = max(conference.end, *_days(source, file), last.date() if last else conference.end)
    if first < conference.start:
        rewrites.append(Rewrite(None, ("conference", "start"), first.isoformat()))
    if latest > conference.end:
        rewrites.append(Rewrite(None, ("conference", "end"), latest.isoformat()))
    return rewrites


def _days(source: Schedule, file: Schedule) -> list[date]:
    return [to_local(event.start, file.conference.zone).date() for event in source.events.values()]


def _change(merge: Merge, file: Schedule, source: Schedule, name: str) -> None:
    """Bring the events up to date that both have."""
    scribe = Scribe(laid_out(merge.content, name), file, name)
    comparisons: dict[str, Comparison] = {}
    for id_, event in source.events.items():
        if id_ in file.events:
            comparisons[id_] = compared(file.events[id_], event, file, source, scribe)
    try:
        merge.content = _applied(merge.content, comparisons.values(), name)
    except EditError:
        # One event is laid out in a way that cannot be changed from here: all others can.
        for id_, comparison in comparisons.items():
            try:
                merge.content = _applied(merge.content, [comparison], name)
            except EditError as error:
                merge.left.append(f"{file.events[id_].title.default}: {error.problem.message}")
                comparison.keys.clear()
                comparison.left.clear()
    for id_, comparison in comparisons.items():
        title = file.events[id_].title.default
        if comparison.keys:
            merge.changed.append(f"{title} ({', '.join(comparison.keys)})")
        if comparison.left:
            merge.left.append(f"{title}: {', '.join(comparison.left)}")


def _applied(content: bytes, comparisons: Iterable[Comparison], name: str) -> bytes:
    edits: list[Edit] = []
    rewrites: list[Rewrite] = []
    for comparison in comparisons:
        edits += comparison.edits
        rewrites += comparison.rewrites
    content = edited(content, edits, name) if edits else content
    return rewritten(content, rewrites, name) if rewrites else content


def _add(merge: Merge, file: Schedule, source: Schedule, name: str) -> None:
    """Enter the events that only the source has: forums with their talks, and talks of known forums."""
    fresh = {id_: event for id_, event in source.events.items() if id_ not in file.events}
    alone = replace(source, events=fresh)
    entries: dict[str | None, list[dict[str, Data]]] = {}
    for event in fresh.values():
        if event.forum in fresh:
            continue
        forum = file.events.get(event.forum or "")
        owner = forum.id if forum and not forum.forum else None
        entries.setdefault(owner, []).append(_data(event, forum, alone, source))
        merge.added.append(event.title.default)
    for owner, new in entries.items():
        section = "talks" if owner else "events"
        merge.content = appended(merge.content, section, *new, forum=owner, name=name)


def _data(event: Event, forum: Event | None, alone: Schedule, source: Schedule) -> dict[str, Data]:
    """What the file says of a new event; a talk leaves out what its forum says, and what no source knows."""
    if forum is None or forum.forum:
        return event_data(replace(event, forum=None), alone)
    times = source.events.get(forum.id, forum)
    owner = replace(forum, start=times.start, end=times.end)
    talk = replace(event, status=event.status if event.status is not Status.CONFIRMED else forum.status)
    return event_data(talk, replace(alone, events={owner.id: owner, talk.id: talk}))
