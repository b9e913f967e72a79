"""What a good file becomes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Conference, Event, EventType, Person, Room, Status, Text, Track
from bot.formats.schedule import read_schedule
from tests.formats.files import MINIMAL, edited, read
from tests.samples import BEIJING, at

SHIPPED = Path(__file__).parents[2] / "schedule.yaml"
FORUM = "start: 2020-07-24 09:00\n    duration: 1h30m\n"


def times(content: str, event_id: str) -> tuple[datetime, datetime]:
    event = read(content).events[event_id]
    return event.start, event.end


def test_version_is_as_written() -> None:
    assert read(edited(('version: "1"', "version: 0.10"))).version == "0.10"


def test_conference_is_read() -> None:
    title = {"id": "Konferensi kecil", "en": "A tiny conference", "zh": "小型大会"}
    assert read(MINIMAL).conference == Conference(
        acronym="tiny2020",
        title=Text("Konferensi kecil", title),
        zone=BEIJING,
        start=date(2020, 7, 23),
        end=date(2020, 7, 25),
        languages=("id", "en", "zh"),
        url="https://pretalx.com/",
    )


def test_tracks_rooms_and_persons_are_read() -> None:
    schedule = read(MINIMAL)
    assert schedule.tracks == {"5g": Track("5g", Text("5G"), "#0a84ff", ("seluler", "移动通信"))}
    assert schedule.rooms == {
        "main": Room("main", Text("Main"), "https://pretalx.com/main"),
        "side": Room("side", Text("Side")),
    }
    assert schedule.persons == {
        "miao-wei": Person(
            id="miao-wei",
            name=Text("Miao Wei", {"en": "Miao Wei", "zh": "苗圩"}),
            role=Text("Minister"),
            affiliation=Text("Ministry"),
        ),
        "liu-duo": Person("liu-duo", Text("Liu Duo", {"en": "Liu Duo", "zh": "刘多"})),
    }


def test_event_is_read() -> None:
    assert read(MINIMAL).events["forum-5g"] == Event(
        id="forum-5g",
        type=EventType.FORUM,
        title=Text("Forum 5G"),
        start=at("2020-07-24 09:00"),
        end=at("2020-07-24 10:30"),
        status=Status.CONFIRMED,
        track="5g",
        room="side",
        persons=("miao-wei", "liu-duo"),
        abstract=Text("Tentang 5G", {"id": "Tentang 5G", "en": "On 5G", "zh": "关于5G"}),
        url="https://pretalx.com/5g",
        recording="https://pretalx.com/5g.mp4",
        source="https://pretalx.com/news",
    )


def test_talk_takes_what_it_does_not_say_from_its_forum() -> None:
    assert read(MINIMAL).events["address"] == Event(
        id="address",
        type=EventType.TALK,
        title=Text("Address"),
        start=at("2020-07-23 14:05"),
        end=at("2020-07-23 14:20"),
        status=Status.CONFIRMED,
        room="main",
        persons=("miao-wei",),
        language="zh",
        forum="opening",
    )


def test_events_are_soonest_first() -> None:
    assert list(read(MINIMAL).events) == ["opening", "address", "welcome", "forum-5g"]


def test_talk_of_a_tentative_forum_is_tentative() -> None:
    content = edited(("status: confirmed", "status: tentative"))
    assert read(content).events["address"].status is Status.TENTATIVE


def test_talk_of_a_cancelled_forum_is_cancelled_whatever_it_says() -> None:
    content = edited(
        ("status: confirmed", "status: cancelled"), ("id: address, ", "id: address, status: confirmed, ")
    )
    assert read(content).events["address"].status is Status.CANCELLED


def test_talk_with_its_own_room_is_there() -> None:
    content = edited(("id: address, ", "id: address, room: side, "))
    assert read(content).events["address"].room == "side"


def test_break_inside_a_forum_is_a_break() -> None:
    content = edited(("id: address, ", "id: address, type: break, "))
    assert read(content).events["address"].type is EventType.BREAK


def test_places_are_those_of_the_ids() -> None:
    assert read_schedule(MINIMAL).places == {
        "opening": (19, 9),
        "address": (28, 14),
        "welcome": (29, 14),
        "forum-5g": (30, 9),
    }


def test_name_without_the_fallback_language_has_the_first_one_there_is() -> None:
    assert read(MINIMAL).persons["miao-wei"].name.in_("id") == "Miao Wei"


def test_title_is_one_line() -> None:
    content = edited(("title: Forum 5G", "title: |\n      Forum\n      5G"))
    assert read(content).events["forum-5g"].title == Text("Forum 5G")


def test_abstract_keeps_its_paragraphs() -> None:
    content = edited(
        ("abstract: {id: Tentang 5G, en: On 5G, zh: 关于5G}", "abstract: |\n      One.\n\n      Two.")
    )
    assert read(content).events["forum-5g"].abstract == Text("One.\n\nTwo.")


@pytest.mark.parametrize("word", ["no", "10:30", "2020-07-23", "0x1F", "null", "1_000", "1e3"])
def test_text_is_as_written_whatever_yaml_takes_it_for(word: str) -> None:
    assert read(edited(("title: Forum 5G", f"title: {word}"))).events["forum-5g"].title == Text(word)


def test_alias_repeats_a_text() -> None:
    content = edited(("title: Address", "title: &title Address"), ("title: Welcome", "title: *title"))
    assert read(content).events["welcome"].title == Text("Address")


def test_optional_sections_may_be_absent() -> None:
    content = MINIMAL[: MINIMAL.index("tracks:")] + "events: []\n"
    schedule = read(content)
    assert (schedule.tracks, schedule.rooms, schedule.persons, schedule.events) == ({}, {}, {}, {})


def test_event_may_run_past_midnight() -> None:
    content = edited((FORUM, "start: 2020-07-24 23:00\n    end: 2020-07-25 01:00\n"))
    assert times(content, "forum-5g") == (at("2020-07-24 23:00"), at("2020-07-25 01:00"))


def test_event_of_the_last_day_may_run_until_six() -> None:
    content = edited((FORUM, "start: 2020-07-25 23:59\n    end: 2020-07-26 06:00\n"))
    assert times(content, "forum-5g") == (at("2020-07-25 23:59"), at("2020-07-26 06:00"))


def test_event_may_start_at_midnight() -> None:
    content = edited((FORUM, "start: 2020-07-24 00:00\n    duration: 5m\n"))
    assert times(content, "forum-5g") == (at("2020-07-24 00:00"), at("2020-07-24 00:05"))


def test_start_may_be_written_with_a_t() -> None:
    content = edited(("2020-07-24 09:00", "2020-07-24T09:00"))
    assert times(content, "forum-5g") == (at("2020-07-24 09:00"), at("2020-07-24 10:30"))


def test_talk_after_midnight_is_on_the_next_day() -> None:
    content = edited(
        ("start: 2020-07-23 14:00\n    end: 2020-07-23 16:00", "start: 2020-07-23 22:00\n    duration: 4h"),
        ("start: 14:05, end: 14:20", "start: 23:50, end: 00:10"),
        ("start: 14:20, ", "start: 01:00, "),
    )
    assert times(content, "address") == (at("2020-07-23 23:50"), at("2020-07-24 00:10"))
    assert times(content, "welcome") == (at("2020-07-24 01:00"), at("2020-07-24 01:10"))


def test_talk_of_a_long_activity_says_its_day() -> None:
    content = edited(
        ("end: 2020-07-23 16:00", "end: 2020-07-25 16:00"),
        ("start: 14:20, duration: 10m", "start: 2020-07-25 09:00, end: 2020-07-25 09:30"),
    )
    assert times(content, "welcome") == (at("2020-07-25 09:00"), at("2020-07-25 09:30"))


def test_leap_day_is_a_day() -> None:
    content = MINIMAL.replace("2020-07-23", "2020-02-28").replace("2020-07-24", "2020-02-29")
    content = content.replace("2020-07-25", "2020-03-01")
    assert times(content, "forum-5g") == (at("2020-02-29 09:00"), at("2020-02-29 10:30"))


def test_duration_is_what_passes_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    content = MINIMAL.replace("Asia/Shanghai", "Europe/Berlin").replace("2020-07-23", "2020-10-24")
    content = content.replace("2020-07-24 09:00", "2020-10-25 01:00").replace("1h30m", "3h")
    content = content.replace("2020-07-25", "2020-10-26")
    assert times(content, "forum-5g") == (at("2020-10-25 01:00", berlin), at("2020-10-25 03:00", berlin))


def test_shipped_schedule_has_no_problems() -> None:
    assert read_schedule(SHIPPED.read_bytes()).problems == ()
