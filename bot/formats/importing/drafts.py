"""A source's programme as it says it, before anything is decided: what all formats are read into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

__all__ = ["Draft", "DraftEvent", "DraftTrack", "Wording"]

Wording = str | dict[str, str]
"""A text, or one per language; not cleaned yet."""


@dataclass(slots=True)
class DraftEvent:
    """One programme item. Texts are as found; times are aware, or naive on the source's own clock."""

    title: Wording
    start: datetime | None
    end: datetime | None = None
    duration: timedelta | None = None
    keys: tuple[str, ...] = ()
    """What the source knows it by, the most stable name first; an empty one is none."""
    forum: str = ""
    """The key of the event it is inside of."""
    type: str = ""
    status: str = ""
    track: Wording = ""
    room: Wording = ""
    persons: list[tuple[str, Wording]] = field(default_factory=list)
    """The source's own id of each, where it has one, and the name."""
    abstract: Wording = ""
    language: str = ""
    url: str = ""
    recording: str = ""
    source: str = ""
    all_day: bool = False

    @property
    def called(self) -> str:
        """The event in a note."""
        title = self.title if isinstance(self.title, str) else next(iter(self.title.values()), "")
        return title.strip() or next((key for key in self.keys if key), "")


@dataclass(slots=True)
class DraftTrack:
    name: Wording
    color: str = ""


@dataclass(slots=True)
class Draft:
    """A whole source. Empty is what it does not say."""

    events: list[DraftEvent]
    version: str = ""
    acronym: str = ""
    title: Wording = ""
    zone: str = ""
    start: str = ""
    end: str = ""
    """The first and the last day."""
    url: str = ""
    languages: tuple[str, ...] = ()
    tracks: list[DraftTrack] = field(default_factory=list)
    rooms: list[Wording] = field(default_factory=list)
    own: bool = False
    """Whether this program wrote it: then its texts are plain, however they look."""
