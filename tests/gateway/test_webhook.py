"""The webhook at Telegram, and what is taken from it: when, in which order, how often, how many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.gateway.bot import build_bot
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.errors import TokenRefused
from bot.gateway.gate import Retries
from bot.gateway.pacing import Pacer
from bot.gateway.reception import Reception
from bot.gateway.transport import AiohttpRequest
from bot.gateway.webhook import Taken, WebhookAddress, WebhookIntake, derived_secret
from bot.metrics import Metrics
from tests.gateway.server import TOKEN, Server, failed, ok, page

URL = "https://bot.example.org/telegram"
ADDRESS = WebhookAddress.of("https://bot.example.org", "s3cret", 3)


def raw_update(number: int, chat: int = 1) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}},
    }


def info(url: str = URL, waiting: int = 0, **more: Any) -> dict[str, Any]:
    return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting, **more}


class Bench:
    """An intake whose handler waits for `gates[update_id]` where there is one."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.gates: dict[int, asyncio.Event] = {}
        self.began: list[int] = []
        self.ended: list[int] = []
        self.bot = build_bot(
            TOKEN, server.url, AiohttpRequest(), Pacer(1000, time.monotonic), retries=Retries(first_delay=0.0)
        )
        reception = Reception(self.bot, Dispatcher(self.process), Metrics(), remembered=2)
        self.intake = WebhookIntake(
            self.bot,
            reception,
            ADDRESS,
            allowed_updates=["message"],
            backoff=(0.001, 0.01),
            look_every=0.001,
        )
        self.running: asyncio.Task[None] | None = None

    async def process(self, update: Update) -> None:
        self.began.append(update.update_id)
        if (gate := self.gates.get(update.update_id)) is not None:
            await gate.wait()
        self.ended.append(update.update_id)

    def hold(self, *numbers: int) -> None:
        self.gates.update((number, asyncio.Event()) for number in numbers)

    def post(self, number: int, chat: int = 1) -> asyncio.Task[Taken]:
        return asyncio.create_task(self.intake.take(raw_update(number, chat)))

    def start(self) -> None:
        self.running = asyncio.create_task(self.intake.run())

    async def called(self, *methods: str) -> None:
        """Wait until the bot's calls, but for the first, are these and perhaps more."""
        await self.server.until(lambda: self.calls()[: len(methods)] == list(methods))

    def calls(self) -> list[str]:
        return [call.method for call in self.server.calls][1:]


@pytest.fixture
async def bench(server: Server) -> AsyncIterator[Bench]:
    bench = Bench(server)
    async with bench.bot:
        yield bench
        for gate in bench.gates.values():
            gate.set()
        await bench.intake.stop(1.0)
        if bench.running is not None:
            await asyncio.wait({bench.running})


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


async def test_start_sets_the_webhook_with_all_that_it_needs(bench: Bench) -> None:
    bench.server.default["getWebhookInfo"] = ok(info("", waiting=5))
    with capture_logs() as logs:
        bench.start()
        await bench.called("getWebhookInfo", "setWebhook", "getWebhookInfo")
    assert bench.server.asked("setWebhook")[0] == {
        "url": URL,
        "secret_token": "s3cret",
        "max_connections": 3,
        "allowed_updates": ["message"],
        "drop_pending_updates": False,
    }
    assert logs[0] == {
        "event": "webhook set",
        "host": "bot.example.org",
        "waiting": 5,
        "log_level": "info",
    }


async def test_webhook_that_is_still_set_is_set_anew_once(bench: Bench) -> None:
    bench.server.default["getWebhookInfo"] = ok(info())
    bench.start()
    await bench.called("getWebhookInfo", "setWebhook", "getWebhookInfo", "getWebhookInfo")


async def test_webhook_that_another_program_took_is_set_again_and_told_of(bench: Bench) -> None:
    stranger = ok(info("https://other.example.org/s3cret"))
    bench.server.default["getWebhookInfo"] = ok(info())
    bench.server.script("getWebhookInfo", ok(info("")), ok(info()), stranger, ok(info()))
    with capture_logs() as logs:
        bench.start()
        await bench.called(
            "getWebhookInfo", "setWebhook", "getWebhookInfo", "getWebhookInfo", "setWebhook", "getWebhookInfo"
        )
    assert [(line["event"], line["host"]) for line in logs[:3]] == [
        ("webhook set", "bot.example.org"),
        ("Telegram had another webhook for this BOT_TOKEN", "other.example.org"),
        ("webhook set", "bot.example.org"),
    ]


async def test_each_failure_to_deliver_is_told_once(bench: Bench) -> None:
    first = ok(info(waiting=2, last_error_date=1000, last_error_message="Connection refused"))
    later = ok(info(waiting=3, last_error_date=2000, last_error_message="Connection refused"))
    bench.server.default["getWebhookInfo"] = ok(info())
    bench.server.script("getWebhookInfo", ok(info()), first, first, later, later)
    with capture_logs() as logs:
        bench.start()
        await bench.called("getWebhookInfo", "setWebhook", *["getWebhookInfo"] * 6)
    assert [(line["reason"], line["waiting"]) for line in logs if line["log_level"] == "warning"] == [
        ("Connection refused", 2),
        ("Connection refused", 3),
    ]


async def test_webhook_that_telegram_refuses_is_told_with_the_reason_and_tried_on(bench: Bench) -> None:
    why = "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    bench.server.script("setWebhook", failed(400, why), failed(400, why))
    with capture_logs() as logs:
        bench.start()
        await bench.server.until(
            lambda: bench.calls()[-2:] == ["setWebhook", "getWebhookInfo"] and len(bench.calls()) > 6
        )
    assert [(line["event"], line.get("error")) for line in logs][:1] == [
        (
            "Telegram refuses what it was asked; trying on",
            "Bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443",
        )
    ]
    assert [line["log_level"] for line in logs].count("warning") == 1


async def test_network_may_fail_for_a_while(bench: Bench) -> None:
    bench.server.script("getWebhookInfo", *[page(502, "down")] * 5)
    bench.start()
    await bench.server.until(lambda: "setWebhook" in bench.calls())


@pytest.mark.parametrize("method", ["getWebhookInfo", "setWebhook"])
async def test_refused_token_ends_the_intake(method: str, bench: Bench) -> None:
    bench.server.script(method, failed(401, "Unauthorized"))
    with pytest.raises(TokenRefused, match="BOT_TOKEN was refused"):
        await bench.intake.run()


async def test_intake_ends_while_telegram_does_not_answer(bench: Bench) -> None:
    bench.server.default["getWebhookInfo"] = page(502, "down")
    bench.start()
    await bench.called("getWebhookInfo")
    await bench.intake.stop()
    assert bench.running is not None
    await bench.running


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
    assert "s3cret" not in repr(ADDRESS)
