from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spread import EARLIEST, Burst, Sending, beginnings, latest_beginning, sendings
from tests.samples import at

START = at("2020-07-23 14:00")


def before(minutes: float) -> datetime:
    return START - timedelta(minutes=minutes)


def burst(lead: float, chats: int, start: datetime = START) -> Burst:
    return start - timedelta(minutes=lead), start, chats


def test_latest_beginning_leaves_a_reserve() -> None:
    assert latest_beginning(18_000, 30, START) == before(10.5)


def test_burst_that_fits_its_lead_begins_when_it_is_due() -> None:
    assert beginnings([burst(10, 17_000)], 30) == [before(10)]


def test_burst_that_does_not_fit_begins_earlier() -> None:
    assert beginnings([burst(10, 36_000)], 30) == [before(21)]


def test_longer_lead_makes_way_for_the_shorter() -> None:
    assert beginnings([burst(15, 18_000), burst(10, 18_000)], 30) == [before(21), before(10.5)]


def test_starts_close_together_share_the_pace() -> None:
    soon, later = burst(10, 9_000), burst(10, 18_000, START + timedelta(minutes=5))
    assert beginnings([soon, later], 30) == [before(10.75), before(5.5)]


def test_nothing_begins_earlier_than_two_hours_before() -> None:
    assert beginnings([burst(10, 1_000_000)], 30) == [START - EARLIEST]


def test_late_stars_are_told_at_the_start() -> None:
    assert beginnings([burst(0, 100_000)], 30) == [START]


def test_sending_says_from_when_to_when() -> None:
    assert sendings([burst(10, 36_000)], 30, before(60)) == [
        Sending(before(10), START, 36_000, before(21), before(1), 0)
    ]


def test_sending_says_how_many_come_too_late() -> None:
    (sending,) = sendings([burst(10, 36_000)], 30, before(15))
    assert (sending.begins_at, sending.ends_at, sending.too_late) == (before(15), before(-5), 9_000)


def test_sending_waits_for_the_one_before() -> None:
    first, second = sendings([burst(10, 36_000), burst(0, 60)], 30, before(12))
    assert (first.ends_at, second.begins_at, second.too_late) == (before(-8), before(-8), 0)


BURSTS = st.lists(
    st.builds(
        burst,
        st.sampled_from([5, 10, 15, 30, 60]),
        st.integers(1, 20_000),
        st.sampled_from([START + timedelta(minutes=minutes) for minutes in (0, 5, 60)]),
    ),
    max_size=3,
)


@given(BURSTS)
def test_nobody_is_late_when_the_pace_suffices(bursts: list[Burst]) -> None:
    for sending in sendings(bursts, 30, before(24 * 60)):
        assert (sending.begins_at <= sending.due_at or sending.too_late == 0, sending.too_late) == (True, 0)
