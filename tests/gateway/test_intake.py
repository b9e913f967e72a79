"""Polling against a real server: what is acknowledged when, and what stops it or does not."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs
from telegram import Update

from bot.gateway.bot import build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import TokenRefused
from bot.gateway.gate import Retries
from bot.gateway.intake import Poller
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception
from bot.gateway.transport import Transport
from bot.metrics import Metrics
from tests.gateway.server import TOKEN, Server, failed, ok, page, reset


def raw_update(number: int, chat: int = 1) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}},
    }


class Feed:
    """Updates as Telegram keeps them: until a getUpdates comes with a higher offset."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self._added = asyncio.Event()

    def add(self, *updates: dict[str, Any]) -> None:
        self.updates.extend(updates)
        self._added.set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        asked = json.loads(await request.read())
        self.updates = [
            update for update in self.updates if update.get("update_id", 0) >= asked.get("offset", 0)
        ]
        if not self.updates and asked["timeout"]:
            self._added.clear()
            await self._added.wait()
        return await ok(self.updates[: asked["limit"]])(request)


class Bench:
    """A poller on a server, with a handler that waits for `gates[update_id]` where there is one."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.feed = Feed()
        server.default["getUpdates"] = self.feed.answer
        self.gates: dict[int, asyncio.Event] = {}
        self.began: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self.ended: list[int] = []
        self.all_ended = asyncio.Event()
        self.bot = build_bot(
            TOKEN, server.url, Transport(), Pacer(1000, time.monotonic), retries=Retries(first_delay=0.0)
        )
        self.poller = Poller(
            self.bot,
            Reception(self.bot, Dispatcher(self.process), Metrics()),
            allowed_updates=["message", "callback_query"],
            pauses=(0.001, 0.01),
            backoff=(0.001, 0.01),
        )
        self.running: asyncio.Task[None] | None = None

    async def process(self, update: Update) -> None:
        self.began[update.update_id].set()
        if (gate := self.gates.get(update.update_id)) is not None:
            await gate.wait()
        self.ended.append(update.update_id)
        if not self.feed.updates or update.update_id == self.feed.updates[-1]["update_id"]:
            self.all_ended.set()

    def hold(self, *numbers: int) -> None:
        self.gates.update((number, asyncio.Event()) for number in numbers)

    def start(self) -> None:
        self.running = asyncio.create_task(self.poller.run())

    @property
    def offsets(self) -> list[int | None]:
        return [params.get("offset") for params in self.server.asked("getUpdates")]

    async def acknowledged(self, number: int) -> None:
        await self.server.until(lambda: self.offsets[-1:] == [number + 1])


@pytest.fixture
async def bench(server: Server) -> AsyncIterator[Bench]:
    bench = Bench(server)
    async with bench.bot:
        yield bench
        for gate in bench.gates.values():
            gate.set()
        await bench.poller.stop(1.0)
        if bench.running is not None:
            await asyncio.wait({bench.running})


async def test_update_is_acknowledged_after_its_work(bench: Bench) -> None:
    bench.hold(7)
    bench.feed.add(raw_update(7))
    bench.start()
    await bench.server.until(lambda: len(bench.offsets) == 4)
    assert bench.offsets == [None, 7, 7, 7]
    bench.gates[7].set()
    await bench.acknowledged(7)
    assert bench.ended == [7]


async def test_slow_chat_holds_up_no_other(bench: Bench) -> None:
    bench.hold(1)
    bench.feed.add(raw_update(1, chat=1))
    bench.start()
    await bench.began[1].wait()
    bench.feed.add(raw_update(2, chat=2), raw_update(3, chat=1))
    await bench.began[2].wait()
    assert bench.ended == [2]
    bench.gates[1].set()
    await bench.acknowledged(3)
    assert bench.ended == [2, 1, 3]


async def test_oldest_unfinished_update_is_the_offset(bench: Bench) -> None:
    bench.hold(2)
    bench.feed.add(raw_update(1, chat=1), raw_update(2, chat=2), raw_update(3, chat=3))
    bench.start()
    await bench.server.until(lambda: len(bench.offsets) == 4)
    assert bench.offsets == [None, 2, 2, 2]


async def test_full_window_waits_for_its_oldest_update(bench: Bench) -> None:
    bench.hold(1)
    bench.feed.add(*(raw_update(number, chat=number) for number in range(1, 151)))
    bench.start()
    await bench.began[100].wait()
    bench.gates[1].set()
    await bench.acknowledged(150)
    assert bench.offsets[:2] == [None, 101]
    assert sorted(bench.ended) == list(range(1, 151))


async def test_malformed_update_is_logged_and_passed_over(bench: Bench) -> None:
    with capture_logs() as logs:
        bench.feed.add({"update_id": 1, "message": {"text": "secret"}}, raw_update(2))
        bench.start()
        await bench.acknowledged(2)
    assert bench.ended == [2]
    assert logs == [
        {
            "event": "a malformed update was passed over",
            "update_id": 1,
            "error": "KeyError",
            "log_level": "error",
        }
    ]


async def test_update_without_an_id_is_passed_over(bench: Bench) -> None:
    with capture_logs() as logs:
        bench.feed.add({"message": {"text": "secret"}}, raw_update(2))
        bench.start()
        await bench.began[2].wait()
    assert logs == [{"event": "an update without an id was passed over", "log_level": "error"}]


async def test_webhook_is_deleted_before_the_first_poll(bench: Bench) -> None:
    bench.start()
    await bench.server.until(lambda: bench.offsets == [None])
    assert [call.method for call in bench.server.calls] == [
        "getMe",
        "getWebhookInfo",
        "deleteWebhook",
        "getUpdates",
    ]


async def test_webhook_that_was_set_is_told_of_and_its_updates_are_kept(bench: Bench) -> None:
    info = {
        "url": "https://bot.example.org/s3cret",
        "has_custom_certificate": False,
        "pending_update_count": 7,
    }
    bench.server.script("getWebhookInfo", ok(info))
    with capture_logs() as logs:
        bench.start()
        await bench.server.until(lambda: bench.offsets == [None])
    assert bench.server.asked("deleteWebhook") == [{"drop_pending_updates": False}]
    assert logs == [
        {
            "event": "a webhook is set at Telegram and this bot polls; it is deleted, and the updates come here",
            "host": "bot.example.org",
            "waiting": 7,
            "log_level": "warning",
        }
    ]


async def test_webhook_of_another_program_is_told_of_once_and_outwaited(bench: Bench) -> None:
    conflict = failed(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    bench.server.script("getUpdates", conflict, conflict)
    bench.feed.add(raw_update(1))
    with capture_logs() as logs:
        bench.start()
        await bench.acknowledged(1)
    assert [line["event"] for line in logs] == [
        "another program has set a webhook with this BOT_TOKEN, so that the updates go there; "
        "stop it, or give this bot a token of its own; trying on",
        "Telegram answers again",
    ]


async def test_poll_asks_for_the_updates_allowed(bench: Bench) -> None:
    bench.start()
    await bench.server.until(lambda: bench.offsets == [None])
    assert bench.server.asked("getUpdates") == [
        {"timeout": 30, "limit": 100, "allowed_updates": ["message", "callback_query"]}
    ]


async def test_second_poller_is_named_once_and_outwaited(bench: Bench) -> None:
    conflict = failed(409, "Conflict: terminated by other getUpdates request")
    bench.server.script("getUpdates", conflict, conflict, conflict)
    bench.feed.add(raw_update(1))
    with capture_logs() as logs:
        bench.start()
        await bench.acknowledged(1)
    assert [line["event"] for line in logs] == [
        "another program polls with this BOT_TOKEN; only one may, so stop the other; trying on",
        "Telegram answers again",
    ]


async def test_network_may_fail_for_a_while(bench: Bench) -> None:
    bench.server.script("deleteWebhook", *[page(502, "down")] * 5)
    bench.server.script(
        "getUpdates", reset, reset, page(502, "down"), failed(429, "later", retry_after=0.001)
    )
    bench.feed.add(raw_update(1))
    bench.start()
    await bench.acknowledged(1)
    assert bench.ended == [1]


@pytest.mark.parametrize("method", ["deleteWebhook", "getUpdates"])
async def test_refused_token_ends_polling(method: str, bench: Bench) -> None:
    bench.server.script(method, failed(401, "Unauthorized"))
    with pytest.raises(TokenRefused, match="BOT_TOKEN was refused"):
        await bench.poller.run()


async def test_stop_finishes_what_was_taken_and_acknowledges_it(bench: Bench) -> None:
    bench.hold(1)
    bench.feed.add(raw_update(1), raw_update(2))
    bench.start()
    await bench.began[1].wait()
    stopping = asyncio.create_task(bench.poller.stop())
    assert bench.running is not None
    await bench.running
    bench.gates[1].set()
    await stopping
    assert bench.ended == [1, 2]
    assert bench.server.asked("getUpdates")[-1] == {
        "offset": 3,
        "timeout": 0,
        "limit": 1,
        "allowed_updates": ["message", "callback_query"],
    }


async def test_stop_that_cannot_acknowledge_says_so(bench: Bench) -> None:
    bench.feed.add(raw_update(1))
    bench.start()
    await bench.acknowledged(1)
    bench.server.script("getUpdates", page(502, "down"))
    with capture_logs() as logs:
        await bench.poller.stop()
    assert [line["event"] for line in logs] == ["finished updates were not acknowledged and will come again"]


async def test_stop_before_the_start_keeps_it_from_running(bench: Bench) -> None:
    await bench.poller.stop()
    await bench.poller.run()
    assert bench.offsets == []


async def test_cancelled_poller_is_cancelled(bench: Bench) -> None:
    bench.start()
    await bench.server.until(lambda: bench.offsets == [None])
    assert bench.running is not None
    bench.running.cancel()
    await asyncio.wait({bench.running})
    assert bench.running.cancelled()
