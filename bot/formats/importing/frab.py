"""The programme of frab, pentabarf and pretalx, whether it came as XML or as JSON.

Both formats say the same under the same names (https://c3voc.de/wiki/schedule). Here it is a mapping, as JSON
has it: ``{"version": …, "conference": {…, "days": [{"date": …, "rooms": {name: [event, …]}}]}}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.formats import marks, scalars
from bot.formats.importing import moments
from bot.formats.importing.drafts import Draft, DraftEvent, DraftTrack, Wording
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.source import MOST_EVENTS, SourceError

__all__ = ["draft_of"]

NIGHT_ENDS = time(6, 0)
"""Without a word on when a day begins, what starts earlier than this belongs to the night before."""
STREAM = re.compile(
    r"\b(live|stream|streaming|zoom|jitsi|bbb|bigbluebutton|webinar|watch live|join)\b", re.IGNORECASE
)
RECORDING = re.compile(r"\b(recording|video)\b", re.IGNORECASE)


def draft_of(schedule: Mapping[str, Any], notes: Notes, *, own: bool) -> Draft:
    """The draft; `own` says whether we wrote it. Whatever has the wrong type counts as not there."""
    conference = _mapping(schedule.get("conference"))
    acronym = _string(conference.get("acronym"))
    reader = _Events(conference, acronym, notes, own=own)
    days = _list(conference.get("days"))
    events = [event for day in days for event in reader.of_day(_mapping(day))]
    if len(events) > MOST_EVENTS:
        raise SourceError(f"found {len(events)} events; expected at most {MOST_EVENTS}")
    return Draft(
        events=events,
        version=_string(schedule.get("version")),
        acronym=acronym,
        title=_wording(conference.get("title")),
        zone=_string(conference.get("time_zone_name")),
        start=_string(conference.get("start")),
        end=_string(conference.get("end")),
        url=_string(conference.get("url")) or _string(conference.get("base_url") or schedule.get("base_url")),
        tracks=[
            DraftTrack(_wording(track.get("name")), _string(track.get("color")))
            for track in map(_mapping, _list(conference.get("tracks")))
        ],
        rooms=[_wording(_mapping(room).get("name")) for room in _list(conference.get("rooms"))],
        own=own,
    )


class _Events:
    def __init__(self, conference: Mapping[str, Any], acronym: str, notes: Notes, *, own: bool) -> None:
        self._day_change = moments.clock(_string(conference.get("day_change")))
        self._acronym = acronym
        self._url = _string(conference.get("url"))
        self._notes = notes
        self._own = own

    def of_day(self, day: Mapping[str, Any]) -> Iterator[DraftEvent]:
        rooms = day.get("rooms")
        if isinstance(rooms, Mapping):
            for name, events in rooms.items():
                for event in map(_mapping, _list(events)):
                    if event:
                        yield self._event(event, day, str(name))

    def _event(self, event: Mapping[str, Any], day: Mapping[str, Any], room: str) -> DraftEvent:
        place = _wording(event.get("room")) or room
        links = dict(self._links(event))
        page = _string(event.get("url")) or _string(event.get("origin_url"))
        page = "" if self._own and page == self._no_page(event) else page
        return DraftEvent(
            title=_wording(event.get("title")),
            start=self._start(event, day),
            duration=moments.span(_string(event.get("duration"))),
            keys=self._keys(event),
            type=_string(event.get("type")),
            track=_wording(event.get("track")),
            room="" if place == marks.NO_ROOM else place,
            persons=list(_persons(event)),
            abstract=_abstract(event),
            language=_string(event.get("language")),
            url=page if self._own else links.get("url", ""),
            recording=_string(event.get("video_download_url")) or links.get("recording", ""),
            source=links.get("source", "") if self._own else page,
        )

    def _keys(self, event: Mapping[str, Any]) -> tuple[str, ...]:
        """Our own id where the guid proves that the slug is made of one; else what the source has."""
        id_, guid, slug = (_string(event.get(name)) for name in ("id", "guid", "slug"))
        ours = marks.event_id_of(self._acronym, guid, slug)
        return (ours,) if ours else (id_, guid, slug)

    def _no_page(self, event: Mapping[str, Any]) -> str:
        """The address that our exports give to an event without one."""
        (id_, *_) = self._keys(event)
        return marks.no_page(self._url, id_)

    def _links(self, event: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What a link is about and its address, for those that the model has a place for."""
        for link in map(_mapping, _list(event.get("links"))):
            title, address = _string(link.get("title")), _string(link.get("url"))
            if self._own:
                yield title.casefold(), address
            elif STREAM.search(title):
                yield "url", address
            elif RECORDING.search(title):
                yield "recording", address

    def _start(self, event: Mapping[str, Any], day: Mapping[str, Any]) -> datetime | None:
        """The event's own date and time; in older files, its time on the day it is listed under."""
        written = moments.moment(_string(event.get("date")))
        if written and (written.tzinfo or written.time() != time(0)):
            return written
        at = moments.clock(_string(event.get("start")))
        on = moments.day(_string(event.get("date"))) or moments.day(_string(day.get("date")))
        if not at or not on:
            return moments.moment(_string(event.get("start")))
        return self._after_midnight(event, day, on, at)

    def _after_midnight(
        self, event: Mapping[str, Any], day: Mapping[str, Any], on: date, at: time
    ) -> datetime:
        begins = moments.moment(_string(day.get("day_start")))
        change = self._day_change or (begins.time() if begins else None)
        early = at < (NIGHT_ENDS if change is None else change)
        if not early or event.get("date"):
            return datetime.combine(on, at)
        if change is None and not self._late_too(day):
            return datetime.combine(on, at)
        self._notes.add(Topic.NIGHT, _string(event.get("title")))
        return datetime.combine(on + timedelta(days=1), at)

    def _late_too(self, day: Mapping[str, Any]) -> bool:
        """Whether the day lists something late in the evening, so that early hours may follow it."""
        rooms = day.get("rooms")
        listed = (
            [event for events in rooms.values() for event in _list(events)]
            if isinstance(rooms, Mapping)
            else []
        )
        clocks = [moments.clock(_string(_mapping(event).get("start"))) for event in listed]
        return any(clock and clock >= time(21, 0) for clock in clocks)


def _persons(event: Mapping[str, Any]) -> Iterator[tuple[str, Wording]]:
    for person in _list(event.get("persons")):
        if isinstance(person, str):
            yield "", person
            continue
        said = _mapping(person)
        ids = (_string(said.get(name)) for name in ("guid", "code", "id"))
        name = (
            _wording(said.get("public_name"))
            or _wording(said.get("name"))
            or _wording(said.get("full_public_name"))
        )
        if name:
            yield next((id_ for id_ in ids if id_), ""), name


def _abstract(event: Mapping[str, Any]) -> Wording:
    """Subtitle, abstract and description, without what one of them repeats."""
    subtitle, abstract, description = (
        _wording(event.get(name)) for name in ("subtitle", "abstract", "description")
    )
    if any(isinstance(part, dict) for part in (subtitle, abstract, description)):
        return abstract or description or subtitle
    parts: list[str] = []
    for part in (subtitle, abstract, description):
        if isinstance(part, str) and part.strip() and not any(part.strip() in other for other in parts):
            parts.append(part.strip())
    return "\n\n".join(parts)


def _string(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else ""
    return value.strip() if isinstance(value, str) else ""


def _wording(value: object) -> Wording:
    """A text; pretalx writes some per language."""
    if isinstance(value, Mapping):
        return {
            str(language): text
            for language, text in value.items()
            if isinstance(text, str) and text.strip() and scalars.language(str(language))
        }
    return _string(value)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
