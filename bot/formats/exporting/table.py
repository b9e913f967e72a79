"""CSV that opens well in spreadsheet programs: with a byte order mark, and nothing that they would compute.

A table has one row per event. So what it cannot carry is what is said of the conference itself, but its
time zone and languages; ids of tracks, rooms and persons, what those have besides a name, and those without
an event. A text that looks like HTML or Markdown comes back plain, since nothing tells a table of ours from
another.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.domain.model import Event, Schedule, Text
from bot.formats.columns import COLUMNS, TRANSLATED, defused, joined
from bot.formats.localtime import shown, to_local, to_utc

__all__ = ["to_csv"]


def to_csv(schedule: Schedule, language: str | None = None) -> bytes:
    """The table; titles and abstracts in every language, a column for each, or in `language` only."""
    spoken = schedule.conference.languages
    languages = () if language or len(spoken) < 2 else spoken
    headings = list(_headings(languages))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    for event in schedule.events.values():
        cells = dict(_cells(event, schedule, languages, language or spoken[0]))
        writer.writerow([defused(cells.get(heading, "")) for heading in headings])
    return text.getvalue().encode("utf-8-sig")


def _headings(languages: Sequence[str]) -> Iterator[str]:
    for column in COLUMNS:
        yield column
        if column in TRANSLATED:
            yield from (f"{column}_{code}" for code in languages)


def _cells(
    event: Event, schedule: Schedule, languages: Sequence[str], language: str
) -> Iterator[tuple[str, str]]:
    """The row of an event, by heading."""
    zone = schedule.conference.zone
    start, end = to_local(event.start, zone), to_local(event.end, zone)
    yield from (("id", event.id), ("type", event.type.value), ("status", event.status.value))
    yield from (("start", shown(start)), ("time_zone", zone.key))
    # What the clocks show twice is written with its offset.
    yield "end", shown(end) if to_utc(end, zone)[0] == event.end else event.end.astimezone(zone).isoformat()
    yield "persons", joined(tuple(schedule.persons[id_].name.in_(language) for id_ in event.persons))
    if event.track:
        yield "track", schedule.tracks[event.track].name.in_(language)
    if event.room:
        yield "room", schedule.rooms[event.room].name.in_(language)
    for name in ("language", "url", "recording", "source", "forum"):
        yield name, getattr(event, name) or ""
    yield from _text("title", event.title, languages, language)
    if event.abstract:
        yield from _text("abstract", event.abstract, languages, language)


def _text(column: str, text: Text, languages: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """One wording under the column itself, or one per language under theirs."""
    if not languages or not text.translations:
        yield column, text.in_(language)
        return
    for code in languages:
        if code in text.translations:
            yield f"{column}_{code}", text.translations[code]
