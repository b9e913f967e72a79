"""A schedule as a ``schedule.yaml`` that organizers like to go on with: in their order, with headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.domain.model import Conference, Event, EventType, Person, Room, Schedule, Status, Text, Track
from bot.formats.layout import Data
from bot.formats.localtime import shown, to_local, to_utc
from bot.formats.programme import INHERITED
from bot.formats.retiming import duration
from bot.formats.written import block, item, scalar

__all__ = ["event_data", "person_data", "room_data", "text_data", "track_data", "written_schedule"]

QUOTED = '"'
FIRST_LINE = "# yaml-language-server: $schema=./schedule.schema.json"
MANNERS = """\
#
# - After an edit, `python -m bot check` names every mistake with its line.
# - A text is one string, or one per language: {id: …, en: …, zh: …}.
# - Never change or reuse an event's `id`: attendees' stars and reminders hang on it.
# - Called off? Write `status: cancelled` and leave the event here."""


def written_schedule(schedule: Schedule, origin: Sequence[str] = ()) -> str:
    """The file's text; reading it gives `schedule` again. `origin` is a note of lines for its head."""
    lines = [FIRST_LINE, *(["#", *(f"# {line}".rstrip() for line in origin)] if origin else []), MANNERS, ""]
    lines += ["version: " + scalar(schedule.version, QUOTED), ""]
    lines += ["conference:", *block(_conference_data(schedule.conference), "  ")]
    lines += _section("tracks", map(track_data, schedule.tracks.values()))
    lines += _section("rooms", map(room_data, schedule.rooms.values()))
    lines += _section("persons", map(person_data, schedule.persons.values()))
    lines += ["", "events:" if schedule.programme else "events: []"]
    for day, events in groupby(schedule.programme, schedule.day_of):
        lines += ["", f"  # {day:%A}, {day}"]
        for event in events:
            lines += ["", *item(event_data(event, schedule), "  ", short=False)]
    return "\n".join(lines) + "\n"


def _section(name: str, records: Iterator[dict[str, Data]]) -> list[str]:
    """A list of short records, one line each; nothing where there is none."""
    lines = [line for record in records for line in item(record, "  ", short=_short(record))]
    return ["", f"{name}:", *lines] if lines else []


def _short(record: dict[str, Data]) -> bool:
    return len(str(record)) <= 110


def _conference_data(conference: Conference) -> dict[str, Data]:
    return _said(
        acronym=conference.acronym,
        title=text_data(conference.title),
        time_zone=conference.zone.key,
        start=conference.start.isoformat(),
        end=conference.end.isoformat(),
        languages=list(conference.languages),
        url=conference.url,
    )


def track_data(track: Track) -> dict[str, Data]:
    return _said(id=track.id, name=text_data(track.name), color=track.color, aliases=list(track.aliases))


def room_data(room: Room) -> dict[str, Data]:
    return _said(id=room.id, name=text_data(room.name), url=room.url, aliases=list(room.aliases))


def person_data(person: Person) -> dict[str, Data]:
    return _said(
        id=person.id,
        name=text_data(person.name),
        role=text_data(person.role),
        affiliation=text_data(person.affiliation),
        aliases=list(person.aliases),
    )


def event_data(event: Event, schedule: Schedule) -> dict[str, Data]:
    """What the file says of an event with its talks, or of a talk: what its forum does not say already."""
    forum = schedule.events.get(event.forum or "")
    said: dict[str, Any] = {
        "status": event.status.value,
        "track": event.track,
        "room": event.room,
        "language": event.language,
    }
    if forum:
        said = {name: None if said[name] == getattr(forum, name) else said[name] for name in INHERITED}
    elif event.status is Status.CONFIRMED:
        said["status"] = None
    return _said(
        id=event.id,
        type=None if forum and event.type is EventType.TALK else event.type.value,
        title=text_data(event.title),
        **_times(event, forum, schedule),
        status=said["status"],
        track=said["track"],
        room=said["room"],
        persons=list(event.persons),
        abstract=text_data(event.abstract),
        language=said["language"],
        url=event.url,
        recording=event.recording,
        source=event.source,
        talks=[event_data(talk, schedule) for talk in schedule.talks(event.id)],
    )


def text_data(text: Text | None) -> Data | None:
    if text is None:
        return None
    return dict(text.translations) or text.default


def _times(event: Event, forum: Event | None, schedule: Schedule) -> dict[str, str]:
    """Start and end on the conference's clock; a duration where the clocks show the end twice."""
    zone = schedule.conference.zone
    start, end = to_local(event.start, zone), to_local(event.end, zone)
    day = to_local(forum.start, zone).date() if forum else None
    first = f"{start:%H:%M}" if start.date() == day else shown(start)
    if to_utc(end, zone)[0] != event.end:
        return {"start": first, "duration": duration(event.duration)}
    return {"start": first, "end": f"{end:%H:%M}" if end.date() == day else shown(end)}


def _said(**values: Data | None) -> dict[str, Data]:
    """Without what says nothing."""
    return {name: value for name, value in values.items() if value}
