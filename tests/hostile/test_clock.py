"""Clocks that are set, the conference's and the machine's: nothing is lost, nothing said twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.sandbox import Fault
from tests.jobs.line import line
from tests.jobs.scene import (
    BEGINNING,
    PROGRAMME,
    Wall,
    attendee,
    jump,
    said,
    settled,
    standing_clock,
    until,
    until_rows,
)
from tests.samples import at
from tests.stage import stage, still_clock

TEN = "⏰ Starts in 10 minutes"
HOURS = timedelta(hours=5).total_seconds()


async def test_conference_clock_that_jumps_about_reminds_once_of_each(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        people = [await attendee(running, id_) for id_ in ("opening", "ai", "night", "cloud")]
        for moment in (
            "2020-07-23 13:50",  # the opening's
            "2020-07-23 10:00",  # back
            "2020-07-23 20:00",  # over the AI forum, which is over
            "2020-07-23 16:20",  # back to its reminder, which has expired
            "2020-07-24 08:50",  # over the night's
            "2020-07-23 13:50",  # back once more
        ):
            await jump(running, moment)
        counts = await running.app.storage.outbox.counts()
    assert [said(person) for person in people] == [[TEN], [], [], [TEN]]
    assert counts == {"sent": 2, "expired": 2}


@pytest.mark.parametrize("seconds", [HOURS, -HOURS])
async def test_machine_whose_time_was_set_sends_what_is_due_at_once(tmp_path: Path, seconds: float) -> None:
    wall = Wall()
    async with stage(tmp_path, schedule=PROGRAMME, clock=standing_clock(wall)) as running:
        people = [await attendee(running, id_) for id_ in ("opening", "ai")]
        await jump(running, "2020-07-23 13:50")
        wall.move_on(seconds)
        await jump(running, "2020-07-23 16:20")
        assert [said(person) for person in people] == [[TEN], [TEN]]


@pytest.mark.parametrize("seconds", [HOURS, -HOURS])
async def test_message_that_waits_for_another_try_is_sent_though_the_time_was_set(
    tmp_path: Path, seconds: float
) -> None:
    async with line(tmp_path) as sending:
        person = await sending.starred("opening")
        sending.sandbox.faults.add("sendMessage", Fault.SERVER_ERROR)
        await sending.tick()
        await sending.waits()
        sending.wall.move_on(seconds)
        sending.sender.wake()
        await until_rows(
            sending.file, "retry_at IS NULL OR state = 'sent' OR retry_at < unixepoch() - 3600", 1
        )
        sending.wall.move_on(61)
        sending.sender.wake()
        await sending.ends()
        assert (await sending.counts(), len(said(person))) == ({"sent": 1}, 1)


async def test_message_under_way_while_the_time_is_set_is_not_sent_again(tmp_path: Path) -> None:
    # Monotonic time goes as well, so that it is time to look for leases that have run out.
    async with line(tmp_path, passing=True) as sending:
        person = await sending.starred("opening")
        other = await sending.starred("mobile")
        sending.sandbox.faults.add("sendMessage", Fault.HANG_AFTER, chat_id=person.id)
        await sending.tick()
        await until(lambda: bool(person.messages))
        sending.wall.move_on(HOURS)
        await sending.tick(at("2020-07-23 16:20"))
        await until(lambda: bool(other.messages))
        assert len(person.messages) == 1
        await until_rows(sending.file, "state = 'sending' AND event_id = 'opening' AND attempts = 1", 1)
        await sending.sandbox.stop()


async def test_tick_follows_the_machines_time_that_was_set(tmp_path: Path) -> None:
    wall = Wall()
    start = BEGINNING - wall()
    wall.move_on(start.total_seconds())
    async with stage(tmp_path, schedule=PROGRAMME, clock=Clock(wall=wall)) as running:
        person = await attendee(running, "opening")
        wall.move_on(timedelta(minutes=11).total_seconds())
        running.clock.look()
        await until(lambda: said(person) == ["⏰ Starts in 9 minutes"])
        wall.move_on(-timedelta(hours=5).total_seconds())
        running.clock.look()
        wall.move_on(timedelta(hours=5).total_seconds())
        running.clock.look()
        await settled(running)
        assert said(person) == ["⏰ Starts in 9 minutes"]
