"""``reply_markup``: Telegram's rules for keyboards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.sandbox.accounts import Json
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.limits import check_callback_data, units
from bot.sandbox.links import checked_link
from bot.sandbox.params import Params

__all__ = ["inline_keyboard", "read_reply_markup"]

BUTTONS_IN_ALL = 100
BUTTONS_IN_A_ROW = 8
COPY_TEXT_UNITS = 256
STYLES = frozenset({"primary", "success", "danger"})
CHAT_KINDS = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")
REPLY_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def read_reply_markup(params: Params, *, private: bool) -> Json | None:
    """The checked keyboard of a call: an InlineKeyboardMarkup, or what changes the reply keyboard."""
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup, private=private)
    for kind in REPLY_MARKUPS:
        if markup.get(kind):
            return _reply_keyboard(markup) if kind == "keyboard" else dict(markup)
    return None


def inline_keyboard(markup: Any, *, private: bool) -> Json:
    """The checked InlineKeyboardMarkup; `private` is whether it goes to a private chat."""
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    _check_size(rows)
    return {
        "inline_keyboard": [
            [_inline_button(button, private=private) for button in row] for row in rows if row
        ]
    }


def _check_size(rows: list[list[Any]]) -> None:
    if sum(map(len, rows)) > BUTTONS_IN_ALL or any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")


def _inline_button(button: Any, *, private: bool) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    text = button["text"].strip()
    if not text:
        raise bad_request("inline keyboard button text must be non-empty")
    kinds = [kind for kind in _KINDS if button.get(kind) or (kind in _MAY_BE_EMPTY and kind in button)]
    if not kinds:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(kinds) > 1 or (kinds == ["web_app"] and not private):
        raise bad_request("BUTTON_TYPE_INVALID")
    style = button.get("style")
    if style is not None and style not in STYLES:
        raise bad_request("can't parse inline keyboard button: Unsupported button style specified")
    checked = {"text": text, kinds[0]: _KINDS[kinds[0]](button[kinds[0]])}
    return {**checked, "style": style} if style else checked


def _callback_data(data: Any) -> str:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    return check_callback_data(data)


def _url(url: Any) -> str:
    try:
        return checked_link(str(url))
    except ValueError as error:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {error}") from error


def _web_app(web_app: Any) -> Json:
    url = web_app.get("url", "") if isinstance(web_app, dict) else ""
    try:
        return {"url": checked_link(url, https_only=True)}
    except ValueError as error:
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: {error}") from error


def _copy_text(copy_text: Any) -> Json:
    text = copy_text.get("text", "") if isinstance(copy_text, dict) else ""
    if not 1 <= units(text) <= COPY_TEXT_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _inline_query(field: str, query: Any) -> str:
    if not isinstance(query, str):
        raise bad_request(f'can\'t parse inline keyboard button: Field "{field}" must be of type String')
    return query


def _chosen_chat(chosen: Any) -> Json:
    field = "switch_inline_query_chosen_chat"
    if not isinstance(chosen, dict):
        raise bad_request(f'can\'t parse inline keyboard button: Field "{field}" must be of type Object')
    kinds = {kind: True for kind in CHAT_KINDS if chosen.get(kind) is True}
    if not kinds:
        raise bad_request("can't parse inline keyboard button: At least one chat type must be allowed")
    return {"query": _inline_query("query", chosen.get("query", "")), **kinds}


def _refused(_: Any) -> Any:
    raise ApiError(501, "Not Implemented: this stand-in has no games, payments or login buttons")


_KINDS: dict[str, Callable[[Any], Any]] = {
    "url": _url,
    "callback_data": _callback_data,
    "web_app": _web_app,
    "switch_inline_query": partial(_inline_query, "switch_inline_query"),
    "switch_inline_query_current_chat": partial(_inline_query, "switch_inline_query_current_chat"),
    "switch_inline_query_chosen_chat": _chosen_chat,
    "copy_text": _copy_text,
    "login_url": _refused,
    "callback_game": _refused,
    "pay": _refused,
}
_MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})


def _reply_keyboard(markup: Json) -> Json:
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    buttons = [[{"text": button} if isinstance(button, str) else button for button in row] for row in rows]
    if any(not button.get("text", "").strip() for row in buttons for button in row):
        raise bad_request("keyboard button text must be non-empty")
    return {**markup, "keyboard": buttons}
