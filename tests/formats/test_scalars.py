"""Single values."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formats import scalars

DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
CLOCKS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
PARSERS = [
    scalars.day,
    scalars.clock,
    scalars.moment,
    scalars.duration,
    scalars.identifier,
    scalars.word,
    scalars.color,
    scalars.language,
    scalars.url,
    scalars.zone,
    scalars.line,
    scalars.paragraphs,
]


@given(DAYS)
def test_day_comes_back(day: date) -> None:
    assert scalars.day(day.isoformat()) == day


@given(CLOCKS)
def test_clock_comes_back(clock: time) -> None:
    assert scalars.clock(clock.isoformat("minutes")) == clock


@given(DAYS, CLOCKS, st.sampled_from(" T"))
def test_moment_comes_back(day: date, clock: time, between: str) -> None:
    moment = datetime.combine(day, clock)
    assert scalars.moment(moment.isoformat(between, "minutes")) == moment


@given(st.integers(1, 999), st.integers(0, 99))
def test_duration_of_hours_and_minutes_comes_back(hours: int, minutes: int) -> None:
    assert scalars.duration(f"{hours}h{minutes}m") == timedelta(hours=hours, minutes=minutes)


@given(st.integers(1, 9999))
def test_duration_of_minutes_comes_back(minutes: int) -> None:
    assert scalars.duration(f"{minutes}m") == timedelta(minutes=minutes)


def test_duration_of_hours_alone() -> None:
    assert scalars.duration("2h") == timedelta(hours=2)


@given(st.text(), st.sampled_from(PARSERS))
def test_any_text_is_a_value_or_none(text: str, parse: object) -> None:
    assert callable(parse)
    value = parse(text)
    assert value is None or value


@pytest.mark.parametrize(
    "text", ["0m", "0h", "0h0m", "", "h", "m", "90", "1.5h", "1h 30m", "-1h", "1m30h", "٣h"]
)
def test_duration_refused(text: str) -> None:
    assert scalars.duration(text) is None


@pytest.mark.parametrize(
    "text", ["2021-02-29", "2020-13-01", "2020-7-23", "23.07.2020", "1969-12-31", "2200-01-01", "٢٠٢٠-07-23"]
)
def test_day_refused(text: str) -> None:
    assert scalars.day(text) is None


@pytest.mark.parametrize("text", ["24:00", "9:00", "09:60", "09:00:00", "0900"])
def test_clock_refused(text: str) -> None:
    assert scalars.clock(text) is None


@pytest.mark.parametrize("text", ["2020-02-29 09:00", "2000-02-29T23:59"])
def test_moment_of_a_leap_day(text: str) -> None:
    assert scalars.moment(text) == datetime.fromisoformat(text)


@pytest.mark.parametrize("text", ["2021-02-29 09:00", "2020-07-23  14:00", "2020-07-23 14:00Z", "2020-07-23"])
def test_moment_refused(text: str) -> None:
    assert scalars.moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "https://例子.中国/路径",
        "https://example.org:8443/",
        "http://[::1]/x",
    ],
)
def test_url_taken(text: str) -> None:
    assert scalars.url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https:///path",
        "https://a b",
        "HTTPS://example.org",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://[::1/",
        "https://user@example.org/",
        "https://example.org/<b>",
        "data:text/html,x",
        "//example.org",
        "https://example.org/" + "a" * 2048,
    ],
)
def test_url_refused(text: str) -> None:
    assert scalars.url(text) is None


@pytest.mark.parametrize("text", ["Asia/Shanghai", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+8"])
def test_zone_taken(text: str) -> None:
    assert scalars.zone(text) == ZoneInfo(text)


@pytest.mark.parametrize(
    "text", ["Asia", "Asia/", "/etc/localtime", "Asia/../UTC", "localtime", "Mars/Base", "X" * 300]
)
def test_zone_refused(text: str) -> None:
    assert scalars.zone(text) is None


@pytest.mark.parametrize("text", ["id", "en", "zh", "zh-Hant", "pt-BR", "jav"])
def test_language_taken(text: str) -> None:
    assert scalars.language(text) == text


@pytest.mark.parametrize("text", ["cn", "EN", "e", "english", "zh_TW", "zh-", ""])
def test_language_refused(text: str) -> None:
    assert scalars.language(text) is None


def test_color_is_in_lower_case() -> None:
    assert scalars.color("#0A84FF") == "#0a84ff"


@pytest.mark.parametrize("text", ["#0a84f", "#0a84ff0", "0a84ff", "#0a84fg", "red"])
def test_color_refused(text: str) -> None:
    assert scalars.color(text) is None
