from __future__ import annotations

from datetime import date

import pytest

from bot.domain.agenda import Gap, Phase, clashes, gaps, nearest_day, next_events, on_now, phase
from bot.domain.model import EventType, Status
from tests.samples import at, event, schedule

MORNING = event("morning", "2020-07-23 09:00")
NOON = event("noon", "2020-07-23 10:00")
ALSO_NOON = event("also-noon", "2020-07-23 10:00", 30)
OFF = event("off", "2020-07-23 10:00", status=Status.CANCELLED)
STAND = event("a-stand", "2020-07-23 09:00", 480, type=EventType.EXHIBITION)
LATE = event("late", "2020-07-25 23:00", 120)
PROGRAMME = schedule(MORNING, NOON, ALSO_NOON, OFF, STAND, LATE)


def test_on_now_holds_the_start_not_the_end_and_drop_in_events_last() -> None:
    assert on_now(PROGRAMME, at("2020-07-23 10:00")) == (ALSO_NOON, NOON, STAND)


def test_on_now_leaves_out_talks_and_the_cancelled() -> None:
    talk = event("talk", "2020-07-23 09:00", forum="morning")
    programme = schedule(MORNING, talk, OFF)
    assert on_now(programme, at("2020-07-23 09:30")) == (MORNING,)
    assert on_now(programme, at("2020-07-23 10:30")) == ()


def test_next_events_share_the_soonest_start() -> None:
    assert next_events(PROGRAMME, at("2020-07-23 09:00")) == (ALSO_NOON, NOON)


def test_next_events_are_none_once_all_has_begun() -> None:
    assert next_events(PROGRAMME, at("2020-07-25 23:00")) == ()


def test_at_once_is_all_that_overlaps_in_the_programmes_order() -> None:
    assert PROGRAMME.at_once(ALSO_NOON) == (STAND, ALSO_NOON, NOON, OFF)


def test_starts_leave_out_what_is_called_off() -> None:
    assert schedule(NOON, OFF, MORNING).starts == (MORNING.start, NOON.start)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2020-07-22 23:59", Phase.BEFORE),
        ("2020-07-23 00:00", Phase.DURING),
        ("2020-07-26 00:59", Phase.DURING),
        ("2020-07-26 01:00", Phase.AFTER),
    ],
)
def test_phase_lasts_from_the_first_midnight_to_the_last_end(now: str, expected: Phase) -> None:
    assert phase(PROGRAMME, at(now)) is expected


def test_phase_of_an_empty_programme_goes_by_its_days() -> None:
    assert phase(schedule(), at("2020-07-25 23:59")) is Phase.DURING
    assert phase(schedule(), at("2020-07-26 00:00")) is Phase.AFTER


def test_days_are_the_conferences_whatever_utc_says() -> None:
    early = event("early", "2020-07-24 00:30")
    assert [(day.date, day.events) for day in schedule(early).days] == [
        (date(2020, 7, 23), ()),
        (date(2020, 7, 24), (early,)),
        (date(2020, 7, 25), ()),
    ]


def test_nearest_day_is_todays_else_the_next_else_the_last() -> None:
    assert nearest_day(PROGRAMME, at("2020-07-01 12:00")).index == 1
    assert nearest_day(PROGRAMME, at("2020-07-24 00:00")).index == 2
    assert nearest_day(PROGRAMME, at("2020-08-01 12:00")).index == 3


def test_leap_day_is_a_day_of_its_own() -> None:
    leap = schedule(event("leap", "2024-02-29 12:00"), start=date(2024, 2, 28), end=date(2024, 3, 1))
    assert [len(day.events) for day in leap.days] == [0, 1, 0]


def test_clashes_are_what_overlaps_and_cannot_be_dropped_into() -> None:
    assert clashes(NOON, PROGRAMME.events.values()) == (ALSO_NOON,)
    assert clashes(OFF, PROGRAMME.events.values()) == ()
    assert clashes(STAND, PROGRAMME.events.values()) == ()


def test_events_that_touch_do_not_clash() -> None:
    assert clashes(MORNING, [NOON]) == ()


def test_a_forum_and_its_own_talk_do_not_clash() -> None:
    talk = event("talk", "2020-07-23 09:10", 20, forum="morning")
    assert clashes(MORNING, [talk]) == ()
    assert clashes(talk, [MORNING]) == ()


def test_gaps_are_free_times_of_a_quarter_of_an_hour_or_more() -> None:
    later = event("later", "2020-07-23 11:15")
    soon = event("soon", "2020-07-23 12:20")
    assert gaps([later, MORNING, NOON, STAND, soon]) == (Gap(at("2020-07-23 11:00"), at("2020-07-23 11:15")),)


def test_gaps_begin_at_the_end_of_the_longest_before() -> None:
    long = event("long", "2020-07-23 09:00", 240)
    last = event("last", "2020-07-23 14:00")
    assert gaps([long, NOON, last]) == (Gap(at("2020-07-23 13:00"), at("2020-07-23 14:00")),)
