"""Both clocks: Telegram's own times until a zone is chosen, plain ones after, and what falls on another day."""

from __future__ import annotations

import pytest

from bot.sandbox import Person, Shown
from tests.handlers.scene import newcomer, spans
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPENING, CLOSING = int(at("2020-07-23 14:00").timestamp()), int(at("2020-07-23 15:00").timestamp())


async def in_zone(stage: Stage, zone: str, language: str = "en") -> Person:
    """Someone who has chosen that zone."""
    person = await newcomer(stage, language)
    await person.press(data=f"zone:{zone}")
    return person


def moments(shown: Shown) -> list[tuple[int, str]]:
    """The times that Telegram shows on each reader's own clock, with the form it shows them in."""
    return [
        (entity["unix_time"], entity["date_time_format"])
        for entity in shown.entities
        if entity["type"] == "date_time"
    ]


async def test_own_times_are_telegrams_until_a_zone_is_chosen(scene: Stage) -> None:
    card = await scene.user().send("/start e_opening")
    assert moments(card) == [(OPENING, "wt"), (CLOSING, "t")]


@pytest.mark.parametrize(
    ("language", "fallback"), [("id", ["13:00", "14:00 WIB"]), ("en", ["06:00", "07:00 UTC"])]
)
async def test_clients_without_such_times_show_a_readable_fallback(
    scene: Stage, language: str, fallback: list[str]
) -> None:
    assert spans(await scene.user(language).send("/start e_opening"), "date_time") == fallback


async def test_own_times_are_left_out_where_the_usual_clock_is_the_conferences(scene: Stage) -> None:
    assert moments(await scene.user("zh").send("/start e_opening")) == []


async def test_times_in_lists_are_telegrams_too(scene: Stage) -> None:
    assert moments(await scene.user().send("/next")) == [(OPENING, "wt"), (CLOSING, "t")]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Jakarta", "Asia/Shanghai", "Asia/Singapore"])
async def test_times_are_plain_once_a_zone_is_chosen(scene: Stage, zone: str) -> None:
    reader = await in_zone(scene, zone)
    assert moments(await reader.send("/start e_opening")) == []


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Singapore", "Asia/Makassar"])
async def test_times_stand_once_where_both_clocks_agree(scene: Stage, zone: str) -> None:
    reader = await in_zone(scene, zone)
    assert (await reader.send("/next")).text.split("\n")[2] == "Thu 23 Jul · 14:00–15:00 Beijing"


@pytest.mark.parametrize(
    ("zone", "event_id", "times"),
    [
        ("America/Los_Angeles", "opening", "23:00 (−1 day)–00:00 UTC−7"),
        ("America/Los_Angeles", "hackathon", "08:00–10:30 UTC−7"),
        ("America/Los_Angeles", "firewalls", "18:30–19:30 (−1 day) UTC−7"),
        ("Pacific/Kiritimati", "opening", "20:00–21:00 UTC+14"),
        ("Pacific/Kiritimati", "cloud", "23:30–00:30 (+1 day) UTC+14"),
        ("Pacific/Kiritimati", "hackathon", "05:00–07:30 (+1 day) UTC+14"),
        ("Asia/Kathmandu", "opening", "11:45–12:45 UTC+5:45"),
        ("Asia/Jakarta", "hackathon", "22:00–00:30 (+1 day) WIB"),
    ],
)
async def test_own_times_on_another_day_are_marked(
    scene: Stage, zone: str, event_id: str, times: str
) -> None:
    reader = await in_zone(scene, zone)
    own = [line for line in (await reader.send(f"/start e_{event_id}")).text.split("\n") if "🌏" in line]
    assert own == [f"🌏 yours: {times}"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "🌏 waktu Anda: 05:00–07:30 (+1 hari) UTC+14"),
        ("en", "🌏 yours: 05:00–07:30 (+1 day) UTC+14"),
        ("zh", "🌏 您的时间：次日05:00–07:30 UTC+14"),
    ],
)
async def test_next_day_is_marked_in_every_language(scene: Stage, language: str, line: str) -> None:
    reader = await in_zone(scene, "Pacific/Kiritimati", language)
    assert line in (await reader.send("/start e_hackathon")).text.split("\n")


async def test_day_of_an_event_is_the_conferences_whatever_the_zone(scene: Stage) -> None:
    reader = await in_zone(scene, "America/Los_Angeles")
    days = [
        (await reader.send(f"/start e_{event}")).text.split("\n")[2] for event in ("opening", "firewalls")
    ]
    assert days == ["🗓 Thursday 23 July", "🗓 Friday 24 July"]


async def test_today_is_the_conferences_whatever_the_zone(scene: Stage) -> None:
    reader = await in_zone(scene, "America/Los_Angeles")
    scene.clock.jump(at("2020-07-24 08:00"))
    assert (await reader.send("/today")).text.split("\n")[0] == "Friday 24 July · day 2 of 3"


async def test_hour_stands_in_both_zones(scene: Stage) -> None:
    reader = await in_zone(scene, "America/Los_Angeles")
    assert (await reader.send("/now")).text.split("\n")[0] == "On now · 13:40 Beijing · 22:40 UTC−7"
