"""Updates are what the library would make of them, but for what nobody reads."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Message, Update

from bot.gateway.updates import read_update
from tests.gateway.server import TOKEN

BOT = Bot(TOKEN)
USER = {"id": 7, "is_bot": False, "first_name": "Rina", "language_code": "id"}
ROBOT = {"id": 1, "is_bot": True, "first_name": "bot", "username": "conference_bot"}
CHAT = {"id": 7, "type": "private", "first_name": "Rina"}
TEXT = {
    "message_id": 3,
    "from": USER,
    "chat": CHAT,
    "date": 1_595_484_000,
    "text": "/search 5G",
    "entities": [{"type": "bot_command", "offset": 0, "length": 7}],
}
KEYBOARD = {"inline_keyboard": [[{"text": "Menu", "callback_data": "home"}]]}
SHOWN = {
    "message_id": 2,
    "from": ROBOT,
    "chat": CHAT,
    "date": 1_595_484_000,
    "edit_date": 1_595_484_060,
    "text": "Agenda",
    "entities": [{"type": "bold", "offset": 0, "length": 6}],
    "reply_markup": KEYBOARD,
}


def pressed(message: dict[str, Any]) -> dict[str, Any]:
    query = {"id": "1", "from": USER, "chat_instance": "9", "data": "day:2:0", "message": message}
    return {"update_id": 5, "callback_query": query}


def test_text_is_read_as_the_library_reads_it() -> None:
    raw = {"update_id": 5, "message": TEXT}
    assert read_update(raw, BOT).to_dict() == Update.de_json(raw, BOT).to_dict()


@pytest.mark.parametrize(
    "message",
    [
        {**TEXT, "reply_to_message": {**SHOWN, "text": "Hi"}},
        {**TEXT, "message_thread_id": 4, "is_topic_message": True},
        {name: value for name, value in TEXT.items() if name not in {"text", "entities"}}
        | {"location": {"latitude": 1.0, "longitude": 2.0}},
    ],
    ids=["a reply", "in a topic", "a place"],
)
def test_rarer_message_is_read_as_the_library_reads_it(message: dict[str, Any]) -> None:
    raw = {"update_id": 5, "message": message}
    assert read_update(raw, BOT).to_dict() == Update.de_json(raw, BOT).to_dict()


def test_press_is_read_but_for_how_the_message_looks() -> None:
    unread = {"entities", "reply_markup", "edit_date"}
    plain = pressed({name: value for name, value in SHOWN.items() if name not in unread})
    read = read_update(pressed(SHOWN), BOT).to_dict()
    assert read["callback_query"]["message"].pop("keyboard") == KEYBOARD
    assert read == Update.de_json(plain, BOT).to_dict()


def test_rarer_press_keeps_its_keyboard_as_json_too() -> None:
    query = read_update(pressed({**SHOWN, "reply_to_message": TEXT}), BOT).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert query.message.api_kwargs["keyboard"] == KEYBOARD
    assert query.message.reply_to_message is not None


def test_press_under_a_message_that_is_gone_is_read_as_the_library_reads_it() -> None:
    raw = pressed({"message_id": 2, "chat": CHAT, "date": 0})
    assert read_update(raw, BOT).to_dict() == Update.de_json(raw, BOT).to_dict()


def test_objects_know_their_bot() -> None:
    message, query = read_update({"update_id": 5, "message": TEXT}, BOT), read_update(pressed(SHOWN), BOT)
    assert message.message is not None
    assert query.callback_query is not None
    assert (message.message.get_bot(), query.callback_query.get_bot()) == (BOT, BOT)


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 5, "message": {"text": "a", "message_id": 1}},
        {"update_id": 5, "message": {**TEXT, "chat": "7"}},
        {"update_id": 5, "message": {**TEXT, "date": "today"}},
        pressed({**SHOWN, "chat": 7}),
    ],
    ids=["without a chat", "a chat that is none", "a date that is none", "a press in no chat"],
)
def test_malformed_update_raises(raw: dict[str, Any]) -> None:
    with pytest.raises((TypeError, KeyError, AttributeError, ValueError)):
        read_update(raw, BOT)
