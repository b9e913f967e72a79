"""When polling asks, in virtual time, of a server that always answers at once."""

from __future__ import annotations

import asyncio
import json
from itertools import pairwise
from typing import Any

from telegram import Update

from bot.gateway.bot import build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import NotSent
from bot.gateway.intake import Poller
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception
from bot.gateway.transport import Transport
from bot.metrics import Metrics
from tests.gateway.server import TOKEN
from tests.gateway.virtual import run


def message(number: int, chat: int) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}},
    }


class Hasty(Transport):
    """A network whose getUpdates returns all that is not acknowledged, without ever waiting for more."""

    def __init__(self, *updates: dict[str, Any]) -> None:
        super().__init__()
        self.updates = list(updates)
        self.polls: list[float] = []
        self.offset = 0
        self.patience: float | None = None

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        result: Any = method == "POST"
        if url.endswith("getUpdates"):
            assert request_data is not None
            offset = request_data.parameters.get("offset", 0)
            assert isinstance(offset, int)
            self.offset = offset
            self.patience = timeouts["read_timeout"]
            self.polls.append(asyncio.get_running_loop().time())
            self.updates = [update for update in self.updates if update.get("update_id", 0) >= offset]
            result = self.updates
        if url.endswith("getWebhookInfo"):
            result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return 200, json.dumps({"ok": True, "result": result}).encode()


async def polled(network: Hasty, *, until: float) -> list[float]:
    """When it was asked until it stopped at second `until`; each update's handler takes 20 s."""

    async def process(_: Update) -> None:
        await asyncio.sleep(20)

    pacer = Pacer(30, asyncio.get_running_loop().time)
    bot = build_bot(TOKEN, "http://telegram.invalid", network, pacer, polling=network)
    reception = Reception(bot, Dispatcher(process), Metrics())
    poller = Poller(bot, reception, allowed_updates=[], pauses=(0.05, 0.5))
    running = asyncio.create_task(poller.run())
    await asyncio.sleep(until)
    await poller.stop()
    await running
    return network.polls


def test_answer_may_come_a_while_after_the_long_poll() -> None:
    async def poll() -> float | None:
        network = Hasty()
        bot = build_bot(TOKEN, "http://telegram.invalid", network, Pacer(30, lambda: 0.0), polling=network)
        await bot.raw_updates(offset=None, seconds=30, limit=100, allowed_updates=[])
        return network.patience

    assert run(poll()) == 40


def test_slow_update_is_asked_about_ever_less_often() -> None:
    polls = run(polled(Hasty({"update_id": 1}), until=19))
    pauses = [round(later - earlier, 2) for earlier, later in pairwise(polls)]
    assert pauses[:6] == [0.05, 0.1, 0.2, 0.4, 0.5, 0.5]
    assert len(polls) < 45


def test_finished_update_is_acknowledged_without_waiting_for_the_pause() -> None:
    polls = run(polled(Hasty({"update_id": 1}), until=20.001))
    assert polls[-2] == 20


def test_stop_gives_back_what_does_not_end_in_time() -> None:
    network = Hasty(message(1, chat=1), message(2, chat=2), message(3, chat=2))
    polls = run(polled(network, until=15))
    assert (round(polls[-1]), network.offset) == (22, 3)


def test_answers_that_bring_nothing_are_not_hurried() -> None:
    assert len(run(polled(Hasty(), until=10))) < 205


def test_updates_that_cannot_be_acknowledged_are_not_hurried() -> None:
    assert len(run(polled(Hasty({"message": {}}), until=10))) < 30


class Dead(Hasty):
    """A network on which nothing can be reached from second 1 on."""

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        done = await super().do_request(url, method, request_data, *_, **timeouts)
        if asyncio.get_running_loop().time() >= 1:
            raise NotSent("refused")
        return done


def test_telegram_that_cannot_be_reached_is_asked_with_growing_pauses_of_a_few_seconds() -> None:
    polls = run(polled(Dead(), until=601))
    pauses = [later - earlier for earlier, later in pairwise(poll for poll in polls if poll >= 1)]
    expected = [0.5, 1, 2, 4, *[5] * (len(pauses) - 4)]
    assert [mean / 2 <= pause <= mean * 1.5 for pause, mean in zip(pauses, expected, strict=True)] == [
        True
    ] * len(pauses)
    assert 600 / 7.5 < len(pauses) < 600 / 2.5
