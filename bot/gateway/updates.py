"""Updates from JSON.

Nearly all are a text or a press: those are read without looking for each of the hundred fields that a message
may have, as the library does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, MessageEntity, Update, User
from telegram.constants import ChatType, MessageEntityType

from bot.gateway.mould import Mould

__all__ = ["read_update"]

JSONDict = dict[str, Any]

TEXT = frozenset({"message_id", "from", "chat", "date", "text", "entities"})
PRESS = frozenset({"id", "from", "message", "chat_instance", "data"})
UNREAD = frozenset({"entities", "caption_entities", "link_preview_options", "reply_markup", "edit_date"})
"""Fields of the message whose button was pressed that no handler reads: how the bot's own message looks."""

_CHAT = Chat(0, "")
_USER = User(0, "", is_bot=False)
UPDATES = Mould(Update(0), "update_id")
MESSAGES = Mould(Message(0, datetime.fromtimestamp(0, UTC), _CHAT), "message_id", "chat")
QUERIES = Mould(CallbackQuery("", _USER, ""), "id")
CHATS, USERS = Mould(_CHAT, "id"), Mould(_USER, "id")
ENTITIES = Mould(MessageEntity("", 0, 0), "type", "offset", "length")
PERSON = frozenset({"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"})
PLACE = frozenset({"id", "type", "title", "username", "first_name", "last_name", "is_forum"})
SPAN = frozenset({"type", "offset", "length"})
CHAT_TYPES = {str(kind): kind for kind in ChatType}
ENTITY_TYPES = {str(kind): kind for kind in MessageEntityType}


def read_update(raw: JSONDict, bot: Bot) -> Update:
    """The update as `Update.de_json` gives it; raises whatever that raises for what is none.

    Of a press, the message is without the `UNREAD`: its keyboard stays JSON, as ``keyboard`` in `api_kwargs`.
    """
    match raw:
        case {"update_id": update_id, "message": {"text": _} as message} if len(raw) == 2 and TEXT.issuperset(
            message
        ):
            return UPDATES.make(bot, update_id=update_id, message=_text(message, bot))
        case {"update_id": update_id, "callback_query": {"message": {"chat": _} as message} as query}:
            pressed = _sparing(message)
            if len(raw) == 2 and PRESS.issuperset(query) and _is_plain(pressed):
                return UPDATES.make(bot, update_id=update_id, callback_query=_press(query, pressed, bot))
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
    return MESSAGES.make(
        bot,
        message_id=message["message_id"],
        date=datetime.fromtimestamp(message["date"], UTC),
        chat=_chat(message["chat"], bot),
        from_user=_user(user, bot) if user else None,
        text=message.get("text"),
        entities=tuple(_entity(entity, bot) for entity in entities) if entities else (),
        **more,
    )


def _press(query: JSONDict, pressed: JSONDict, bot: Bot) -> CallbackQuery:
    unknown: Mapping[str, Any] = {name: value for name, value in pressed.items() if name == "keyboard"}
    return QUERIES.make(
        bot,
        id=query["id"],
        from_user=_user(query["from"], bot),
        chat_instance=query["chat_instance"],
        message=_text(pressed, bot, api_kwargs=MappingProxyType(unknown)),
        data=query.get("data"),
    )


def _chat(raw: JSONDict, bot: Bot) -> Chat:
    if PLACE.issuperset(raw):
        return CHATS.make(bot, **{**raw, "type": CHAT_TYPES.get(raw["type"], raw["type"])})
    return Chat.de_json(raw, bot)


def _user(raw: JSONDict, bot: Bot) -> User:
    if PERSON.issuperset(raw) and "first_name" in raw and "is_bot" in raw:
        return USERS.make(bot, **raw)
    return User.de_json(raw, bot)


def _entity(raw: JSONDict, bot: Bot) -> MessageEntity:
    if SPAN.issuperset(raw):
        kind = ENTITY_TYPES.get(raw["type"], raw["type"])
        return ENTITIES.make(bot, type=kind, offset=raw["offset"], length=raw["length"])
    return MessageEntity.de_json(raw, bot)
