"""What our exports bear so that they are known again when they come back as a source."""

from __future__ import annotations

import re
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

__all__ = [
    "GENERATOR",
    "NO_ROOM",
    "PRODUCT",
    "event_id_of",
    "frab_acronym",
    "guid",
    "no_page",
    "slug",
]

GENERATOR: Final = "confbot"
"""The generator that our frab XML and JSON name."""
PRODUCT: Final = "-//confbot//confbot//EN"
"""The PRODID of our calendars."""
NO_ROOM: Final = "-"
"""Stands where frab wants a room and there is none."""
SHORTEST: Final = 4
"""Characters of an acronym and of what follows it in a slug, as frab's schema has it."""
PADDING: Final = "-event"
_EVENTS = uuid5(NAMESPACE_URL, "urn:confbot:event")


def frab_acronym(acronym: str) -> str:
    """The conference's acronym as frab's schema allows it: small letters, digits and _, at least four."""
    return re.sub(r"[^a-z0-9_]", "_", acronym.lower()).ljust(SHORTEST, "_")


def guid(acronym: str, event_id: str) -> UUID:
    """The event's guid in frab's sense, the same in every export."""
    return uuid5(_EVENTS, f"{frab_acronym(acronym)}/{event_id}")


def slug(acronym: str, event_id: str) -> str:
    """The event's slug in frab's sense, unlike that of any other event."""
    fits = len(event_id) >= SHORTEST and event_id[-1].isalnum()
    return f"{frab_acronym(acronym)}-{event_id}{'' if fits else PADDING}"


def event_id_of(acronym: str, guid_: str, slug_: str) -> str | None:
    """The id of ours that these were made of; None when they were not."""
    rest = slug_.removeprefix(f"{frab_acronym(acronym)}-")
    candidates = (rest, rest.removesuffix(PADDING))
    return next((id_ for id_ in candidates if guid_ == str(guid(acronym, id_))), None)


def no_page(conference_url: str | None, event_id: str) -> str:
    """The address of an event that has none, where frab's schema wants one."""
    return f"{conference_url}#{event_id}" if conference_url else ""
