"""Schedules made up by Hypothesis, as an import can make them: names are told apart by ids made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.model import Conference, Event, EventType, Person, Room, Schedule, Status, Text, Track
from bot.formats.importing.cleaning import folded
from bot.formats.importing.ids import identified
from bot.formats.localtime import to_local, to_utc

__all__ = ["MARKUP", "schedules"]

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Auckland")
FIRST_DAY = date(2020, 10, 23)
"""In Europe the clocks change on the second night after it, in New York a week later."""
DAYS = 10
MARKUP = "<>&[]*"
SEMICOLONS = ";；"
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,54}", fullmatch=True)
URLS = st.sampled_from(
    ("https://example.org/a", "https://example.org/b?c=d&e=%20f;g,h", "http://example.org/ä/“x”")
)
LANGUAGES = ("en", "zh", "id")


def _lines(without: str) -> st.SearchStrategy[str]:
    characters = st.characters(
        codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=without
    )
    words = st.text(characters, min_size=1, max_size=30)
    return words.map(lambda text: " ".join(text.split())).filter(bool)


def _paragraphs(lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(st.just("") | lines, min_size=1, max_size=4).map(lambda each: "\n".join(each).strip())
    return some.filter(lambda text: bool(text) and "\n\n\n" not in text)


def _names(draw: st.DrawFn, what: str, words: st.SearchStrategy[str]) -> list[tuple[str, str]]:
    """Ids and names, no two of which an import would take for one."""
    lines = draw(st.lists(words, max_size=3, unique_by=folded))
    lines = [line for line in lines if line.casefold() not in ("-", "–", "none", "n/a", "no track")]
    ids = {identified(folded(line), 40, what): line for line in lines}
    return list(ids.items())


def _text(draw: st.DrawFn, wordings: st.SearchStrategy[str], languages: Sequence[str]) -> Text:
    if len(languages) == 1 or draw(st.booleans()):
        return Text(draw(wordings))
    texts = {language: draw(wordings) for language in languages}
    return Text(texts[languages[0]], texts)


@st.composite
def schedules(draw: st.DrawFn, *, languages: int = 1, without: str = "") -> Schedule:
    """A schedule in so many languages, with events of all kinds, some with talks inside.

    Its texts are without some characters.
    """
    lines, names = _lines(without), _lines(without + SEMICOLONS)
    paragraphs = _paragraphs(lines)
    spoken = LANGUAGES[:languages]
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    tracks = {id_: Track(id_, Text(name)) for id_, name in _names(draw, "track", names)}
    rooms = {id_: Room(id_, Text(name)) for id_, name in _names(draw, "room", names)}
    persons = {id_: Person(id_, Text(name)) for id_, name in _names(draw, "person", names)}
    events: dict[str, Event] = {}
    optional = {
        "track": st.none() | st.sampled_from([*tracks, None]),
        "room": st.none() | st.sampled_from([*rooms, None]),
        "language": st.sampled_from((None, "en", "zh", "de")),
        "url": st.none() | URLS,
        "recording": st.none() | URLS,
        "source": st.none() | URLS,
    }
    for id_ in draw(st.lists(IDS, min_size=1, max_size=5, unique=True)):
        start, end = _span(draw, zone)
        fields: dict[str, Any] = {name: draw(strategy) for name, strategy in optional.items()}
        event = Event(
            id=id_,
            type=draw(st.sampled_from(EventType)),
            title=_text(draw, lines, spoken),
            start=start,
            end=end,
            status=draw(st.sampled_from(Status)),
            persons=tuple(draw(st.lists(st.sampled_from([*persons]), unique=True))) if persons else (),
            abstract=_text(draw, paragraphs, spoken) if draw(st.booleans()) else None,
            **fields,
        )
        forum = events.get(draw(st.sampled_from([*events, ""])))
        if forum and not forum.forum:
            event = _inside(event, forum)
        events[id_] = event
    ordered = sorted(events.values(), key=lambda event: (event.start, event.end, event.id))
    conference = Conference(
        acronym=draw(st.sampled_from(("cic2020", "a.b-c", "Camp2019"))),
        title=_text(draw, lines, spoken),
        zone=zone,
        start=FIRST_DAY,
        end=FIRST_DAY + timedelta(days=DAYS - 1),
        languages=spoken,
        url=draw(st.none() | URLS),
    )
    return Schedule(draw(lines), conference, tracks, rooms, persons, {event.id: event for event in ordered})


def _span(draw: st.DrawFn, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Whole minutes that can be written on the clocks of the zone, on the days of the conference."""
    opening = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=zone).astimezone(UTC)
    minutes = draw(st.integers(0, (DAYS - 2) * 24 * 60))
    start = opening + timedelta(minutes=minutes)
    start, _ = to_utc(to_local(start, zone), zone)
    return start, start + timedelta(minutes=draw(st.sampled_from((1, 5, 45, 60, 90, 600, 1500))))


def _inside(event: Event, forum: Event) -> Event:
    """As a talk of the forum, which says what the talk does not."""
    minutes = int((forum.end - forum.start).total_seconds() // 60)
    return replace(
        event,
        type=EventType.BREAK if event.type is EventType.BREAK else EventType.TALK,
        start=forum.start,
        end=forum.start + timedelta(minutes=min(minutes, int(event.duration.total_seconds() // 60))),
        status=Status.CANCELLED if forum.cancelled else event.status,
        track=event.track or forum.track,
        room=event.room or forum.room,
        language=event.language or forum.language,
        forum=forum.id,
    )
