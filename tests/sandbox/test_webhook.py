from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Sandbox
from bot.sandbox.webhook import Deliveries
from bot.sandbox.world import World
from tests.sandbox.calling import Api, call, refusal, world


class Hook:
    """A bot's web server; `answers` are the statuses to give, 0 for none, and 200 when they run out."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[int] = []
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.taken: asyncio.Queue[str] = asyncio.Queue()
        self.open = asyncio.Event()
        self.open.set()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.texts.append(update["message"]["text"])
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.taken.put_nowait(self.texts[-1])
        await self.open.wait()
        status = self.answers.pop(0) if self.answers else 200
        if not status and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 500)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    hook.url = f"http://{host}:{port}/hook"
    yield hook
    await runner.cleanup()


@pytest.fixture
async def here() -> AsyncIterator[World]:
    """A world whose updates are delivered."""
    here = world()
    deliveries = Deliveries(here, retry_seconds=0.001)
    yield here
    await deliveries.stop()


async def said(here: World, *texts: str, by: int) -> None:
    """Wait until the bot took all of these."""
    acts = [here.send_text(by, by, text) for text in texts]
    async with asyncio.timeout(20):
        for act in acts:
            await here.acknowledged(act.update_id)


async def test_updates_of_a_chat_come_in_order_with_the_secret(here: World, hook: Hook) -> None:
    alice = here.add_user("Alice").id
    call(here, "setWebhook", url=hook.url, secret_token="s3cret")
    await said(here, "a", "b", "c", by=alice)
    assert (hook.texts, hook.secrets) == (["a", "b", "c"], ["s3cret"] * 3)


async def test_update_is_delivered_again_until_it_is_taken(here: World, hook: Hook) -> None:
    alice = here.add_user("Alice").id
    hook.answers = [500, 503]
    call(here, "setWebhook", url=hook.url)
    await said(here, "a", "b", by=alice)
    assert hook.texts == ["a", "a", "a", "b"]
    info = call(here, "getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_redirection_is_no_answer(here: World, hook: Hook) -> None:
    alice = here.add_user("Alice").id
    hook.answers = [302]
    call(here, "setWebhook", url=hook.url)
    await said(here, "a", by=alice)
    assert (hook.texts, call(here, "getWebhookInfo")["last_error_message"]) == (
        ["a", "a"],
        "Wrong response from the webhook: 302 Found",
    )


async def test_slow_chat_does_not_hold_up_another(here: World, hook: Hook) -> None:
    alice, bob = here.add_user("Alice").id, here.add_user("Bob").id
    call(here, "setWebhook", url=hook.url)
    hook.open.clear()
    both = asyncio.gather(said(here, "a", "b", by=alice), said(here, "c", by=bob))
    waiting = sorted([await hook.taken.get(), await hook.taken.get()])
    hook.open.set()
    await both
    assert (waiting, sorted(hook.texts)) == (["a", "c"], ["a", "b", "c"])


async def test_update_from_before_the_webhook_is_delivered_too(here: World, hook: Hook) -> None:
    alice = here.add_user("Alice").id
    act = here.send_text(alice, alice, "early")
    call(here, "setWebhook", url=hook.url)
    async with asyncio.timeout(20):
        await here.acknowledged(act.update_id)
    assert hook.texts == ["early"]


async def test_webhook_that_breaks_off_gets_the_update_again(here: World, hook: Hook) -> None:
    alice = here.add_user("Alice").id
    hook.answers = [0]
    call(here, "setWebhook", url=hook.url)
    await said(here, "a", by=alice)
    assert (hook.texts, call(here, "getWebhookInfo")["last_error_message"]) == (
        ["a", "a"],
        "Server disconnected",
    )


async def test_get_updates_is_refused_while_a_webhook_is_set(sandbox: Sandbox, api: Api) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")
    assert await api("getUpdates") == (
        409,
        {
            "ok": False,
            "error_code": 409,
            "description": "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        },
    )
    await api.result("deleteWebhook")
    assert await api.result("getUpdates") == []


def test_webhook_describes_itself() -> None:
    here = world()
    call(here, "setWebhook", url="https://a.cn/hook", max_connections=5, allowed_updates=["message"])
    assert call(here, "getWebhookInfo") == {
        "url": "https://a.cn/hook",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["message"],
        "max_connections": 5,
    }


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
def test_pending_updates_are_dropped_when_asked(method: str) -> None:
    here = world()
    alice = here.add_user("Alice").id
    here.send_text(alice, alice, "a")
    call(here, method, drop_pending_updates=True)
    assert len(here.updates) == 0


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "ftp://a.cn"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.cn", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"url": "https://a.cn", "max_connections": 101}, "max_connections must be from 1 to 100"),
    ],
)
def test_webhook_that_telegram_refuses_is_refused(params: dict[str, Any], why: str) -> None:
    assert refusal(world(), "setWebhook", **params) == (400, f"Bad Request: {why}")
