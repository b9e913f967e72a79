"""frab's, pentabarf's and pretalx's schedules, as XML and as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Event, EventType, Person, Room, Status, Text, Track
from bot.formats.importing.source import Kind, SourceError, Wishes
from tests.formats.importing.sources import event_of, frab, frab_event, imported, notes_of, schedule_of, xml
from tests.samples import at

NOTHING = Wishes(language="en")
EVENT = """
<event id="7" guid="6a7e1b8e-0b7a-4c49-9f0b-9a4a5f6f7c11">
  <date>2020-07-24T09:00:00+08:00</date><start>09:00</start><duration>01:30</duration><room>Main</room>
  <slug>tiny-7-networks_first</slug><title>Networks &amp; more</title><subtitle>first</subtitle><track>5G</track>
  <type>lecture</type><language>en</language><abstract>What they can do.</abstract><description/>
  <persons><person id="3">Liu Duo</person><person id="4">Shang Bing</person></persons>
  <links><link href="https://example.org/live">Live stream</link></links>
  <url>https://example.org/talks/7</url>
  <video_download_url>https://example.org/7.mp4</video_download_url>
</event>"""


def minimal(**fields: Any) -> Event:
    return event_of(frab(frab_event(**fields)), NOTHING)


def test_event_of_xml_is_read() -> None:
    assert event_of(xml(EVENT), NOTHING) == Event(
        id="7",
        type=EventType.TALK,
        title=Text("Networks & more"),
        start=at("2020-07-24 09:00"),
        end=at("2020-07-24 10:30"),
        status=Status.CONFIRMED,
        track="5g",
        room="main",
        persons=("liu-duo", "shang-bing"),
        abstract=Text("first\n\nWhat they can do."),
        language="en",
        url="https://example.org/live",
        recording="https://example.org/7.mp4",
        source="https://example.org/talks/7",
    )


def test_conference_of_xml_is_read() -> None:
    conference = "<time_zone_name>Asia/Shanghai</time_zone_name><track name='5G' color='#0A84FF' slug='5g'/>"
    found = imported(xml(EVENT, conference), NOTHING)
    schedule = found.schedule
    assert (found.kind, found.version, schedule.version) == (Kind.FRAB_XML, "v1", "v1")
    assert schedule.conference.zone == ZoneInfo("Asia/Shanghai")
    assert (schedule.conference.start, schedule.conference.end) == (date(2020, 7, 23), date(2020, 7, 25))
    assert schedule.tracks == {"5g": Track("5g", Text("5G"), "#0a84ff")}
    assert schedule.rooms == {"main": Room("main", Text("Main"))}
    assert schedule.persons["liu-duo"] == Person("liu-duo", Text("Liu Duo"))


def test_xml_and_json_of_one_schedule_are_the_same() -> None:
    event = frab_event(title="Networks & more", subtitle="first", track="5G", type="lecture")
    event |= {"abstract": "What they can do.", "url": "https://example.org/talks/7"}
    event["persons"] = [{"id": 3, "public_name": "Liu Duo"}, {"id": 4, "public_name": "Shang Bing"}]
    event["links"] = [
        {"title": "Live stream", "url": "https://example.org/live"},
        {"title": "Recording", "url": "https://example.org/7.mp4"},
    ]
    zone = "<time_zone_name>Asia/Shanghai</time_zone_name>"
    assert schedule_of(frab(event), NOTHING) == schedule_of(xml(EVENT, zone), NOTHING)


def test_texts_per_language_are_kept() -> None:
    found = schedule_of(
        frab(frab_event(title={"en": "Networks", "zh": "网络"}, room={"en": "Main"})), NOTHING
    )
    assert found.events["7"].title == Text("Networks", {"en": "Networks", "zh": "网络"})
    assert found.conference.languages == ("en", "zh")


def test_pretalx_persons_are_read_by_either_name() -> None:
    persons = [
        {"code": "ABC", "name": "Liu Duo"},
        {"code": "DEF", "public_name": "Shang Bing", "name": "x"},
        "Wu",
    ]
    assert minimal(persons=persons).persons == ("liu-duo", "shang-bing", "wu")


def test_person_with_two_accounts_is_one() -> None:
    events = [frab_event(), frab_event(id=8, persons=[{"id": 9, "public_name": "liu  duo"}])]
    found = imported(frab(*events), NOTHING)
    assert list(found.schedule.persons) == ["liu-duo"]
    assert [str(note) for note in found.notes] == [
        "changed: persons of one name with several ids made one: liu duo"
    ]


def test_whatever_has_the_wrong_type_counts_as_not_there() -> None:
    event = frab_event(
        persons={"a": 1}, links=7, track=["x"], abstract=3.5, language=None, url={}, subtitle=True
    )
    assert event_of(frab(event), NOTHING) == minimal(persons=[], language=None)


def test_day_in_a_room_that_is_no_list_is_skipped() -> None:
    content = json.loads(frab(frab_event()))
    content["schedule"]["conference"]["days"] += [
        7,
        {"rooms": [1]},
        {"rooms": {"x": {"y": 1}, "z": [None, 3]}},
    ]
    assert list(schedule_of(json.dumps(content).encode(), NOTHING).events) == ["7"]


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        ({"day_start": "2020-07-24T06:00:00+08:00"}, "23:00", "2020-07-24 23:00"),
        ({"day_start": "2020-07-24T06:00:00+08:00"}, "01:00", "2020-07-25 01:00"),
        ({"day_start": "2020-07-24T00:00:00+08:00"}, "01:00", "2020-07-24 01:00"),
        ({}, "01:00", "2020-07-24 01:00"),
    ],
)
def test_time_without_a_date_is_on_the_listed_day(day: dict[str, str], start: str, expected: str) -> None:
    content = frab(frab_event(date=None, start=start), day=day)
    assert event_of(content, NOTHING).start == at(expected)


def test_early_hour_belongs_to_the_night_before_where_the_day_has_an_evening() -> None:
    content = frab(
        frab_event(id=1, date=None, start="22:30", title="Late"),
        frab_event(id=2, date=None, start="00:30", title="Later"),
    )
    assert [event.start for event in schedule_of(content, NOTHING).events.values()] == [
        at("2020-07-24 22:30"),
        at("2020-07-25 00:30"),
    ]
    assert "guessed: early hours of a conference day; taken as the next morning: Later" in notes_of(
        content, NOTHING
    )


def test_day_change_says_when_a_day_begins() -> None:
    event = "<event id='1'><start>05:30</start><duration>00:30</duration><title>Run</title><type>talk</type></event>"
    content = xml(event, "<time_zone_name>Asia/Shanghai</time_zone_name><day_change>05:00:00</day_change>")
    assert event_of(content, NOTHING).start == at("2020-07-24 05:30")


@pytest.mark.parametrize(
    ("fields", "id_"),
    [
        ({}, "7"),
        ({"id": None}, "6a7e1b8e-0b7a-4c49-9f0b-9a4a5f6f7c11"),
        ({"id": None, "guid": ""}, "tiny-7-networks_first"),
        ({"id": None, "guid": "", "slug": ""}, "networks-first"),
    ],
)
def test_id_is_the_most_stable_that_there_is(fields: dict[str, Any], id_: str) -> None:
    assert minimal(**fields).id == id_


def test_id_stays_when_everything_else_changes() -> None:
    edited = minimal(
        title="Another title", slug="tiny-7-another_title", room="Side", persons=[], start="10:00"
    )
    assert edited.id == minimal().id


def test_one_id_for_several_events_is_told_apart() -> None:
    events = [frab_event(), frab_event(date="2020-07-24T11:00:00+08:00")]
    found = imported(frab(*events), NOTHING)
    assert list(found.schedule.events) == ["7", "7-2"]
    assert [str(note) for note in found.notes] == [
        "guessed: an id that several events have; the later ones got a number: 7"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"schedule": [1]}', "found JSON that is no schedule; expected"),
        (b"[]", "found JSON that is no schedule; expected"),
        (b'{"schedule": ', "found JSON with a mistake in line 1, column 14 (Expecting value); expected"),
        (b"<rss></rss>", "found XML that begins with <rss>; expected"),
        (b"<schedule>", "found XML with a mistake in line 1 (no element found); expected"),
        (b"<schedule><conference/></schedule>", "found no event with a time; expected at least one"),
        (b"<!DOCTYPE schedule><schedule/>", "found a document type (<!DOCTYPE …>) in the XML; expected"),
        (b"<!doctype html><html></html>", "found a web page; expected"),
    ],
)
def test_what_is_no_schedule_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SourceError) as refusal:
        imported(content)
    assert str(refusal.value).startswith(said)
