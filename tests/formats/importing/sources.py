"""Small sources, as other systems write them."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.model import Event, Schedule
from bot.formats.importing.reading import Imported, read_source
from bot.formats.importing.source import Wishes

__all__ = [
    "TALK",
    "UTC_WISHES",
    "calendar",
    "event_of",
    "frab",
    "frab_event",
    "imported",
    "notes_of",
    "schedule_of",
    "table",
    "xml",
]

UTC_WISHES = Wishes(zone=ZoneInfo("UTC"), language="en")
TALK = {
    "id": 7,
    "guid": "6a7e1b8e-0b7a-4c49-9f0b-9a4a5f6f7c11",
    "date": "2020-07-24T09:00:00+08:00",
    "start": "09:00",
    "duration": "01:30",
    "room": "Main",
    "slug": "tiny-7-networks_first",
    "title": "Networks first",
    "type": "talk",
    "language": "en",
    "persons": [{"id": 3, "public_name": "Liu Duo"}],
}


def frab_event(**fields: Any) -> dict[str, Any]:
    return TALK | fields


def frab(*events: dict[str, Any], day: dict[str, Any] | None = None, **conference: Any) -> bytes:
    """A schedule.json of one day with these events."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        rooms.setdefault(str(event.get("room") or ""), []).append(event)
    said = {
        "acronym": "tiny",
        "title": "Tiny",
        "start": "2020-07-23",
        "end": "2020-07-25",
        "time_zone_name": "Asia/Shanghai",
        "days": [{"index": 1, "date": "2020-07-24", "rooms": rooms} | (day or {})],
    }
    return json.dumps({"schedule": {"version": "v1", "conference": said | conference}}).encode()


def xml(events: str, conference: str = "", day: str = 'date="2020-07-24"') -> bytes:
    """A schedule.xml of one day and one room with these events."""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><schedule><version>v1</version><conference><acronym>tiny</acronym>"
        f"<title>Tiny</title><start>2020-07-23</start><end>2020-07-25</end>{conference}</conference>"
        f"<day {day} index='1'><room name='Main'>{events}</room></day></schedule>"
    ).encode()


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar with these events, each the lines of its properties."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head.splitlines()]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def table(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def imported(content: bytes, wishes: Wishes = UTC_WISHES) -> Imported:
    return read_source(content, "tiny", wishes)


def event_of(content: bytes, wishes: Wishes = UTC_WISHES) -> Event:
    """The only event of a source."""
    (event,) = imported(content, wishes).schedule.events.values()
    return event


def notes_of(content: bytes, wishes: Wishes = UTC_WISHES) -> list[str]:
    return [str(note) for note in imported(content, wishes).notes]


def schedule_of(content: bytes, wishes: Wishes = UTC_WISHES) -> Schedule:
    return imported(content, wishes).schedule
