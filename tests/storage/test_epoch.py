from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.epoch import epoch, epoch_not_before, moment

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_epoch_counts_seconds_in_utc() -> None:
    assert epoch(datetime(1970, 1, 1, 8, 0, 1, 999_999, timezone(timedelta(hours=8)))) == 1


def test_epoch_not_before_rounds_up() -> None:
    assert epoch_not_before(datetime(1970, 1, 1, 0, 0, 1, 1, UTC)) == 2


def test_epoch_of_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="2020-07-23 13:00:00 has no time zone; expected an aware datetime"):
        epoch(datetime(2020, 7, 23, 13))  # noqa: DTZ001


@given(MOMENTS)
def test_a_moment_lies_within_its_stored_second(when: datetime) -> None:
    assert timedelta(0) <= when - moment(epoch(when)) < timedelta(seconds=1)
    assert timedelta(0) <= moment(epoch_not_before(when)) - when < timedelta(seconds=1)
