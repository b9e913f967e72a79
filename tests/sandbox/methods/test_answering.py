from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.accounts import Json
from tests.sandbox.calling import Hands, call, refusal, started, world

GONE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(number: int, **fields: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>Forum {number}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": f"{number}",
        "title": "Forum",
        "input_message_content": content,
        **fields,
    }


def test_press_is_answered_with_a_toast() -> None:
    here = world()
    alice = started(here)
    message = call(here, "sendMessage", chat_id=alice, text="card")
    act = here.press(alice, alice, message["message_id"], "x")
    events: list[Json] = []
    here.watch(events.append)
    assert (
        call(here, "answerCallbackQuery", callback_query_id=act.query_id, text="★", show_alert=True) is True
    )
    assert events == [
        {
            "type": "callback_answer",
            "query_id": act.query_id,
            "user_id": alice,
            "chat_id": alice,
            "message_id": message["message_id"],
            "text": "★",
            "show_alert": True,
            "url": "",
        }
    ]


def test_press_is_answered_once() -> None:
    here = world()
    alice = started(here)
    query_id = here.press(alice, alice, 1, "x").query_id
    call(here, "answerCallbackQuery", callback_query_id=query_id)
    assert refusal(here, "answerCallbackQuery", callback_query_id=query_id) == (400, GONE)


def test_press_cannot_be_answered_after_its_time() -> None:
    hands = Hands()
    here = world(hands, query_seconds=60)
    alice = started(here)
    query_id = here.press(alice, alice, 1, "x").query_id
    hands.seconds = 61
    assert refusal(here, "answerCallbackQuery", callback_query_id=query_id) == (400, GONE)


def test_unknown_press_cannot_be_answered() -> None:
    assert refusal(world(), "answerCallbackQuery", callback_query_id="7") == (400, GONE)


@pytest.mark.parametrize(
    ("params", "why"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://example.org/"}, "URL_INVALID")],
)
def test_bad_answer_is_refused_and_the_press_still_waits(params: dict[str, str], why: str) -> None:
    here = world()
    alice = started(here)
    query_id = here.press(alice, alice, 1, "x").query_id
    assert refusal(here, "answerCallbackQuery", callback_query_id=query_id, **params) == (
        400,
        f"Bad Request: {why}",
    )
    assert call(here, "answerCallbackQuery", callback_query_id=query_id) is True


def test_inline_query_is_answered_with_results_ready_to_send() -> None:
    here = world()
    alice = started(here)
    query_id = here.inline_query(alice, "5g").query_id
    events: list[Json] = []
    here.watch(events.append)
    keyboard = {"inline_keyboard": [[{"text": "☆", "callback_data": "x"}]]}
    results = [article(1, reply_markup=keyboard)]
    assert call(here, "answerInlineQuery", inline_query_id=query_id, results=results, next_offset="1") is True
    [event] = events
    assert (event["next_offset"], event["results"][0]["message"]) == (
        "1",
        {
            "text": "Forum 1",
            "entities": [{"type": "bold", "offset": 0, "length": 7}],
            "reply_markup": keyboard,
        },
    )


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([article(number) for number in range(51)], "RESULTS_TOO_MUCH"),
        ("x", "can't parse inline query results JSON object"),
        ({}, "can't parse inline query results: Expected an Array"),
        (["x"], "can't parse inline query result: Expected an Object"),
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([article(1, id="x" * 65)], "RESULT_ID_INVALID"),
        ([article(1, title="")], "can't parse inline query result: Can't find field \"title\""),
        (
            [article(1, input_message_content={"message_text": "<b>", "parse_mode": "HTML"})],
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
    ],
)
def test_inline_results_that_telegram_refuses_are_refused(results: Any, why: str) -> None:
    here = world()
    query_id = here.inline_query(started(here), "5g").query_id
    refused = refusal(here, "answerInlineQuery", inline_query_id=query_id, results=results)
    assert refused == (400, f"Bad Request: {why}")


def test_deep_link_of_the_button_must_be_one() -> None:
    here = world()
    query_id = here.inline_query(started(here), "5g").query_id
    button = {"text": "Open", "start_parameter": "no spaces"}
    refused = refusal(here, "answerInlineQuery", inline_query_id=query_id, results=[], button=button)
    assert refused == (400, "Bad Request: START_PARAM_INVALID")


def test_next_offset_has_at_most_64_bytes() -> None:
    here = world()
    query_id = here.inline_query(started(here), "5g").query_id
    refused = refusal(here, "answerInlineQuery", inline_query_id=query_id, results=[], next_offset="x" * 65)
    assert refused == (400, "Bad Request: NEXT_OFFSET_INVALID")


def test_press_is_no_inline_query() -> None:
    here = world()
    alice = started(here)
    query_id = here.press(alice, alice, 1, "x").query_id
    assert refusal(here, "answerInlineQuery", inline_query_id=query_id, results=[]) == (400, GONE)


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"start_parameter": "x"}, 'Can\'t find field "text"'),
        ({"text": "Open"}, "Exactly one action must be used"),
    ],
)
def test_button_beside_the_results_has_a_text_and_an_action(button: dict[str, str], why: str) -> None:
    here = world()
    query_id = here.inline_query(started(here), "5g").query_id
    refused = refusal(here, "answerInlineQuery", inline_query_id=query_id, results=[], button=button)
    assert refused == (400, f"Bad Request: can't parse inline query results button: {why}")


def test_inline_query_is_cut_as_telegram_cuts_it() -> None:
    here = world()
    here.inline_query(started(here), "x" * 300)
    [update] = here.updates
    assert update["inline_query"]["query"] == "x" * 256
