"""Small schedules for tests, built as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.chat import Chat
from bot.domain.model import Conference, Event, EventType, Person, Room, Schedule, Text, Track

__all__ = ["BEIJING", "at", "chat", "event", "schedule", "text"]

BEIJING = ZoneInfo("Asia/Shanghai")


def text(en: str, **others: str) -> Text:
    return Text(en, {"en": en, **others})


def at(clock: str, zone: ZoneInfo = BEIJING) -> datetime:
    """``2020-07-23 14:00`` on a zone's clock, in UTC."""
    return datetime.fromisoformat(clock).replace(tzinfo=zone).astimezone(UTC)


def event(id_: str, start: str, minutes: int = 60, **fields: Any) -> Event:
    """An event that starts at Beijing's `start` and lasts `minutes`."""
    begin = at(start)
    given = {"type": EventType.FORUM, "title": text(id_.replace("-", " ").title()), **fields}
    return Event(id=id_, start=begin, end=begin + timedelta(minutes=minutes), **given)


def schedule(
    *events: Event,
    tracks: tuple[Track, ...] = (),
    rooms: tuple[Room, ...] = (),
    persons: tuple[Person, ...] = (),
    zone: ZoneInfo = BEIJING,
    start: date = date(2020, 7, 23),
    end: date = date(2020, 7, 25),
    version: str = "1.0",
) -> Schedule:
    ordered = sorted(events, key=lambda one: (one.start, one.end, one.id))
    title = text("Test Conference", id="Konferensi Uji", zh="测试大会")
    return Schedule(
        version=version,
        conference=Conference("test", title, zone, start, end, ("id", "en", "zh")),
        tracks={track.id: track for track in tracks},
        rooms={room.id: room for room in rooms},
        persons={person.id: person for person in persons},
        events={one.id: one for one in ordered},
    )


def chat(language: str = "en", **fields: Any) -> Chat:
    return replace(Chat(id=1, group=False, language=language), **fields)
