"""What the schemas of frab's formats ask, in our own words; they are at https://c3voc.de/schedule/."""

from __future__ import annotations

from typing import Any

__all__ = ["ACRONYM", "CLOCK", "DURATION", "EVENT_ELEMENTS", "GUID", "JSON_SCHEMA", "MOMENT", "SLUG"]

ACRONYM = r"[a-z0-9_]{4,}"
GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SLUG = r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]"
MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}"
CLOCK = r"[0-2]\d:[0-5]\d"
DURATION = r"\d{1,2}:\d{2}"
EVENT_ELEMENTS = {
    "room",
    "title",
    "subtitle",
    "type",
    "date",
    "start",
    "duration",
    "abstract",
    "slug",
    "track",
}
"""Those that an event in XML must have; the others may be absent."""


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _text(pattern: str = "") -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"} if pattern else {"type": "string"}


_NUMBER = {"type": "integer", "minimum": 1}
_PERSON = _record({"id": _NUMBER, "public_name": _text()}, {"guid": _text(GUID)})
_EVENT = _record(
    {
        "id": _NUMBER,
        "guid": _text(GUID),
        "date": _text(MOMENT),
        "start": _text(CLOCK),
        "duration": _text(r"\d+:\d{2}"),
        "room": _text(),
        "slug": _text(SLUG),
        "url": _text(),
        "title": _text(),
        "subtitle": _text(),
        "track": _text(),
        "type": _text(),
        "language": _text(),
        "abstract": _text(),
        "persons": {"type": "array", "items": _PERSON},
        "links": {"type": "array"},
    },
    {"description": _text(), "recording_license": _text(), "attachments": {"type": "array"}},
)
_DAY = _record(
    {
        "index": _NUMBER,
        "date": _text(r"\d{4}-\d{2}-\d{2}"),
        "day_start": _text(MOMENT),
        "day_end": _text(MOMENT),
        "rooms": {"type": "object", "additionalProperties": {"type": "array", "items": _EVENT}},
    }
)
_CONFERENCE = _record(
    {
        "acronym": _text(ACRONYM),
        "title": _text(),
        "start": _text(r"\d{4}-\d{2}-\d{2}"),
        "end": _text(r"\d{4}-\d{2}-\d{2}"),
        "daysCount": _NUMBER,
        "timeslot_duration": _text(DURATION),
        "days": {"type": "array", "items": _DAY},
    },
    {
        "time_zone_name": {"type": "string", "pattern": "^[A-Z][a-z]+/[A-Z][a-z]+|UTC$"},
        "url": _text(),
        "tracks": {"type": "array", "items": _record({"name": _text()}, {"color": _text("#[0-9a-f]{6}")})},
        "rooms": {"type": "array", "items": _record({"name": _text(), "guid": _text(GUID)})},
    },
)
JSON_SCHEMA = _record(
    {"schedule": _record({"version": _text(), "conference": _CONFERENCE}, {"base_url": _text()})},
    {"$schema": _text(), "generator": _record({"name": _text()})},
)
