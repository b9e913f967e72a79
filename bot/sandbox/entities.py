"""What Telegram finds in a text by itself, and the order it keeps entities in."""

from __future__ import annotations

import re
from operator import itemgetter

from bot.sandbox.accounts import Json
from bot.sandbox.limits import units

__all__ = ["detect", "settled"]

ENDING = r"[^\s<>\"«».,:;!?'()\[\]{}、。，；：？！」』）】》”’…]"
DOMAINS = r"(?:com|org|net|cn|id|io|dev|me|info|app)"
FINDERS = (
    ("://", "url", re.compile(rf"https?://[^\s<>\"«»]*{ENDING}")),
    ("@", "email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (".", "url", re.compile(rf"(?<![\w.@/:-])(?:[\w-]+\.)+{DOMAINS}(?![\w.-]*\w)(?:/[^\s<>\"]*{ENDING})?")),
    ("@", "mention", re.compile(r"(?<![\w/@.])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("#", "hashtag", re.compile(r"(?<![\w&#])#\w*[^\W\d]\w*")),
    ("/", "bot_command", re.compile(r"(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.ASCII)),
)
"""(a text without this has none, type, pattern); where two meet, the earlier stays."""
BARE_DOMAIN = re.compile(rf"\.{DOMAINS}(?!\w)")
OPAQUE = frozenset(
    {"code", "pre", "text_link", "text_mention", "mention", "url", "custom_emoji", "date_time"}
)
"""Nothing is found inside these."""
PRECEDENCE = {"expandable_blockquote": 0, "blockquote": 0, "pre": 11, "code": 20, "text_link": 49}
PRECEDENCE |= {
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
JOINED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
"""Two of these side by side are one."""


def detect(text: str) -> list[Json]:
    """The entities of a plain `text`, in order, offsets in UTF-16 units."""
    found: list[tuple[int, int, str]] = []
    for sign, kind, pattern in FINDERS:
        if sign not in text or (sign == "." and not BARE_DOMAIN.search(text)):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other_start or other_end <= start for other_start, other_end, _ in found):
                found.append((start, end, kind))
    return [
        {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end, kind in sorted(found)
    ]


def settled(text: str, marked: list[Json]) -> list[Json]:
    """The entities of a message: those `marked` by its sender, joined and in order, and those found."""
    if marked:
        marked = _outside_code(_joined(sorted(marked, key=_position)))
    found = detect(text)
    if not found or not marked:
        return found or marked
    opaque = [entity for entity in marked if entity["type"] in OPAQUE]
    found = [entity for entity in found if not any(_meet(entity, other) for other in opaque)]
    return sorted(marked + found, key=_position)


def _position(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], PRECEDENCE.get(entity["type"], 50)


def _meet(one: Json, other: Json) -> bool:
    starts_before = one["offset"] < other["offset"] + other["length"]
    return bool(starts_before and other["offset"] < one["offset"] + one["length"])


def _joined(entities: list[Json]) -> list[Json]:
    result: list[Json] = []
    last: dict[str, Json] = {}
    for entity in entities:
        kind, start = entity["type"], entity["offset"]
        before = last.get(kind) if kind in JOINED else None
        if before is not None and start <= before["offset"] + before["length"]:
            end = max(start + entity["length"], before["offset"] + before["length"])
            before["length"] = end - before["offset"]
            continue
        last[kind] = dict(entity)
        result.append(last[kind])
    return sorted(result, key=_position)


def _outside_code(entities: list[Json]) -> list[Json]:
    """Code holds no other entity."""
    code = [entity for entity in entities if entity["type"] in {"code", "pre"}]
    if not code:
        return entities
    spans = list(map(itemgetter("offset", "length"), code))
    return [
        entity
        for entity in entities
        if entity in code
        or not any(
            start <= entity["offset"] and entity["offset"] + entity["length"] <= start + length
            for start, length in spans
        )
    ]
