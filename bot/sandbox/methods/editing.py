"""Changing and removing messages."""

from __future__ import annotations

from typing import Any

from bot.sandbox.access import any_chat, message_of, written_chat
from bot.sandbox.accounts import Chat, Json
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import read_caption, read_text
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import CONTENT
from bot.sandbox.methods.media import KINDS, media_content
from bot.sandbox.params import Params
from bot.sandbox.state import State

__all__ = ["METHODS"]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
REPLACED = frozenset({*CONTENT, "reply_markup", "edit_date", "link_preview_options"})
CAPTION = frozenset({"caption", "caption_entities"})
MOST_AT_ONCE = 100


def _to_edit(world: State, params: Params) -> tuple[Chat, Json]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = written_chat(world, params)
    message = message_of(chat, params, "message to edit not found")
    if not _own(world, message):
        raise bad_request("message can't be edited")
    return chat, message


def _own(world: State, message: Json) -> bool:
    """Whether the bot said it; a channel's posts bear no author, and its administrators may edit them all."""
    return "from" not in message or message["from"]["id"] == world.bot.id


def _edit(world: State, chat: Chat, message: Json, params: Params, content: Json) -> Json:
    """`content` and the call's keyboard replace what `message` had."""
    markup = params.json("reply_markup", "reply keyboard markup") or {}
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    if any(markup.get("inline_keyboard", ())):
        content = {**content, "reply_markup": inline_keyboard(markup, private=chat.private)}
    old = {field: value for field, value in message.items() if field in REPLACED and field != "edit_date"}
    if old == content:
        raise bad_request(NOT_MODIFIED)
    kept = {field: value for field, value in message.items() if field not in REPLACED}
    edited = {**kept, "edit_date": world.date(), **content}
    world.replace(chat, edited)
    return edited


def edit_message_text(world: State, params: Params) -> Json:
    content = read_text(params)
    preview = params.json("link_preview_options", "link preview options")
    chat, message = _to_edit(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    if preview:
        content["link_preview_options"] = preview
    return _edit(world, chat, message, params, content)


def edit_message_caption(world: State, params: Params) -> Json:
    caption = read_caption(params)
    chat, message = _to_edit(world, params)
    if not any(kind in message for kind in KINDS):
        raise bad_request("there is no caption in the message to edit")
    kept = {field: message[field] for field in CONTENT if field in message and field not in CAPTION}
    return _edit(world, chat, message, params, {**kept, **caption})


def edit_message_media(world: State, params: Params) -> Json:
    media = params.json("media", "input media")
    if not isinstance(media, dict) or media.get("type") not in KINDS:
        raise bad_request("can't parse InputMedia: Media must be a photo or a document here")
    chat, message = _to_edit(world, params)
    if not any(kind in message for kind in ("text", *KINDS)):
        raise bad_request("message media can't be edited")
    content = media_content(world, params.within(media), media["type"], "media")
    return _edit(world, chat, message, params, content)


def edit_message_reply_markup(world: State, params: Params) -> Json:
    chat, message = _to_edit(world, params)
    kept = {field: message[field] for field in (*CONTENT, "link_preview_options") if field in message}
    return _edit(world, chat, message, params, kept)


def delete_message(world: State, params: Params) -> bool:
    chat = any_chat(world, params)
    message = message_of(chat, params, "message to delete not found")
    if not _may_delete(world, chat, message):
        raise bad_request("message can't be deleted")
    world.delete(chat, message["message_id"])
    return True


def _may_delete(world: State, chat: Chat, message: Json) -> bool:
    own = chat.bot_status == "member" and _own(world, message)
    return chat.bot_status == "administrator" or chat.private or own


def delete_messages(world: State, params: Params) -> bool:
    chat = any_chat(world, params)
    message_ids = params.json("message_ids", "message identifiers")
    if not isinstance(message_ids, list) or not message_ids:
        raise bad_request("message identifiers are not specified")
    if len(message_ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in message_ids:
        message = chat.messages.get(message_id)
        if message is not None and _may_delete(world, chat, message):
            world.delete(chat, message_id)
    return True


METHODS: dict[str, Any] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
