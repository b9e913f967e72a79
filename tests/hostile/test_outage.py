"""Telegram is down, or its name is not found: tried on with patience, sent while useful, given up else."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.gateway.bot import build_bot
from bot.gateway.errors import NotSent
from bot.gateway.gate import Retries
from bot.gateway.pacing import Pacer
from bot.gateway.transport import Transport
from bot.sandbox import Fault
from tests.jobs.line import Line, line
from tests.jobs.scene import said, until, until_rows
from tests.samples import at
from tests.stage import TOKEN

TEN_MINUTES, A_MINUTE = 600, 60
PEOPLE = 30
EARLY, LATE = 0.1, 0.001
"""Seconds before a try may be made, in which none is, and after that."""
NO_SUCH_NAME = "http://telegram.invalid"
"""A name that no resolver finds (RFC 6761)."""


async def test_telegram_that_is_down_for_ten_minutes_is_asked_seldom_and_served_after(tmp_path: Path) -> None:
    async with line(tmp_path, passing=True) as sending:
        starred = [await sending.starred(event) for event in ("opening", "ai")]
        sending.sandbox.faults.add("sendMessage", Fault.SERVER_ERROR, times=1000)
        tries = Counter[str]()
        sending.sandbox.world.watch(lambda event: tries.update([event.get("method", "")]))
        await sending.tick(
            at("2020-07-23 16:20")
        )  # the opening has ended, the AI forum starts in ten minutes
        waited = 0.0
        while waited < TEN_MINUTES:
            await sending.waits()
            retry = await sending.storage.outbox.next_retry()
            assert retry is not None
            seconds = max(0.0, (retry - sending.clock.real_now()).total_seconds()) + 0.01
            sending.wall.move_on(seconds)
            waited += seconds
            before = tries["sendmessage"]
            sending.sender.wake()
            await until_rows(sending.file, f"attempts = {before + 1}", 1)
        assert tries["sendmessage"] <= 25
        await sending.waits()
        sending.sandbox.faults.clear()
        sending.clock.jump(at("2020-07-23 16:33"))
        sending.wall.move_on(61)
        sending.sender.wake()
        await sending.ends()
        assert [said(person) for person in starred] == [[], ["⏰ On now, 1 h 27 min left"]]
        assert await sending.counts() == {"sent": 1, "expired": 1}


async def test_reminder_whose_event_ended_during_the_outage_expires(tmp_path: Path) -> None:
    async with line(tmp_path) as sending:
        person = await sending.starred("opening")
        sending.sandbox.faults.add("sendMessage", Fault.SERVER_ERROR)
        await sending.tick()
        await sending.waits()
        sending.sandbox.faults.clear()
        sending.clock.jump(at("2020-07-23 16:00"))
        await sending.tries_again()
        assert (said(person), await sending.counts()) == ([], {"expired": 1})


async def test_telegram_that_cannot_be_reached_is_tried_by_one_message_at_a_time(tmp_path: Path) -> None:
    async with line(tmp_path, passing=True) as sending:
        starred = [await sending.starred("opening") for _ in range(PEOPLE)]
        port = await goes_away(sending)
        await sending.tick()
        waited, tries = 0.0, 0
        while waited < A_MINUTE:
            waited += await pass_by(sending, sending.bot.reach.next_try_in() - EARLY)
            assert attempts(sending) == tries
            waited += await pass_by(sending, EARLY + LATE)
            tries += 1
            await until(lambda: attempts(sending) == tries)  # noqa: B023
            await until_rows(sending.file, "state = 'sending'", 0)
        assert tries == 15
        await sending.sandbox.start(port=port)
        await pass_by(sending, sending.bot.reach.next_try_in() + LATE)
        await sending.ends()
        assert [said(person) for person in starred] == [["⏰ Starts in 10 minutes"]] * PEOPLE
        assert await sending.counts() == {"sent": PEOPLE}


async def test_reminders_expire_while_telegram_cannot_be_reached(tmp_path: Path) -> None:
    async with line(tmp_path, passing=True) as sending:
        for _ in range(PEOPLE):
            await sending.starred("opening")
        await goes_away(sending)
        await sending.tick()
        sending.clock.jump(at("2020-07-23 16:00"))
        await pass_by(sending, sending.bot.reach.next_try_in() + LATE)
        await sending.ends()
        assert (attempts(sending), await sending.counts()) == (0, {"expired": PEOPLE})


async def goes_away(sending: Line) -> int:
    """Telegram is away, as the bot has noticed, and no time passes by itself; the port where it was."""
    port = urlsplit(sending.sandbox.url).port or 0
    await sending.sandbox.stop()
    sending.wall.stop()
    while not sending.bot.reach.away:
        with suppress(NotSent):
            await sending.bot.get_me()
    return port


def attempts(sending: Line) -> int:
    """How often any message was tried."""
    with closing(sqlite3.connect(sending.file)) as database:
        return int(database.execute("SELECT sum(attempts) FROM outbox").fetchone()[0])


async def pass_by(sending: Line, seconds: float) -> float:
    """So much time passes, and the sender may look; the seconds."""
    sending.wall.move_on(seconds)
    for _ in range(10):
        sending.sender.wake()
        await sending.counts()
    return seconds


async def test_name_that_is_not_found_was_not_sent_to() -> None:
    transport = Transport()
    bot = build_bot(TOKEN, NO_SUCH_NAME, transport, Pacer(30, lambda: 0.0), retries=Retries(attempts=1))
    await transport.initialize()
    with pytest.raises(NotSent) as raised:
        await bot.send_message(1, "hello")
    await transport.shutdown()
    assert TOKEN not in str(raised.value)
