"""What is asked of an import, and why one can be impossible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

__all__ = ["LARGEST", "MOST_EVENTS", "Kind", "SourceError", "Wishes"]

LARGEST = 10_000_000
"""Bytes that a source may have; the largest conferences' programmes take two million."""
MOST_EVENTS = 5000


class Kind(StrEnum):
    """The formats that are read."""

    FRAB_XML = "frab XML"
    FRAB_JSON = "frab JSON"
    ICALENDAR = "iCalendar"
    CSV = "CSV"


class SourceError(Exception):
    """Nothing can be made of the source; the message says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the organizers say about a source that it may not say itself."""

    zone: ZoneInfo | None = None
    usual_zone: ZoneInfo | None = None
    """Where the source names none."""
    language: str | None = None
    acronym: str | None = None
    title: str | None = None
    encoding: str | None = None
