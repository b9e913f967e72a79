"""Whatever a schedule says, no view breaks a limit of Telegram's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.domain.agenda import nearest_day
from bot.domain.model import EventType, Person, Room, Schedule, Status, Text, Track
from bot.sandbox.markup import parse_html
from bot.views import agenda, calendar, my, pictures, remind, search, speakers, start, tracks
from bot.views import event as events
from bot.views import settings as settings_views
from bot.views.message import Message, cut, label, length
from bot.views.viewer import Viewer
from tests.samples import at, chat, event, schedule, text

NASTY = "<b>&amp; \"Long\" 'title' 🏳️‍🌈中文。 " * 120
LONG_ID = "e" * 55
LONG_ADDRESS = f"https://agenda.example.org/{'x' * 200}"


def worst_schedule() -> Schedule:
    """Everything as long and as many as the file format lets through."""
    persons = tuple(Person(f"p{n:039}", text(NASTY), text(NASTY), text(NASTY)) for n in range(60))
    tracks = tuple(Track(f"t{n:039}", text(NASTY)) for n in range(60))
    rooms = (Room("r" * 40, text(NASTY), url="https://example.org/" + "x" * 200),)
    fields: dict[str, Any] = {
        "title": text(NASTY),
        "abstract": text(NASTY * 3),
        "track": tracks[0].id,
        "room": rooms[0].id,
        "persons": tuple(person.id for person in persons),
        "language": "zh",
        "recording": "https://example.org/recording",
        "status": Status.TENTATIVE,
    }
    many = [event(f"{LONG_ID[:-3]}{n:03}", "2020-07-23 14:00", **fields) for n in range(300)]
    talks = [replace(one, id=f"f{one.id[1:]}", type=EventType.TALK, forum=many[0].id) for one in many[:60]]
    return schedule(*many, *talks, tracks=tracks, rooms=rooms, persons=persons, version="v" * 60)


WORST = worst_schedule()
STARRED = dict.fromkeys(list(WORST.events)[:200])


def every_view(viewer: Viewer) -> Iterator[Message]:
    shown = viewer.schedule
    some = next(iter(shown.programme))
    person, track = next(iter(shown.persons.values())), next(iter(shown.tracks.values()))
    yield from (
        start.home(viewer),
        start.help_(viewer),
        start.privacy(viewer),
        start.lost(viewer, NASTY[:60]),
    )
    yield from (agenda.now(viewer), agenda.next_up(viewer), agenda.today(viewer))
    yield agenda.day(viewer, nearest_day(shown, viewer.now), 3)
    yield from (tracks.tracks(viewer), tracks.track(viewer, track, 0, followed=True))
    yield from (speakers.speakers(viewer, 0), speakers.speaker(viewer, person, followed=False))
    for origin in ("", "d0", "t0", f"p{person.id}"):
        yield from (events.card(viewer, some, origin), events.card(viewer, some, origin, whole=True))
        yield events.leads(viewer, some, origin)
    yield from (events.talks(viewer, some, 1), events.gone(viewer))
    yield search.found(viewer, NASTY, shown.programme, 0)
    yield from (my.my(viewer), my.my(viewer, 1, 2), remind.upcoming(viewer))
    yield from (remind.reminder(viewer, shown.programme), remind.digest(viewer, shown.programme))
    yield from (
        settings_views.settings(viewer),
        settings_views.zones(viewer),
        settings_views.ask_forget(viewer),
    )
    yield from (calendar.choices(viewer, feeds=True), calendar.of_event(viewer, some, "d0"))
    yield from (calendar.feed(viewer, exists=True), calendar.new_feed(viewer, LONG_ADDRESS))


def every_caption(viewer: Viewer) -> Iterator[Message]:
    shown = viewer.schedule
    some = next(iter(shown.programme))
    yield pictures.timetable(viewer, nearest_day(shown, viewer.now), 0, 3)
    yield from (pictures.card(viewer, some, LONG_ADDRESS), pictures.poster(viewer, LONG_ADDRESS))
    yield from (calendar.agenda_file(viewer), calendar.programme_file(viewer))
    yield calendar.event_file(viewer, some)


def assert_telegram_takes(message: Message) -> None:
    plain, _ = parse_html(message.text)
    assert 1 <= length(plain) <= 4096
    if not isinstance(message.keyboard, InlineKeyboardMarkup):
        return
    rows = message.keyboard.inline_keyboard
    buttons = [button for row in rows for button in row]
    assert len(buttons) <= 100
    assert max(len(row) for row in rows) <= 8
    assert all(button.text.strip() for button in buttons)
    datas = [str(button.callback_data) for button in buttons if button.callback_data is not None]
    assert all(1 <= len(data.encode()) <= 64 for data in datas)


@pytest.mark.parametrize(
    ("language", "zone", "now"),
    [
        ("id", None, "2020-07-22 12:00"),
        ("en", None, "2020-07-23 13:50"),
        ("zh", "Pacific/Kiritimati", "2020-07-23 14:30"),
        ("en", "Asia/Kathmandu", "2020-08-01 12:00"),
    ],
)
def test_no_view_of_the_worst_schedule_breaks_a_limit(language: str, zone: str | None, now: str) -> None:
    viewer = Viewer(WORST, chat(language, zone=zone), at(now), STARRED)
    for message in every_view(viewer):
        assert_telegram_takes(message)
    for caption in every_caption(viewer):
        assert_telegram_takes(caption)
        assert length(caption.text) <= 1024


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)


@settings(max_examples=25, deadline=None)
@given(title=TEXTS, name=TEXTS, abstract=TEXTS)
def test_no_text_of_a_schedule_breaks_a_view(title: str, name: str, abstract: str) -> None:
    person = Person("p", Text(name))
    one = event(
        "one", "2020-07-23 14:00", title=Text(title), abstract=Text(abstract), persons=("p",), track="t"
    )
    shown = schedule(one, persons=(person,), tracks=(Track("t", Text(name)),))
    viewer = Viewer(shown, chat("en"), at("2020-07-23 13:50"), {"one": None})
    for message in every_view(viewer):
        assert_telegram_takes(message)
    for caption in every_caption(viewer):
        assert_telegram_takes(caption)
        assert length(caption.text) <= 1024


@given(words=st.text(max_size=500), limit=st.integers(2, 200))
def test_cut_text_fits_and_says_that_it_was_cut(words: str, limit: int) -> None:
    shown = cut(words, limit)
    assert length(shown) <= limit
    assert shown == words or shown.endswith("…")


def test_cut_text_ends_at_a_sentence_where_it_can() -> None:
    assert (
        cut("One is short. Two is rather long. Three is never seen.", 40)
        == "One is short. Two is rather long. …"
    )
    assert cut("一句很短。第二句也不太长。第三句看不到了。", 16) == "一句很短。第二句也不太长。…"


def test_cut_text_ends_at_a_word_where_no_sentence_ends() -> None:
    assert cut("words without any end of a sentence", 20) == "words without any…"


def test_length_counts_utf16_units_of_what_is_shown() -> None:
    assert length("a😀中") == 4


def test_label_is_one_line() -> None:
    assert label("two\nlines  and spaces") == "two lines and spaces"
    assert label("x" * 50, 10) == "x" * 9 + "…"
