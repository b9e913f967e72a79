"""Moving an event in the text of the schedule file."""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.model import Schedule
from bot.formats.edit import edited
from bot.formats.patches import EditError
from bot.formats.retiming import retimed
from bot.formats.schedule import read_schedule
from tests.formats.files import MINIMAL
from tests.formats.layouts import Written, schedules
from tests.samples import at

MINUTES = timedelta(minutes=1)


def read(content: bytes) -> Schedule:
    schedule = read_schedule(content).schedule
    assert schedule is not None
    return schedule


def moved(text: str, event_id: str, start: datetime, end: datetime) -> str:
    content = text.encode()
    schedule = read(content)
    edits = retimed(content, schedule, schedule.events[event_id], start, end)
    return edited(content, edits).decode()


def brought(before: str, after: str) -> list[str]:
    """The new lines."""
    return [line[2:] for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] == "+"]


def test_forum_takes_its_talks_along() -> None:
    after = moved(MINIMAL, "opening", at("2020-07-23 14:15"), at("2020-07-23 16:15"))
    assert brought(MINIMAL, after) == [
        "    start: 2020-07-23 14:15",
        "    end: 2020-07-23 16:15",
        "      - {id: address, title: Address, start: 14:20, end: 14:35, persons: [miao-wei]}",
        "      - {id: welcome, title: Welcome, start: 14:35, duration: 10m, persons: [liu-duo]}",
    ]


def test_later_end_moves_no_talk() -> None:
    after = moved(MINIMAL, "opening", at("2020-07-23 14:00"), at("2020-07-23 17:00"))
    assert brought(MINIMAL, after) == ["    end: 2020-07-23 17:00"]


def test_talk_moves_alone() -> None:
    after = moved(MINIMAL, "address", at("2020-07-23 15:05"), at("2020-07-23 15:20"))
    assert brought(MINIMAL, after) == [
        "      - {id: address, title: Address, start: 15:05, end: 15:20, persons: [miao-wei]}"
    ]


@pytest.mark.parametrize(
    ("before", "minutes", "after"),
    [
        ("1h30m", 90, "1h30m"),
        ("1h30m", 45, "45m"),
        ("2h", 180, "3h"),
        ("90m", 120, "120m"),
        ("2h", 125, "2h5m"),
    ],
)
def test_duration_is_written_as_before(before: str, minutes: int, after: str) -> None:
    text = MINIMAL.replace("duration: 1h30m", f"duration: {before}")
    start = at("2020-07-24 09:00")
    assert f"duration: {after}\n" in moved(text, "forum-5g", start, start + minutes * MINUTES)


def test_time_keeps_the_letter_between_day_and_clock() -> None:
    text = MINIMAL.replace("start: 2020-07-23 14:00", "start: 2020-07-23T14:00")
    after = moved(text, "opening", at("2020-07-24 08:00"), at("2020-07-24 10:00"))
    assert brought(text, after)[:2] == ["    start: 2020-07-24T08:00", "    end: 2020-07-24 10:00"]


def test_talks_of_a_forum_on_another_day_keep_their_clock_times() -> None:
    after = moved(MINIMAL, "opening", at("2020-07-24 14:00"), at("2020-07-24 16:00"))
    assert brought(MINIMAL, after) == ["    start: 2020-07-24 14:00", "    end: 2020-07-24 16:00"]


def test_talk_after_midnight_keeps_its_clock_time() -> None:
    text = MINIMAL.replace("2020-07-23 14:00", "2020-07-23 23:00").replace(
        "2020-07-23 16:00", "2020-07-24 01:00"
    )
    text = (
        text.replace("14:05", "23:55")
        .replace("end: 14:20", "end: 00:10")
        .replace("start: 14:20", "start: 00:10")
    )
    after = moved(text, "opening", at("2020-07-23 23:10"), at("2020-07-24 01:10"))
    assert brought(text, after)[2:] == [
        "      - {id: address, title: Address, start: 00:05, end: 00:20, persons: [miao-wei]}",
        "      - {id: welcome, title: Welcome, start: 00:20, duration: 10m, persons: [liu-duo]}",
    ]


def test_talk_a_day_after_its_forum_began_is_written_with_its_day() -> None:
    text = MINIMAL.replace("2020-07-23 16:00", "2020-07-24 18:00")
    after = moved(text, "address", at("2020-07-24 15:00"), at("2020-07-24 15:15"))
    assert brought(text, after) == [
        "      - {id: address, title: Address, start: 2020-07-24 15:00, end: 2020-07-24 15:15, persons: [miao-wei]}"
    ]


def test_hour_that_the_clocks_show_twice_is_refused() -> None:
    text = MINIMAL.replace("Asia/Shanghai", "Europe/Berlin").replace("2020-07-2", "2020-10-2")
    start = datetime.fromisoformat("2020-10-25T01:30Z")
    with pytest.raises(EditError) as refused:
        moved(text, "forum-5g", start, start + 90 * MINUTES)
    assert str(refused.value) == (
        "schedule.yaml:33:1: error: start: found 2020-10-25 02:30 for the second time that night,"
        " which cannot be written; expected another time"
    )


@given(schedules(), st.data(), st.integers(-600, 2900), st.integers(0, 90))
def test_schedule_with_a_moved_event_differs_in_just_that(
    written: Written, data: st.DataObject, later: int, longer: int
) -> None:
    before = read(written.content)
    event = before.events[data.draw(st.sampled_from(written.events))["id"]]
    start, end = event.start + later * MINUTES, event.end + (later + longer) * MINUTES
    after = read(edited(written.content, retimed(written.content, before, event, start, end)))
    wanted = {**before.events, event.id: replace(event, start=start, end=end)}
    for talk in before.talks(event.id):
        wanted[talk.id] = replace(talk, start=talk.start + later * MINUTES, end=talk.end + later * MINUTES)
    assert dict(after.events) == wanted


@given(schedules(), st.data(), st.integers(0, 20), st.integers(1, 30))
def test_schedule_with_a_moved_talk_differs_in_just_that(
    written: Written, data: st.DataObject, after_opening: int, lasting: int
) -> None:
    before = read(written.content)
    talks = [talk for talk in before.events.values() if talk.forum]
    assume(talks)
    talk = data.draw(st.sampled_from(talks))
    start = before.events[talk.forum or ""].start + after_opening * MINUTES
    end = start + lasting * MINUTES
    after = read(edited(written.content, retimed(written.content, before, talk, start, end)))
    assert dict(after.events) == {**before.events, talk.id: replace(talk, start=start, end=end)}
