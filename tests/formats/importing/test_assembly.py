"""What a draft needs to become a schedule without errors, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import Text, Track
from bot.formats.importing.source import SourceError, Wishes
from tests.formats.importing.sources import event_of, frab, frab_event, imported, notes_of, schedule_of
from tests.samples import at

NOTHING = Wishes(language="en")


def dates(content: bytes) -> tuple[date, date]:
    conference = schedule_of(content, NOTHING).conference
    return conference.start, conference.end


def test_nothing_is_noted_of_a_source_that_says_it_all() -> None:
    assert notes_of(frab(frab_event()), NOTHING) == []


def test_wishes_win_over_the_source() -> None:
    wishes = Wishes(zone=ZoneInfo("Asia/Jakarta"), language="id", acronym="mine", title="Mine")
    conference = schedule_of(frab(frab_event()), wishes).conference
    assert (conference.zone.key, conference.languages, conference.acronym) == (
        "Asia/Jakarta",
        ("id",),
        "mine",
    )
    assert conference.title == Text("Mine")


@pytest.mark.parametrize(
    ("named", "zone"), [("Asia/Beijing", "Asia/Shanghai"), ("", "Etc/GMT-8"), ("Nowhere/Land", "Etc/GMT-8")]
)
def test_zone_is_guessed_from_its_name_or_the_offset(named: str, zone: str) -> None:
    found = imported(frab(frab_event(), time_zone_name=named), NOTHING)
    assert found.schedule.conference.zone.key == zone
    assert found.schedule.events["7"].start == at("2020-07-24 09:00")
    assert [note.topic.name for note in found.notes] == ["ZONE"]


def test_usual_zone_is_taken_where_the_source_names_none() -> None:
    wishes = Wishes(usual_zone=ZoneInfo("Asia/Shanghai"), language="en")
    assert notes_of(frab(frab_event(date="2020-07-24T09:00"), time_zone_name=None), wishes) == []


def test_offset_of_no_whole_hour_is_shown_in_utc() -> None:
    event = frab_event(date="2020-07-24T09:00:00+05:30")
    assert schedule_of(frab(event, time_zone_name=""), NOTHING).conference.zone.key == "UTC"


def test_language_of_the_texts_is_guessed_from_what_is_spoken() -> None:
    found = imported(frab(frab_event(language="de")), Wishes())
    assert found.schedule.conference.languages == ("de",)
    assert [str(note) for note in found.notes] == [
        "guessed: what the source does not say of the conference: the language of the texts, 'de'"
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("en", "en"), ("EN", "en"), ("English", "en"), ("cn", "zh"), ("en_US", "en-us"), ("?", None)],
)
def test_language_is_understood(written: str, code: str | None) -> None:
    assert event_of(frab(frab_event(language=written)), NOTHING).language == code


def test_day_after_the_last_becomes_one_for_what_starts_after_midnight() -> None:
    content = frab(frab_event(), frab_event(id=8, date="2020-07-26T01:00:00+08:00"))
    assert dates(content) == (date(2020, 7, 23), date(2020, 7, 26))
    assert notes_of(content, NOTHING) == [
        "changed: the conference's days, so that every event is on one:"
        " 2020-07-23 to 2020-07-26 instead of 2020-07-23 to 2020-07-25"
    ]


def test_end_in_the_night_after_the_last_day_needs_no_further_one() -> None:
    assert dates(frab(frab_event(date="2020-07-25T22:00:00+08:00", duration="08:00"))) == (
        date(2020, 7, 23),
        date(2020, 7, 25),
    )


def test_end_after_that_night_does() -> None:
    content = frab(frab_event(date="2020-07-25T22:00:00+08:00", duration="09:00"))
    assert dates(content) == (date(2020, 7, 23), date(2020, 7, 26))


def test_days_are_the_events_where_the_source_is_wrong() -> None:
    assert dates(frab(frab_event(), start="2019-07-23", end="2019-07-25")) == (
        date(2020, 7, 24),
        date(2020, 7, 24),
    )


def test_event_far_from_the_others_is_dropped() -> None:
    content = frab(frab_event(), frab_event(id=8, title="Next year", date="2021-07-24T09:00:00+08:00"))
    assert list(schedule_of(content, NOTHING).events) == ["7"]
    assert notes_of(content, NOTHING) == [
        "dropped: far from the other events, more than 31 days in all: Next year (2021-07-24)"
    ]


def test_endless_event_is_cut() -> None:
    content = frab(frab_event(duration="744:00"))
    event = event_of(content, NOTHING)
    assert (event.start, event.end) == (at("2020-07-24 09:00"), at("2020-08-23 06:00"))
    assert "changed: ends later than the last night allows; cut: Networks first" in notes_of(content, NOTHING)


@pytest.mark.parametrize("duration", [None, "", "00:00", "-01:00", "soon"])
def test_missing_end_is_an_hour_after_the_start(duration: str | None) -> None:
    content = frab(frab_event(duration=duration))
    assert event_of(content, NOTHING).duration == timedelta(hours=1)
    assert notes_of(content, NOTHING) == [
        "guessed: no end; taken as one hour, or until the room is needed: Networks first (2020-07-24 09:00)"
    ]


def test_seconds_are_dropped() -> None:
    event = event_of(frab(frab_event(date="2020-07-24T09:00:59+08:00", duration="00:30:30")), NOTHING)
    assert (event.start, event.end) == (at("2020-07-24 09:00"), at("2020-07-24 09:31"))


def test_start_in_the_hour_that_comes_twice_is_moved_to_the_first() -> None:
    berlin: dict[str, Any] = {"time_zone_name": "Europe/Berlin", "start": "2020-10-24", "end": "2020-10-25"}
    content = frab(frab_event(date="2020-10-25T02:30:00+01:00", duration="00:30"), **berlin)
    event = event_of(content, NOTHING)
    assert (event.start, event.duration) == (
        at("2020-10-25 02:30", ZoneInfo("Europe/Berlin")),
        timedelta(minutes=30),
    )
    assert [note.split(";")[0] for note in notes_of(content, NOTHING)] == [
        "changed: starts in the hour that the clocks show twice"
    ]


def test_same_event_twice_is_one() -> None:
    assert notes_of(frab(frab_event(), frab_event()), NOTHING) == [
        "dropped: events that are there twice: Networks first"
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "dropped: events without a title: 8"),
        ({"date": None, "start": "?"}, "dropped: events without a time: Networks first"),
        ({"url": "ftp://example.org"}, "dropped: what is no http or https address: ftp://example.org"),
        (
            {"url": "https://user:secret@example.org"},
            "dropped: what is no http or https address: https://user:secret@example.org",
        ),
        ({"language": "Klingonese"}, "dropped: what is no language's code: Klingonese"),
    ],
)
def test_what_is_dropped_is_said(fields: dict[str, str], said: str) -> None:
    assert said in notes_of(frab(frab_event(), frab_event(id=8, **fields)), NOTHING)


def test_long_title_is_cut_and_begins_the_abstract() -> None:
    title = "word " * 60
    event = event_of(frab(frab_event(title=title, abstract="About.")), NOTHING)
    assert len(event.title.default) <= 200
    assert event.abstract == Text(f"{title.strip()}\n\nAbout.")


@pytest.mark.parametrize(
    ("written", "color"),
    [("#0A84FF", "#0a84ff"), ("0a84ff", "#0a84ff"), ("#0AF", "#00aaff"), ("red", None), ("", None)],
)
def test_color_of_a_track_is_read(written: str, color: str | None) -> None:
    content = frab(frab_event(track="5G"), tracks=[{"name": "5G", "color": written}])
    assert schedule_of(content, NOTHING).tracks == {"5g": Track("5g", Text("5G"), color)}


def test_name_is_one_however_it_is_written() -> None:
    events = [
        frab_event(track="Ｓecurity"),
        frab_event(id=8, track="security "),
        frab_event(id=9, track="No Track"),
    ]
    found = schedule_of(frab(*events), NOTHING)
    assert list(found.tracks) == ["security"]
    assert found.events["9"].track is None


def test_ids_of_names_do_not_depend_on_their_order() -> None:
    events = [frab_event(id=1, room="Saal-1"), frab_event(id=2, room="Saal 1")]
    first, second = (schedule_of(frab(*listed), NOTHING) for listed in (events, events[::-1]))
    assert {id_: room.name for id_, room in first.rooms.items()} == {
        id_: room.name for id_, room in second.rooms.items()
    }


def test_schedule_of_no_events_keeps_its_days() -> None:
    assert dates(frab()) == (date(2020, 7, 23), date(2020, 7, 25))


def test_more_events_than_a_conference_has_are_refused() -> None:
    with pytest.raises(SourceError) as refusal:
        imported(frab(*[frab_event(id=number) for number in range(5001)]))
    assert str(refusal.value) == "found 5001 events; expected at most 5000"
