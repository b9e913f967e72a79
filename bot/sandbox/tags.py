"""The tags of Telegram's HTML and the entities they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.accounts import Json
from bot.sandbox.links import checked_link

__all__ = ["TAGS", "MarkupError", "Open", "close"]

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*SIMPLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
"""What ``format`` of tg-time may be."""


class MarkupError(ValueError):
    """The text cannot be parsed; the message is Telegram's, without ``can't parse entities``."""


@dataclass(slots=True)
class Open:
    """A start tag that waits for its end; `offset` is in UTF-16 units, `begin` an index into the parts."""

    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


def close(opened: Open, inside: str, length: int, entities: list[Json]) -> None:
    """Add to `entities` what a tag around the text `inside`, `length` units long, stands for."""
    span: Json = {"offset": opened.offset, "length": length}
    if kind := SIMPLE_TAGS.get(opened.tag):
        entities.append({"type": kind, **span})
    elif opened.tag in {"pre", "code"}:
        _close_code(entities, opened, span)
    elif entity := _special(opened, inside):
        entities.append({"type": entity.pop("type"), **span, **entity})


def _special(opened: Open, inside: str) -> Json | None:
    """The entity, without its span, of a tag whose attributes matter."""
    match opened.tag:
        case "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"}
        case "tg-emoji":
            return _custom_emoji(opened.attributes.get("emoji-id", ""))
        case "tg-time":
            return _date_time(opened.attributes)
        case _:
            return _link(opened.attributes.get("href") or inside)


def _close_code(entities: list[Json], opened: Open, span: Json) -> None:
    """``<pre><code class="language-x">`` in either order is one entity with a language."""
    language = opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
    last = entities[-1] if entities else {}
    same_span = last.get("offset") == span["offset"] and last.get("length") == span["length"]
    if opened.tag == "pre" and same_span and last["type"] == "code" and last.get("language"):
        last["type"] = "pre"
        return
    if language and same_span and last["type"] == "pre":
        last["language"] = language
        return
    entity = {"type": opened.tag, **span}
    entities.append({**entity, "language": language} if language else entity)


def _custom_emoji(emoji_id: str) -> Json:
    if not emoji_id.isdecimal() or not 0 < int(emoji_id) < 2**63:
        raise MarkupError("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": emoji_id}


def _date_time(attributes: dict[str, str]) -> Json | None:
    unix, style = attributes.get("unix", ""), attributes.get("format", "")
    if not DATE_TIME_FORMAT.fullmatch(style):
        raise MarkupError("Invalid date-time format specified")
    if not unix.isdecimal() or not 0 < int(unix) < 2**31:
        return None
    entity = {"type": "date_time", "unix_time": int(unix)}
    return {**entity, "date_time_format": style} if style else entity


def _link(url: str) -> Json | None:
    try:
        return {"type": "text_link", "url": checked_link(url)}
    except ValueError:
        return None
