"""Addresses that fill in another calendar's form."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Event, Room, Schedule, Text
from bot.formats.calendarlinks import google, google_feed, outlook, outlook_feed, webcal
from tests.samples import event, schedule, text

FORUM = event(
    "forum",
    "2020-07-23 14:00",
    90,
    title=text("AI & us: 100%?", zh="人工智能与社会"),
    room="main",
    abstract=text("Machines learn."),
)
HERE = schedule(
    FORUM, rooms=(Room("main", text("Main Stage", zh="主会场"), url="https://live.example.org/a?b=c&d"),)
)


def test_google_link_is_exact() -> None:
    assert google(HERE, FORUM, "en") == (
        "https://calendar.google.com/calendar/render?action=TEMPLATE"
        "&dates=20200723T060000Z%2F20200723T073000Z"
        "&text=AI%20%26%20us%3A%20100%25%3F"
        "&location=Main%20Stage"
        "&details=Machines%20learn.%0A%0Ahttps%3A%2F%2Flive.example.org%2Fa%3Fb%3Dc%26d"
    )


def test_outlook_link_is_exact() -> None:
    assert outlook(HERE, FORUM, "zh") == (
        "https://outlook.live.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent"
        "&startdt=2020-07-23T06%3A00%3A00Z&enddt=2020-07-23T07%3A30%3A00Z"
        "&subject=%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD%E4%B8%8E%E7%A4%BE%E4%BC%9A"
        "&location=%E4%B8%BB%E4%BC%9A%E5%9C%BA"
        "&body=Machines%20learn.%0A%0Ahttps%3A%2F%2Flive.example.org%2Fa%3Fb%3Dc%26d"
    )


def test_link_of_a_bare_event_has_no_empty_fields() -> None:
    bare = event("bare", "2020-07-23 14:00")
    assert google(schedule(bare), bare, "en") == (
        "https://calendar.google.com/calendar/render?action=TEMPLATE"
        "&dates=20200723T060000Z%2F20200723T070000Z&text=Bare"
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=1500)


@pytest.mark.parametrize(
    ("make", "title", "details"), [(google, "text", "details"), (outlook, "subject", "body")]
)
@given(words=TEXTS, abstract=TEXTS)
def test_link_fits_whatever_the_event_says(
    make: Callable[[Schedule, Event, str], str], title: str, details: str, words: str, abstract: str
) -> None:
    one = event("one", "2020-07-23 14:00", title=Text(words), abstract=Text(abstract))
    link = make(schedule(one), one, "en")
    assert len(link) <= 2000
    fields = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True, strict_parsing=True))
    for said, whole in ((fields[title], words), (fields[details], abstract)):
        assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


def test_feed_links_are_exact() -> None:
    feed = "https://agenda.example.org/calendar/abc_-1.ics"
    assert webcal(feed) == "webcal://agenda.example.org/calendar/abc_-1.ics"
    assert google_feed(feed) == (
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fagenda.example.org%2Fcalendar%2Fabc_-1.ics"
    )
    assert outlook_feed(feed, "My agenda 我") == (
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fagenda.example.org%2Fcalendar%2Fabc_-1.ics"
        "&name=My%20agenda%20%E6%88%91"
    )
