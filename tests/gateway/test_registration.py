"""The webhook at Telegram: how it is set, kept, and what is said of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.gateway.bot import build_bot
from bot.gateway.errors import TokenRefused
from bot.gateway.gate import Retries
from bot.gateway.pacing import Pacer
from bot.gateway.registration import Registration
from bot.gateway.transport import Transport
from bot.gateway.webhook import WebhookAddress
from tests.gateway.server import TOKEN, Server, failed, ok, page

URL = "https://bot.example.org/telegram"


def info(url: str = URL, waiting: int = 0, **more: Any) -> dict[str, Any]:
    return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting, **more}


class Bench:
    """A registration that looks after its webhook all the time."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.bot = build_bot(
            TOKEN, server.url, Transport(), Pacer(1000, time.monotonic), retries=Retries(first_delay=0.0)
        )
        self.registration = Registration(
            self.bot,
            WebhookAddress.of("https://bot.example.org", "s3cret", 3),
            allowed_updates=["message"],
            backoff=(0.001, 0.01),
            look_every=0.001,
        )
        self.running: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.running = asyncio.create_task(self.registration.run())

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
        bench.registration.stop()
        if bench.running is not None:
            await asyncio.wait({bench.running})


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
async def test_refused_token_ends_the_registration(method: str, bench: Bench) -> None:
    bench.server.script(method, failed(401, "Unauthorized"))
    with pytest.raises(TokenRefused, match="BOT_TOKEN was refused"):
        await bench.registration.run()


async def test_registration_ends_while_telegram_does_not_answer(bench: Bench) -> None:
    bench.server.default["getWebhookInfo"] = page(502, "down")
    bench.start()
    await bench.called("getWebhookInfo")
    bench.registration.stop()
    assert bench.running is not None
    await bench.running
