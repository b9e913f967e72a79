"""What a person can do on the chat page: each act takes its actor and the wish, the browser's object."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.accounts import Json
from bot.sandbox.inlineoffers import Offers
from bot.sandbox.world import World

__all__ = ["ACTS", "Actor"]

FASTEST = 3600
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, where; `zone` is that of the times typed."""

    world: World
    user_id: int
    zone: ZoneInfo
    offers: Offers = field(default_factory=Offers)


def _send(actor: Actor, wish: Json) -> None:
    actor.world.send_text(actor.user_id, wish["chat"], _text(wish["text"]), wish.get("reply_to"))


def _edit(actor: Actor, wish: Json) -> None:
    actor.world.edit_text(actor.user_id, wish["chat"], wish["message"], _text(wish["text"]))


def _press(actor: Actor, wish: Json) -> None:
    actor.world.press(actor.user_id, wish["chat"], wish["message"], _text(wish["data"]))


def _location(actor: Actor, wish: Json) -> None:
    latitude, longitude = float(wish["latitude"]), float(wish["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such place: {latitude}, {longitude}")
    actor.world.send_location(actor.user_id, wish["chat"], latitude, longitude, wish.get("reply_to"))


def _sticker(actor: Actor, wish: Json) -> None:
    actor.world.send_sticker(actor.user_id, wish["chat"], _text(wish["emoji"]), wish.get("reply_to"))


def _photo(actor: Actor, wish: Json) -> None:
    data = base64.b64decode(wish["data"], validate=True)
    actor.world.send_photo(
        actor.user_id, wish["chat"], data, _text(wish.get("caption", "")), wish.get("reply_to")
    )


def _document(actor: Actor, wish: Json) -> None:
    data = base64.b64decode(wish["data"], validate=True)
    name = _text(wish["name"]).replace("/", "_") or "file"
    actor.world.send_document(actor.user_id, wish["chat"], data, name, reply_to=wish.get("reply_to"))


def _forward(actor: Actor, wish: Json) -> None:
    actor.world.forward(actor.user_id, wish["chat"], wish["chat"], wish["message"])


def _language(actor: Actor, wish: Json) -> None:
    actor.world.set_language(actor.user_id, _text(wish["code"])[:LONGEST_NAME])


def _block(actor: Actor, _: Json) -> None:
    actor.world.block(actor.user_id)


def _unblock(actor: Actor, _: Json) -> None:
    actor.world.unblock(actor.user_id)


def _new_user(actor: Actor, wish: Json) -> None:
    name = _text(wish["name"]).strip()[:LONGEST_NAME]
    if not name:
        raise ValueError("a person needs a name")
    actor.world.add_user(name, language_code=_text(wish["code"])[:LONGEST_NAME])


def _add_bot(actor: Actor, wish: Json) -> None:
    actor.world.add_bot_to_group(actor.user_id, wish["chat"])


def _remove_bot(actor: Actor, wish: Json) -> None:
    actor.world.remove_bot_from_group(actor.user_id, wish["chat"])


def _web_app(actor: Actor, wish: Json) -> None:
    actor.world.open_web_app(actor.user_id, _text(wish["url"]))


def _inline(actor: Actor, wish: Json) -> None:
    """The words that are typed after ``@bot`` in a chat; `offset` asks for more of what they found."""
    chat = actor.world.chats[wish["chat"]]
    query, offset = _text(wish["query"]), _text(wish.get("offset", ""))
    chat_type = "sender" if chat.private else chat.type
    asked = actor.world.inline_query(actor.user_id, query, offset, chat_type)
    actor.offers.ask(asked.query_id or "", query, offset)


def _inline_result(actor: Actor, wish: Json) -> None:
    result = actor.offers.result(_text(wish["result"]))
    actor.world.send_inline_result(actor.user_id, wish["chat"], result)


def _clock(actor: Actor, wish: Json) -> None:
    """`speed`, or seconds to go on `by`, or a local time in the conference's zone to jump `to`."""
    clock = actor.world.clock
    if "speed" in wish:
        clock.run_at(min(float(wish["speed"]), FASTEST))
    elif "by" in wish:
        clock.jump(clock.now() + timedelta(seconds=float(wish["by"])))
    else:
        clock.jump(datetime.fromisoformat(wish["to"]).replace(tzinfo=actor.zone))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r}")
    return value


ACTS: dict[str, Callable[[Actor, Json], None]] = {
    "send": _send,
    "edit": _edit,
    "press": _press,
    "location": _location,
    "sticker": _sticker,
    "photo": _photo,
    "document": _document,
    "forward": _forward,
    "language": _language,
    "block": _block,
    "unblock": _unblock,
    "new_user": _new_user,
    "add_bot": _add_bot,
    "remove_bot": _remove_bot,
    "web_app": _web_app,
    "inline": _inline,
    "inline_result": _inline_result,
    "clock": _clock,
}
