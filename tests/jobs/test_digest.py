"""The morning digest: at seven on the reader's own clock, for who wants it."""

from __future__ import annotations

import pytest

from tests.jobs.scene import attendee, choose, jump, said
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def scene(reused_scene: Stage) -> Stage:
    return reused_scene


ONE, TWO = "☀️ Good morning! 1 event today:", "☀️ Good morning! 2 events today:"


async def test_digest_comes_by_itself_at_seven(scene: Stage) -> None:
    person = await attendee(scene, "cloud", "privacy")
    await choose(person, "digest:on")
    scene.clock.jump(at("2020-07-24 07:00"))
    assert (await person.expect_message()).text.startswith(TWO)


async def test_digest_comes_at_seven_of_the_conference_where_no_zone_is_known(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 06:59:59")
    assert said(person) == []
    await jump(scene, "2020-07-24 07:00")
    assert said(person) == [ONE]


async def test_digest_comes_at_seven_of_the_languages_usual_zone(scene: Stage) -> None:
    person = await attendee(scene, "cloud", language="id")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 07:59:59")
    assert said(person) == []
    await jump(scene, "2020-07-24 08:00")
    assert said(person) == ["☀️ Selamat pagi! 1 acara hari ini:"]


async def test_digest_comes_at_seven_of_the_chosen_zone(scene: Stage) -> None:
    person = await attendee(scene, "cloud", "privacy")
    await choose(person, "zone:Asia/Kathmandu")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 09:14:59")
    assert said(person) == ["⏰ On now, 1 h 16 min left"]
    await jump(scene, "2020-07-24 09:15")
    assert said(person)[1:] == [ONE]


async def test_digest_comes_once_a_day(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await choose(person, "digest:on")
    for moment in ("07:00", "07:15", "08:00", "07:00"):
        await jump(scene, f"2020-07-24 {moment}")
    assert said(person) == [ONE]


async def test_digest_is_not_sent_unasked(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await jump(scene, "2020-07-24 07:00")
    assert said(person) == []


async def test_digest_is_not_sent_on_a_day_without_stars(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 07:00")
    assert said(person) == []


async def test_digest_given_up_is_not_sent(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await choose(person, "digest:on")
    await choose(person, "digest:off")
    await jump(scene, "2020-07-24 07:00")
    assert said(person) == []


async def test_digest_comes_also_where_reminders_are_paused(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await choose(person, "digest:on")
    await choose(person, "reminders:off")
    await jump(scene, "2020-07-24 07:00")
    assert said(person) == [ONE]


async def test_late_digest_comes_until_noon_and_names_what_is_left(scene: Stage) -> None:
    person = await attendee(scene, "cloud", "privacy")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 11:59")
    assert said(person) == [ONE]


async def test_digest_too_late_for_the_morning_is_left_out(scene: Stage) -> None:
    person = await attendee(scene, "privacy")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 12:00")
    assert said(person) == []
