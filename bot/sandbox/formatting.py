"""The formatted texts in a call: a text with a parse mode, or with the entities given."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.sandbox.accounts import Json
from bot.sandbox.entities import settled
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.limits import check_caption, check_text, units
from bot.sandbox.links import checked_link
from bot.sandbox.markup import MarkupError, parse_html
from bot.sandbox.messages import captioned
from bot.sandbox.params import Params

__all__ = ["read_caption", "read_text"]

SOURCE_BYTES = 1 << 15
BLANK = " \n\t\v\f\r"
REQUIRED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
"""A bot may name these, and Telegram then looks for itself."""
PLAIN_TYPES = FOUND_BY_TELEGRAM | {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
}
"""The types without a field of their own."""


def read_text(params: Params, field: str = "text") -> Json:
    """The ``text`` and ``entities`` of a message."""
    source = params.text(field)
    if not source:
        raise bad_request("message text is empty")
    text, entities = _formatted(params, source, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    check_text(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(params: Params) -> Json:
    """The ``caption`` and ``caption_entities`` of a message; empty when there is none."""
    text, entities = _formatted(params, params.text("caption"), "caption_entities")
    return captioned(check_caption(text), entities)


def _formatted(params: Params, source: str, entities_field: str) -> tuple[str, list[Json]]:
    if len(source) * 4 > SOURCE_BYTES and len(source.encode()) > SOURCE_BYTES:
        raise bad_request("message is too long")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        return _from_html(source)
    if mode in {"", "none"}:
        return _settled(source, _given(source, params.json(entities_field, "message entities")))
    if mode in {"markdown", "markdownv2"}:
        raise ApiError(501, "Not Implemented: this stand-in parses HTML only")
    raise bad_request("unsupported parse_mode")


@lru_cache(maxsize=1024)
def _from_html(source: str) -> tuple[str, list[Json]]:
    """One text goes to many chats: their messages share its entities, which nobody changes."""
    try:
        return _settled(*parse_html(source.replace("\r", "")))
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def _settled(text: str, marked: list[Json]) -> tuple[str, list[Json]]:
    text, marked = _trimmed(text, marked)
    return text, settled(text, marked)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram drops blanks at the end, and at the start up to the first entity."""
    trimmed = text.rstrip(BLANK)
    if trimmed[:1] in (" ", "\n"):
        first = min((entity["offset"] for entity in entities), default=len(trimmed))
        cut = min(len(trimmed) - len(trimmed.lstrip(" \n")), first)
        trimmed = trimmed[cut:]
        entities = [{**entity, "offset": entity["offset"] - cut} for entity in entities]
    if len(trimmed) == len(text) or not entities:
        return trimmed, entities
    end = units(trimmed)
    kept = [entity for entity in entities if entity["offset"] < end]
    return trimmed, [{**entity, "length": min(entity["length"], end - entity["offset"])} for entity in kept]


def _given(text: str, given: Any) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    end = units(text)
    entities = [_checked_entity(entity, end) for entity in given]
    return [entity for entity in entities if entity["type"] not in FOUND_BY_TELEGRAM and entity["length"]]


def _checked_entity(given: Any, end: int) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for required in ("offset", "length", "type"):
        if required not in given:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{required}\"")
    kind, offset, length = given["type"], given["offset"], given["length"]
    _check_span(offset, length, end)
    entity: Json = {"type": kind, "offset": offset, "length": length}
    if kind in PLAIN_TYPES:
        return {**entity, "language": given["language"]} if given.get("language") else entity
    if kind not in REQUIRED:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    field = REQUIRED[kind]
    if field not in given:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    entity[field] = _checked_url(given["url"]) if field == "url" else given[field]
    if given.get("date_time_format"):
        entity["date_time_format"] = given["date_time_format"]
    return entity


def _check_span(offset: int, length: int, end: int) -> None:
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        begins = f"entity beginning at UTF-16 offset {offset}"
        raise bad_request(f"{begins} ends after the end of the text at UTF-16 offset {offset + length}")


def _checked_url(url: str) -> str:
    try:
        return checked_link(url)
    except ValueError as error:
        raise bad_request(f"entity URL '{url}' is invalid: {error}") from error
