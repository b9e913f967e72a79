"""The application without a network: updates are handed to it, and Telegram agrees to everything."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.gateway.transport import Transport
from bot.settings import OFF, Settings

__all__ = ["START", "FedApp", "fed_app", "fed_settings", "updates"]

TOKEN = "123456:" + "m" * 35  # nobody's
ROOT = Path(__file__).parent.parent
START = datetime(2020, 7, 23, 5, 40, tzinfo=UTC)
"""Of the conference's clock: its first afternoon."""
AT_ONCE = 64
"""Updates in work at a time; a webhook of Telegram's has 40 by default."""
BOT = {"id": 123456, "is_bot": True, "first_name": "Agenda", "username": "agenda_bot"}
CHAT = {"id": 1, "type": "private"}
WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
TEXTS = ("/start", "/now", "/my", "what is on tomorrow?", "5g besok", "明天有什么", "/agenda", "/help")
PRESSES = ("day:1:0", "star:on:{event}", "event:{event}", "my", "star:off:{event}", "next", "settings")


class Agreeing(Transport):
    """Answers each call at once, as Telegram would that has done what it was asked."""

    def __init__(self) -> None:
        super().__init__(connections=1)
        self._numbers = itertools.count(1)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - always POST
        request_data: object = None,  # noqa: ARG002 - agreed to unread
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """As the base's."""
        name = url.rpartition("/")[2]
        result: Any = {"getMe": BOT, "getWebhookInfo": WEBHOOK}.get(name, True)
        if name.startswith(("send", "edit")):
            result = {"message_id": next(self._numbers), "date": 0, "chat": CHAT, "text": "…"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


class FedApp(App):
    """Takes updates by `feed` alone."""

    def transport(self) -> Transport:
        return Agreeing()

    async def feed(self, raws: Iterable[dict[str, Any]]) -> int:
        """Hand over all of them, `AT_ONCE` at a time; returns how many when their handlers have ended."""
        waiting, count = iter(raws), 0
        intake = self.webhook.intake if self.webhook else None
        assert intake is not None  # noqa: S101 - set by `start`

        async def work() -> None:
            nonlocal count
            for raw in waiting:
                await intake.take(raw)
                count += 1

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        return count


def fed_settings(folder: Path) -> Settings:
    """The shipped programme, a new database in `folder`, and a webhook that nobody posts to."""
    return Settings(
        token=SecretStr(TOKEN),
        database_url=f"sqlite:///{folder / 'fed.sqlite3'}",
        schedule=ROOT / "schedule.yaml",
        listen="127.0.0.1:0",
        metrics_listen=OFF,
        webhook_url="https://agenda.example.org/telegram",
        webhook_connections=100,
        messages_per_second=1000,
    )


def fed_app(folder: Path, clock: Clock | None = None) -> FedApp:
    """Not started yet; without a `clock` it is the first afternoon of the conference."""
    return FedApp(fed_settings(folder), clock or Clock(START))


def updates(
    first: int,
    count: int,
    chats: int,
    events: Sequence[str],
    *,
    texts: Sequence[str] = TEXTS,
    presses: Sequence[str] = PRESSES,
) -> Iterator[dict[str, Any]]:
    """Texts, presses and inline queries of `chats` people in turn, of which each says all sorts of things."""
    for number in range(first, first + count):
        chat, turn = 1_000_000 + number % chats, number // chats + number
        person = {"id": chat, "is_bot": False, "first_name": "Alex", "language_code": "en"}
        private = {"id": chat, "type": "private", "first_name": "Alex"}
        message = {"message_id": number, "date": 1595482800, "chat": private, "from": person}
        update: dict[str, Any] = {"update_id": number}
        if turn % 10 == 9:
            update["inline_query"] = {"id": str(number), "from": person, "query": "cloud", "offset": ""}
        elif turn % 2:
            data = presses[turn % len(presses)].format(event=events[turn % len(events)])
            pressed = {"id": str(number), "from": person, "chat_instance": "1", "data": data}
            update["callback_query"] = {**pressed, "message": {**message, "from": BOT, "text": "…"}}
        else:
            text = texts[turn % len(texts)]
            entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text[0] == "/" else []
            update["message"] = {**message, "text": text, "entities": entities}
        yield update
