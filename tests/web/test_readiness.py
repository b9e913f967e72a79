"""What makes a bot unready: each check by itself."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.gateway.sends import Sends
from bot.metrics import Metrics
from bot.storage import Storage
from bot.storage.published import Published
from bot.web.readiness import Part, Readiness, schedule_is_current, scheduler_keeps_up, sends_arrive
from bot.web.reading import Reading
from tests.handlers.scene import PROGRAMME
from tests.sandbox.calling import Hands

NOON = datetime(2020, 7, 23, 12, tzinfo=UTC)
FAR_OFF = datetime(2999, 7, 23, 12, tzinfo=UTC)
"""No scheduler runs a job of then by itself."""


async def test_part_that_is_not_needed_is_told_and_no_more() -> None:
    readiness = Readiness()
    readiness.started()

    async def broken() -> Part:
        return Part("broken")

    readiness.add("sends", broken, needed=False)
    ready = [readiness.ready(await readiness.parts())]
    readiness.add("database", broken)
    ready.append(readiness.ready(parts := await readiness.parts()))
    assert (ready, parts) == (
        [True, False],
        {"start": Part(), "sends": Part("broken"), "database": Part("broken")},
    )


async def test_messages_that_do_not_get_through_for_a_minute_are_told() -> None:
    hands = Hands()
    sends = Sends(Metrics(), hands)
    check = sends_arrive(sends, hands)
    sends.note("sendMessage", "sent")
    hands.seconds = 100
    sends.note("sendMessage", "not_sent")
    hands.seconds = 160
    sends.note("sendMessage", "failed")
    assert await check() == Part("", {"last_seconds_ago": 160})
    hands.seconds = 161
    assert await check() == Part("no message got through for 61 s", {"last_seconds_ago": 161})
    sends.note("sendMessage", "sent")
    assert await check() == Part("", {"last_seconds_ago": 0})


@pytest.mark.parametrize("outcome", ["blocked", "refused", "throttled"])
async def test_refusal_of_one_message_shows_that_telegram_is_there(outcome: str) -> None:
    hands = Hands()
    sends = Sends(Metrics(), hands)
    sends.note("sendMessage", "unknown")
    sends.note("sendMessage", outcome)
    hands.seconds = 1000
    assert await sends_arrive(sends, hands)() == Part("", {"last_seconds_ago": None})


async def test_calls_that_are_no_messages_say_nothing_of_sending() -> None:
    hands = Hands()
    sends = Sends(Metrics(), hands)
    sends.note("answerCallbackQuery", "sent")
    sends.note("sendChatAction", "unknown")
    hands.seconds = 1000
    assert await sends_arrive(sends, hands)() == Part("", {"last_seconds_ago": None})


@pytest.mark.parametrize(("late", "wrong"), [(-5, ""), (60, ""), (61, "a job is 61 s late")])
async def test_job_that_is_late_is_told(late: int, wrong: str) -> None:
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.start()
    scheduler.add_job(print, "date", run_date=FAR_OFF, misfire_grace_time=None)
    check = scheduler_keeps_up(scheduler, lambda: FAR_OFF + timedelta(seconds=late))
    try:
        assert await check() == Part(wrong, {"next": FAR_OFF.isoformat()})
    finally:
        scheduler.shutdown()


async def test_scheduler_that_does_not_run_is_told() -> None:
    assert await scheduler_keeps_up(AsyncIOScheduler(), lambda: NOON)() == Part("the scheduler does not run")


async def test_scheduler_without_jobs_is_ready() -> None:
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.start()
    try:
        assert await scheduler_keeps_up(scheduler, lambda: NOON)() == Part("", {"next": None})
    finally:
        scheduler.shutdown()


async def test_scheduler_that_pauses_leaves_its_jobs_to_another_process() -> None:
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.start(paused=True)
    scheduler.add_job(print, "date", run_date=FAR_OFF, misfire_grace_time=None)
    try:
        late = scheduler_keeps_up(scheduler, lambda: FAR_OFF + timedelta(days=1))
        assert await late() == Part("", {"paused": True})
    finally:
        scheduler.shutdown()


async def test_version_that_is_not_followed_for_a_minute_is_told(tmp_path: Path) -> None:
    hands = Hands()
    async with await Storage.open(f"sqlite:///{tmp_path / 'test.sqlite3'}") as storage:
        ours, theirs = Published(storage.schedules), Published(storage.schedules)
        await ours.publish_file(PROGRAMME, NOON)
        await theirs.restore()
        content = PROGRAMME.read_bytes().replace(b'version: "7"', b'version: "8"')
        await theirs.publish(content, "programme.yaml", NOON)
        check = schedule_is_current(ours, Reading(storage.schedules.number, hands, kept=1), hands)
        shown = {"version": "7", "number": 1}
        assert await check() == Part("", shown)
        hands.seconds = 61
        assert await check() == Part("number 2 was published and is not shown yet", shown)
        await ours.follow()
        assert await check() == Part("", {"version": "8", "number": 2})


async def test_reading_is_asked_for_once_at_a_time_and_kept() -> None:
    hands, asked, gate = Hands(), [], asyncio.Event()

    async def read() -> int:
        asked.append(hands.seconds)
        await gate.wait()
        return len(asked)

    reading = Reading(read, hands, kept=5)
    both = [asyncio.create_task(reading.get()) for _ in range(2)]
    await asyncio.sleep(0)
    gate.set()
    assert [await one for one in both] == [1, 1]
    hands.seconds = 4.9
    assert (await reading.get(), asked) == (1, [0])
    hands.seconds = 5
    assert (await reading.get(), asked) == (2, [0, 5])


async def test_reading_that_fails_is_none_until_it_works_again() -> None:
    hands, failures = Hands(), [OSError("down"), OSError("down")]

    async def read() -> int:
        if failures:
            raise failures.pop()
        return 7

    reading = Reading(read, hands, kept=5)
    assert [await reading.get(), await reading.get(), await reading.get()] == [None, None, 7]


async def test_reading_that_hangs_does_not_hold_up_who_asks() -> None:
    async def read() -> int:
        await asyncio.Event().wait()
        return 7

    reading = Reading(read, Hands(), kept=5, patience=0.001)
    assert await reading.get() is None
    await reading.close()
