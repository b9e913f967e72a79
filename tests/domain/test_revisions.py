"""A fingerprint changes with what a calendar shows, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.model import Event, EventType, Person, Room, Schedule, Status, Text, Track
from bot.domain.revisions import fingerprint
from tests.samples import event, schedule, text

ROOM = Room("main", text("Main Stage"), url="https://live.example.org")
TRACK = Track("ai", text("AI"), color="#ff0000", aliases=("robot",))
PERSON = Person("li-na", text("Li Na"), role=text("Scientist"))
FORUM = event("forum", "2020-07-23 14:00", room="main", track="ai", persons=("li-na",), abstract=text("A."))
TALK = event("talk", "2020-07-23 14:10", 20, type=EventType.TALK, forum="forum")


def programme(*events: Event, **fields: Any) -> Schedule:
    given: dict[str, Any] = {"rooms": (ROOM,), "tracks": (TRACK,), "persons": (PERSON,)}
    return schedule(*(events or (FORUM, TALK)), **{**given, **fields})


BEFORE = programme()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": text("Forum", zh="论坛")},
        {"start": FORUM.start + timedelta(minutes=1)},
        {"end": FORUM.end + timedelta(minutes=1)},
        {"status": Status.CANCELLED},
        {"type": EventType.EXHIBITION},
        {"abstract": text("B.")},
        {"room": None},
        {"track": None},
        {"persons": ()},
        {"url": "https://other.example.org"},
        {"recording": "https://video.example.org"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_fingerprint_changes_with_the_event(fields: dict[str, Any]) -> None:
    changed = replace(FORUM, **fields)
    assert fingerprint(programme(changed, TALK), changed) != fingerprint(BEFORE, FORUM)


@pytest.mark.parametrize(
    "fields",
    [
        {"rooms": (replace(ROOM, name=text("Great Hall")),)},
        {"rooms": (replace(ROOM, url="https://other.example.org"),)},
        {"tracks": (replace(TRACK, name=text("Robots")),)},
        {"persons": (replace(PERSON, role=text("Chair")),)},
    ],
    ids=["room", "link", "track", "person"],
)
def test_fingerprint_changes_with_what_the_event_names(fields: dict[str, Any]) -> None:
    assert fingerprint(programme(**fields), FORUM) != fingerprint(BEFORE, FORUM)


def test_fingerprint_of_a_talk_changes_with_its_forums_room() -> None:
    assert fingerprint(programme(replace(FORUM, room=None), TALK), TALK) != fingerprint(BEFORE, TALK)


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "2.0"},
        {"tracks": (replace(TRACK, color="#00ff00", aliases=()),)},
        {"persons": (replace(PERSON, aliases=("Nana",)),)},
        {"rooms": (ROOM, Room("side", text("Side Stage")))},
    ],
    ids=["version", "color", "alias", "another room"],
)
def test_fingerprint_stays_when_no_calendar_shows_the_change(fields: dict[str, Any]) -> None:
    assert fingerprint(programme(**fields), FORUM) == fingerprint(BEFORE, FORUM)


def test_fingerprint_stays_when_languages_change_places() -> None:
    before, after = (
        replace(FORUM, title=Text("F", wordings))
        for wordings in ({"en": "F", "zh": "坛"}, {"zh": "坛", "en": "F"})
    )
    assert fingerprint(programme(before, TALK), before) == fingerprint(programme(after, TALK), after)


def test_fingerprint_is_the_same_for_ever() -> None:
    assert fingerprint(BEFORE, TALK) == "8743306f4624a9e17790c946e5a816c3"
