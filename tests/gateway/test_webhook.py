"""What is taken of what Telegram posts: when, in which order, how often, how many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Update

from bot.gateway.bot import build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception
from bot.gateway.transport import Transport
from bot.gateway.webhook import Taken, WebhookAddress, WebhookIntake, derived_secret
from bot.metrics import Metrics
from tests.gateway.server import TOKEN


def raw_update(number: int, chat: int = 1) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}},
    }


class Bench:
    """An intake of three at once whose handler waits for `gates[update_id]` where there is one."""

    def __init__(self) -> None:
        self.gates: dict[int, asyncio.Event] = {}
        self.began: list[int] = []
        self.ended: list[int] = []
        bot = build_bot(TOKEN, "http://telegram.invalid", Transport(), Pacer(1000, time.monotonic))
        reception = Reception(bot, Dispatcher(self.process), Metrics(), remembered=2)
        self.intake = WebhookIntake(reception, 3)

    async def process(self, update: Update) -> None:
        self.began.append(update.update_id)
        if (gate := self.gates.get(update.update_id)) is not None:
            await gate.wait()
        self.ended.append(update.update_id)

    def hold(self, *numbers: int) -> None:
        self.gates.update((number, asyncio.Event()) for number in numbers)

    def post(self, number: int, chat: int = 1) -> asyncio.Task[Taken]:
        return asyncio.create_task(self.intake.take(raw_update(number, chat)))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    for gate in bench.gates.values():
        gate.set()
    await bench.intake.stop(1.0)


async def turns() -> None:
    """Let everything go on as far as it can without the network."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_update_is_taken_when_its_work_is_done(bench: Bench) -> None:
    bench.hold(1)
    posted = bench.post(1)
    await turns()
    assert (bench.began, posted.done()) == ([1], False)
    bench.gates[1].set()
    assert (await posted, bench.ended) == (Taken.DONE, [1])


async def test_second_copy_waits_for_the_first(bench: Bench) -> None:
    bench.hold(1)
    first, second = bench.post(1), bench.post(1)
    await turns()
    assert (bench.began, first.done(), second.done()) == ([1], False, False)
    bench.gates[1].set()
    assert (await first, await second, bench.ended) == (Taken.DONE, Taken.DONE, [1])


async def test_second_copy_is_not_lost_with_who_posted_the_first(bench: Bench) -> None:
    bench.hold(1)
    first, second = bench.post(1), bench.post(1)
    await turns()
    first.cancel()
    await turns()
    bench.gates[1].set()
    assert (await second, bench.ended) == (Taken.DONE, [1])


async def test_finished_update_is_not_done_again_while_it_is_remembered(bench: Bench) -> None:
    for number in (1, 2, 2, 1, 3, 1):
        assert await bench.post(number) is Taken.DONE
    assert bench.ended == [1, 2, 3, 1]


async def test_updates_of_a_chat_keep_their_order_and_hold_up_no_other(bench: Bench) -> None:
    bench.hold(1)
    posts = [bench.post(1), bench.post(2), bench.post(3, chat=2)]
    await turns()
    assert (bench.began, bench.ended) == ([1, 3], [3])
    bench.gates[1].set()
    await asyncio.gather(*posts)
    assert bench.ended == [3, 1, 2]


async def test_no_more_are_in_work_than_there_are_connections(bench: Bench) -> None:
    bench.hold(1, 2, 3, 4)
    posts = [bench.post(number, chat=number) for number in (1, 2, 3, 4)]
    await turns()
    assert bench.began == [1, 2, 3]
    for gate in bench.gates.values():
        gate.set()
    await asyncio.gather(*posts)
    assert bench.ended == [1, 2, 3, 4]


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": None}, {"update_id": True}, {"update_id": -1}])
async def test_what_has_no_id_is_no_update(bench: Bench, raw: object) -> None:
    assert await bench.intake.take(raw) is Taken.NO_UPDATE


async def test_ending_intake_gives_back_what_it_cannot_finish(bench: Bench) -> None:
    bench.hold(1)
    posted = bench.post(1)
    await turns()
    await bench.intake.stop(0.001)
    assert (await posted, await bench.post(2), bench.ended) == (Taken.NOT_YET, Taken.NOT_YET, [])


@pytest.mark.parametrize(
    ("url", "registered", "path"),
    [
        ("https://bot.example.org", "https://bot.example.org/telegram", "/telegram"),
        ("https://bot.example.org:8443", "https://bot.example.org:8443/telegram", "/telegram"),
        ("https://bot.example.org/a/b", "https://bot.example.org/a/b", "/a/b"),
    ],
)
def test_path_is_that_of_the_address(url: str, registered: str, path: str) -> None:
    address = WebhookAddress.of(url, "s3cret", 40)
    assert (address.url, address.path) == (registered, path)


def test_secret_is_the_same_each_time_and_another_for_each_token() -> None:
    assert derived_secret(TOKEN) == derived_secret(TOKEN) != derived_secret(TOKEN + "x")


def test_secret_is_not_shown_with_its_address() -> None:
    assert "s3cret" not in repr(WebhookAddress.of("https://bot.example.org", "s3cret", 40))
