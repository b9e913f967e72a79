from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.calling import call, refusal, started, world


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ({"text": " ☆ ", "callback_data": "x" * 64}, {"text": "☆", "callback_data": "x" * 64}),
        ({"text": "x", "callback_data": "x", "style": "primary"}, None),
        ({"text": "x", "url": "https://a.cn"}, {"text": "x", "url": "https://a.cn/"}),
        ({"text": "x", "web_app": {"url": "https://a.cn/app"}}, None),
        ({"text": "x", "switch_inline_query": ""}, None),
        (
            {"text": "x", "switch_inline_query_chosen_chat": {"allow_user_chats": True}},
            {"text": "x", "switch_inline_query_chosen_chat": {"query": "", "allow_user_chats": True}},
        ),
        ({"text": "x", "copy_text": {"text": "y"}}, None),
    ],
)
def test_button_is_shown(button: dict[str, Any], shown: dict[str, Any] | None) -> None:
    here = world()
    message = call(here, "sendMessage", chat_id=started(here), text="x", reply_markup=keyboard(button))
    assert message["reply_markup"] == keyboard(shown or button)


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "x", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "星" * 22}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "callback_data": "x", "url": "https://a.cn"}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "url": "x"}, "inline keyboard button URL 'x' is invalid: Wrong HTTP URL"),
        (
            {"text": "x", "url": "ftp://a.cn"},
            "inline keyboard button URL 'ftp://a.cn' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "web_app": {"url": "http://a.cn"}},
            "inline keyboard button Web App URL 'http://a.cn' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "switch_inline_query": 5},
            'can\'t parse inline keyboard button: Field "switch_inline_query" must be of type String',
        ),
        (
            {"text": "x", "switch_inline_query_chosen_chat": {"query": "5g", "allow_user_chats": False}},
            "can't parse inline keyboard button: At least one chat type must be allowed",
        ),
        (
            {"text": "x", "switch_inline_query_chosen_chat": "5g"},
            "can't parse inline keyboard button: "
            'Field "switch_inline_query_chosen_chat" must be of type Object',
        ),
        (
            {"text": "x", "callback_data": "x", "style": "loud"},
            "can't parse inline keyboard button: Unsupported button style specified",
        ),
    ],
)
def test_button_that_telegram_refuses_is_refused(button: dict[str, Any], why: str) -> None:
    here = world()
    refused = refusal(here, "sendMessage", chat_id=started(here), text="x", reply_markup=keyboard(button))
    assert refused == (400, f"Bad Request: {why}")


def test_mini_app_opens_in_private_chats_only() -> None:
    here = world()
    alice = here.add_user("Alice").id
    group = here.add_group("Fans", [alice]).id
    here.add_bot_to_group(alice, group)
    button = {"text": "x", "web_app": {"url": "https://a.cn/app"}}
    refused = refusal(here, "sendMessage", chat_id=group, text="x", reply_markup=keyboard(button))
    assert refused == (400, "Bad Request: BUTTON_TYPE_INVALID")


@pytest.mark.parametrize(("rows", "width"), [(13, 8), (1, 9)])
def test_keyboard_has_at_most_100_buttons_and_8_in_a_row(rows: int, width: int) -> None:
    here = world()
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * width] * rows}
    refused = refusal(here, "sendMessage", chat_id=started(here), text="x", reply_markup=markup)
    assert refused == (400, "Bad Request: reply markup is too long")


def test_empty_keyboard_is_none() -> None:
    here = world()
    message = call(here, "sendMessage", chat_id=started(here), text="x", reply_markup={"inline_keyboard": []})
    assert "reply_markup" not in message


def test_reply_keyboard_needs_texts() -> None:
    here = world()
    markup = {"keyboard": [["Jakarta", {"text": ""}]]}
    refused = refusal(here, "sendMessage", chat_id=started(here), text="x", reply_markup=markup)
    assert refused == (400, "Bad Request: keyboard button text must be non-empty")


@pytest.mark.parametrize("kind", ["pay", "login_url", "callback_game"])
def test_button_that_the_stand_in_lacks_is_refused_by_name(kind: str) -> None:
    here = world()
    button = {"text": "x", kind: {"url": "https://a.cn"}}
    code, why = refusal(here, "sendMessage", chat_id=started(here), text="x", reply_markup=keyboard(button))
    assert (code, why) == (501, "Not Implemented: this stand-in has no games, payments or login buttons")


@pytest.mark.parametrize(
    "markup", [{"inline_keyboard": "x"}, {"inline_keyboard": ["x"]}, {"keyboard": ["x"]}]
)
def test_keyboard_is_rows_of_buttons(markup: dict[str, Any]) -> None:
    here = world()
    code, why = refusal(here, "sendMessage", chat_id=started(here), text="x", reply_markup=markup)
    assert (code, why.rpartition(" ")[2]) == (400, "Arrays")


def test_markup_that_says_nothing_is_none() -> None:
    here = world()
    message = call(here, "sendMessage", chat_id=started(here), text="x", reply_markup={"force_reply": False})
    assert "reply_markup" not in message
