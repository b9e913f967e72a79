"""Updates by webhook, through the real application: who may post what, and when it is answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from structlog.testing import capture_logs

from bot.gateway.webhook import derived_secret
from bot.sandbox import Fault, Person, Sandbox
from bot.sandbox.updates import Webhook
from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import TOKEN, Stage, stage, still_clock
from tests.web.posting import message, post, registered, sample


@pytest.fixture
async def hooked(tmp_path: Path) -> AsyncIterator[Stage]:
    """The application with the small programme, its webhook set."""
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), webhook=True) as running:
        await running.user().send("/start")
        yield running


async def test_people_are_answered_and_telegram_is_told_all_that_it_needs(hooked: Stage) -> None:
    person = hooked.user()
    await person.send("/start")
    await person.press(data="star:on:opening")
    webhook, world = registered(hooked), hooked.sandbox.world
    assert (urlsplit(webhook.url).path, webhook.secret, webhook.connections, world.updates.allowed) == (
        "/telegram",
        derived_secret(TOKEN),
        40,
        frozenset({"message", "callback_query", "inline_query", "my_chat_member"}),
    )
    assert (len(world.updates), webhook.last_error) == (0, "")


async def test_updates_from_before_the_start_are_kept_and_answered(tmp_path: Path) -> None:
    early: list[int | None] = []
    clock = still_clock(BEGINNING)
    async with stage(
        tmp_path, schedule=PROGRAMME, clock=clock, webhook=True, before=lambda sandbox: write(sandbox, early)
    ) as hooked:
        await hooked.sandbox.world.acknowledged(early[0])
        assert len(hooked.sandbox.world.updates) == 0


async def test_update_is_acknowledged_after_its_work(hooked: Stage) -> None:
    hooked.sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, retry_after=1)
    person = hooked.user()
    act = hooked.sandbox.world.send_text(person.id, person.id, "/start")
    await hooked.sandbox.happens(lambda event: event["type"] == "called" and event["method"] == "sendmessage")
    assert (len(hooked.sandbox.world.updates), len(person.messages)) == (1, 0)
    await hooked.sandbox.world.acknowledged(act.update_id)
    assert len(person.messages) == 1


async def test_repeated_update_is_done_once(hooked: Stage) -> None:
    person = await told(hooked)
    again = message(person.id, "/start")
    answers = [
        *await asyncio.gather(post(hooked, json=again), post(hooked, json=again)),
        await post(hooked, json=again),
    ]
    assert (answers, len(person.messages)) == ([(200, "")] * 3, 2)
    assert sample(hooked, "confbot_updates_total", kind="message") == 3


async def test_update_that_nobody_can_read_does_not_come_again(hooked: Stage) -> None:
    with capture_logs() as logs:
        assert await post(hooked, json={"update_id": 7, "message": {"text": "secret"}}) == (200, "")
    assert [line for line in logs if line["log_level"] != "debug"] == [
        {
            "event": "a malformed update was passed over",
            "update_id": 7,
            "error": "KeyError",
            "log_level": "error",
        }
    ]
    assert sample(hooked, "confbot_updates_refused_total", why="malformed") == 1


async def test_ending_bot_gives_back_what_it_cannot_finish(hooked: Stage) -> None:
    hooked.sandbox.faults.add("sendMessage", Fault.HANG_BEFORE)
    person = hooked.user()
    hooked.sandbox.world.send_text(person.id, person.id, "/start")
    await hooked.sandbox.happens(lambda event: event["type"] == "called" and event["method"] == "sendmessage")
    await hooked.app.stop()
    assert (len(hooked.sandbox.world.updates), registered(hooked).url != "") == (1, True)


async def test_polling_after_a_webhook_takes_over_what_waits(tmp_path: Path) -> None:
    early: list[int | None] = []

    def hooked_before(sandbox: Sandbox) -> None:
        sandbox.world.webhook = Webhook("http://127.0.0.1:9/telegram", "s3cret")
        write(sandbox, early)

    async with stage(
        tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), before=hooked_before
    ) as polling:
        await polling.sandbox.world.acknowledged(early[0])
        assert (polling.sandbox.world.webhook, len(polling.sandbox.world.updates)) == (None, 0)


def write(sandbox: Sandbox, written: list[int | None]) -> None:
    """Somebody writes to the bot; the update's id goes into `written`."""
    person = sandbox.user("Alex")
    written.append(sandbox.world.send_text(person.id, person.id, "/start").update_id)


async def told(hooked: Stage) -> Person:
    """Somebody whom the bot has welcomed."""
    person = hooked.user()
    await person.send("/start")
    return person
