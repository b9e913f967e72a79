"""Answers to presses and to inline queries."""

from __future__ import annotations

from typing import Any

from bot.sandbox.accounts import Json
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatting import read_text
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.limits import check_callback_answer, check_deep_link
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS"]

QUERY_GONE = "query is too old and response timeout expired or query ID is invalid"
MOST_RESULTS = 50
RESULT_ID_BYTES = 64
OFFSET_BYTES = 64


def answer_callback_query(world: State, params: Params) -> bool:
    text = check_callback_answer(params.text("text"))
    url = params.text("url")
    if url and not url.startswith(f"https://t.me/{world.bot.username}?start="):
        raise bad_request("URL_INVALID")
    query = world.take_query(params.text("callback_query_id"))
    if query is None or query.chat_id is None:
        raise bad_request(QUERY_GONE)
    answer = {"text": text, "show_alert": params.flag("show_alert"), "url": url}
    where = {"chat_id": query.chat_id, "message_id": query.message_id}
    event = {"type": "callback_answer", "query_id": query.id, "user_id": query.user_id}
    world.feed.tell({**event, **where, **answer})
    return True


def answer_inline_query(world: State, params: Params) -> bool:
    given = params.json("results", "inline query results")
    if not isinstance(given, list):
        raise bad_request("can't parse inline query results: Expected an Array")
    results = _checked_results(given)
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = params.json("button", "inline query results button")
    if button is not None:
        _check_button(button)
    query = world.take_query(params.text("inline_query_id"))
    if query is None or query.chat_id is not None:
        raise bad_request(QUERY_GONE)
    event = {"type": "inline_answer", "query_id": query.id, "user_id": query.user_id}
    world.feed.tell({**event, "results": results, "next_offset": next_offset, "button": button})
    return True


def _check_button(button: Any) -> None:
    """An InlineQueryResultsButton: a text, and what it opens, the one way or the other."""
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    if ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("can't parse inline query results button: Exactly one action must be used")
    if "start_parameter" in button:
        check_deep_link(button["start_parameter"])


def _checked_results(given: list[Any]) -> list[Json]:
    if len(given) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_checked_result(result) for result in given]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _checked_result(result: Any) -> Json:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: Expected an Object")
    if result.get("type") != "article":
        raise ApiError(501, "Not Implemented: this stand-in takes articles only as inline results")
    for field in ("id", "title", "input_message_content"):
        if not result.get(field):
            raise bad_request(f"can't parse inline query result: Can't find field \"{field}\"")
    if not 1 <= len(str(result["id"]).encode()) <= RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    message = result["input_message_content"]
    content = read_text(Params({"entities": message.get("entities"), **message}), "message_text")
    if result.get("reply_markup"):
        content["reply_markup"] = inline_keyboard(result["reply_markup"], private=False)
    return {**result, "message": content}


METHODS: dict[str, Any] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
