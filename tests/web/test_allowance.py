from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.web.allowance import Allowance


def test_burst_is_had_at_once_and_then_one_by_one() -> None:
    allowance = Allowance(burst=2, per_second=4)
    assert [allowance.take("a", 10.0) for _ in range(3)] == [0, 0, 0.25]
    assert [allowance.take("a", 10.25) for _ in range(2)] == [0, 0.25]


def test_each_key_has_its_own() -> None:
    allowance = Allowance(burst=1, per_second=1)
    assert [allowance.take(key, 0.0) for key in ("a", "b", "a")] == [0, 0, 1]


def test_refused_requests_cost_nothing() -> None:
    allowance = Allowance(burst=1, per_second=1)
    assert [allowance.take("a", now) for now in (0.0, 0.25, 0.5, 1.0)] == [0, 0.75, 0.5, 0]


def test_who_has_not_asked_for_longest_is_forgotten_first() -> None:
    allowance = Allowance(burst=1, per_second=0.001, most_kept=2)
    for key in ("a", "b", "a", "c"):
        allowance.take(key, 0.0)
    assert [allowance.take(key, 0.0) > 0 for key in ("a", "b")] == [True, False]


@given(st.lists(st.floats(0, 5), max_size=60))
def test_no_more_than_the_burst_and_the_rate_are_ever_had(pauses: list[float]) -> None:
    allowance, now, had = Allowance(burst=3, per_second=2), 0.0, 0
    for pause in pauses:
        now += pause
        had += allowance.take("a", now) == 0
    assert had <= 3 + now * 2 + 1e-6
