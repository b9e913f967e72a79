"""Programmes kept in spreadsheets."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Event, EventType, Status, Text
from bot.formats.columns import TEMPLATE, defused, original
from bot.formats.importing.source import Kind, SourceError, Wishes
from bot.formats.schedule import read_schedule
from bot.formats.writing import written_schedule
from tests.formats.importing.sources import event_of, imported, notes_of, schedule_of, table
from tests.samples import BEIJING, at

BEIJING_WISHES = Wishes(zone=BEIJING, language="en")


def span(heading: str, row: str) -> tuple[str, str]:
    """Start and end on Beijing's clock."""
    event = event_of(table(heading, row), BEIJING_WISHES)
    return tuple(f"{moment.astimezone(BEIJING):%m-%d %H:%M}" for moment in (event.start, event.end))  # type: ignore[return-value]


def test_template_imports_without_a_guess_but_the_conference() -> None:
    found = imported(TEMPLATE.encode(), Wishes())
    assert found.kind is Kind.CSV
    assert {note.topic.name for note in found.notes} == {"CONFERENCE"}
    assert read_schedule(written_schedule(found.schedule)).problems == ()
    assert found.schedule.events["address"] == Event(
        id="address",
        type=EventType.TALK,
        title=Text("Opening address"),
        start=at("2020-07-23 14:05"),
        end=at("2020-07-23 14:20"),
        room="main-stage",
        persons=("shang-bing", "liu-duo"),
        language="en",
        forum="opening",
    )


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("title,start,end", "x,2020-07-24 09:00,2020-07-24 10:30"),
        ("Title;Start;End", "x;2020-07-24T09:00;2020-07-24T10:30"),
        ("title\tstart\tend", "x\t2020/7/24 9:00\t2020/7/24 10:30"),
        ("Session title,Date,Start time,End time", "x,24.07.2020,9:00,10:30"),
        ("Judul,Tanggal,Mulai,Selesai", "x,2020-07-24,09.00,10.30"),
        ("标题,日期,开始,结束", "x,2020年7月24日,9:00,10:30"),
        ("title,day,start,duration", "x,2020-07-24,9:00 AM,90"),
        ("title,start,duration", "x,24/07/2020 09:00,1h30m"),
        ("title,start,duration", "x,7/24/2020 9:00 am,1:30"),
        ("title,start,end", "x,2020-07-24T01:00:00Z,2020-07-24T02:30:00+00:00"),
        ("title,start,end", "x,2020-07-24 09:00,10:30"),
    ],
)
def test_times_are_read_in_many_forms(heading: str, row: str) -> None:
    assert span(heading, row) == ("07-24 09:00", "07-24 10:30")


def test_end_before_the_start_is_on_the_next_day() -> None:
    assert span("title,day,start,end", "x,2020-07-24,22:00,01:00") == ("07-24 22:00", "07-25 01:00")


def test_dates_that_may_be_two_days_are_not_read() -> None:
    with pytest.raises(SourceError) as refusal:
        imported(table("title,start", "x,03/04/2020 09:00"), BEIJING_WISHES)
    assert str(refusal.value) == "found no event with a time; expected at least one"


def test_order_of_dates_with_slashes_is_said() -> None:
    content = table("title,start", "x,24/07/2020 09:00", "y,03/08/2020 09:00")
    assert "guessed: dates with slashes; read as: day/month/year" in notes_of(content, BEIJING_WISHES)
    assert [event.start for event in schedule_of(content, BEIJING_WISHES).events.values()] == [
        at("2020-07-24 09:00"),
        at("2020-08-03 09:00"),
    ]


def test_texts_come_per_language() -> None:
    content = table(
        "id,title,title_zh,abstract_zh,start,time_zone", "a,Networks,网络,关于,2020-07-24 09:00,Asia/Shanghai"
    )
    found = schedule_of(content, Wishes(language="en"))
    assert found.conference.languages == ("en", "zh")
    assert found.events["a"].title == Text("Networks", {"en": "Networks", "zh": "网络"})
    assert found.events["a"].abstract == Text("关于", {"zh": "关于"})


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("Liu Duo; Shang Bing", ("liu-duo", "shang-bing")),
        ('"Liu Duo, Shang Bing"', ("liu-duo", "shang-bing")),
        ("刘多、尚冰", ("person-83520b", "person-3a53ec")),
        ('"Duo, Liu; Bing, Shang"', ("duo-liu", "bing-shang")),
        ('"Duo, Liu;"', ("duo-liu",)),
    ],
)
def test_persons_of_a_cell_are_told_apart(cell: str, persons: tuple[str, ...]) -> None:
    content = table("title,start,speakers", f"x,2020-07-24 09:00,{cell}")
    assert event_of(content, BEIJING_WISHES).persons == persons


def test_table_of_chinese_excel_is_read() -> None:
    content = "标题,开始,会场,简介\n工业互联网论坛,2020-07-24 09:00,主会场,网络今天能做什么\n".encode(
        "gb18030"
    )
    assert event_of(content, BEIJING_WISHES).title == Text("工业互联网论坛")
    assert notes_of(content, BEIJING_WISHES)[0] == "guessed: not UTF-8; read as: gb18030"


def test_encoding_that_is_wished_is_taken() -> None:
    content = "title,start\nCafé,2020-07-24 09:00\n".encode("cp437")
    assert event_of(content, Wishes(zone=BEIJING, encoding="cp437")).title == Text("Café")
    with pytest.raises(SourceError) as refusal:
        imported(content, Wishes(zone=BEIJING, encoding="utf-8"))
    assert str(refusal.value) == "found the byte 0x82, which is not utf-8; expected another --encoding"


def test_status_is_read() -> None:
    content = table("title,start,status", "x,2020-07-24 09:00,Canceled", "y,2020-07-24 09:00,who knows")
    found = imported(content, BEIJING_WISHES)
    assert [event.status for event in found.schedule.events.values()] == [Status.CANCELLED, Status.CONFIRMED]
    assert "dropped: what is no status; taken as confirmed: who knows" in map(str, found.notes)


def test_ids_are_made_from_titles_where_there_are_none() -> None:
    content = table("title,start", "Coffee,2020-07-24 09:00", "Coffee,2020-07-24 15:00")
    assert list(schedule_of(content, BEIJING_WISHES).events) == ["coffee", "coffee-2"]
    assert "guessed: ids, made from titles; write one that stays into the source: Coffee" in notes_of(
        content, BEIJING_WISHES
    )


def test_talk_outside_its_forum_is_an_event_of_its_own() -> None:
    content = table(
        "id,title,start,end,forum",
        "a,Forum,2020-07-24 09:00,2020-07-24 10:00,",
        "b,Talk,2020-07-24 09:30,2020-07-24 10:30,a",
        "c,Talk,2020-07-24 09:30,2020-07-24 10:00,nowhere",
    )
    found = imported(content, BEIJING_WISHES)
    assert {event.forum for event in found.schedule.events.values()} == {None}
    assert "dropped: not inside their forum's time, or in none; they became events of their own: Talk" in map(
        str, found.notes
    )


@pytest.mark.parametrize("content", [b"id,start\n1,2020-07-24 09:00\n", b"start,end\n"])
def test_table_without_titles_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError) as refusal:
        imported(content)
    assert str(refusal.value).startswith(
        "found no column called title in the first line; expected the columns"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-5", "'-5"),
        ("@here", "'@here"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("'n=1", "'n=1"),
        ("1+1", "1+1"),
    ],
)
def test_cell_is_never_a_formula_and_comes_back(text: str, cell: str) -> None:
    assert (defused(text), original(defused(text))) == (cell, text)


def test_zone_of_a_row_wins() -> None:
    content = table("title,start,time_zone", "x,2020-07-24 09:00,Asia/Jakarta")
    assert event_of(content, BEIJING_WISHES).start == datetime(
        2020, 7, 24, 9, tzinfo=ZoneInfo("Asia/Jakarta")
    )
