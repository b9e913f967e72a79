"""What a person can do on the chat page: each act takes the page and its wish, an object from the browser."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.accounts import Json

if TYPE_CHECKING:
    from bot.sandbox.livepage import LivePage

__all__ = ["ACTS"]

FASTEST = 3600
LONGEST_NAME = 64


def _send(page: LivePage, wish: Json) -> None:
    page.world.send_text(page.user_id, wish["chat"], _text(wish["text"]), wish.get("reply_to"))


def _edit(page: LivePage, wish: Json) -> None:
    page.world.edit_text(page.user_id, wish["chat"], wish["message"], _text(wish["text"]))


def _press(page: LivePage, wish: Json) -> None:
    page.world.press(page.user_id, wish["chat"], wish["message"], _text(wish["data"]))


def _location(page: LivePage, wish: Json) -> None:
    latitude, longitude = float(wish["latitude"]), float(wish["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such place: {latitude}, {longitude}")
    page.world.send_location(page.user_id, wish["chat"], latitude, longitude, wish.get("reply_to"))


def _sticker(page: LivePage, wish: Json) -> None:
    page.world.send_sticker(page.user_id, wish["chat"], _text(wish["emoji"]), wish.get("reply_to"))


def _photo(page: LivePage, wish: Json) -> None:
    data = base64.b64decode(wish["data"], validate=True)
    page.world.send_photo(
        page.user_id, wish["chat"], data, _text(wish.get("caption", "")), wish.get("reply_to")
    )


def _document(page: LivePage, wish: Json) -> None:
    data = base64.b64decode(wish["data"], validate=True)
    name = _text(wish["name"]).replace("/", "_") or "file"
    page.world.send_document(page.user_id, wish["chat"], data, name, reply_to=wish.get("reply_to"))


def _forward(page: LivePage, wish: Json) -> None:
    page.world.forward(page.user_id, wish["chat"], wish["chat"], wish["message"])


def _language(page: LivePage, wish: Json) -> None:
    page.world.set_language(page.user_id, _text(wish["code"])[:LONGEST_NAME])


def _block(page: LivePage, _: Json) -> None:
    page.world.block(page.user_id)


def _unblock(page: LivePage, _: Json) -> None:
    page.world.unblock(page.user_id)


def _new_user(page: LivePage, wish: Json) -> None:
    name = _text(wish["name"]).strip()[:LONGEST_NAME]
    if not name:
        raise ValueError("a person needs a name")
    page.world.add_user(name, language_code=_text(wish["code"])[:LONGEST_NAME])


def _add_bot(page: LivePage, wish: Json) -> None:
    page.world.add_bot_to_group(page.user_id, wish["chat"])


def _remove_bot(page: LivePage, wish: Json) -> None:
    page.world.remove_bot_from_group(page.user_id, wish["chat"])


def _clock(page: LivePage, wish: Json) -> None:
    """`speed`, or seconds to go on `by`, or a local time in the conference's zone to jump `to`."""
    clock = page.world.clock
    if "speed" in wish:
        clock.run_at(min(float(wish["speed"]), FASTEST))
    elif "by" in wish:
        clock.jump(clock.now() + timedelta(seconds=float(wish["by"])))
    else:
        clock.jump(datetime.fromisoformat(wish["to"]).replace(tzinfo=page.zone))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r}")
    return value


ACTS: dict[str, Callable[[LivePage, Json], None]] = {
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
    "clock": _clock,
}
