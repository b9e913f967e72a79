"""The programme as the timetable page reads it: JSON in one language. Its schema: docs/api.schema.json."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.chat import Chat
from bot.domain.model import Event, Person, Schedule, Text
from bot.texts import Texts, dates
from bot.views.lines import name
from bot.views.viewer import Viewer

__all__ = ["programme", "zone"]

Json = dict[str, Any]
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def programme(schedule: Schedule, number: int, language: str) -> Json:
    """Everything that is shown of a version, whoever looks and whenever; what is not there has no key."""
    viewer = Viewer(schedule, Chat(id=0, group=False, language=language), ANY_TIME)
    spoken = sorted({event.language for event in schedule.events.values() if event.language})
    return {
        "number": number,
        "version": schedule.version,
        "language": language,
        "conference": conference(viewer),
        "days": days(viewer),
        "tracks": [
            given(
                id=track.id,
                name=track.name.in_(language),
                color=track.color,
                aliases=called(track.name, language, track.aliases),
            )
            for track in schedule.tracks.values()
        ],
        "rooms": [
            given(id=room.id, name=room.name.in_(language), aliases=called(room.name, language, room.aliases))
            for room in schedule.rooms.values()
        ],
        "persons": [person(viewer, one) for one in schedule.persons.values()],
        "languages": {code: viewer.t.locale.languages.get(code, code) for code in spoken},
        "events": [event(viewer, one) for one in schedule.events.values()],
    }


def conference(viewer: Viewer) -> Json:
    here, t = viewer.schedule.conference, viewer.t
    return given(
        title=here.title.in_(t.language),
        dates=dates.days(here.start, here.end, t),
        zone=zone(here.zone, viewer.schedule, t),
        url=here.url,
    )


def zone(of: ZoneInfo, schedule: Schedule, t: Texts) -> Json:
    """A zone with its names during the conference, in full and to stand beside a time."""
    at = datetime.combine(schedule.conference.start, time(12), schedule.conference.zone)
    return {"key": of.key, "name": dates.zone_name(of, at, t), "short": dates.zone_short(of, at, t)}


def days(viewer: Viewer) -> list[Json]:
    return [
        {
            "date": day.date.isoformat(),
            "name": dates.day_name(day.date, viewer.t),
            "short": dates.day_of_month(day.date, viewer.t),
        }
        for day in viewer.schedule.days
    ]


def person(viewer: Viewer, one: Person) -> Json:
    says = [part.in_(viewer.t.language) for part in (one.role, one.affiliation) if part]
    about = viewer.t(", ").join(says)
    return given(id=one.id, name=name(viewer, one.name), about=about, aliases=list(one.aliases))


def called(text: Text, language: str, aliases: Iterable[str] = ()) -> list[str]:
    """What else it is called, in other languages too: one may search for any of it."""
    return [wording for wording in (*text.all(), *aliases) if wording != text.in_(language)]


def event(viewer: Viewer, one: Event) -> Json:
    """Times are seconds since 1970."""
    language = viewer.t.language
    return given(
        id=one.id,
        type=one.type.value,
        title=one.title.in_(language),
        aliases=called(one.title, language),
        start=int(one.start.timestamp()),
        end=int(one.end.timestamp()),
        status=one.status.value,
        track=one.track,
        room=one.room,
        persons=list(one.persons),
        abstract=one.abstract.in_(language) if one.abstract else None,
        language=one.language,
        join=viewer.schedule.join_url(one),
        recording=one.recording,
        forum=one.forum,
    )


def given(**values: object) -> Json:
    """The values that there are."""
    return {key: value for key, value in values.items() if value not in (None, [], "")}
