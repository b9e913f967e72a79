"""The days of a track, and the events that are on others."""

from __future__ import annotations

from tests.formats.files import edited, lines, read

COLOR = 'color: "#0a84ff"'


def days(written: str) -> tuple[str, str]:
    """The edit that says on which days the 5G track is."""
    return COLOR, f"{COLOR}, days: {written}"


def test_days_of_a_track_are_read() -> None:
    track = read(edited(days("[2020-07-24, 2020-07-25]"))).tracks["5g"]
    assert [str(day) for day in track.days] == ["2020-07-24", "2020-07-25"]


def test_event_on_another_day_than_its_track() -> None:
    assert lines(edited(days("[2020-07-23, 2020-07-25]"))) == [
        "schedule.yaml:33:12: warning: start: found 2020-07-24 09:00, no day of the track '5g';"
        " expected 2020-07-23, 2020-07-25"
    ]


def test_cancelled_event_is_on_no_day() -> None:
    content = edited(
        days("[2020-07-23]"), ("  - id: forum-5g\n", "  - id: forum-5g\n    status: cancelled\n")
    )
    assert lines(content) == []


def test_talk_with_a_track_of_its_own_is_on_that_tracks_days() -> None:
    content = edited(days("[2020-07-24]"), ("id: address, ", "id: address, track: 5g, "))
    assert [line.partition(":28:")[2] for line in lines(content)] == [
        "57: warning: start: found 2020-07-23 14:05, no day of the track '5g'; expected 2020-07-24"
    ]


def test_talk_with_its_forums_track_goes_with_the_forum() -> None:
    content = edited(days("[2020-07-24]"), ("    room: main\n", "    room: main\n    track: 5g\n"))
    assert [line.split(":")[1] for line in lines(content)] == ["22"]


def test_day_of_a_track_that_is_none_of_the_conferences() -> None:
    assert lines(edited(days("[2020-07-24, 2020-07-26]"))) == [
        "schedule.yaml:11:61: error: days: found '2020-07-26'; expected a day of the conference,"
        " 2020-07-23 to 2020-07-25"
    ]


def test_track_without_days_where_the_key_stands() -> None:
    assert lines(edited(days("[]"))) == [
        "schedule.yaml:11:48: error: days: found an empty list; expected a list of days such as [2020-07-23]"
    ]
