"""A tiny bot for the chat page's tests: it knows the stand-in only through its HTTP API."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp

from tests.sandbox.calling import TOKEN

__all__ = ["CARD", "FAR_LINK", "ScriptedBot"]

CARD = (
    "<b>Forum <i>5G</i></b> &lt;img src=x onerror=alert(1)&gt;\n"
    '<tg-time unix="1595484000" format="wt">soon</tg-time> <tg-spoiler>secret</tg-spoiler> /my'
)
FAR_LINK = "https://t.me/cic_bot?start=e_opening"
WELCOME = {
    "inline_keyboard": [
        [
            {"text": "☆ Star", "callback_data": "star"},
            {"text": "Clash", "callback_data": "clash"},
            {"text": "Silent", "callback_data": "silent"},
        ],
        [{"text": "Open", "url": "https://example.org/live"}, {"text": "Opening", "url": FAR_LINK}],
        [{"text": "Share", "switch_inline_query_chosen_chat": {"query": "5g", "allow_group_chats": True}}],
    ]
}
STARRED = {"inline_keyboard": [[{"text": "★ Starred", "callback_data": "star"}]]}
OFFER = {
    "type": "article",
    "id": "5g",
    "title": "5G Forum",
    "description": "Friday",
    "input_message_content": {"message_text": "<b>5G Forum</b>", "parse_mode": "HTML"},
    "reply_markup": {"inline_keyboard": [[{"text": "In the bot", "url": FAR_LINK}]]},
}
PLACES = {"keyboard": [[{"text": "My place", "request_location": True}]], "resize_keyboard": True}
COMMANDS = [
    {"command": "agenda", "description": "Day by day"},
    {"command": "all", "description": "Everything"},
    {"command": "my", "description": "What you starred"},
]


class ScriptedBot:
    """Answers ``/start``, ``card``, ``/place``, a location, and presses; repeats any other text.

    Inline it offers 5G in answer to ``5g``, to ``many`` 60 talks, to anything else a way into its chat.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._work: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession()
        await self.call("setMyCommands", commands=COMMANDS)
        self._work = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work
        await self._session.close()

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self._url}/bot{TOKEN}/{method}", json=params) as response:
            return (await response.json())["result"]

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                if "message" in update:
                    await self._hear(update["message"])
                elif "callback_query" in update:
                    await self._pressed(update["callback_query"])
                elif "inline_query" in update:
                    await self._offer(update["inline_query"])

    async def _hear(self, message: dict[str, Any]) -> None:
        chat_id, text = message["chat"]["id"], message.get("text", "")
        if "via_bot" in message:
            return
        if text.startswith("/start"):
            answer: dict[str, Any] = {"text": f"Welcome, {text}", "reply_markup": WELCOME}
        elif text == "card":
            answer = {"text": CARD, "parse_mode": "HTML"}
        elif text == "/place":
            answer = {"text": "Where are you?", "reply_markup": PLACES}
        elif "location" in message:
            answer = {"text": "Thank you", "reply_markup": {"remove_keyboard": True}}
        else:
            answer = {"text": f"You said: {text or 'nothing'}"}
        await self.call("sendMessage", chat_id=chat_id, **answer)

    async def _offer(self, query: dict[str, Any]) -> None:
        answer: dict[str, Any] = {"inline_query_id": query["id"], "results": []}
        begin = int(query["offset"] or 0)
        match query["query"]:
            case "5g":
                answer["results"] = [OFFER]
            case "many":
                numbers = range(begin, min(begin + 50, 60))
                answer["results"] = [OFFER | {"id": str(at), "title": f"Talk {at}"} for at in numbers]
                answer["next_offset"] = "50" if not begin else ""
            case _:
                answer["button"] = {"text": "Nothing found. Ask me", "start_parameter": "inline"}
        await self.call("answerInlineQuery", **answer)

    async def _pressed(self, query: dict[str, Any]) -> None:
        answer: dict[str, Any] = {"callback_query_id": query["id"]}
        match query["data"]:
            case "star":
                await self.call("answerCallbackQuery", **answer, text="★ Starred")
                where = {
                    "chat_id": query["message"]["chat"]["id"],
                    "message_id": query["message"]["message_id"],
                }
                text = "Starred.\n\nIt is told in time.\nIt is told once."
                await self.call("editMessageText", **where, text=text, reply_markup=STARRED)
            case "clash":
                await self.call("answerCallbackQuery", **answer, text="It clashes", show_alert=True)
