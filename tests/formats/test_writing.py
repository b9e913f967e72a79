"""A schedule as a file that organizers like to go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.model import EventType, Person, Room, Status, Text, Track
from bot.formats.schedule import read_schedule
from bot.formats.writing import written_schedule
from tests.samples import at, event, schedule

SHIPPED = Path(__file__).parents[2] / "schedule.yaml"
BODY = """\
version: "0.10"

conference:
  acronym: test
  title: {en: Test Conference, id: Konferensi Uji, zh: 测试大会}
  time_zone: Asia/Shanghai
  start: 2020-07-23
  end: 2020-07-25
  languages: [id, en, zh]

tracks:
  - {id: 5g, name: 5G, color: "#0a84ff", aliases: [seluler]}

rooms:
  - {id: main, name: Main, url: "https://example.org/main"}

persons:
  - {id: duo, name: {en: Liu Duo, zh: 刘多}, role: Chair}

events:

  # Thursday, 2020-07-23

  - id: opening
    type: forum
    title: "Opening: all of it"
    start: 2020-07-23 14:00
    end: 2020-07-23 16:00
    status: tentative
    track: 5g
    room: main
    persons: [duo]
    abstract: |-
      One.

      Two.
    talks:
      - {id: address, title: Address, start: 14:05, end: 14:20, status: cancelled}

  # Friday, 2020-07-24

  - id: lunch
    type: break
    title: Lunch
    start: 2020-07-24 12:00
    end: 2020-07-24 13:00
"""


def test_file_is_laid_out_for_people() -> None:
    forum = event(
        "opening",
        "2020-07-23 14:00",
        120,
        title=Text("Opening: all of it"),
        status=Status.TENTATIVE,
        track="5g",
        room="main",
        persons=("duo",),
        abstract=Text("One.\n\nTwo."),
    )
    talk = event("address", "2020-07-23 14:05", 15, title=Text("Address"), type=EventType.TALK)
    talk = replace(talk, forum="opening", status=Status.CANCELLED, track="5g", room="main")
    lunch = event("lunch", "2020-07-24 12:00", type=EventType.BREAK, title=Text("Lunch"))
    made = schedule(
        forum,
        talk,
        lunch,
        tracks=(Track("5g", Text("5G"), "#0a84ff", ("seluler",)),),
        rooms=(Room("main", Text("Main"), "https://example.org/main"),),
        persons=(Person("duo", Text("Liu Duo", {"en": "Liu Duo", "zh": "刘多"}), Text("Chair")),),
        version="0.10",
    )
    written = written_schedule(made, ["Imported from somewhere"])
    head, _, body = written.partition("version:")
    assert f"version:{body}" == BODY
    assert head.splitlines()[:3] == [
        "# yaml-language-server: $schema=./schedule.schema.json",
        "#",
        "# Imported from somewhere",
    ]


def test_end_that_the_clocks_show_twice_is_written_as_a_duration() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start = at("2020-10-25 01:30", berlin)
    night = replace(event("night", "2020-07-23 09:00"), start=start, end=start + timedelta(hours=2))
    made = schedule(night, zone=berlin, start=start.date(), end=start.date() + timedelta(days=1))
    assert "    start: 2020-10-25 01:30\n    duration: 2h\n" in written_schedule(made)


def test_schedule_without_events_is_one() -> None:
    assert written_schedule(schedule()).endswith("\nevents: []\n")


def test_shipped_schedule_comes_back() -> None:
    shipped = read_schedule(SHIPPED.read_bytes()).schedule
    assert shipped is not None
    assert read_schedule(written_schedule(shipped)).schedule == shipped
