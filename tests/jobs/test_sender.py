"""What becomes of a message when a send goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.jobs.sender import Sender
from bot.sandbox import ApiError, Fault
from tests.jobs.line import Line, line
from tests.jobs.scene import said, until_rows
from tests.samples import at

TEN = "⏰ Starts in 10 minutes"


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Line]:
    async with line(tmp_path) as running:
        yield running


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.TOO_MANY_REQUESTS])
async def test_send_that_was_refused_is_tried_until_it_succeeds(sending: Line, fault: Fault) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", fault, times=2)
    await sending.tick()
    await sending.waits()
    sending.wall.move_on(3)
    sending.sender.wake()
    await until_rows(sending.file, "state = 'queued' AND attempts = 2", 1)
    await sending.tries_again()
    assert (said(person), await sending.counts()) == ([TEN], {"sent": 1})


async def test_send_without_a_connection_is_tried_until_there_is_one(sending: Line) -> None:
    person = await sending.starred("opening")
    port = urlsplit(sending.sandbox.url).port or 0
    await sending.sandbox.stop()
    await sending.tick()
    await sending.waits()
    await sending.sandbox.start(port=port)
    await sending.tries_again()
    assert (said(person), await sending.counts()) == ([TEN], {"sent": 1})


async def test_send_whose_connection_broke_is_tried_once_more(sending: Line) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", Fault.RESET_BEFORE)
    await sending.tick()
    await sending.waits()
    await sending.tries_again()
    assert (said(person), await sending.counts()) == ([TEN], {"sent": 1})


async def test_send_that_may_have_arrived_is_tried_once_more_and_not_again(sending: Line) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", Fault.RESET_AFTER, times=3)
    await sending.tick()
    await sending.waits()
    await sending.tries_again()
    sending.wall.move_on(600)
    await sending.tick()
    assert (said(person), await sending.counts()) == ([TEN, TEN], {"unknown": 1})


async def test_send_that_may_have_arrived_is_not_tried_again_after_the_event(sending: Line) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", Fault.RESET_AFTER)
    await sending.tick()
    await sending.waits()
    sending.clock.jump(at("2020-07-23 16:00"))
    await sending.tries_again()
    assert (said(person), await sending.counts()) == ([TEN], {"unknown": 1})


async def test_send_without_an_answer_in_time_may_have_arrived(tmp_path: Path) -> None:
    async with line(tmp_path, read_timeout=0.05) as sending:
        person = await sending.starred("opening")
        sending.sandbox.faults.add("sendMessage", Fault.HANG_AFTER)
        await sending.tick()
        await sending.waits()
        await sending.tries_again()
        assert (said(person), await sending.counts()) == ([TEN, TEN], {"sent": 1})


async def test_refused_send_is_given_up_when_the_event_is_over(sending: Line) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", Fault.SERVER_ERROR)
    await sending.tick()
    await sending.waits()
    sending.clock.jump(at("2020-07-23 16:00"))
    await sending.tries_again()
    assert (said(person), await sending.counts()) == ([], {"expired": 1})


async def test_message_that_telegram_refuses_fails_and_the_others_go(sending: Line) -> None:
    refused, other = await sending.starred("opening"), await sending.starred("opening")
    error = ApiError(400, "Bad Request: not enough rights to send text messages to the chat")
    sending.sandbox.faults.add("sendMessage", error, chat_id=refused.id)
    await sending.tick()
    await sending.ends()
    assert (said(refused), said(other)) == ([], [TEN])
    assert await sending.counts() == {"failed": 1, "sent": 1}


async def test_chat_that_blocked_the_bot_is_sent_nothing_more(sending: Line) -> None:
    person = await sending.starred("opening", "ai")
    sending.sandbox.world.block(person.id)
    await sending.tick()
    await sending.ends()
    await sending.tick(at("2020-07-23 16:20"))
    assert await sending.counts() == {"failed": 1}


async def test_chat_that_writes_again_is_reminded_again(sending: Line) -> None:
    person = await sending.starred("opening", "ai")
    sending.sandbox.world.block(person.id)
    await sending.tick()
    await sending.ends()
    sending.sandbox.world.unblock(person.id)
    await sending.storage.chats.ensure(person.id, group=False, language="en", now=at("2020-07-23 15:00"))
    await sending.tick(at("2020-07-23 16:20"))
    await sending.ends()
    assert (said(person), await sending.counts()) == ([TEN], {"failed": 1, "sent": 1})


async def test_group_that_became_a_supergroup_unheard_is_followed(sending: Line) -> None:
    sari = sending.sandbox.user("Sari")
    group = sending.sandbox.group("Team", [sari])
    sending.sandbox.world.add_bot_to_group(sari.id, group.id)
    await sending.storage.chats.ensure(group.id, group=True, language="en", now=at("2020-07-23 13:40"))
    await sending.storage.favourites.add(group.id, ["opening"], at("2020-07-23 13:40"))
    group.migrate(sari)
    await sending.tick()
    await sending.waits()
    await sending.tries_again()
    assert (said(sari, group), await sending.counts()) == ([TEN], {"sent": 1})


async def test_database_that_is_away_for_a_moment_ends_nothing(sending: Line) -> None:
    person = await sending.starred("opening")
    await sending.storage.outbox.fan_out_reminders(at("2020-07-23 13:50"))
    with closing(sqlite3.connect(sending.file)) as database:
        database.execute("ALTER TABLE outbox RENAME TO away")
        sending.clock.jump(at("2020-07-23 13:50"))
        sending.sender.wake()
        database.execute("ALTER TABLE away RENAME TO outbox")
    sending.sender.wake()
    await sending.ends()
    assert said(person) == [TEN]


async def test_stopped_sender_finishes_what_it_began(sending: Line) -> None:
    people = [await sending.starred("opening") for _ in range(5)]
    await sending.tick()
    await until_rows(sending.file, "state = 'queued'", 0)
    await sending.sender.stop()
    assert await sending.counts() == {"sent": 5}
    assert [said(person) for person in people] == [[TEN]] * 5


async def test_stopped_sender_takes_nothing_new(sending: Line) -> None:
    person = await sending.starred("opening")
    await sending.sender.stop()
    await sending.tick()
    assert (said(person), await sending.counts()) == ([], {"queued": 1})


async def test_send_that_was_cut_off_is_tried_once_more_at_the_next_start(sending: Line) -> None:
    person = await sending.starred("opening")
    sending.sandbox.faults.add("sendMessage", Fault.HANG_AFTER)
    await sending.tick()
    assert (await person.expect_message()).text.startswith(TEN)
    await sending.sender.stop(grace=0.01)
    assert await sending.counts() == {"sending": 1}
    async with await sending.storage.open(f"sqlite:///{sending.file}") as storage:
        anew = Sender(sending.bot, sending.clock, storage, sending.published, per_second=1000)
        anew.start()
        anew.wake()
        await sending.ends()
        await anew.stop()
    assert (said(person), await sending.counts()) == ([TEN, TEN], {"sent": 1})
