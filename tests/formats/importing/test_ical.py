"""Calendars, as conferences and calendar programs write them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Event, EventType, Status, Text
from bot.formats.importing.source import Kind, SourceError, Wishes
from tests.formats.importing.sources import calendar, event_of, imported, notes_of, schedule_of
from tests.samples import at

NOTHING = Wishes(language="en")
ZONE = "X-WR-TIMEZONE:Asia/Shanghai"
TIMES = "DTSTART:20200724T010000Z\nDTEND:20200724T023000Z"
FORUM = f"""\
UID:460@kolt2020.example.org
{TIMES}
SUMMARY:Networks first\\, today
LOCATION:Main
CATEGORIES:5G,Other
STATUS:TENTATIVE
DESCRIPTION:What they can do.\\nAnd more.
ATTENDEE;CN="Liu Duo":invalid:nomail
URL:https://example.org/460
CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://example.org/live"""


def starts(content: bytes) -> list[str]:
    zone = ZoneInfo("Asia/Shanghai")
    events = schedule_of(content, NOTHING).events.values()
    return [f"{event.id} {event.start.astimezone(zone):%d %H:%M}" for event in events]


def test_event_is_read() -> None:
    assert event_of(calendar(FORUM, head=ZONE), NOTHING) == Event(
        id="460",
        type=EventType.TALK,
        title=Text("Networks first, today"),
        start=at("2020-07-24 09:00"),
        end=at("2020-07-24 10:30"),
        status=Status.TENTATIVE,
        track="5g",
        room="main",
        persons=("liu-duo",),
        abstract=Text("What they can do.\nAnd more."),
        url="https://example.org/live",
        source="https://example.org/460",
    )


def test_conference_is_read() -> None:
    found = imported(calendar(FORUM, head=f"X-WR-CALNAME:A\\, B\n{ZONE}"), NOTHING)
    conference = found.schedule.conference
    assert (found.kind, found.version) == (Kind.ICALENDAR, None)
    assert (conference.title, conference.acronym) == (Text("A, B"), "kolt2020")
    assert (conference.start, conference.end) == (date(2020, 7, 24), date(2020, 7, 24))
    assert [str(note) for note in found.notes] == [
        "guessed: what the source does not say of the conference: the days 2020-07-24 to 2020-07-24, the version, '1'",
        "guessed: kinds of events: Networks first, today → talk",
    ]


def test_fold_in_the_middle_of_a_character_is_undone() -> None:
    title = "SUMMARY:大会".encode()
    content = calendar(FORUM, head=ZONE).replace(b"SUMMARY:Networks", title[:9] + b"\r\n " + title[9:])
    assert event_of(content, NOTHING).title == Text("大会 first, today")


def test_line_in_another_encoding_than_the_rest_is_read() -> None:
    content = calendar(FORUM, head=ZONE).replace(b"LOCATION:Main", "LOCATION:Düsternbrook".encode("latin-1"))
    content = content.replace(b"Networks", "网络".encode())
    found = imported(content, NOTHING)
    assert found.schedule.events["460"].title == Text("网络 first, today")
    assert [room.name.default for room in found.schedule.rooms.values()] == ["Düsternbrook"]
    assert str(found.notes[0]) == "guessed: not UTF-8; read as: windows-1252"


def test_line_that_is_no_property_belongs_to_the_one_before() -> None:
    content = calendar(FORUM.replace("And more.", "And\nmore of it.\nNote: this."), head=ZONE)
    assert event_of(content, NOTHING).abstract == Text("What they can do.\nAnd\nmore of it.\nNote: this.")


@pytest.mark.parametrize("ending", [b"\n", b"\r", b"\r\r\n"])
def test_line_endings_of_any_kind_are_read(ending: bytes) -> None:
    content = calendar(FORUM, head=ZONE)
    assert event_of(content.replace(b"\r\n", ending), NOTHING) == event_of(content, NOTHING)


@pytest.mark.parametrize(
    "zone",
    ["TZID=Asia/Shanghai", "TZID=China Standard Time", "TZID=/citadel.org/20190914_1/Asia/Shanghai"],
)
def test_zone_is_known_under_all_its_names(zone: str) -> None:
    found = schedule_of(calendar(f"UID:1\nSUMMARY:x\nDTSTART;{zone}:20200724T090000\nDURATION:PT1H"), NOTHING)
    assert found.conference.zone == ZoneInfo("Asia/Shanghai")
    assert (found.events["1"].start, found.events["1"].duration) == (
        at("2020-07-24 09:00"),
        timedelta(hours=1),
    )


def test_times_without_a_zone_ask_for_one() -> None:
    content = calendar("UID:1\nSUMMARY:x\nDTSTART:20200724T090000\nDTEND:20200724T100000")
    with pytest.raises(SourceError) as refusal:
        imported(content, NOTHING)
    assert str(refusal.value) == (
        "found times without a time zone; expected the conference's as an option, such as --time-zone Asia/Jakarta"
    )
    assert event_of(content, Wishes(zone=ZoneInfo("Asia/Shanghai"))).start == at("2020-07-24 09:00")


def test_times_in_utc_alone_are_kept_and_the_zone_is_a_guess() -> None:
    assert "guessed: the time zone; if it is another, say it with --time-zone: UTC" in notes_of(
        calendar(FORUM), NOTHING
    )


def test_whole_day_is_one() -> None:
    event = event_of(calendar("UID:1\nSUMMARY:x\nDTSTART;VALUE=DATE:20200724", head=ZONE), NOTHING)
    assert (event.start, event.end) == (at("2020-07-24 00:00"), at("2020-07-25 00:00"))


def test_event_without_an_end_ends_when_its_room_is_needed() -> None:
    one = "UID:1\nSUMMARY:x\nLOCATION:Main\nDTSTART:20200724T010000Z"
    two = "UID:2\nSUMMARY:y\nLOCATION:Main\nDTSTART:20200724T012000Z"
    events = schedule_of(calendar(one, two, head=ZONE), NOTHING).events
    assert [event.duration for event in events.values()] == [timedelta(minutes=20), timedelta(hours=1)]


def test_event_that_repeats_becomes_one_a_time() -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20200725T010000Z"
    moved = f"{FORUM}\nRECURRENCE-ID:20200726T010000Z".replace("20200724T01", "20200726T03").replace(
        "20200724T02", "20200726T04"
    )
    content = calendar(f"{FORUM}\n{rule}", moved, head=ZONE)
    assert starts(content) == ["460 24 09:00", "460-20200726 26 11:00"]


def test_weekly_event_until_a_day_is_followed() -> None:
    rule = "RRULE:FREQ=WEEKLY;INTERVAL=1;UNTIL=20200731"
    assert starts(calendar(f"{FORUM}\n{rule}", head=ZONE)) == ["460 24 09:00", "460-20200731 31 09:00"]


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=SECONDLY;COUNT=9", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "COUNT=3", "FREQ="]
)
def test_endless_and_complicated_repetitions_come_once(rule: str) -> None:
    content = calendar(f"{FORUM}\nRRULE:{rule}", head=ZONE)
    assert starts(content) == ["460 24 09:00"]


def test_endless_repetition_is_said() -> None:
    assert (
        "dropped: repeats in a way that is not followed; only its first time was taken: Networks first, today"
        in notes_of(calendar(f"{FORUM}\nRRULE:FREQ=DAILY", head=ZONE), NOTHING)
    )


@pytest.mark.parametrize(
    "line", ["Speakers: Liu Duo and Shang Bing", "von: Liu Duo, Shang Bing", "嘉宾：Liu Duo、Shang Bing"]
)
def test_speakers_are_read_from_the_first_line(line: str) -> None:
    event = event_of(
        calendar(f"UID:1\n{TIMES}\nSUMMARY:x\nDESCRIPTION:{line}\\nAbout it.", head=ZONE), NOTHING
    )
    assert (event.persons, event.abstract) == (("liu-duo", "shang-bing"), Text("About it."))


def test_attendees_with_a_mail_address_are_no_speakers() -> None:
    content = calendar(f"UID:1\n{TIMES}\nSUMMARY:x\nATTENDEE;CN=Guest:mailto:guest@example.org", head=ZONE)
    assert event_of(content, NOTHING).persons == ()
    assert "dropped: attendees with a mail address, who need not be speakers: x" in notes_of(content, NOTHING)


def test_event_that_is_never_closed_is_read() -> None:
    content = calendar(FORUM, FORUM.replace("460@", "461@"), head=ZONE).replace(b"END:VEVENT\r\n", b"")
    assert list(schedule_of(content, NOTHING).events) == ["460", "461"]


def test_alarm_inside_an_event_is_none_of_its_own() -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDESCRIPTION:Wake up\nEND:VALARM"
    content = calendar(f"{FORUM}\n{alarm}", head=ZONE)
    assert event_of(content, NOTHING).abstract == Text("What they can do.\nAnd more.")


def test_uids_of_another_place_stay_whole() -> None:
    others = [FORUM.replace("460@", f"{number}@") for number in (461, 462)]
    content = calendar(*others, FORUM.replace("kolt2020.example.org", "elsewhere.org"), head=ZONE)
    assert sorted(schedule_of(content, NOTHING).events) == ["460-elsewhere-org", "461", "462"]


@pytest.mark.parametrize(
    "broken", ["DTSTART:never", "DTSTART;TZID=America:20200724T090000", "DTSTART:99990101T000000Z"]
)
def test_event_with_a_start_that_is_none_is_dropped(broken: str) -> None:
    content = calendar(FORUM, f"UID:2\nSUMMARY:broken\n{broken}", head=ZONE)
    assert list(schedule_of(content, NOTHING).events) == ["460"]
    assert any(note.startswith("dropped: ") for note in notes_of(content, NOTHING))
