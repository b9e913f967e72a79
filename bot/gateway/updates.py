"""Updates from JSON.

Nearly all are a text or a press: those are read without looking for each of the hundred fields that a message
may have, as the library does.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, MessageEntity, Update, User

__all__ = ["read_update"]

JSONDict = dict[str, Any]

TEXT = frozenset({"message_id", "from", "chat", "date", "text", "entities"})
PRESS = frozenset({"id", "from", "message", "chat_instance", "data"})
UNREAD = frozenset({"entities", "caption_entities", "link_preview_options", "reply_markup", "edit_date"})
"""Fields of the message whose button was pressed that no handler reads: how the bot's own message looks."""


def read_update(raw: JSONDict, bot: Bot) -> Update:
    """The update as `Update.de_json` gives it; raises whatever that raises for what is none.

    Of a press, the message is without the `UNREAD`: its keyboard stays JSON, as ``keyboard`` in `api_kwargs`.
    """
    match raw:
        case {"update_id": update_id, "message": {"text": _} as message} if len(raw) == 2 and TEXT.issuperset(
            message
        ):
            return Update(update_id, message=_text(message, bot))
        case {"update_id": update_id, "callback_query": {"message": {"chat": _} as message} as query}:
            pressed = _sparing(message)
            if len(raw) == 2 and PRESS.issuperset(query) and _is_plain(pressed):
                return Update(update_id, callback_query=_press(query, pressed, bot))
            return Update.de_json({**raw, "callback_query": {**query, "message": pressed}}, bot)
    return Update.de_json(raw, bot)


def _sparing(message: JSONDict) -> JSONDict:
    kept = {name: value for name, value in message.items() if name not in UNREAD}
    if "reply_markup" in message:
        kept["keyboard"] = message["reply_markup"]
    return kept


def _is_plain(pressed: JSONDict) -> bool:
    """Whether it is a text of the bot, and there still: one that is not has no date."""
    return bool(pressed.get("date")) and TEXT.issuperset(pressed.keys() - {"keyboard"})


def _text(message: JSONDict, bot: Bot, **more: Any) -> Message:
    user, entities = message.get("from"), message.get("entities")
    read = Message(
        message["message_id"],
        datetime.fromtimestamp(message["date"], UTC),
        Chat.de_json(message["chat"], bot),
        User.de_json(user, bot) if user else None,
        text=message.get("text"),
        entities=MessageEntity.de_list(entities, bot) if entities else None,
        **more,
    )
    read.set_bot(bot)
    return read


def _press(query: JSONDict, pressed: JSONDict, bot: Bot) -> CallbackQuery:
    keyboard = {name: value for name, value in pressed.items() if name == "keyboard"}
    read = CallbackQuery(
        query["id"],
        User.de_json(query["from"], bot),
        query["chat_instance"],
        message=_text(pressed, bot, api_kwargs=keyboard),
        data=query.get("data"),
    )
    read.set_bot(bot)
    return read
