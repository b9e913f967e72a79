"""One process ends, another takes over its database: nothing is lost and nothing said twice."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import Person
from tests.jobs.scene import BEGINNING, PROGRAMME, attendee, choose, edit, jump, own_programme, said, settled
from tests.samples import at
from tests.stage import Stage, stage, still_clock

TEN = "⏰ Starts in 10 minutes"


async def leave(folder: Path, *event_ids: str, moment: str = "", choice: str = "") -> None:
    """A first process: someone stars the events and chooses; it runs until `moment`."""
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as first:
        person = await attendee(first, *event_ids)
        if choice:
            await choose(person, choice)
        if moment:
            await jump(first, moment)


def same_person(second: Stage) -> Person:
    """Who talked to the first process: sandboxes number their people alike."""
    person = second.user()
    second.sandbox.world.users[person.id].started = True
    return person


async def said_by_the_next(folder: Path, moment: str, schedule: Path = PROGRAMME) -> list[str]:
    """What a second process, started at `moment`, writes to that person of its own accord."""
    async with stage(folder, schedule=schedule, clock=still_clock(at(moment))) as second:
        person = same_person(second)
        await settled(second)
        return said(person)


async def test_reminder_that_was_sent_is_not_sent_again(tmp_path: Path) -> None:
    await leave(tmp_path, "opening", moment="2020-07-23 13:50")
    assert await said_by_the_next(tmp_path, "2020-07-23 13:51") == []


async def test_reminder_is_not_sent_again_though_the_clock_was_set_back(tmp_path: Path) -> None:
    await leave(tmp_path, "opening", moment="2020-07-23 13:50")
    assert await said_by_the_next(tmp_path, "2020-07-23 13:50") == []


async def test_reminder_that_fell_due_meanwhile_is_sent_with_the_true_time_left(tmp_path: Path) -> None:
    await leave(tmp_path, "opening")
    assert await said_by_the_next(tmp_path, "2020-07-23 13:57") == ["⏰ Starts in 3 minutes"]


async def test_reminder_of_what_ended_meanwhile_is_not_sent(tmp_path: Path) -> None:
    await leave(tmp_path, "opening")
    assert await said_by_the_next(tmp_path, "2020-07-23 16:00") == []


async def test_reminder_to_come_is_sent_by_the_next_process(tmp_path: Path) -> None:
    await leave(tmp_path, "opening", "ai", moment="2020-07-23 13:50")
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(at("2020-07-23 14:00"))) as second:
        person = same_person(second)
        await jump(second, "2020-07-23 16:20")
        assert said(person) == [TEN]


async def test_snooze_outlives_its_process(tmp_path: Path) -> None:
    await leave(tmp_path, "opening", choice="snooze:opening:5")
    assert await said_by_the_next(tmp_path, "2020-07-23 13:55") == ["⏰ Starts in 5 minutes"]


async def test_digest_that_was_sent_is_not_sent_again(tmp_path: Path) -> None:
    await leave(tmp_path, "cloud", choice="digest:on", moment="2020-07-24 07:00")
    assert await said_by_the_next(tmp_path, "2020-07-24 07:05") == []


async def test_event_that_was_moved_meanwhile_is_told_of_at_its_new_time(tmp_path: Path) -> None:
    await leave(tmp_path, "opening", moment="2020-07-23 13:50")
    moved = own_programme(tmp_path)
    edit(moved, ("start: 2020-07-23 14:00", "start: 2020-07-23 14:30"))
    assert await said_by_the_next(tmp_path, "2020-07-23 14:20", moved) == [TEN]
