"""A webhook as Telegram finds it, and posts to it as Telegram makes them or never would."""

from __future__ import annotations

import itertools
from typing import Any

import aiohttp

from bot.sandbox.updates import Webhook
from tests.stage import Stage

__all__ = ["HEADER", "message", "post", "registered", "sample"]

HEADER = "X-Telegram-Bot-Api-Secret-Token"
numbers = itertools.count(900_000_000)


def registered(stage: Stage) -> Webhook:
    """What the bot has set at the sandbox."""
    webhook = stage.sandbox.world.webhook
    assert webhook is not None
    return webhook


def message(chat: Any, text: Any, update_id: Any = None) -> dict[str, Any]:
    """An update with a private message that the chat's person wrote."""
    number = next(numbers) if update_id is None else update_id
    person = {"id": chat, "is_bot": False, "first_name": "Alex", "language_code": "en"}
    private = {"id": chat, "type": "private", "first_name": "Alex"}
    content = {"message_id": 1, "date": 1595482800, "chat": private, "from": person, "text": text}
    return {"update_id": number, "message": content}


async def post(
    stage: Stage, method: str = "POST", *, headers: dict[str, str] | None = None, **content: Any
) -> tuple[int, str]:
    """Status and body of the answer; with the webhook's secret unless `headers` are given."""
    webhook = registered(stage)
    headers = {HEADER: webhook.secret} if headers is None else headers
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, webhook.url, headers=headers, **content) as response,
    ):
        return response.status, await response.text()


def sample(stage: Stage, name: str, **labels: str) -> float | None:
    """The value of one of the application's metrics."""
    return stage.app.metrics.registry.get_sample_value(name, labels)
