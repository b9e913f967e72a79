"""Times as people say them, on the reader's clock at ten in the morning of Thursday 23 July, the first day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tests.domain.questions.asking import ask, window

NOW = "2020-07-23 10:00"


def day(first: int, last: int | None = None) -> tuple[str, str]:
    return f"{first} 00:00", f"{(last or first) + 1} 00:00"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the day after tomorrow", day(25)),
        ("lusa", day(25)),
        ("后天", day(25)),
        ("kemarin", day(22)),
        ("前天", day(21)),
        ("2 hari lagi", day(25)),
        ("in two days", day(25)),
        ("two days ago", day(21)),
        ("dua hari yang lalu", day(21)),
        ("两天前", day(21)),
        ("到周五为止", day(23, 24)),
        ("jumat seharian", day(24)),
        ("最后的一天", day(25)),
        ("kamis", day(23)),
        ("hari jum'at", day(24)),
        ("礼拜六", day(25)),
        ("last thursday", day(16)),
        ("next thursday", day(30)),
        ("rabu", day(29)),
        ("hari pertama", day(23)),
        ("2nd day", day(24)),
        ("hari ke-3", day(25)),
        ("倒数第二天", day(24)),
        ("first two days", day(23, 24)),
        ("最后两天", day(24, 25)),
        ("tgl 24", day(24)),
        ("the 24th", day(24)),
        ("24号", day(24)),
        ("24 juli", day(24)),
        ("24th of july", day(24)),
        ("七月二十四号", day(24)),
        ("2020-07-24", day(24)),
        ("24.7.2020", day(24)),
        ("7/24", day(24)),
        ("friday 24 july", day(24)),
        ("24-25 july", day(24, 25)),
        ("thursday to saturday", day(23, 25)),
        ("周四到周六", day(23, 25)),
        ("dari besok sampe lusa", day(24, 25)),
        ("从明天起", day(24, 25)),
        ("setelah hari jumat", day(25)),
        ("weekend", day(25, 26)),
        ("minggu ini", day(20, 26)),
        ("下周", day(27, 33)),
    ],
)
def test_days(said: str, expected: tuple[str, str]) -> None:
    first, last = (f"{int(clock[:2]) % 31 or 31:02}{clock[2:]}" for clock in expected)
    assert window(f"forum {said}", NOW) == (first, last)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("at 3pm", "15:00-15:01"),
        ("jam 3 sore", "15:00-15:01"),
        ("下午三点", "15:00-15:01"),
        ("15.30", "15:30-15:31"),
        ("half past three", "15:30-15:31"),
        ("jam setengah empat sore", "15:30-15:31"),
        ("下午三点半", "15:30-15:31"),
        ("quarter to four", "15:45-15:46"),
        ("jam 4 kurang 15", "15:45-15:46"),
        ("差一刻四点", "15:45-15:46"),
        ("jam 2 lewat 10", "14:10-14:11"),
        ("两点十分", "14:10-14:11"),
        ("at noon", "12:00-12:01"),
        ("jam 12 siang", "12:00-12:01"),
        ("at 11", "11:00-11:01"),
        ("at 8 tonight", "20:00-20:01"),
        ("from 3 to 5", "15:00-17:00"),
        ("between 11 and 1", "11:00-13:00"),
        ("after 3 but before 5", "15:00-17:00"),
        ("setelah jam 3 sebelum jam 5", "15:00-17:00"),
        ("3点以后5点以前", "15:00-17:00"),
        ("3-5pm", "15:00-17:00"),
        ("jam 1 sampe jam 3", "13:00-15:00"),
        ("上午十一点到下午三点", "11:00-15:00"),
        ("13:00-15:00", "13:00-15:00"),
        ("around 3", "14:30-15:30"),
        ("jam 3an", "14:30-15:30"),
        ("三点左右", "14:30-15:30"),
        ("before noon", "00:00-12:00"),
        ("sampai jam 5", "00:00-17:00"),
        ("三点前", "00:00-15:00"),
        ("after 3", "15:00-00:00"),
        ("setelah jam 3", "15:00-00:00"),
        ("三点以后", "15:00-00:00"),
        ("from 3 onwards", "15:00-00:00"),
        ("in 2 hours", "12:00-12:01"),
        ("setengah jam lagi", "10:30-10:31"),
        ("一刻钟后", "10:15-10:16"),
        ("the next hour", "10:00-11:00"),
        ("dalam 3 jam ke depan", "10:00-13:00"),
        ("接下来两个小时", "10:00-12:00"),
        # Nine in the morning is over: who asks at ten means the evening.
        ("at 9", "21:00-21:01"),
    ],
)
def test_clock_times(said: str, expected: str) -> None:
    found = window(f"forum {said}", NOW)
    assert found is not None
    assert "-".join(moment[3:] for moment in found) == expected
    assert found[0][:2] == "23"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("malam jumat", ("23 18:00", "24 00:00")),
        ("jumat malam", ("24 18:00", "25 00:00")),
        ("malam sabtu jam 9", ("24 21:00", "24 21:01")),
        ("jam 9 malam sabtu", ("25 21:00", "25 21:01")),
        ("friday 10am-noon", ("24 10:00", "24 12:00")),
        ("fri @11", ("24 11:00", "24 11:01")),
        ("fri @ 11", ("24 11:00", "24 11:01")),
        ("friday 0900-1030", ("24 09:00", "24 10:30")),
        ("friday a.m.", ("24 05:00", "24 12:00")),
        ("ten forty five on friday", ("24 10:45", "24 10:46")),
        ("jumat jam sepuluh tiga puluh", ("24 10:30", "24 10:31")),
        ("jumat mulai jam 7 malam ke atas", ("24 19:00", "25 00:00")),
        ("semalam", ("22 18:00", "23 00:00")),
        ("last night", ("22 18:00", "23 00:00")),
        ("tonight", ("23 18:00", "24 00:00")),
        ("明早", ("24 05:00", "24 11:00")),
        ("besok siang ada apa jam 1", ("24 13:00", "24 13:01")),
        ("friday 2-4pm", ("24 14:00", "24 16:00")),
        ("18th of july, 2-4pm", ("18 14:00", "18 16:00")),
        ("25 july between 9 and 10 am", ("25 09:00", "25 10:00")),
        ("7.25上午", ("25 05:00", "25 12:00")),
        ("sore sampai malam besok", ("24 15:00", "25 00:00")),
    ],
)
def test_days_and_times_together(said: str, expected: tuple[str, str]) -> None:
    assert window(f"forum {said}", NOW) == expected


@pytest.mark.parametrize("said", ["besok pagi dan sore", "tomorrow morning and evening", "明天上午和晚上"])
def test_two_parts_of_a_day_are_two_spans(said: str) -> None:
    when = ask(f"forum {said}", NOW).question.when
    assert when is not None
    assert len(when.spans) == 2


@pytest.mark.parametrize("said", ["day 0", "hari ke-400", "31 february", "32/13", "25:61", "99999 hari lagi"])
def test_what_is_no_time_asks_for_none(said: str) -> None:
    assert window(f"forum {said}", NOW) in {None, day(23)}


def test_hours_are_those_of_the_clocks_that_change() -> None:
    # In New York the clocks go from two back to one on 1 November 2020: that Sunday has 25 hours.
    when = ask("forum sunday", "2020-11-01 12:00", ZoneInfo("America/New_York")).question.when
    assert when is not None
    assert when.window.end > when.window.start
