"""Messages made from messages."""

from __future__ import annotations

from bot.sandbox.accounts import Json

__all__ = ["CONTENT", "MEDIA", "captioned", "copied", "forwarded", "without_reply"]

MEDIA = ("photo", "document", "location", "sticker")
CONTENT = ("text", "entities", "caption", "caption_entities", *MEDIA)
"""The fields that make up what a message says."""


def copied(message: Json) -> Json:
    """What `message` says, for a new message."""
    return {field: message[field] for field in CONTENT if field in message}


def forwarded(message: Json) -> Json:
    """What a forward of `message` carries."""
    return {"forward_origin": message.get("forward_origin") or _origin(message), **copied(message)}


def _origin(message: Json) -> Json:
    if "from" in message:
        return {"type": "user", "sender_user": message["from"], "date": message["date"]}
    origin = {"type": "channel", "chat": message["chat"], "message_id": message["message_id"]}
    return {**origin, "date": message["date"]}


def without_reply(message: Json) -> Json:
    """`message` as it is quoted in a reply: Telegram nests replies one deep."""
    return {field: value for field, value in message.items() if field != "reply_to_message"}


def captioned(caption: str, entities: list[Json] | None = None) -> Json:
    """The fields of a caption; none when it is empty."""
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}
