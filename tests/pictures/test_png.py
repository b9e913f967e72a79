"""Pictures are within their budget, whatever is on them, and show what they are to show."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.model import Event, EventType, Person, Room, Status, Text, Track
from bot.pictures.card import card
from bot.pictures.colors import ALERT, GOLD, PAPER
from bot.pictures.dayplan import timetable
from bot.pictures.picture import Picture
from bot.pictures.poster import poster
from tests.pictures.scene import JAKARTA, drawn, reader, shipped
from tests.samples import at, event, schedule, text

BUDGET = 300_000
SIDES = 10_000
"""Telegram's limit on width and height together."""


def assert_telegram_takes(content: bytes) -> None:
    image = drawn(content)
    assert image.width == 1080
    assert image.width + image.height <= SIDES
    assert len(content) <= BUDGET


def colors(picture: Picture) -> set[object]:
    found = drawn(picture.png()).getcolors(1 << 24)
    assert found is not None
    return {color for _, color in found}


@pytest.mark.parametrize("language", ["id", "en", "zh"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_day_of_the_shipped_conference_fits_a_phone(language: str, number: int) -> None:
    here = shipped()
    found = timetable(
        reader(here, language, zone=JAKARTA, now=at("2020-07-23 13:40"), starred=here.events),
        here.days[number - 1],
    )
    content = found.png()
    assert_telegram_takes(content)
    assert drawn(content).height <= 1280


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_every_card_of_the_shipped_conference_fits_a_phone(language: str) -> None:
    here = shipped()
    for one in list(here.events.values())[::6]:
        content = card(reader(here, language, zone=JAKARTA), one, one.type.value).png()
        assert_telegram_takes(content)
        assert drawn(content).height <= 1500


@pytest.mark.parametrize("count", [0, 1, 14, 300])
def test_poster_of_any_length_fits_a_phone(count: int) -> None:
    here = schedule(
        *(event(f"e{n:03}", "2020-07-23 09:00", title=text("Long title " * 9)) for n in range(count))
    )
    content = poster(reader(here, "id", zone=JAKARTA), list(here.events.values())).png()
    assert_telegram_takes(content)
    assert drawn(content).height <= 2600


def test_picture_is_the_same_every_time() -> None:
    here = shipped()
    one, other = (timetable(reader(here), here.days[0]) for _ in range(2))
    assert (one.digest, one.png()) == (other.digest, other.png())


def test_areas_keep_their_exact_color() -> None:
    image = drawn(timetable(reader(shipped()), shipped().days[0]).png())
    assert (image.getpixel((600, 20)), image.getpixel((5, 5))) == (PAPER, (30, 94, 190))


@pytest.mark.parametrize(("starred", "golden"), [((), False), (("one",), True)])
def test_star_shines_where_one_starred(starred: tuple[str, ...], *, golden: bool) -> None:
    here = schedule(event("one", "2020-07-23 09:00"))
    assert (GOLD in colors(timetable(reader(here, starred=starred), here.days[0]))) is golden


@pytest.mark.parametrize(("now", "there"), [("2020-07-23 09:30", True), ("2020-07-23 12:00", False)])
def test_line_of_the_hour_is_red(now: str, *, there: bool) -> None:
    here = schedule(event("one", "2020-07-23 09:00"))
    assert (ALERT in colors(timetable(reader(here, now=at(now)), here.days[0]))) is there


def test_line_of_the_hour_goes_through_no_words() -> None:
    here = schedule(event("one", "2020-07-23 09:00"))
    image = drawn(timetable(reader(here, now=at("2020-07-23 09:30")), here.days[0]).png())
    red = [x for x in range(150, 1080) for y in range(image.height) if image.getpixel((x, y)) == ALERT]
    assert min(red) < 160
    assert not [x for x in red if 170 < x < 1030]


@pytest.mark.parametrize("minutes", [5, 15, 720])
def test_block_of_any_length_is_on_the_sheet(minutes: int) -> None:
    here = schedule(event("one", "2020-07-23 09:00", minutes), event("two", "2020-07-23 09:00", minutes))
    assert_telegram_takes(timetable(reader(here), here.days[0]).png())


def crowd() -> list[Event]:
    """A day of 30 rooms with an event every ten minutes."""
    return [
        event(f"e{room:02}-{hour:02}-{n}", f"2020-07-23 {hour:02}:{n}0", 10, room=f"r{room:02}")
        for room in range(30)
        for hour in range(8, 20)
        for n in range(6)
    ]


def test_crowded_day_is_still_within_the_limits() -> None:
    rooms = tuple(Room(f"r{room:02}", text(f"Room {room}")) for room in range(30))
    here = schedule(*crowd(), rooms=rooms)
    assert_telegram_takes(timetable(reader(here), here.days[0], 3).png())


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@settings(max_examples=10)
@given(words=TEXTS, name=TEXTS, status=st.sampled_from(Status), kind=st.sampled_from(EventType))
def test_any_text_can_be_drawn(words: str, name: str, status: Status, kind: EventType) -> None:
    one = event(
        "one",
        "2020-07-23 09:00",
        title=Text(words),
        abstract=Text(words),
        status=status,
        type=kind,
        room="r",
        track="t",
        persons=("p",),
        language="zh",
    )
    others = [replace(one, id=f"o{n}") for n in range(6)]
    here = schedule(
        one,
        *others,
        rooms=(Room("r", Text(name)),),
        tracks=(Track("t", Text(name), "#ffff00"),),
        persons=(Person("p", Text(name), Text(words)),),
    )
    who = reader(here, "en", zone=ZoneInfo("Asia/Kathmandu"), starred={"one"})
    for picture in (timetable(who, here.days[0]), card(who, one, "Forum"), poster(who, [one, *others])):
        assert_telegram_takes(picture.png())


async def test_pictures_can_be_drawn_side_by_side() -> None:
    here = shipped()
    tables = [timetable(reader(here, language), here.days[1]) for language in ("id", "en", "zh")]
    alone = [table.png() for table in tables]
    assert await asyncio.gather(*(asyncio.to_thread(table.png) for table in tables)) == alone
