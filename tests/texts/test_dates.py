"""Dates, clock times, spans, zones and durations in three languages and at the edges of calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import LANGUAGES, dates, texts

BEIJING = ZoneInfo("Asia/Shanghai")
OPENING = datetime(2020, 7, 23, 6, 0, tzinfo=UTC)
DAY = date(2020, 7, 23)


def in_all(render: Callable[..., str], *arguments: object) -> list[str]:
    """What a function of dates says in the three languages, in their order."""
    return [render(*arguments, texts(language)) for language in LANGUAGES]


def span(start: str, end: str, zone: str, language: str = "en", on: date = DAY) -> str:
    first, last = datetime.fromisoformat(start).astimezone(UTC), datetime.fromisoformat(end).astimezone(UTC)
    return dates.span(first, last, ZoneInfo(zone), texts(language), on)


def test_day_name_has_weekday_day_and_month() -> None:
    assert in_all(dates.day_name, DAY) == ["Kamis, 23 Juli", "Thursday 23 July", "7月23日星期四"]


def test_short_day_is_shortened() -> None:
    assert in_all(dates.short_day, DAY) == ["Kam, 23 Jul", "Thu 23 Jul", "7月23日周四"]


def test_day_name_of_a_leap_day() -> None:
    assert in_all(dates.day_name, date(2020, 2, 29)) == [
        "Sabtu, 29 Februari",
        "Saturday 29 February",
        "2月29日星期六",
    ]


def test_clock_is_of_24_hours() -> None:
    assert in_all(lambda t: dates.clock(OPENING, BEIJING, t)) == ["14:00", "14:00", "14:00"]


def test_clock_at_midnight() -> None:
    assert dates.clock(datetime(2020, 7, 22, 16, 0, tzinfo=UTC), BEIJING, texts("en")) == "00:00"


def test_clock_in_a_zone_of_quarter_hours() -> None:
    assert dates.clock(OPENING, ZoneInfo("Asia/Kathmandu"), texts("en")) == "11:45"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2020-03-29T00:59:00+00:00", "01:59"),
        ("2020-03-29T01:00:00+00:00", "03:00"),
        ("2020-10-25T00:59:00+00:00", "02:59"),
        ("2020-10-25T01:00:00+00:00", "02:00"),
    ],
)
def test_clock_where_summer_time_begins_and_ends(moment: str, text: str) -> None:
    assert dates.clock(datetime.fromisoformat(moment), ZoneInfo("Europe/Berlin"), texts("en")) == text


def test_span_on_its_day_has_no_mark() -> None:
    assert span("2020-07-23T14:00+08:00", "2020-07-23T16:00+08:00", "Asia/Shanghai") == "14:00–16:00"


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "20:00–22:00 (+1 hari)"), ("en", "20:00–22:00 (+1 day)"), ("zh", "次日20:00–22:00")],
)
def test_span_wholly_on_the_next_day_is_marked_once(language: str, text: str) -> None:
    assert span("2020-07-24T14:00+08:00", "2020-07-24T16:00+08:00", "Pacific/Kiritimati", language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "23:30–00:30 (+1 hari)"), ("en", "23:30–00:30 (+1 day)"), ("zh", "23:30–次日00:30")],
)
def test_span_over_midnight_is_marked_at_its_end(language: str, text: str) -> None:
    assert span("2020-07-23T23:30+08:00", "2020-07-24T00:30+08:00", "Asia/Shanghai", language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "19:00–21:00 (−1 hari)"), ("en", "19:00–21:00 (−1 day)"), ("zh", "前一日19:00–21:00")],
)
def test_span_on_the_day_before_is_marked(language: str, text: str) -> None:
    assert span("2020-07-23T14:00+08:00", "2020-07-23T16:00+08:00", "Pacific/Pago_Pago", language) == text


def test_span_from_the_day_before_is_marked_at_its_start() -> None:
    assert (
        span("2020-07-23T09:00+08:00", "2020-07-23T13:00+08:00", "America/New_York") == "21:00 (−1 day)–01:00"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "09:00–18:00 (+2 hari)"), ("en", "09:00–18:00 (+2 days)"), ("zh", "09:00–18:00（+2天）")],
)
def test_span_over_several_days_says_how_many(language: str, text: str) -> None:
    assert span("2020-07-23T09:00+08:00", "2020-07-25T18:00+08:00", "Asia/Shanghai", language) == text


def test_span_that_ends_at_midnight_ends_on_the_next_day() -> None:
    assert span("2020-07-23T22:00+08:00", "2020-07-24T00:00+08:00", "Asia/Shanghai") == "22:00–00:00 (+1 day)"


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("Asia/Jakarta", ["WIB", "WIB", "WIB"]),
        ("Asia/Pontianak", ["WIB", "WIB", "WIB"]),
        ("Asia/Makassar", ["WITA", "WITA", "WITA"]),
        ("Asia/Jayapura", ["WIT", "WIT", "WIT"]),
        ("Asia/Shanghai", ["waktu Beijing", "Beijing time", "北京时间"]),
        ("PRC", ["waktu Beijing", "Beijing time", "北京时间"]),
        ("Asia/Kathmandu", ["waktu Kathmandu", "Kathmandu time", "加德满都时间"]),
        ("Africa/Cairo", ["waktu Kairo", "Cairo time", "开罗时间"]),
        ("America/Argentina/Buenos_Aires", ["waktu Buenos Aires", "Buenos Aires time", "布宜诺斯艾利斯时间"]),
        ("Etc/GMT-5", ["UTC+5", "UTC+5", "UTC+5"]),
        ("Etc/UTC", ["UTC", "UTC", "UTC"]),
        ("UTC", ["UTC", "UTC", "UTC"]),
    ],
)
def test_zone_name_is_what_people_call_it(zone: str, names: list[str]) -> None:
    assert in_all(lambda t: dates.zone_name(ZoneInfo(zone), OPENING, t)) == names


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("Asia/Jakarta", ["WIB", "WIB", "WIB"]),
        ("Asia/Shanghai", ["Beijing", "Beijing", "北京"]),
        ("Asia/Kathmandu", ["UTC+5:45", "UTC+5:45", "UTC+5:45"]),
    ],
)
def test_zone_short_fits_a_list(zone: str, names: list[str]) -> None:
    assert in_all(lambda t: dates.zone_short(ZoneInfo(zone), OPENING, t)) == names


@pytest.mark.parametrize(
    ("zone", "month", "text"),
    [
        ("Europe/Berlin", 1, "UTC+1"),
        ("Europe/Berlin", 7, "UTC+2"),
        ("Europe/London", 1, "UTC"),
        ("America/St_Johns", 1, "UTC−3:30"),
        ("Pacific/Kiritimati", 7, "UTC+14"),
        ("Pacific/Pago_Pago", 7, "UTC−11"),
        ("Australia/Lord_Howe", 7, "UTC+10:30"),
    ],
)
def test_utc_offset_is_the_one_of_the_moment(zone: str, month: int, text: str) -> None:
    assert dates.utc_offset(ZoneInfo(zone), datetime(2020, month, 1, tzinfo=UTC)) == text


@pytest.mark.parametrize(
    ("minutes", "texts_of_it"),
    [
        (0, ["0 menit", "0 min", "0分钟"]),
        (20, ["20 menit", "20 min", "20分钟"]),
        (60, ["1 jam", "1 h", "1小时"]),
        (90, ["1 jam 30 menit", "1 h 30 min", "1小时30分钟"]),
        (24 * 60, ["1 hari", "1 day", "1天"]),
        (52 * 60 + 10, ["2 hari 4 jam", "2 days 4 h", "2天4小时"]),
    ],
)
def test_duration_has_its_two_largest_units(minutes: int, texts_of_it: list[str]) -> None:
    assert in_all(dates.duration, timedelta(minutes=minutes)) == texts_of_it


@pytest.mark.parametrize(
    ("seconds", "texts_of_it"),
    [
        (0, ["sekarang", "now", "现在"]),
        (1, ["dalam 1 menit", "in 1 minute", "1分钟后"]),
        (180, ["dalam 3 menit", "in 3 minutes", "3分钟后"]),
        (3600, ["dalam 1 jam", "in 1 hour", "1小时后"]),
        (5400, ["dalam 1 jam 30 menit", "in 1 h 30 min", "1小时30分钟后"]),
        (2 * 86400, ["dalam 2 hari", "in 2 days", "2天后"]),
        (-300, ["5 menit yang lalu", "5 minutes ago", "5分钟前"]),
        (-4200, ["1 jam 10 menit yang lalu", "1 h 10 min ago", "1小时10分钟前"]),
    ],
)
def test_in_says_how_far_off(seconds: int, texts_of_it: list[str]) -> None:
    assert in_all(dates.in_, timedelta(seconds=seconds)) == texts_of_it


@pytest.mark.parametrize(
    ("days", "texts_of_it"),
    [
        (-2, ["2 hari yang lalu", "2 days ago", "2天前"]),
        (-1, ["kemarin", "yesterday", "昨天"]),
        (0, ["hari ini", "today", "今天"]),
        (1, ["besok", "tomorrow", "明天"]),
        (3, ["dalam 3 hari", "in 3 days", "3天后"]),
    ],
)
def test_in_days_counts_calendar_days(days: int, texts_of_it: list[str]) -> None:
    assert in_all(dates.in_days, days) == texts_of_it


@given(st.integers(min_value=1, max_value=59), st.sampled_from(LANGUAGES))
def test_in_never_promises_an_earlier_start(seconds: int, language: str) -> None:
    t = texts(language)
    assert dates.in_(timedelta(minutes=4, seconds=seconds), t) == dates.in_(timedelta(minutes=5), t)


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001  # made aware below
    st.sampled_from(["Asia/Jakarta", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Europe/London"]),
)
def test_span_is_unmarked_just_where_both_times_are_on_the_day(moment: datetime, zone: str) -> None:
    start = moment.replace(tzinfo=UTC)
    end = start + timedelta(hours=2)
    local = ZoneInfo(zone)
    day = start.astimezone(local).date()
    unmarked = len(dates.span(start, end, local, texts("en"), day)) == len("14:00–16:00")
    assert unmarked == (end.astimezone(local).date() == day)
