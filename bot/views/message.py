"""A message as a value, and what keeps it inside Telegram's limits."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.domain.model import WIDEST_TITLE

__all__ = [
    "CAPTION_LIMIT",
    "TEXT_LIMIT",
    "Message",
    "Ready",
    "caption",
    "cut",
    "label",
    "length",
    "plain",
    "tg_time",
]

TEXT_LIMIT = 4096
"""UTF-16 code units of a message's text, markup not counted (Bot API, sendMessage)."""
CAPTION_LIMIT = 1024
"""The same of a caption under a picture or a file (Bot API, sendPhoto)."""
ELLIPSIS = "…"
TAG = re.compile(r"<[^>]*>")
SENTENCE_END = re.compile(r"[.!?]\s|[。！？；]")


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is Telegram HTML, 1 to 4096 UTF-16 units once parsed."""

    text: Markup
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None

    def __post_init__(self) -> None:
        if length(self.text) > TEXT_LIMIT:
            object.__setattr__(self, "text", whole_lines(self.text, TEXT_LIMIT))

    def ready(self) -> Ready:
        """The message as it goes over the wire."""
        inline = isinstance(self.keyboard, InlineKeyboardMarkup | None)
        return Ready(str(self.text), self.keyboard.to_dict() if self.keyboard else None, inline)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message whose keyboard is JSON already; `inline` says that another one can become it in place."""

    text: str
    keyboard: dict[str, Any] | None
    inline: bool


def caption(text: Markup, keyboard: InlineKeyboardMarkup | None = None) -> Message:
    """What stands under a picture or a file: as many whole lines as fit."""
    return Message(text if length(text) <= CAPTION_LIMIT else whole_lines(text, CAPTION_LIMIT), keyboard)


def plain(text: Markup) -> str:
    """The text that Telegram HTML becomes, without its formatting."""
    return html.unescape(TAG.sub("", text))


def length(text: str) -> int:
    """UTF-16 code units of the text that Telegram HTML becomes; of plain text, its own."""
    shown = plain(text) if isinstance(text, Markup) else text
    return len(shown.encode("utf-16-le")) // 2


def whole_lines(text: Markup, limit: int) -> Markup:
    """As many lines from the top as fit; views close every tag on the line that opens it."""
    kept: list[str] = []
    room = limit - 2
    for line in text.split("\n"):
        room -= length(Markup(line)) + 1  # noqa: S704  # a line of what was Markup
        if room < 0:
            break
        kept.append(line)
    return Markup("\n".join([*kept, ELLIPSIS]))  # noqa: S704


def cut(text: str, limit: int) -> str:
    """Plain text of at most `limit` UTF-16 units: whole, or ended at a sentence, else a word, with “…”."""
    if length(text) <= limit:
        return text
    head = text.encode("utf-16-le")[: 2 * (limit - 2)].decode("utf-16-le", "ignore")
    ends = [match.end() for match in SENTENCE_END.finditer(head)]
    if ends and ends[-1] * 2 > len(head):
        sentence = head[: ends[-1]].rstrip()
        return f"{sentence} {ELLIPSIS}" if sentence[-1].isascii() else sentence + ELLIPSIS
    word = head.rfind(" ")
    return (head[:word] if word * 2 > len(head) else head).rstrip() + ELLIPSIS


def label(text: str, limit: int = WIDEST_TITLE) -> str:
    """Plain text that fits on a button."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + ELLIPSIS


def tg_time(unix: int, form: str, fallback: str) -> Markup:
    """A moment that Telegram shows on each reader's own clock.

    `form` follows the Bot API's date-time entity: ``r`` or ``w?[dD]?[tT]?``. Older clients show `fallback`.
    """
    return Markup('<tg-time unix="{}" format="{}">{}</tg-time>').format(unix, form, fallback)
