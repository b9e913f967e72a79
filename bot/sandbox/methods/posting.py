"""New messages: texts, places, copies and forwards."""

from __future__ import annotations

from typing import Any

from bot.sandbox.access import any_chat, message_of, written_chat
from bot.sandbox.accounts import Chat, Json
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_caption, read_text
from bot.sandbox.keyboards import read_reply_markup
from bot.sandbox.messages import copied, forwarded, without_reply
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS", "deliver", "reply_fields"]

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
CAPTION_FIELDS = ("caption", "caption_entities")


def reply_fields(chat: Chat, params: Params) -> Json:
    """``reply_to_message`` of a call that answers a message."""
    asked = params.json("reply_parameters", "reply parameters") or {}
    message_id = asked.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return {}
    message = chat.messages.get(int(message_id))
    if message is not None:
        return {"reply_to_message": without_reply(message)}
    if asked.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def deliver(world: State, chat: Chat, params: Params, content: Json) -> Json:
    """Post `content` with what any sending method may say about it."""
    if "message_thread_id" in params:
        raise bad_request("message thread not found")
    markup = read_reply_markup(params, private=chat.private)
    content = {**reply_fields(chat, params), **content}
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    if markup is not None and "inline_keyboard" in markup:
        if any(markup["inline_keyboard"]):
            content["reply_markup"] = markup
    elif markup is not None:
        chat.reply_keyboard = None if "remove_keyboard" in markup else markup
        world.feed.tell({"type": "reply_keyboard", "chat_id": chat.id, "reply_markup": chat.reply_keyboard})
    return world.post(chat, content, silent=params.flag("disable_notification"))


def send_message(world: State, params: Params) -> Json:
    content = read_text(params)
    preview = params.json("link_preview_options", "link preview options")
    if preview:
        content["link_preview_options"] = preview
    return deliver(world, written_chat(world, params), params, content)


def send_location(world: State, params: Params) -> Json:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    location = {"latitude": latitude, "longitude": longitude}
    return deliver(world, written_chat(world, params), params, {"location": location})


def send_chat_action(world: State, params: Params) -> bool:
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = written_chat(world, params)
    world.feed.tell({"type": "chat_action", "chat_id": chat.id, "action": action})
    return True


def forward_message(world: State, params: Params) -> Json:
    source = any_chat(world, params, "from_chat_id")
    message = message_of(source, params, "message to forward not found")
    if message.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    return deliver(world, written_chat(world, params), params, forwarded(message))


def copy_message(world: State, params: Params) -> Json:
    source = any_chat(world, params, "from_chat_id")
    content = copied(message_of(source, params, "message to copy not found"))
    if not content:
        raise bad_request("message can't be copied")
    if "caption" in params and "text" not in content:
        content = {key: value for key, value in content.items() if key not in CAPTION_FIELDS}
        content |= read_caption(params)
    message = deliver(world, written_chat(world, params), params, content)
    return {"message_id": message["message_id"]}


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendChatAction": send_chat_action,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
}
