"""A schedule in the terms of frab (https://c3voc.de/wiki/schedule), as the mapping that its JSON is.

What these formats cannot carry: texts in other languages than the chosen one, and the language of the
texts; ids of tracks, rooms and persons, and what those have besides their name and colour; rooms and
persons without an event; talks as parts of their forum; and whether an event is tentative. Events that are
called off are left out: every reader of the format would show them as if they took place. The acronym is in
small letters, at least four.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from bot.domain.model import Day, Event, Schedule
from bot.formats import marks

__all__ = ["frab_schedule", "whole_numbers"]

MINUTE = timedelta(minutes=1)
LARGEST_NUMBER = 2**31 - 1
SLOT = "00:05"


def frab_schedule(schedule: Schedule, language: str) -> dict[str, Any]:
    """What is under ``schedule`` in the JSON."""
    conference = schedule.conference
    acronym = marks.frab_acronym(conference.acronym)
    used = {event.room for event in schedule.events.values() if not event.cancelled}
    said = {
        "acronym": acronym,
        "title": conference.title.in_(language),
        "start": conference.start.isoformat(),
        "end": conference.end.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": SLOT,
        "time_zone_name": conference.zone.key,
        **({"url": conference.url} if conference.url else {}),
        "tracks": [
            {"name": track.name.in_(language), **({"color": track.color} if track.color else {})}
            for track in schedule.tracks.values()
        ],
        "rooms": [
            {"name": room.name.in_(language), "guid": str(_guid("room", acronym, room.id))}
            for room in schedule.rooms.values()
            if room.id in used
        ],
        "days": _Days(schedule, language).all(),
    }
    return {
        "version": schedule.version,
        **({"base_url": conference.url} if conference.url else {}),
        "conference": said,
    }


class _Days:
    def __init__(self, schedule: Schedule, language: str) -> None:
        self._schedule = schedule
        self._language = language
        self._zone = schedule.conference.zone
        self._events = [event for event in schedule.events.values() if not event.cancelled]
        guids = {event.id: marks.guid(schedule.conference.acronym, event.id) for event in self._events}
        self._guids = guids
        self._numbers = whole_numbers(guids)
        acronym = marks.frab_acronym(schedule.conference.acronym)
        self._persons = {id_: _guid("person", acronym, id_) for id_ in schedule.persons}
        self._person_numbers = whole_numbers(self._persons)

    def all(self) -> list[dict[str, Any]]:
        return [self._day(day) for day in self._schedule.days]

    def _day(self, day: Day) -> dict[str, Any]:
        rooms: dict[str, list[dict[str, Any]]] = {}
        for event in self._events:
            if self._schedule.day_of(event) == day.date:
                rooms.setdefault(self._room(event), []).append(self._event(event))
        midnight = datetime.combine(day.date, time(0), self._zone)
        next_midnight = datetime.combine(day.date + timedelta(days=1), time(0), self._zone)
        return {
            "index": day.index,
            "date": day.date.isoformat(),
            "day_start": midnight.isoformat(),
            "day_end": next_midnight.isoformat(),
            "rooms": rooms,
        }

    def _event(self, event: Event) -> dict[str, Any]:
        schedule, language = self._schedule, self._language
        conference = schedule.conference
        local = event.start.astimezone(self._zone)
        track = schedule.tracks[event.track].name.in_(language) if event.track else ""
        return {
            "id": self._numbers[event.id],
            "guid": str(self._guids[event.id]),
            "date": local.isoformat(),
            "start": f"{local:%H:%M}",
            "duration": _hours_and_minutes(event.duration),
            "room": self._room(event),
            "slug": marks.slug(conference.acronym, event.id),
            "url": event.url or marks.no_page(conference.url, event.id),
            "title": event.title.in_(language),
            "subtitle": "",
            "track": track,
            "type": event.type.value,
            "language": event.language or "",
            "abstract": event.abstract.in_(language) if event.abstract else "",
            "description": "",
            "recording_license": "",
            "persons": [self._person(person) for person in event.persons],
            "links": [
                {"title": title, "url": address, "type": "related"}
                for title, address in (("recording", event.recording), ("source", event.source))
                if address
            ],
            "attachments": [],
        }

    def _room(self, event: Event) -> str:
        return self._schedule.rooms[event.room].name.in_(self._language) if event.room else marks.NO_ROOM

    def _person(self, id_: str) -> dict[str, Any]:
        return {
            "id": self._person_numbers[id_],
            "guid": str(self._persons[id_]),
            "public_name": self._schedule.persons[id_].name.in_(self._language),
        }


def whole_numbers(guids: dict[str, UUID]) -> dict[str, int]:
    """A number above 0 for each guid, unlike all others and the same in every export."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for id_, guid in sorted(guids.items()):
        number = guid.int % LARGEST_NUMBER + 1
        while number in taken:
            number = number % LARGEST_NUMBER + 1
        taken.add(number)
        numbers[id_] = number
    return numbers


def _guid(what: str, acronym: str, id_: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:confbot:{what}:{acronym}/{id_}")


def _hours_and_minutes(span: timedelta) -> str:
    hours, minutes = divmod(span // MINUTE, 60)
    return f"{hours:02}:{minutes:02}"
