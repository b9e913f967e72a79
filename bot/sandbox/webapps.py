"""Mini Apps: what Telegram tells a page that it opens, signed with the bot's token.

See "Initializing Mini Apps" and "Validating data received via the Mini App" in the Bot API.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from urllib.parse import urlencode

from bot.sandbox.accounts import Chat, Json
from bot.sandbox.state import State

__all__ = ["init_data", "launched"]

VERSION = "8.0"


def launched(world: State, user_id: int, url: str) -> str:
    """The address that opens the Mini App at `url` for a person. KeyError where the bot offers none."""
    if url not in _offered(world, world.chats[user_id]):
        raise KeyError(f"the bot offers user {user_id} no Mini App at {url}")
    said = {
        "tgWebAppData": init_data(world, user_id),
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": "web",
    }
    return f"{url}#{urlencode(said)}"


def init_data(world: State, user_id: int) -> str:
    """Who opens it, in real time, as a query string with its hash."""
    fields = {
        "query_id": f"AAE{user_id}",
        "user": json.dumps(world.users[user_id].json(), ensure_ascii=False),
        "auth_date": str(int(world.clock.real_now().timestamp())),
    }
    secret = hmac.digest(b"WebAppData", world.token.encode(), hashlib.sha256)
    check = "\n".join(f"{key}={fields[key]}" for key in sorted(fields))
    return urlencode({**fields, "hash": hmac.new(secret, check.encode(), hashlib.sha256).hexdigest()})


def _offered(world: State, chat: Chat) -> Iterator[str]:
    """The addresses behind the menu button and under the messages of a private chat."""
    menu: Json = chat.menu_button or world.bot.menu_button
    if menu["type"] == "web_app":
        yield menu["web_app"]["url"]
    for message in chat.messages.values():
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            yield from (button["web_app"]["url"] for button in row if "web_app" in button)
