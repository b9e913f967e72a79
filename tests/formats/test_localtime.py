"""Local times in UTC, through every change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.formats.localtime import Quirk, shown, to_local, to_utc

ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Jakarta",
        "Europe/Berlin",
        "America/St_Johns",
        "Australia/Lord_Howe",  # half an hour
        "Pacific/Apia",  # skipped a whole day in 2011
        "Africa/Casablanca",
        "UTC",
    )
]
zones = st.sampled_from(ZONES)
minutes = st.datetimes(datetime.fromisoformat("1970-01-02"), datetime.fromisoformat("2199-12-30")).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@given(zones, minutes)
def test_local_time_comes_back_unless_it_is_skipped(zone: ZoneInfo, written: datetime) -> None:
    moment, quirk = to_utc(written, zone)
    assert (to_local(moment, zone) == written) is (quirk is not Quirk.MISSING)


@given(zones, minutes)
def test_moment_comes_back_as_the_first_of_its_readings(zone: ZoneInfo, utc: datetime) -> None:
    moment = utc.replace(tzinfo=UTC)
    back, quirk = to_utc(to_local(moment, zone), zone)
    assert back == moment or (quirk is Quirk.TWICE and back < moment)


def test_time_skipped_in_spring_is_what_unchanged_clocks_would_show() -> None:
    moment = to_utc(local("2020-03-29 02:30"), ZoneInfo("Europe/Berlin"))
    assert moment == (datetime(2020, 3, 29, 1, 30, tzinfo=UTC), Quirk.MISSING)


def test_time_shown_twice_in_autumn_is_the_first() -> None:
    moment = to_utc(local("2020-10-25 02:30"), ZoneInfo("Europe/Berlin"))
    assert moment == (datetime(2020, 10, 25, 0, 30, tzinfo=UTC), Quirk.TWICE)


def test_day_that_a_country_skipped_is_missing() -> None:
    assert to_utc(local("2011-12-30 12:00"), ZoneInfo("Pacific/Apia"))[1] is Quirk.MISSING


def test_hours_around_a_change_are_an_hour_apart() -> None:
    zone = ZoneInfo("Europe/Berlin")
    before, after = to_utc(local("2020-03-29 01:59"), zone)[0], to_utc(local("2020-03-29 03:00"), zone)[0]
    assert after - before == timedelta(minutes=1)


def test_shown_is_as_written() -> None:
    assert shown(local("2020-07-23T14:00")) == "2020-07-23 14:00"
