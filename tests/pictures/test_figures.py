"""Which bars organizers see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.domain.feedback import Answers
from bot.domain.model import EventType, Track
from bot.domain.spread import sendings
from bot.domain.statistics import People, Reminders, Stars
from bot.pictures import figures
from bot.pictures.bars import Bar, Chart, Group
from bot.pictures.colors import ACCENT, ALERT, FRESH, GOLD, MUTED
from bot.pictures.reader import Reader
from tests.pictures.scene import reader
from tests.samples import at, event, schedule, text

TRACKS = (
    Track("ai", text("AI", id="Kecerdasan Buatan", zh="人工智能"), color="#7020d8"),
    Track("5g", text("5G")),
)
PROGRAMME = schedule(
    event("a", "2020-07-23 09:00", track="ai", title=text("Forum A", zh="论坛A")),
    event("b", "2020-07-23 11:00", track="5g", title=text("Forum B", zh="论坛B")),
    event("lunch", "2020-07-23 12:00", type=EventType.BREAK),
    event("c", "2020-07-24 09:00", title=text("Forum C", zh="论坛C")),
    tracks=TRACKS,
)
VIOLET = (0x70, 0x20, 0xD8)
STARS = Stars({"a": 300, "b": 1200, "c": 0}, {}, 2000)
MOMENT = at("2020-07-23 13:30")


def of(language: str = "en") -> Reader:
    return reader(PROGRAMME, language, now=MOMENT)


def bars(group: Group) -> list[tuple[str, float, str]]:
    return [(bar.label, bar.value, bar.said) for bar in group.bars]


def words(chart: Chart) -> list[str]:
    """All that is written on it, in order, the small signs of Latin as they are."""
    found = [chart.conference, chart.heading, chart.moment]
    for group in chart.groups:
        found += [group.title, *(word for bar in group.bars for word in (bar.label, bar.said)), group.note]
    return [re.sub("[\ue000-\uf8ff]", "·", word) for word in [*found, chart.empty, chart.imprint] if word]


WORDS = {
    "id": [
        "Konferensi Uji",
        "Minat",
        "Kamis, 23 Juli · 13:30 Beijing",
        "Bintang per topik",
        *("5G", "1.200", "Kecerdasan Buatan", "300"),
        "Paling diminati",
        *("Forum B", "1.200 (60%)", "Forum A", "300 (15%)", "Forum C", "0 (0%)"),
        "Paling sepi peminat",
        "Belum ada acara yang ditandai.",
        "program 1.0 · @uji_bot",
    ],
    "en": [
        "Test Conference",
        "Interest",
        "Thursday 23 July · 13:30 Beijing",
        "Stars by track",
        *("5G", "1,200", "AI", "300"),
        "Most wanted",
        *("Forum B", "1,200 (60%)", "Forum A", "300 (15%)", "Forum C", "0 (0%)"),
        "Least wanted",
        "Nobody has starred anything yet.",
        "programme 1.0 · @uji_bot",
    ],
    "zh": [
        "测试大会",
        "关注度",
        "7月23日星期四 · 13:30 北京",
        "各专题的收藏数",
        *("5G", "1,200", "人工智能", "300"),
        "最受关注",
        *("论坛B", "1,200 (60%)", "论坛A", "300 (15%)", "论坛C", "0 (0%)"),
        "最少关注",
        "还没有人收藏任何活动。",
        "议程版本1.0 · @uji_bot",
    ],
}


@pytest.mark.parametrize("language", WORDS)
def test_interest_is_in_the_readers_words(language: str) -> None:
    assert words(figures.interest(of(language), STARS)) == WORDS[language]


def test_interest_has_the_colors_of_the_tracks_and_one_scale_for_both_ends() -> None:
    tracks, top, bottom = figures.interest(of(), STARS).groups
    assert [bar.color for bar in tracks.bars] == [ACCENT, VIOLET]
    assert [bar.color for bar in top.bars] == [ACCENT, VIOLET, ACCENT]
    assert (top.most, bottom.most) == (1200, 1200)


def test_interest_of_nobody_says_so() -> None:
    assert figures.interest(of(), Stars({}, {}, 0)).groups == ()


def test_interest_of_a_day_goes_by_the_hour() -> None:
    [group] = figures.interest_of_day(of(), STARS, PROGRAMME.days[0]).groups
    assert (group.title, bars(group)) == (
        "Thursday 23 July",
        [("09:00 Forum A", 300, "300 (15%)"), ("11:00 Forum B", 1200, "1,200 (60%)")],
    )


def test_interest_of_a_crowded_day_leaves_out_the_least_wanted() -> None:
    crowded = schedule(*(event(f"e{n:02}", f"2020-07-23 {8 + n % 12:02}:00") for n in range(30)))
    stars = Stars({f"e{n:02}": 100 - n for n in range(30)}, {}, 100)
    [group] = figures.interest_of_day(reader(crowded), stars, crowded.days[0]).groups
    assert (len(group.bars), min(bar.value for bar in group.bars), group.note) == (24, 77, "... and 6 more.")


def test_people_are_bars_by_what_they_do_read_and_where_they_are() -> None:
    zones = ((None, 900), *((f"Etc/GMT-{n}", 10 - n) for n in range(1, 10)))
    now = People(1000, 5, 800, 0, 100, 400, (("id", 600), ("zh", 400)), zones)
    doing, languages, by_zone = figures.people(of(), now).groups
    assert bars(doing) == [
        ("reachable", 1000, "1,000"),
        ("with stars", 800, "800"),
        ("active in 7 days", 400, "400"),
        ("active in 24 hours", 100, "100"),
    ]
    assert bars(languages) == [("Indonesian", 600, "600"), ("Chinese", 400, "400")]
    assert bars(by_zone)[0] == ("none chosen", 900, "900")
    assert bars(by_zone)[-1] == ("2 other zones", 3, "3")
    assert len(by_zone.bars) == 9


def test_people_of_nobody_say_so() -> None:
    assert figures.people(of(), People()).groups == ()


def test_delivery_is_bars_by_what_became_of_reminders_and_how_long_they_waited() -> None:
    outcomes, waits = figures.delivery(of(), Reminders(50, 3, 4, 1, 2, (40, 7, 2, 1))).groups
    assert [(bar.label, bar.value, bar.color) for bar in outcomes.bars] == [
        ("sent in time", 47, FRESH),
        ("after the start", 3, GOLD),
        ("not sent, too late", 2, ALERT),
        ("failed", 4, ALERT),
        ("unknown", 1, MUTED),
    ]
    assert bars(waits) == [
        ("up to 10 seconds", 40, "40"),
        ("up to 1 minute", 7, "7"),
        ("up to 5 minutes", 2, "2"),
        ("more than 5 minutes", 1, "1"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ["hingga 10 detik", "hingga 1 menit", "hingga 5 menit", "lebih dari 5 menit"]),
        ("zh", ["10秒钟以内", "1分钟以内", "5分钟以内", "超过5分钟"]),
    ],
)
def test_waits_are_in_the_readers_words(language: str, said: list[str]) -> None:
    _, waits = figures.delivery(of(language), Reminders(4, waits=(1, 1, 1, 1))).groups
    assert [bar.label for bar in waits.bars] == said


def test_delivery_of_nothing_says_so() -> None:
    assert figures.delivery(of(), Reminders()).groups == ()


def test_forecast_is_bars_by_day_and_what_is_late_is_red() -> None:
    starts = (at("2020-07-23 14:00"), at("2020-07-24 09:00"))
    plan = [
        (start - timedelta(minutes=10), start, chats)
        for start, chats in zip(starts, (600, 300_000), strict=True)
    ]
    first, second = figures.forecast(of(), sendings(plan, 30, MOMENT)).groups
    assert (first.title, first.bars, first.most) == (
        "Thursday 23 July",
        (Bar("13:50, for 14:00", 600, "600", ACCENT, 0),),
        300_000,
    )
    assert (second.title, second.bars) == (
        "Friday 24 July",
        (Bar("07:00, for 09:00", 300_000, "300,000 (84,000 too late)", ACCENT, 84_000),),
    )


def test_forecast_of_many_bursts_says_how_many_more_there_are() -> None:
    starts = [at("2020-07-24 00:00") + timedelta(hours=n) for n in range(25)]
    plan = [(start - timedelta(minutes=10), start, 10) for start in starts]
    groups = figures.forecast(of(), sendings(plan, 30, MOMENT)).groups
    assert (sum(len(group.bars) for group in groups), groups[-1].note) == (20, "... and 5 more.")


def test_ratings_are_bars_by_stars_and_by_event() -> None:
    answers = {"a": Answers({5: 1, 4: 1}, 1), "b": Answers({5: 3}, 0), "gone": Answers({1: 1}, 0)}
    given, averages = figures.ratings(of(), answers).groups
    assert bars(given) == [
        ("5 stars", 4, "4"),
        ("4 stars", 1, "1"),
        ("3 stars", 0, "0"),
        ("2 stars", 0, "0"),
        ("1 star", 1, "1"),
    ]
    assert (averages.most, bars(averages)) == (5, [("Forum B", 5, "5.0 (3)"), ("Forum A", 4.5, "4.5 (2)")])


def test_ratings_of_nobody_say_so() -> None:
    assert figures.ratings(of(), {}).groups == ()
