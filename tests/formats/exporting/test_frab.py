"""frab's XML and JSON, by the rules of their schemas."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from hypothesis import given

from bot.domain.model import Conference, EventType, Person, Room, Schedule, Status, Text, Track
from bot.formats.exporting.frabjson import to_json
from bot.formats.exporting.frabxml import to_xml
from bot.formats.marks import frab_acronym, guid, slug
from bot.formats.schedule import read_schedule
from tests.formats.exporting.frabrules import (
    ACRONYM,
    CLOCK,
    DURATION,
    EVENT_ELEMENTS,
    GUID,
    JSON_SCHEMA,
    MOMENT,
    SLUG,
)
from tests.formats.exporting.programmes import schedules
from tests.samples import event, schedule, text

SHIPPED = (Path(__file__).parents[3] / "schedule.yaml").read_bytes()
TALK = event(
    "5g",
    "2020-07-24 09:00",
    90,
    type=EventType.TALK,
    title=text("Networks & <more>", zh="网络"),
    track="5g",
    room="main",
    persons=("duo",),
    abstract=Text("One.\n\nTwo."),
    language="en",
    url="https://example.org/join",
    recording="https://example.org/video",
)


def made(*events: object) -> Schedule:
    return schedule(
        *(events or (TALK,)),  # type: ignore[arg-type]
        tracks=(Track("5g", text("5G", zh="5G移动"), "#0a84ff"),),
        rooms=(Room("main", text("Main", zh="主会场")), Room("empty", Text("Empty"))),
        persons=(Person("duo", Text("Liu Duo", {"en": "Liu Duo", "zh": "刘多"})),),
    )


def check_xml(root: Element) -> None:
    """As the XML schema has it."""
    assert [child.tag for child in root][:3] == ["generator", "version", "conference"]
    assert re.fullmatch(ACRONYM, root.findtext("conference/acronym") or "")
    events = root.findall("day/room/event")
    for day in root.findall("day"):
        assert int(day.get("index", "")) > 0
        assert re.fullmatch(MOMENT, day.get("start", ""))
        assert re.fullmatch(MOMENT, day.get("end", ""))
    for entry in events:
        names = [child.tag for child in entry]
        assert set(names) >= EVENT_ELEMENTS
        assert len(names) == len(set(names))
        for name, form in {"date": MOMENT, "start": CLOCK, "duration": DURATION, "slug": SLUG}.items():
            assert re.fullmatch(form, entry.findtext(name) or ""), (name, entry.findtext(name))
        assert re.fullmatch(GUID, entry.get("guid", ""))
        assert (entry.findtext("url") or "https://").startswith(("http://", "https://"))
    for unique in ({entry.get("id") for entry in events}, {entry.findtext("slug") for entry in events}):
        assert len(unique) == len(events)


@given(schedules())
def test_any_schedule_is_valid(schedule: Schedule) -> None:
    jsonschema.validate(json.loads(to_json(schedule, "en")), JSON_SCHEMA)
    check_xml(fromstring(to_xml(schedule, "en")))  # noqa: S314  # ours


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_shipped_schedule_is_valid(language: str) -> None:
    shipped = read_schedule(SHIPPED).schedule
    assert shipped is not None
    jsonschema.validate(json.loads(to_json(shipped, language)), JSON_SCHEMA)
    check_xml(fromstring(to_xml(shipped, language)))  # noqa: S314  # ours


def test_event_is_said_in_the_language() -> None:
    days = json.loads(to_json(made(), "zh"))["schedule"]["conference"]["days"]
    (entry,) = days[1]["rooms"]["主会场"]
    assert entry == {
        "id": entry["id"],
        "guid": str(guid("test", "5g")),
        "date": "2020-07-24T09:00:00+08:00",
        "start": "09:00",
        "duration": "01:30",
        "room": "主会场",
        "slug": "test-5g-event",
        "url": "https://example.org/join",
        "title": "网络",
        "subtitle": "",
        "track": "5G移动",
        "type": "talk",
        "language": "en",
        "abstract": "One.\n\nTwo.",
        "description": "",
        "recording_license": "",
        "persons": [
            {"id": entry["persons"][0]["id"], "guid": entry["persons"][0]["guid"], "public_name": "刘多"}
        ],
        "links": [{"title": "recording", "url": "https://example.org/video", "type": "related"}],
        "attachments": [],
    }


def test_xml_is_escaped() -> None:
    assert b"<title>Networks &amp; &lt;more&gt;</title>" in to_xml(made(), "en")


def test_cancelled_events_are_left_out() -> None:
    content = to_json(made(replace(TALK, status=Status.CANCELLED)), "en")
    assert [day["rooms"] for day in json.loads(content)["schedule"]["conference"]["days"]] == [{}, {}, {}]


def test_identity_of_an_event_does_not_depend_on_the_others() -> None:
    other = event("other", "2020-07-24 09:00")
    alone, together = (json.loads(to_json(made(*events), "en")) for events in ((TALK,), (other, TALK)))
    found = [
        next(
            (entry["id"], entry["guid"])
            for entries in content["schedule"]["conference"]["days"][1]["rooms"].values()
            for entry in entries
            if entry["title"].startswith("Networks")
        )
        for content in (alone, together)
    ]
    assert found[0] == found[1]


def test_zone_that_the_schema_does_not_know_is_left_out() -> None:
    far = replace(made(), conference=replace(made().conference, zone=ZoneInfo("Etc/GMT-8")))
    assert "time_zone_name" not in json.loads(to_json(far, "en"))["schedule"]["conference"]


@pytest.mark.parametrize(
    ("acronym", "expected"),
    [("cic2020", "cic2020"), ("Camp2019", "camp2019"), ("a.b-c", "a_b_c"), ("c3", "c3__")],
)
def test_acronym_is_as_the_schema_wants_it(acronym: str, expected: str) -> None:
    assert frab_acronym(acronym) == expected


@pytest.mark.parametrize(
    ("id_", "expected"),
    [("opening", "cic2020-opening"), ("5g", "cic2020-5g-event"), ("a---", "cic2020-a----event")],
)
def test_slug_is_as_the_schema_wants_it(id_: str, expected: str) -> None:
    assert slug("cic2020", id_) == expected


def test_event_of_more_hours_than_xml_can_write_is_cut() -> None:
    long = replace(TALK, end=TALK.start.replace(day=31))
    assert b"<duration>99:59</duration>" in to_xml(made(long), "en")


def test_no_page_has_the_conferences_address() -> None:
    conference: Conference = replace(made().conference, url="https://example.org/2020")
    content = to_json(replace(made(replace(TALK, url=None)), conference=conference), "en")
    assert '"url": "https://example.org/2020#5g"' in content.decode()
