"""When people are asked how an event was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feedback import Answers, asking_moments, at_a_decent_hour, together
from bot.domain.model import Event, EventType, Status
from tests.samples import BEIJING, at, event, schedule

LONDON = ZoneInfo("Europe/London")


def moments(*events: Event) -> dict[str, str]:
    """Event id -> the day and hour of asking, on Beijing's clock."""
    return {
        id_: f"{moment.astimezone(BEIJING):%d %H:%M}"
        for id_, moment in asking_moments(schedule(*events)).items()
    }


def test_event_is_asked_about_ten_minutes_after_its_end() -> None:
    assert moments(event("opening", "2020-07-23 14:00", 120)) == {"opening": "23 16:10"}


def test_what_follows_without_a_pause_is_asked_about_together() -> None:
    found = moments(
        event("a", "2020-07-23 09:00", 60),
        event("b", "2020-07-23 10:15", 60),
        event("c", "2020-07-23 10:30", 90),
    )
    assert found == {"a": "23 12:10", "b": "23 12:10", "c": "23 12:10"}


def test_pause_of_twenty_minutes_parts_them() -> None:
    assert moments(event("a", "2020-07-23 09:00", 60), event("b", "2020-07-23 10:20", 60)) == {
        "a": "23 10:10",
        "b": "23 11:30",
    }


def test_break_is_a_pause_and_is_not_asked_about() -> None:
    found = moments(
        event("a", "2020-07-23 09:00", 60),
        event("lunch", "2020-07-23 10:00", 60, type=EventType.BREAK),
        event("b", "2020-07-23 11:00", 60),
    )
    assert found == {"a": "23 10:10", "b": "23 12:10"}


def test_cancelled_event_is_not_asked_about_and_joins_nothing() -> None:
    found = moments(
        event("a", "2020-07-23 09:00", 60),
        event("off", "2020-07-23 10:00", 60, status=Status.CANCELLED),
        event("b", "2020-07-23 11:00", 60),
    )
    assert found == {"a": "23 10:10", "b": "23 12:10"}


@pytest.mark.parametrize(
    "long", [{"type": EventType.EXHIBITION}, {"type": EventType.ACTIVITY}], ids=["exhibition", "all day"]
)
def test_what_lasts_all_day_holds_up_nothing(long: dict[str, object]) -> None:
    found = moments(event("expo", "2020-07-23 09:00", 600, **long), event("a", "2020-07-23 09:00", 60))
    assert found == {"expo": "23 19:10", "a": "23 10:10"}


def test_talk_is_asked_about_with_its_forum() -> None:
    talk = event("talk", "2020-07-23 09:00", 20, type=EventType.TALK, forum="a")
    assert moments(event("a", "2020-07-23 09:00", 120), talk) == {"a": "23 11:10", "talk": "23 11:10"}


def test_moment_of_nothing_is_none() -> None:
    assert moments() == {}


@pytest.mark.parametrize(
    ("moment", "zone", "decent"),
    [
        ("2020-07-23 21:59", BEIJING, "2020-07-23 21:59"),
        ("2020-07-23 22:00", BEIJING, "2020-07-24 08:00"),
        ("2020-07-24 02:10", BEIJING, "2020-07-24 08:00"),
        ("2020-07-24 08:00", BEIJING, "2020-07-24 08:00"),
        ("2020-07-23 11:40", LONDON, "2020-07-23 15:00"),
    ],
)
def test_night_waits_for_the_morning_on_the_readers_clock(moment: str, zone: ZoneInfo, decent: str) -> None:
    assert at_a_decent_hour(at(moment), zone) == at(decent)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Shanghai", "Europe/London", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_decent_hour_is_soon_and_by_day(moment: datetime, key: str) -> None:
    zone = ZoneInfo(key)
    decent = at_a_decent_hour(moment, zone)
    assert moment <= decent <= moment + timedelta(hours=11)
    assert 8 <= decent.astimezone(zone).hour < 22


def test_average_is_of_all_ratings() -> None:
    assert Answers({5: 3, 1: 1}, 0).average == 4.0


def test_together_adds_up() -> None:
    assert together([Answers({5: 1}, 1), Answers({5: 2, 3: 1}, 0)]) == Answers(
        {1: 0, 2: 0, 3: 1, 4: 0, 5: 3}, 1
    )
