"""What organizers type after a command."""

from __future__ import annotations

import pytest

from bot.domain.amendment import Amending
from bot.domain.model import Room, Schedule
from bot.formats.amending import split, value_of
from tests.samples import event, schedule, text

SCHEDULE = schedule(
    event("opening", "2020-07-23 14:00", room="main"),
    event("forum-5", "2020-07-24 09:00"),
    rooms=(
        Room("main", text("Main Stage", zh="主会场"), aliases=("Aula",)),
        Room("side", text("Side Stage", zh="分会场")),
    ),
)


def value(
    kind: Amending, written: str, event_id: str | None = "opening", of: Schedule = SCHEDULE
) -> str | None:
    return value_of(kind, written, of, of.events[event_id] if event_id else None)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("15m", "15"),
        ("15", "15"),
        ("+15", "15"),
        ("15 min", "15"),
        ("15 menit", "15"),
        ("１５分钟", "15"),
        ("1h", "60"),
        ("1h30m", "90"),
        ("1h 30", "90"),
        ("1 jam 30 menit", "90"),
        ("2小时", "120"),
        ("24h", "1440"),
    ],
)
def test_delay(written: str, minutes: str) -> None:
    assert value(Amending.DELAY, written) == minutes


@pytest.mark.parametrize(
    "written", ["", "0", "0h0m", "24h1m", "99999", "-5", "soon", "15m later", "+", "1h30m10"]
)
def test_no_delay(written: str) -> None:
    assert value(Amending.DELAY, written) is None


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("15:30", "2020-07-23T15:30"),
        ("9.05", "2020-07-23T09:05"),
        ("24 15:30", "2020-07-24T15:30"),
        ("07-24 15:30", "2020-07-24T15:30"),
        ("2020-07-24 15:30", "2020-07-24T15:30"),
        ("24日15:30", "2020-07-24T15:30"),
        ("7月24日 15：30", "2020-07-24T15:30"),
        ("15:30-17:00", "2020-07-23T15:30/2020-07-23T17:00"),
        ("24 15:30 – 17:00", "2020-07-24T15:30/2020-07-24T17:00"),
        ("15:30 to 17:00", "2020-07-23T15:30/2020-07-23T17:00"),
        ("15.30 sampai 17.00", "2020-07-23T15:30/2020-07-23T17:00"),
        ("15:30至17:00", "2020-07-23T15:30/2020-07-23T17:00"),
        ("23:00-01:30", "2020-07-23T23:00/2020-07-24T01:30"),
    ],
)
def test_new_time(written: str, times: str) -> None:
    assert value(Amending.MOVE, written) == times


@pytest.mark.parametrize(
    "written",
    [
        "",
        "25:00",
        "15:60",
        "24",
        "26 15:30",
        "2021-07-24 15:30",
        "08-24 15:30",
        "15:30-25:00",
        "15:30 - ",
        "tomorrow 9:00",
    ],
)
def test_no_new_time(written: str) -> None:
    assert value(Amending.MOVE, written) is None


@pytest.mark.parametrize("written", ["main", "Main Stage", "main  stage", "主会场", "AULA", "main st"])
def test_room(written: str) -> None:
    assert value(Amending.ROOM, written) == "main"


@pytest.mark.parametrize("written", ["", "stage", "hall", "…"])
def test_no_room_or_more_than_one(written: str) -> None:
    assert value(Amending.ROOM, written) is None


@pytest.mark.parametrize("kind", [Amending.LINK, Amending.RECORD])
@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" https://example.org/A?b#c ", "https://example.org/A?b#c"),
        ("example.org", None),
        ("https://a:b@example.org", None),
        ("https://example.org/ and more", None),
    ],
)
def test_address(kind: Amending, written: str, address: str | None) -> None:
    assert value(kind, written) == address


def test_nothing_more_is_needed_to_call_off() -> None:
    assert value(Amending.CANCEL, "") == ""


@pytest.mark.parametrize(
    ("kind", "words", "parts"),
    [
        (Amending.DELAY, "", ("", "")),
        (Amending.DELAY, "opening 15m", ("opening", "15m")),
        (Amending.DELAY, "opening a lot", ("opening", "a lot")),
        (Amending.DELAY, "opening", ("opening", "")),
        (Amending.DELAY, "grand opening 1 h 30 m", ("grand opening", "1 h 30 m")),
        (Amending.DELAY, "grand opening", ("grand opening", "")),
        (Amending.DELAY, "15m", ("", "15m")),
        (Amending.DELAY, "2", ("2", "")),
        (Amending.DELAY, "2 15m", ("2", "15m")),
        (Amending.DELAY, "20", ("", "20")),
        (Amending.MOVE, "opening 24 9:00", ("opening", "24 9:00")),
        (Amending.MOVE, "grand opening 24 9:00-10:00", ("grand opening", "24 9:00-10:00")),
        (Amending.MOVE, "forum 5 9:00", ("forum 5", "9:00")),
        (Amending.MOVE, "2 9:00", ("2", "9:00")),
        (Amending.MOVE, "24 9:00", ("", "24 9:00")),
        (Amending.ROOM, "opening nowhere", ("opening", "nowhere")),
        (Amending.ROOM, "grand opening main stage", ("grand opening", "main stage")),
        (Amending.ROOM, "grand opening main", ("grand opening", "main")),
        (Amending.LINK, "grand opening https://example.org", ("grand opening", "https://example.org")),
        (Amending.RECORD, "https://example.org", ("", "https://example.org")),
        (Amending.CANCEL, "grand opening 2", ("grand opening 2", "")),
    ],
)
def test_words_are_the_events_and_the_values(kind: Amending, words: str, parts: tuple[str, str]) -> None:
    assert split(kind, words.split(), SCHEDULE) == parts
