"""The whole programme as a calendar: what an export adds to what every calendar of the bot has."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import icalendar

from bot.domain.model import EventType, Person, Room, Schedule, Status, Text, Track
from bot.formats.exporting.ical import to_calendar
from tests.samples import event, schedule, text

SINCE = datetime(2020, 7, 1, 12, 0, tzinfo=UTC)
FORUM = event(
    "opening",
    "2020-07-23 14:00",
    120,
    title=text("Opening; all, of it", zh="开幕式" * 30),
    track="5g",
    room="main",
    persons=("duo", "bing"),
    abstract=Text("One, \\ two.\nThree."),
    language="zh",
    recording="https://example.org/video",
    source="https://example.org/news",
)
TALK = event("address", "2020-07-23 14:05", 15, type=EventType.TALK, forum="opening", status=Status.TENTATIVE)


def made() -> Schedule:
    made = schedule(
        FORUM,
        TALK,
        tracks=(Track("5g", Text("5G")),),
        rooms=(Room("main", Text("Main"), "https://example.org/main"),),
        persons=(Person("duo", Text("Liu Duo")), Person("bing", Text("Shang Bing"))),
        version="0.2",
    )
    return replace(made, conference=replace(made.conference, url="https://example.org/2020"))


def lines(language: str) -> list[str]:
    """The content lines, unfolded."""
    content = to_calendar(made(), language, since=SINCE, sequence=3)
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_event_says_what_an_import_needs() -> None:
    content = lines("en")
    first = content[content.index("BEGIN:VEVENT") : content.index("END:VEVENT")]
    assert {line for line in first if line.startswith("X-")} == {
        "X-CONFBOT-ABSTRACT;VALUE=TEXT:One\\, \\\\ two.\\nThree.",
        "X-CONFBOT-LANGUAGE;VALUE=TEXT:zh",
        "X-CONFBOT-PERSON;VALUE=TEXT:Liu Duo",
        "X-CONFBOT-PERSON;VALUE=TEXT:Shang Bing",
        "X-CONFBOT-RECORDING;VALUE=TEXT:https://example.org/video",
        "X-CONFBOT-ROOM;VALUE=TEXT:Main",
        "X-CONFBOT-SOURCE;VALUE=TEXT:https://example.org/news",
        "X-CONFBOT-TYPE;VALUE=TEXT:forum",
    }
    assert {"UID:opening@test", "SEQUENCE:3", "DTSTAMP:20200701T120000Z", "STATUS:CONFIRMED"} <= set(first)


def test_talk_belongs_to_its_forum() -> None:
    assert [line for line in lines("en") if line.startswith("RELATED-TO")] == ["RELATED-TO:opening@test"]


def test_calendar_says_what_it_is() -> None:
    content = lines("zh")
    head = content[: content.index("BEGIN:VEVENT")]
    assert sorted(line for line in head if line.startswith(("X-", "NAME"))) == [
        "NAME:测试大会",
        "X-CONFBOT-DAYS:2020-07-23/2020-07-25",
        "X-CONFBOT-LANGUAGE:zh",
        "X-CONFBOT-VERSION:0.2",
        "X-CONFBOT-WEBSITE:https://example.org/2020",
        "X-WR-CALNAME:测试大会",
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    folded = to_calendar(made(), "zh", since=SINCE).split(b"\r\n")
    assert max(map(len, folded)) <= 75
    assert all(line.decode() for line in folded if line)
    assert any(line.startswith(b" ") for line in folded)


def test_library_finds_nothing_wrong() -> None:
    calendar = icalendar.Calendar.from_ical(to_calendar(made(), "en", since=SINCE))
    assert isinstance(calendar, icalendar.Calendar)
    assert [entry.errors for entry in calendar.events] == [[], []]
    assert [entry.start for entry in calendar.events] == [FORUM.start, TALK.start]


def test_same_schedule_gives_the_same_bytes() -> None:
    assert to_calendar(made(), "en", since=SINCE) == to_calendar(made(), "en", since=SINCE)
