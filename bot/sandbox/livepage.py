"""One open chat page: what its person may see goes out, what they do comes in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.accounts import Chat, Json
from bot.sandbox.errors import ApiError
from bot.sandbox.pageacts import ACTS, Actor
from bot.sandbox.world import World

__all__ = ["LivePage"]

MESSAGES_SHOWN = 200
EVENTS_KEPT = 2000
"""Events that wait for a slow page; a page that is further behind is sent away and starts anew."""


class LivePage:
    """Speaks the page's protocol, JSON objects with a `type` (out) or a `do` (in).

    Out, first ``hello`` with everything there is, then what changes: ``message``, ``edited``, ``deleted``,
    ``pressed``, ``callback_answer``, ``chat_action``, ``reply_keyboard``, ``commands``, ``chat``, ``users``,
    ``bot``, ``menu_button``, ``web_app`` (`url`), ``inline_answer`` (see `Offers`), ``clock``,
    ``elsewhere`` (somebody else got a message), ``refused`` (`why`). In: see `pageacts`.
    """

    def __init__(self, world: World, user_id: int, zone: str) -> None:
        self.world = world
        self.user_id = user_id
        self._actor = Actor(world, user_id, ZoneInfo(zone))
        self._waiting: asyncio.Queue[Json | None] = asyncio.Queue()
        self._tell(self._hello())

    @asynccontextmanager
    async def sending(
        self, send: Callable[[Json], Awaitable[Any]], close: Callable[[], Awaitable[Any]]
    ) -> AsyncIterator[None]:
        """Meanwhile, hand every event to `send`; call `close` when the page cannot keep up."""
        sender = asyncio.create_task(self._send_all(send, close))
        try:
            yield
        finally:
            sender.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sender

    async def _send_all(
        self, send: Callable[[Json], Awaitable[Any]], close: Callable[[], Awaitable[Any]]
    ) -> None:
        while (event := await self._waiting.get()) is not None:
            await send(event)
        await close()

    def _tell(self, event: Json) -> None:
        if self._waiting.qsize() < EVENTS_KEPT:
            self._waiting.put_nowait(event)
        elif self._waiting.qsize() == EVENTS_KEPT:
            self._waiting.put_nowait(None)

    def asked(self, text: str) -> None:
        """Do what the page asks for; a mistake is told to the page."""
        try:
            wish = json.loads(text)
            self._check_place(wish)
            ACTS[wish["do"]](self._actor, wish)
        except ApiError as error:
            self._tell({"type": "refused", "why": error.description})
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            self._tell({"type": "refused", "why": f"{type(error).__name__}: {error}"})

    def _check_place(self, wish: Json) -> None:
        if "chat" in wish and not self._sees(self.world.chats[wish["chat"]]):
            raise ValueError(f"no such chat: {wish['chat']}")

    def clock_changed(self) -> None:
        self._tell({"type": "clock", "clock": self._clock()})

    def happened(self, event: Json) -> None:
        """Pass on what the person may see of an event of the world."""
        chat_id = event.get("chat_id")
        kind = event["type"]
        if kind in _WIDER:
            self._tell(_WIDER[kind](self))
            if kind == "user":
                self._tell(self._commands())
        elif kind == "web_app" and event["user_id"] == self.user_id:
            self._tell(event)
        elif kind == "inline_answer" and (answer := self._actor.offers.taken(event)):
            self._tell(answer)
        elif chat_id is None:
            return
        elif not self._sees(self.world.chats[chat_id]):
            self._elsewhere(event)
        elif kind == "chat":
            self._tell({"type": "chat", "chat": self._chat(self.world.chats[chat_id])})
        elif kind in {"message", "edited", "deleted", "chat_action", "reply_keyboard"}:
            self._tell(event)
        elif kind in {"callback_query", "callback_answer"} and event["user_id"] == self.user_id:
            self._tell({**event, "type": "pressed"} if kind == "callback_query" else event)

    def _elsewhere(self, event: Json) -> None:
        chat = self.world.chats[event["chat_id"]]
        if event["type"] != "message":
            return
        author = event["message"].get("from")
        if author is None or author["id"] == self.world.bot.id:
            self._tell({"type": "elsewhere", "users": [chat.id] if chat.private else sorted(chat.members)})

    def _sees(self, chat: Chat) -> bool:
        return chat.id == self.user_id if chat.private else self.user_id in chat.members

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "me": self.user_id,
            "users": self._users()["users"],
            "bot": self._bot()["bot"],
            "chats": [
                self._chat(chat, with_messages=True) for chat in self.world.chats.values() if self._sees(chat)
            ],
            "clock": self._clock(),
        }

    def _users(self) -> Json:
        users = [{**user.json(), "blocked": user.blocked} for user in self.world.users.values()]
        return {"type": "users", "users": users}

    def _bot(self) -> Json:
        bot, code = self.world.bot, self.world.users[self.user_id].language_code.partition("-")[0]
        name = bot.names.get(code) or bot.names[""]
        about = bot.descriptions.get(code) or bot.descriptions.get("", "")
        return {"type": "bot", "bot": {**bot.json(), "first_name": name, "description": about}}

    def _clock(self) -> Json:
        clock = self.world.clock
        return {
            "now": int(clock.now().timestamp() * 1000),
            "speed": clock.speed,
            "zone": str(self._actor.zone),
        }

    def _chat(self, chat: Chat, *, with_messages: bool = False) -> Json:
        found = {**chat.json(), "commands": self._commands_in(chat), "bot_status": chat.bot_status}
        found["members"] = {str(user_id): status for user_id, status in chat.members.items()}
        found["moved"] = chat.migrated_to
        if chat.private:
            found |= {"title": self._bot()["bot"]["first_name"], "started": self.world.users[chat.id].started}
            found["menu_button"] = chat.menu_button or self.world.bot.menu_button
        found["reply_keyboard"] = chat.reply_keyboard
        if with_messages:
            found["messages"] = list(chat.messages.values())[-MESSAGES_SHOWN:]
        return found

    def _menu_button(self) -> Json:
        button = self.world.chats[self.user_id].menu_button or self.world.bot.menu_button
        return {"type": "menu_button", "menu_button": button}

    def _commands(self) -> Json:
        chats = [chat for chat in self.world.chats.values() if self._sees(chat)]
        return {"type": "commands", "commands": {str(chat.id): self._commands_in(chat) for chat in chats}}

    def _commands_in(self, chat: Chat) -> list[Json]:
        """The narrowest scope that has commands wins, in the person's language before any other."""
        code = self.world.users[self.user_id].language_code.partition("-")[0]
        administrator = self.world.is_administrator(chat.id, self.user_id)
        for scope in _scopes(chat, self.user_id, administrator=administrator):
            for language in (code, ""):
                if commands := self.world.bot.commands.get((scope, language)):
                    return commands
        return []


def _scopes(chat: Chat, user_id: int, *, administrator: bool) -> list[str]:
    """Telegram's order, see "Determining list of commands" in the Bot API."""
    if chat.private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    admins = [f"chat_administrators:{chat.id}"] if administrator else []
    all_admins = ["all_chat_administrators"] if administrator else []
    return [
        f"chat_member:{chat.id}:{user_id}",
        *admins,
        f"chat:{chat.id}",
        *all_admins,
        "all_group_chats",
        "default",
    ]


_WIDER: dict[str, Callable[[LivePage], Json]] = {
    "user": LivePage._users,
    "commands": LivePage._commands,
    "profile": LivePage._bot,
    "menu_button": LivePage._menu_button,
}
"""Events that change more than one chat, and what the page is then told."""
