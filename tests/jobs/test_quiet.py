"""When what the bot writes of its own accord comes without a sound."""

from __future__ import annotations

import pytest

from tests.jobs.scene import attendee, choose, jump, unasked
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def scene(reused_scene: Stage) -> Stage:
    return reused_scene


@pytest.mark.parametrize(
    ("quiet", "silent"),
    [("off", [False, False]), ("night", [False, True]), ("always", [True, True])],
)
async def test_sound_is_as_chosen(scene: Stage, quiet: str, silent: list[bool]) -> None:
    person = await attendee(scene, "opening", "night")
    await choose(person, f"quiet:{quiet}")
    await jump(scene, "2020-07-23 13:50")
    await jump(scene, "2020-07-23 23:20")
    assert [message.silent for message in unasked(person)] == silent


async def test_night_is_the_readers_own(scene: Stage) -> None:
    person = await attendee(scene, "opening", "night")
    await choose(person, "quiet:night")
    await choose(person, "zone:America/New_York")
    await jump(scene, "2020-07-23 13:50")
    await jump(scene, "2020-07-23 23:20")
    assert [message.silent for message in unasked(person)] == [True, False]


async def test_digest_at_seven_is_after_the_night(scene: Stage) -> None:
    person = await attendee(scene, "cloud")
    await choose(person, "quiet:night")
    await choose(person, "digest:on")
    await jump(scene, "2020-07-24 07:00")
    assert [message.silent for message in unasked(person)] == [False]
