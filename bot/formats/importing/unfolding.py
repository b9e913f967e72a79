"""The lines of an iCalendar file, put together again and sorted by what they describe (RFC 5545, 3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.formats.importing.decoding import decoded
from bot.formats.importing.notes import Notes, Topic
from bot.formats.tree import UNWANTED

__all__ = ["Components", "components"]

FOLD = re.compile(rb"(?<!\n)\n+[ \t]")
"""A line that goes on in the next one, also after an empty one; line breaks are plain before."""
WIDE = re.compile(rb"^(?:\xff\xfe|\xfe\xff)")
NAMED = re.compile(
    r"(?:BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|NAME|COLOR|UID|SUMMARY|DESCRIPTION|COMMENT|LOCATION|GEO|URL|IMAGE"
    r"|SOURCE|DTSTART|DTEND|DTSTAMP|DUE|DURATION|CREATED|LAST-MODIFIED|SEQUENCE|STATUS|CLASS|PRIORITY|TRANSP"
    r"|CATEGORIES|RESOURCES|CONTACT|ATTENDEE|ORGANIZER|ATTACH|RELATED-TO|RRULE|RDATE|EXDATE|EXRULE|RECURRENCE-ID"
    r"|CONFERENCE|REFRESH-INTERVAL|TZID|TZNAME|TZURL|TZOFFSETFROM|TZOFFSETTO|ACTION|TRIGGER|REPEAT|FREEBUSY"
    r"|REQUEST-STATUS|PERCENT-COMPLETE|COMPLETED|X-[A-Z0-9-]+)[;:]",
    re.IGNORECASE,
)
LONGEST_LINE = 100_000
"""Characters; what a property says beyond is left out."""


@dataclass(slots=True)
class Components:
    """The calendar's own properties by name, and the lines of each event, without those of its alarms."""

    calendar: dict[str, str] = field(default_factory=dict)
    events: list[list[str]] = field(default_factory=list)


def components(content: bytes, notes: Notes, encoding: str | None = None) -> Components:
    """What the file consists of. A line in another encoding than the rest is decoded by itself."""
    found = Components()
    path: list[str] = []
    for line in _lines(content, notes, encoding):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            _open(value.strip().upper(), path, found, notes)
        elif name == "END":
            if path and value.strip().upper() == path[-1]:
                path.pop()
        elif path[-1:] == ["VEVENT"]:
            found.events[-1].append(line)
        elif path == ["VCALENDAR"]:
            found.calendar.setdefault(name, value.strip())
    if path and path[-1] == "VEVENT":
        notes.add(Topic.BROKEN, "the end of the file: the last event may lack something")
    return found


def _open(what: str, path: list[str], found: Components, notes: Notes) -> None:
    """A component begins. An event is in nothing but its calendar: what is open still was never closed."""
    if what in ("VCALENDAR", "VEVENT"):
        if "VEVENT" in path:
            notes.add(Topic.BROKEN, "an event without an END")
        path[:] = [] if what == "VCALENDAR" else ["VCALENDAR"]
    if len(path) < 5:
        path.append(what)
    if what == "VEVENT":
        found.events.append([])


def _lines(content: bytes, notes: Notes, encoding: str | None) -> list[str]:
    """Unfolded before it is decoded: a fold may stand in the middle of a character."""
    if WIDE.match(content):
        content = decoded(content, notes).encode()
    lines: list[str] = []
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for raw in FOLD.sub(b"", content).split(b"\n"):
        if not raw.strip():
            continue
        try:
            line = raw.decode(encoding or "utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            line = decoded(raw, notes)
        if UNWANTED.search(line):
            notes.add(Topic.CONTROLS, line[:40])
            line = UNWANTED.sub("", line)
        if NAMED.match(line) or not lines:
            lines.append(line[:LONGEST_LINE])
        elif len(lines[-1]) < LONGEST_LINE:
            notes.add(Topic.FOLDS, line)
            lines[-1] = f"{lines[-1]}\\n{line}"[:LONGEST_LINE]
    return lines
