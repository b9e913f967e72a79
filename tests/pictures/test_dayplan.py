"""What is on a day's timetable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Day, Event, EventType, Room, Schedule, Status, Track
from bot.pictures.blocks import Block
from bot.pictures.colors import ACCENT, FRESH, MUTED
from bot.pictures.dayplan import sheets, timetable
from bot.pictures.timetable import Band, Hour, Timetable
from tests.pictures.scene import JAKARTA, reader
from tests.samples import at, event, schedule, text

ROOMS = (Room("main", text("Main Stage", zh="主会场")), Room("side", text("Side Stage", zh="分会场")))
TRACKS = (Track("ai", text("AI", zh="人工智能"), color="#7020d8"),)
EXPO = event("expo", "2020-07-23 09:00", 720, type=EventType.EXHIBITION, title=text("Expo"), room="side")
LUNCH = event("lunch", "2020-07-23 12:00", type=EventType.BREAK, title=text("Lunch", zh="午餐"))
OPENING = event(
    "opening", "2020-07-23 14:00", 90, type=EventType.CEREMONY, room="main", title=text("Opening")
)
TALK = event("talk", "2020-07-23 14:10", 20, type=EventType.TALK, forum="opening", title=text("Welcome"))
AI = event(
    "ai", "2020-07-23 15:30", 60, room="main", track="ai", status=Status.TENTATIVE, title=text("AI Forum")
)
CLOUD = event(
    "cloud", "2020-07-23 15:45", 30, room="side", status=Status.CANCELLED, title=text("Cloud Forum")
)
ALL = (EXPO, LUNCH, OPENING, TALK, AI, CLOUD)


def programme(*events: Event) -> Schedule:
    return schedule(*events, rooms=ROOMS, tracks=TRACKS)


def first(here: Schedule) -> Day:
    return here.days[0]


def test_day_is_drawn_with_all_that_is_on_it() -> None:
    here = programme(*ALL)
    found = timetable(
        reader(here, "en", zone=JAKARTA, starred={"ai"}, now=at("2020-07-23 14:07")), first(here)
    )
    assert found == Timetable(
        conference="Test Conference",
        day="Thursday 23 July",
        number="day 1 of 3",
        zone="Beijing time (UTC+8)",
        own_zone="WIB (UTC+7)",
        hours=tuple(Hour(f"{hour}:00", f"{hour - 1}:00") for hour in range(12, 18)),
        strips=(
            Block(
                title="Expo",
                time="09:00–21:00",
                notes=("Side Stage",),
                talks=(),
                start=0,
                end=300,
                color=MUTED,
                status=Status.CONFIRMED,
                starred=False,
            ),
        ),
        bands=(Band("Lunch \ue0b7 12:00–13:00", 0, 60),),
        blocks=(
            Block(
                title="Opening",
                time="14:00–15:30",
                notes=("Main Stage",),
                talks=("14:10 Welcome",),
                start=120,
                end=210,
                color=ACCENT,
                status=Status.CONFIRMED,
                starred=False,
            ),
            Block(
                title="AI Forum",
                time="15:30–16:30",
                notes=("Main Stage", "AI"),
                talks=(),
                start=210,
                end=270,
                color=(0x70, 0x20, 0xD8),
                status=Status.TENTATIVE,
                starred=True,
                lane=0,
                lanes=2,
            ),
            Block(
                title="Cloud Forum",
                time="15:45–16:15",
                notes=("Side Stage",),
                talks=(),
                start=225,
                end=255,
                color=ACCENT,
                status=Status.CANCELLED,
                starred=False,
                called_off="called off",
                lane=1,
                lanes=2,
            ),
        ),
        now=125,
        now_word="now",
        empty="Nothing is planned for this day.",
        legend=(("star", "in my agenda"), ("tentative", "tentative"), ("cancelled", "called off")),
        imprint="programme 1.0 \ue0b7 @uji_bot",
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "id",
            ("Kamis, 23 Juli", "hari ke-1 dari 3", "waktu Beijing (UTC+8)", "sekarang"),
        ),
        ("zh", ("7月23日星期四", "第1天，共3天", "北京时间 (UTC+8)", "现在")),
    ],
)
def test_words_are_the_readers(language: str, words: tuple[str, ...]) -> None:
    here = programme(OPENING)
    found = timetable(reader(here, language), first(here))
    assert (found.day, found.number, found.zone, found.now_word) == words


@pytest.mark.parametrize(
    ("language", "legend"),
    [
        ("id", (("star", "di agenda saya"), ("tentative", "sementara"), ("cancelled", "dibatalkan"))),
        ("en", (("star", "in my agenda"), ("tentative", "tentative"), ("cancelled", "called off"))),
        ("zh", (("star", "在我的日程中"), ("tentative", "待定"), ("cancelled", "已取消"))),
    ],
)
def test_legend_says_what_the_marks_mean(language: str, legend: tuple[tuple[str, str], ...]) -> None:
    here = programme(AI, CLOUD)
    assert timetable(reader(here, language, starred={"ai"}), first(here)).legend == legend


def test_legend_names_only_marks_that_are_there() -> None:
    here = programme(OPENING)
    assert timetable(reader(here, starred={"another"}), first(here)).legend == ()


def test_reader_on_the_conferences_clock_sees_one() -> None:
    here = programme(OPENING)
    found = timetable(reader(here), first(here))
    assert (found.own_zone, {hour.own for hour in found.hours}) == ("", {""})


def test_hours_of_another_day_are_marked_on_both_clocks() -> None:
    here = programme(event("night", "2020-07-23 22:30", 240))
    found = timetable(reader(here, zone=ZoneInfo("America/Los_Angeles")), first(here))
    assert [(hour.clock, hour.own) for hour in found.hours] == [
        ("22:00", "07:00"),
        ("23:00", "08:00"),
        ("00:00 +1", "09:00"),
        ("01:00 +1", "10:00"),
        ("02:00 +1", "11:00"),
        ("03:00 +1", "12:00"),
    ]


def test_clock_a_quarter_off_keeps_its_minutes() -> None:
    here = programme(OPENING)
    found = timetable(reader(here, zone=ZoneInfo("Asia/Kathmandu")), first(here))
    assert found.hours[0] == Hour("14:00", "11:45")


@pytest.mark.parametrize(
    ("now", "minute"),
    [
        ("2020-07-23 13:59", None),
        ("2020-07-23 14:00", 0),
        ("2020-07-23 14:04", 0),
        ("2020-07-23 14:05", 5),
        ("2020-07-23 16:00", 120),
        ("2020-07-23 16:01", None),
        ("2020-07-24 14:30", None),
    ],
)
def test_line_of_the_hour_moves_every_five_minutes(now: str, minute: int | None) -> None:
    here = programme(OPENING)
    assert timetable(reader(here, now=at(now)), first(here)).now == minute


def test_same_five_minutes_are_the_same_picture() -> None:
    here = programme(*ALL)
    digests = [
        timetable(reader(here, now=at(f"2020-07-23 14:{minute:02}")), first(here)).digest
        for minute in (5, 9, 10)
    ]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("change", [{"starred": {"ai"}}, {"zone": JAKARTA}, {"language": "zh"}])
def test_whatever_is_drawn_otherwise_is_another_picture(change: dict[str, object]) -> None:
    here = programme(*ALL)
    one, other = (
        timetable(reader(here, **given), first(here)).digest  # type: ignore[arg-type]
        for given in ({}, change)
    )
    assert one != other


def test_star_of_another_day_is_the_same_picture() -> None:
    here = programme(*ALL, event("later", "2020-07-24 09:00"))
    digests = {timetable(reader(here, starred=starred), first(here)).digest for starred in (set(), {"later"})}
    assert len(digests) == 1


def test_activity_without_a_track_has_a_color_of_its_own() -> None:
    here = programme(event("tour", "2020-07-23 09:00", type=EventType.ACTIVITY))
    assert timetable(reader(here), first(here)).blocks[0].color == FRESH


def test_break_beside_something_is_a_block() -> None:
    here = programme(LUNCH, replace(OPENING, start=LUNCH.start, end=LUNCH.end))
    found = timetable(reader(here), first(here))
    assert (found.bands, sorted(block.title for block in found.blocks)) == ((), ["Lunch", "Opening"])


def test_day_of_nothing_but_an_exhibition_is_a_grid() -> None:
    here = programme(EXPO)
    found = timetable(reader(here), first(here))
    assert (found.strips, [block.title for block in found.blocks], len(found.hours)) == ((), ["Expo"], 13)


def test_day_of_nothing_says_so() -> None:
    here = programme(OPENING)
    found = timetable(reader(here), here.days[1])
    assert (found.hours, found.blocks, found.now, found.empty) == (
        (),
        (),
        None,
        "Nothing is planned for this day.",
    )


def test_what_does_not_fit_side_by_side_is_on_another_sheet() -> None:
    crowd = [event(f"e{n:02}", "2020-07-23 09:00", 60) for n in range(11)]
    here = programme(*crowd)
    found = [
        timetable(reader(here), first(here), sheet) for sheet in range(sheets(reader(here), first(here)))
    ]
    assert [(table.number, len(table.blocks)) for table in found] == [
        ("day 1 of 3 \ue0b7 1/2", 8),
        ("day 1 of 3 \ue0b7 2/2", 3),
    ]
    assert {(block.lane, block.lanes) for block in found[1].blocks} == {(0, 3), (1, 3), (2, 3)}


def test_day_longer_than_any_is_cut() -> None:
    here = programme(event("ever", "2020-07-23 09:00", 60 * 24 * 4), event("one", "2020-07-23 10:00"))
    assert len(timetable(reader(here), first(here)).hours) <= 31


def test_night_is_in_its_own_hours() -> None:
    here = programme(replace(OPENING, end=OPENING.start + timedelta(minutes=1)))
    assert [hour.clock for hour in timetable(reader(here), first(here)).hours] == ["14:00", "15:00"]
