"""The page to print."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.domain.model import Person, Room, Schedule, Status, Text, Track
from bot.formats.schedule import read_schedule
from bot.views.printed import printed
from tests.samples import event, schedule, text

SHIPPED = (Path(__file__).parents[2] / "schedule.yaml").read_bytes()
FORUM = event(
    "opening",
    "2020-07-23 14:00",
    120,
    title=text("Opening <all>", id="Pembukaan", zh="开幕式"),
    track="5g",
    room="main",
    persons=("duo",),
    abstract=Text("One.\nTwo."),
    language="zh",
)
VOID = {"meta"}


def made(*events: object, **sections: object) -> Schedule:
    given = {
        "tracks": (Track("5g", text("5G", zh="5G移动"), "#0a84ff"),),
        "rooms": (Room("main", text("Main", id="Utama", zh="主会场"), "https://example.org/main"),),
        "persons": (Person("duo", text("Liu Duo", zh="刘多"), text("Chair", id="Ketua", zh="主席")),),
    }
    return schedule(*(events or (FORUM,)), **(given | sections))  # type: ignore[arg-type]


class Balance(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.addresses += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Balance:
    balance = Balance()
    balance.feed(page)
    assert balance.open == []
    return balance


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("id", "23–25 Jul 2020 · semua jam menurut waktu Beijing · program 1.0"),
        ("en", "23–25 Jul 2020 · all times in Beijing time · programme 1.0"),
        ("zh", "2020年7月23日至25日 · 时间均为北京时间 · 议程版本1.0"),
    ],
)
def test_head_says_when_and_in_which_zone(language: str, head: str) -> None:
    assert f"<p>{head}</p>" in printed(made(), language)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "id",
            ["Pembukaan", "5G</span> · Forum · Utama · dalam bahasa Tionghoa", "Liu Duo, Ketua", "Ikuti ↗"],
        ),
        (
            "en",
            ["Opening &lt;all&gt;", "5G</span> · Forum · Main · held in Chinese", "Liu Duo, Chair", "Join ↗"],
        ),
        ("zh", ["开幕式", "5G移动</span> · 论坛 · 主会场 · 使用语言：中文", "刘多，主席", "进入会场 ↗"]),
    ],
)
def test_event_is_said_in_the_language(language: str, lines: list[str]) -> None:
    page = printed(made(), language)
    assert [line for line in lines if line not in page] == []


@pytest.mark.parametrize(
    ("language", "mark", "legend", "row"),
    [
        ("id", "dibatalkan", "◌ sementara: judul dan waktu belum pasti", "Lainnya"),
        ("en", "called off", "◌ tentative: title and time not confirmed", "Other"),
        ("zh", "已取消", "◌ 待定：标题和时间尚未确认", "其他"),
    ],
)
def test_tentative_and_cancelled_are_marked(language: str, mark: str, legend: str, row: str) -> None:
    events = [
        replace(FORUM, status=Status.CANCELLED),
        event("maybe", "2020-07-24 09:00", title=Text("Maybe"), status=Status.TENTATIVE),
    ]
    page = printed(made(*events), language)
    assert f"</s> <em>{mark}</em></h3>" in page
    assert "<h3>Maybe&nbsp;◌</h3>" in page
    assert f"<p class=legend>{legend}</p>" in page
    assert f"<th scope=row>{row}</th>" in page


def test_legend_is_there_only_where_it_is_needed() -> None:
    assert "◌" not in printed(made(), "en").partition("<body>")[2]


def test_cancelled_event_has_no_link_to_join() -> None:
    assert "example.org" not in printed(made(replace(FORUM, status=Status.CANCELLED)), "en")


def test_texts_cannot_become_markup() -> None:
    hostile = Text('"><script>alert(1)</script>')
    page = printed(made(replace(FORUM, title=hostile, abstract=hostile)), "en")
    assert "<script" not in page


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_page_is_whole_and_its_links_lead_somewhere(language: str) -> None:
    shipped = read_schedule(SHIPPED).schedule
    assert shipped is not None
    page = parsed(printed(shipped, language))
    assert len(page.ids) == len(set(page.ids))
    assert {address[1:] for address in page.addresses if address.startswith("#")} <= set(page.ids)


def test_nothing_comes_from_elsewhere() -> None:
    page = printed(made(), "en")
    assert re.findall(r"<(?:script|link|img|iframe)|url\(|@import|@font-face", page) == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in page


def test_language_that_the_bot_does_not_speak_has_english_labels() -> None:
    german = made(replace(FORUM, title=Text("Eröffnung", {"de": "Eröffnung", "en": "Opening"})))
    page = printed(german, "de")
    assert '<html lang="de">' in page
    assert "<h3>Eröffnung</h3>" in page
    assert "Join ↗" in page


def test_schedule_without_tracks_has_no_overview() -> None:
    assert "<table>" not in printed(made(replace(FORUM, track=None), tracks=()), "en")


def test_schedule_without_events_is_a_page() -> None:
    assert parsed(printed(schedule(), "en")).ids == []
