"""After the programme pauses, who was there is asked how it was: once, in one message, and not by night."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Person, Shown
from tests.handlers.scene import screen
from tests.jobs.scene import attendee, choose, edit, jump, settled, until_rows
from tests.samples import at
from tests.stage import Stage, stage, still_clock

ON_SINCE = at("2020-07-23 13:40")


@pytest.fixture
async def asking(scene: Stage) -> Stage:
    """The conference, with feedback on."""
    await scene.app.storage.feedback.turn(on=True, now=ON_SINCE)
    return scene


async def later(stage: Stage, to: str) -> None:
    """Set the clock, and wait until all that is due then was dealt with."""
    stage.clock.jump(at(to))
    await stage.app.asking.ask()
    await settled(stage)


def questions(person: Person) -> list[Shown]:
    return [shown for shown in person.messages if shown.text.startswith("⭐")]


SCREENS = {
    "id": """\
⭐ Bagaimana acaranya?

Upacara Pembukaan

Panitia melihat bintang dan komentarnya, bukan siapa yang memberi.
[1 ★] [2 ★] [3 ★] [4 ★] [5 ★]""",
    "en": """\
⭐ How was it?

Opening Ceremony

The organizers see the stars and the lines, and not whose they are.
[1 ★] [2 ★] [3 ★] [4 ★] [5 ★]""",
    "zh": """\
⭐ 您觉得怎么样？

开幕式

主办方能看到星级和留言，但看不到是谁给的。
[1 ★] [2 ★] [3 ★] [4 ★] [5 ★]""",
}


@pytest.mark.parametrize("language", SCREENS)
async def test_question_comes_ten_minutes_after_the_end(asking: Stage, language: str) -> None:
    person = await attendee(asking, "opening", language=language)
    await jump(asking, "2020-07-23 13:50")
    await later(asking, "2020-07-23 16:09:59")
    assert questions(person) == []
    await later(asking, "2020-07-23 16:10")
    assert [screen(shown) for shown in questions(person)] == [SCREENS[language]]


async def test_question_comes_by_itself(asking: Stage) -> None:
    person = await attendee(asking, "opening")
    await jump(asking, "2020-07-23 13:50")
    assert (await person.expect_message()).text.startswith("⏰ Starts in 10 minutes")
    asking.clock.jump(at("2020-07-23 16:09:59.999"))
    asking.clock.run_at(1)
    assert (await person.expect_message()).text.startswith("⭐ How was it?")


async def test_question_comes_without_a_sound(asking: Stage) -> None:
    person = await attendee(asking, "opening")
    await jump(asking, "2020-07-23 13:50")
    await later(asking, "2020-07-23 16:10")
    assert [shown.silent for shown in questions(person)] == [True]


async def test_question_is_asked_once(asking: Stage) -> None:
    person = await attendee(asking, "opening")
    await jump(asking, "2020-07-23 13:50")
    for moment in ("16:10", "16:40", "16:10"):
        await later(asking, f"2020-07-23 {moment}")
    assert len(questions(person)) == 1


async def test_what_ended_together_is_one_message(asking: Stage) -> None:
    person = await attendee(asking, "ai", "mobile")
    await jump(asking, "2020-07-23 16:20")
    await later(asking, "2020-07-23 17:41")
    assert questions(person) == []
    await later(asking, "2020-07-23 18:10")
    assert [screen(shown) for shown in questions(person)] == [
        """\
⭐ How was it?

▸ 1. 5G Forum
2. AI & Society Forum

The organizers see the stars and the lines, and not whose they are.
[1 ★] [2 ★] [3 ★] [4 ★] [5 ★]
[• 1] [2]"""
    ]


async def test_who_was_not_reminded_is_not_asked(asking: Stage) -> None:
    await jump(asking, "2020-07-23 14:30")
    person = await attendee(asking, "opening")
    await later(asking, "2020-07-23 16:10")
    assert questions(person) == []


async def test_nobody_is_asked_while_feedback_is_off(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    await later(scene, "2020-07-23 16:10")
    assert questions(person) == []


async def test_what_ended_before_it_was_turned_on_is_not_asked_about(scene: Stage) -> None:
    person = await attendee(scene, "opening", "ai")
    await jump(scene, "2020-07-23 13:50")
    await jump(scene, "2020-07-23 16:20")
    await scene.app.storage.feedback.turn(on=True, now=at("2020-07-23 16:05"))
    await later(scene, "2020-07-23 16:21")
    assert questions(person) == []
    await later(scene, "2020-07-23 18:10")
    assert [shown.text.split("\n")[2] for shown in questions(person)] == ["AI & Society Forum"]


async def test_night_is_waited_out_on_the_readers_clock(asking: Stage) -> None:
    here, there = await attendee(asking, "night"), await attendee(asking, "night")
    await choose(there, "zone:Europe/London")
    await jump(asking, "2020-07-23 23:20")
    await later(asking, "2020-07-24 01:40")
    assert [len(questions(person)) for person in (here, there)] == [0, 1]
    await later(asking, "2020-07-24 07:59:59")
    assert questions(here) == []
    await later(asking, "2020-07-24 08:00")
    assert len(questions(here)) == 1


async def test_event_that_is_called_off_meanwhile_is_not_asked_about(asking: Stage, programme: Path) -> None:
    person = await attendee(asking, "night")
    await jump(asking, "2020-07-23 23:20")
    await later(asking, "2020-07-24 01:40")
    edit(
        programme,
        ("end: 2020-07-24 01:30\n    status: confirmed", "end: 2020-07-24 01:30\n    status: cancelled"),
    )
    await asking.app.published.publish_file(programme, asking.clock.now())
    await later(asking, "2020-07-24 08:00")
    assert questions(person) == []


async def test_after_a_restart_nobody_is_asked_again_and_who_was_left_is(
    tmp_path: Path, programme: Path
) -> None:
    async with stage(tmp_path, schedule=programme, clock=still_clock(ON_SINCE)) as running:
        await running.app.storage.feedback.turn(on=True, now=ON_SINCE)
        person = await attendee(running, "opening", "ai")
        await jump(running, "2020-07-23 13:50")
        await later(running, "2020-07-23 16:10")
        await jump(running, "2020-07-23 16:20")
        assert len(questions(person)) == 1
    clock = still_clock(at("2020-07-23 19:00"))
    async with stage(tmp_path, schedule=programme, clock=clock) as again:
        await again.app.asking.ask()
        file = tmp_path / "test.sqlite3"
        await until_rows(file, "kind = 'feedback' AND event_id = 'ai'", 1)
        await until_rows(file, "kind = 'feedback'", 2)


async def test_bot_that_was_away_for_half_a_day_asks_no_more(asking: Stage) -> None:
    person = await attendee(asking, "opening")
    await jump(asking, "2020-07-23 13:50")
    await later(asking, "2020-07-24 08:10")
    assert questions(person) == []
