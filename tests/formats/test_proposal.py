"""A small change to a schedule file: what it would say, or why it is not made."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amendment import Amending, Amendment
from bot.domain.model import Status
from bot.formats.amending import LONGEST_DELAY
from bot.formats.proposal import Proposal, RefusedError, Why, propose
from tests.formats.files import MINIMAL
from tests.formats.layouts import Written, schedules
from tests.samples import at


def proposed(kind: Amending, event_id: str, value: str = "", text: str = MINIMAL) -> Proposal:
    return propose(text.encode(), Amendment(kind, event_id, value))


def refusal(kind: Amending, event_id: str, value: str = "", text: str = MINIMAL) -> tuple[Why, list[str]]:
    with pytest.raises(RefusedError) as refused:
        proposed(kind, event_id, value, text)
    return refused.value.why, [str(problem) for problem in refused.value.problems]


def test_delayed_forum_takes_its_talks_along_and_keeps_its_length() -> None:
    after = proposed(Amending.DELAY, "opening", "15").after.events
    assert (after["opening"].start, after["opening"].end) == (at("2020-07-23 14:15"), at("2020-07-23 16:15"))
    assert after["address"].start == at("2020-07-23 14:20")


@pytest.mark.parametrize(
    ("value", "end"),
    [("2020-07-25T10:00", "2020-07-25 11:30"), ("2020-07-25T10:00/2020-07-25T10:45", "2020-07-25 10:45")],
)
def test_moved_event_keeps_its_length_unless_its_end_is_said(value: str, end: str) -> None:
    event = proposed(Amending.MOVE, "forum-5g", value).after.events["forum-5g"]
    assert (event.start, event.end) == (at("2020-07-25 10:00"), at(end))


def test_called_off_forum_calls_off_its_talks() -> None:
    after = proposed(Amending.CANCEL, "opening").after.events
    assert [after[id_].status for id_ in ("opening", "address", "welcome")] == [Status.CANCELLED] * 3


def test_room_link_and_recording_are_given() -> None:
    assert proposed(Amending.ROOM, "forum-5g", "main").after.events["forum-5g"].room == "main"
    assert (
        proposed(Amending.LINK, "address", "https://e.org/a").after.events["address"].url == "https://e.org/a"
    )
    assert proposed(Amending.RECORD, "opening", "https://e.org/r").after.events["opening"].recording == (
        "https://e.org/r"
    )


def test_content_is_the_file_with_the_change_and_before_is_what_it_said() -> None:
    proposal = proposed(Amending.ROOM, "forum-5g", "main")
    assert proposal.content.decode() == MINIMAL.replace("    room: side\n", "    room: main\n")
    assert proposal.before.events["forum-5g"].room == "side"


def test_warnings_are_those_that_come_with_the_change() -> None:
    overlap = MINIMAL.replace("2020-07-24 09:00", "2020-07-23 15:30")
    warnings = [str(problem) for problem in proposed(Amending.ROOM, "forum-5g", "main", overlap).warnings]
    assert warnings == [
        "schedule.yaml:36:11: warning: room: found 'main', taken by 'opening' until 2020-07-23 16:00;"
        " expected one event at a time"
    ]


@pytest.mark.parametrize("minutes", ["900", str(LONGEST_DELAY)])
def test_delay_into_another_day_is_refused(minutes: str) -> None:
    assert refusal(Amending.DELAY, "forum-5g", minutes) == (Why.ANOTHER_DAY, [])


def test_delay_whose_end_runs_past_midnight_is_fine() -> None:
    event = proposed(Amending.DELAY, "opening", "570").after.events["opening"]
    assert (event.start, event.end) == (at("2020-07-23 23:30"), at("2020-07-24 01:30"))


def test_talk_delayed_out_of_its_forum_is_refused_with_the_line() -> None:
    assert refusal(Amending.DELAY, "welcome", "95") == (
        Why.WRONG,
        [
            "schedule.yaml:29:63: error: duration: found '10m'; expected an end within its forum,"
            " 2020-07-23 14:00 to 2020-07-23 16:00"
        ],
    )


def test_event_moved_out_of_the_conference_is_refused_with_the_line() -> None:
    assert refusal(Amending.MOVE, "forum-5g", "2020-07-26T09:00") == (
        Why.WRONG,
        [
            "schedule.yaml:33:12: error: start: found '2020-07-26 09:00'; expected a day of the conference,"
            " 2020-07-23 to 2020-07-25"
        ],
    )


def test_time_that_the_clocks_skip_is_refused() -> None:
    text = MINIMAL.replace("Asia/Shanghai", "Europe/Berlin").replace("2020-07-2", "2020-03-2")
    text = text.replace("end: 2020-03-25\n", "end: 2020-03-29\n")
    assert refusal(Amending.MOVE, "forum-5g", "2020-03-29T02:30", text) == (
        Why.WRONG,
        [
            "schedule.yaml:30:9: error: found 2020-03-29 02:30, which the clocks skip;"
            " expected a time that exists"
        ],
    )


def test_event_that_is_not_in_the_file_is_refused() -> None:
    assert refusal(Amending.CANCEL, "nothing") == (
        Why.WRONG,
        ["schedule.yaml:1:1: error: found no event with the id 'nothing'; expected one"],
    )


def test_broken_file_is_refused_with_its_errors() -> None:
    text = MINIMAL.replace("room: side", "room: sid")
    why, lines = refusal(Amending.CANCEL, "opening", text=text)
    assert (why, len(lines)) == (Why.BROKEN, 1)
    assert lines[0].startswith("schedule.yaml:36:11: error: room: found 'sid'")


@pytest.mark.parametrize(
    ("kind", "event_id", "value"),
    [
        (Amending.ROOM, "forum-5g", "side"),
        (Amending.MOVE, "forum-5g", "2020-07-24T09:00"),
        (Amending.LINK, "forum-5g", "https://pretalx.com/5g"),
    ],
)
def test_change_that_changes_nothing_is_refused(kind: Amending, event_id: str, value: str) -> None:
    assert refusal(kind, event_id, value) == (Why.SAME, [])


@given(schedules(), st.data(), st.integers(1, 900))
def test_any_delay_in_any_layout_is_made_or_refused(
    written: Written, data: st.DataObject, minutes: int
) -> None:
    event = data.draw(st.sampled_from(written.events))
    amendment = Amendment(Amending.DELAY, event["id"], str(minutes))
    opening = datetime.fromisoformat(event["start"])
    if (opening + timedelta(minutes=minutes)).date() != opening.date():
        with pytest.raises(RefusedError) as refused:
            propose(written.content, amendment)
        assert refused.value.why is Why.ANOTHER_DAY
        return
    proposal = propose(written.content, amendment)
    before, after = proposal.before.events[event["id"]], proposal.after.events[event["id"]]
    assert (after.start - before.start, after.duration) == (timedelta(minutes=minutes), before.duration)
