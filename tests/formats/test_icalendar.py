"""Calendars as two other programs read them, and line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from bot.domain.model import Event, EventType, Person, Room, Schedule, Status, Text, Track
from bot.domain.revisions import Revision
from bot.formats.icalendar import calendar
from tests.samples import event, schedule, text

PUBLISHED = Revision(3, datetime(2020, 7, 1, 8, tzinfo=UTC))
FORUM = event(
    "forum",
    "2020-07-23 14:00",
    90,
    title=text("AI, society; and us", zh="人工智能与社会"),
    status=Status.TENTATIVE,
    room="main",
    track="ai",
    persons=("li-na",),
    abstract=text("Machines learn.\n\nWho answers?"),
)
TALK = event("talk", "2020-07-23 14:10", 20, type=EventType.TALK, forum="forum")
HERE = schedule(
    FORUM,
    TALK,
    rooms=(Room("main", text("Main Stage", zh="主会场"), url="https://live.example.org/main?a=1,2;b"),),
    tracks=(Track("ai", text("AI, robots", zh="人工智能")),),
    persons=(Person("li-na", text("Li Na", zh="李娜"), text("Scientist"), text("Cloud Institute")),),
)


def written(*events: Event, language: str = "en", here: Schedule = HERE, **options: Any) -> bytes:
    return calendar(here, events or (FORUM,), language, revisions={}, **{"unknown": PUBLISHED, **options})


def lines(content: bytes) -> list[str]:
    """The lines as they were before they were folded."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def vevent(content: bytes) -> list[str]:
    found = lines(content)
    return found[found.index("BEGIN:VEVENT") : found.index("END:VEVENT") + 1]


def test_event_is_written_line_by_line() -> None:
    assert sorted(vevent(written())) == sorted(
        [
            "BEGIN:VEVENT",
            "UID:forum@test",
            "SEQUENCE:3",
            "DTSTAMP:20200701T080000Z",
            "LAST-MODIFIED:20200701T080000Z",
            "DTSTART:20200723T060000Z",
            "DTEND:20200723T073000Z",
            "STATUS:TENTATIVE",
            "TRANSP:OPAQUE",
            r"SUMMARY;LANGUAGE=en:AI\, society\; and us",
            r"DESCRIPTION;LANGUAGE=en:Machines learn.\n\nWho answers?\n\n• Li Na – Scientist – Cloud Institute"
            r"\n\nhttps://live.example.org/main?a=1\,2\;b",
            "LOCATION;LANGUAGE=en:Main Stage",
            "URL:https://live.example.org/main?a=1,2;b",
            r"CATEGORIES;LANGUAGE=en:AI\, robots",
            "END:VEVENT",
        ]
    )


def test_calendar_says_its_name_and_how_often_to_look() -> None:
    found = lines(written(name="My agenda, 1", refresh=timedelta(hours=1)))
    assert found[: found.index("BEGIN:VEVENT")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//confbot//confbot//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME:My agenda\, 1",
        r"X-WR-CALNAME:My agenda\, 1",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]


def test_calendar_without_a_name_has_none() -> None:
    found = lines(written())
    assert found[: found.index("BEGIN:VEVENT")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//confbot//confbot//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]


def test_text_is_in_the_language_asked_for() -> None:
    found = vevent(written(language="zh"))
    assert [line for line in found if "LANGUAGE=zh" in line and not line.startswith("DESCRIPTION")] == [
        "SUMMARY;LANGUAGE=zh:人工智能与社会",
        "CATEGORIES;LANGUAGE=zh:人工智能",
        "LOCATION;LANGUAGE=zh:主会场",
    ]


def test_talk_is_where_its_forum_is() -> None:
    found = vevent(written(TALK))
    assert "LOCATION;LANGUAGE=en:Main Stage" in found
    assert "URL:https://live.example.org/main?a=1,2;b" in found
    assert any(line.startswith(r"DESCRIPTION;LANGUAGE=en:↳ AI\, society\; and us\n\n") for line in found)


def test_event_without_a_room_is_at_its_link() -> None:
    online = event("online", "2020-07-23 14:00", url="https://meet.example.org/x")
    found = vevent(written(online, here=schedule(online)))
    assert "LOCATION;LANGUAGE=en:https://meet.example.org/x" in found


def test_bare_event_has_no_empty_lines() -> None:
    bare = event("bare", "2020-07-23 14:00")
    found = vevent(written(bare, here=schedule(bare)))
    assert [line.split(":")[0].split(";")[0] for line in found] == [
        *("BEGIN", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE"),
        *("LAST-MODIFIED", "STATUS", "TRANSP", "END"),
    ]


def test_cancelled_event_says_so_takes_no_time_and_rings_no_alarm() -> None:
    off = replace(FORUM, status=Status.CANCELLED)
    found = vevent(written(off, alarms={"forum": 10}))
    assert "STATUS:CANCELLED" in found
    assert "TRANSP:TRANSPARENT" in found
    assert "BEGIN:VALARM" not in found


def test_what_one_drops_in_at_takes_no_time() -> None:
    expo = event("expo", "2020-07-23 09:00", type=EventType.EXHIBITION)
    assert "TRANSP:TRANSPARENT" in vevent(written(expo, here=schedule(expo)))


def test_alarm_rings_so_many_minutes_before() -> None:
    found = vevent(written(alarms={"forum": 15, "other": 5}))
    assert found[found.index("BEGIN:VALARM") : found.index("END:VALARM")] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        r"DESCRIPTION:AI\, society\; and us",
        "TRIGGER:-PT15M",
    ]


def test_event_has_its_own_revision() -> None:
    revisions = {"forum": Revision(8, datetime(2020, 7, 2, 9, 30, tzinfo=UTC))}
    content = calendar(HERE, (FORUM, TALK), "en", revisions=revisions, unknown=PUBLISHED)
    found = [line for line in lines(content) if line.startswith(("UID", "SEQUENCE", "LAST-MODIFIED"))]
    assert found == [
        *("UID:forum@test", "SEQUENCE:8", "LAST-MODIFIED:20200702T093000Z"),
        *("UID:talk@test", "SEQUENCE:3", "LAST-MODIFIED:20200701T080000Z"),
    ]


def test_title_can_say_more() -> None:
    found = vevent(written(titled=lambda one: f"Called off: {one.id}"))
    assert "SUMMARY;LANGUAGE=en:Called off: forum" in found


def test_calendar_without_events_is_whole() -> None:
    empty = calendar(HERE, (), "en", revisions={}, unknown=PUBLISHED)
    assert lines(empty)[-2:] == ["END:VCALENDAR", ""]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200).filter(str.strip)


@settings(max_examples=30, deadline=None)
@given(title=TEXTS, abstract=TEXTS, name=TEXTS, room=TEXTS)
def test_any_text_comes_back_from_both_readers(title: str, abstract: str, name: str, room: str) -> None:
    one = replace(FORUM, title=Text(title), abstract=Text(abstract), persons=("p",))
    here = schedule(one, rooms=(Room("main", Text(room)),), persons=(Person("p", Text(name)),))
    content = written(one, here=here, name=title, alarms={"forum": 5})
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert len(re.findall(rb"^(?:BEGIN|END):", content, re.MULTILINE)) == 6
    expected = (title, f"{abstract}\n\n• {name}", room)
    assert as_icalendar_reads(content) == as_ical_reads(content) == expected


def as_icalendar_reads(content: bytes) -> tuple[str, str, str]:
    [found] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return str(found["summary"]), str(found["description"]), str(found["location"])


def as_ical_reads(content: bytes) -> tuple[str | None, str | None, str | None]:
    [found] = IcsCalendarStream.calendar_from_ics(content.decode()).events
    return found.summary, found.description, found.location


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_both_readers_read_the_whole_programme_alike(language: str) -> None:
    content = written(
        FORUM, TALK, language=language, alarms={"forum": 10}, name="…", refresh=timedelta(hours=1)
    )
    ours = {
        tuple(found.decoded(key) for key in ("uid", "dtstart", "dtend", "sequence", "status"))
        for found in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    theirs = {
        (found.uid, found.dtstart, found.dtend, found.sequence, found.status and found.status.value)
        for found in IcsCalendarStream.calendar_from_ics(content.decode()).events
    }
    assert (
        ours
        == theirs
        == {
            ("forum@test", FORUM.start, FORUM.end, 3, "TENTATIVE"),
            ("talk@test", TALK.start, TALK.end, 3, "CONFIRMED"),
        }
    )
