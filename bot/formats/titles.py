"""Titles that are longer than what a button shows of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.domain.model import WIDEST_TITLE
from bot.formats.context import Context
from bot.formats.programme import Placed
from bot.formats.tree import MappingNode, Node, ScalarNode

__all__ = ["check_titles", "columns"]


def check_titles(placed: Sequence[Placed], context: Context) -> None:
    """Warn of each wording that does not fit."""
    for one in placed:
        if any(columns(wording) > WIDEST_TITLE for wording in one.event.title.all()):
            for name, node in _wordings(one.fields.at("title")):
                if (found := columns(node.value)) > WIDEST_TITLE:
                    most = f"at most {WIDEST_TITLE}, which a button shows"
                    context.warning(node, f"{name}: found {found} columns; expected {most}")


def columns(text: str) -> int:
    """The width of `text`, in which a wide character, such as a Chinese one, takes two columns."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _wordings(title: Node) -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(title, ScalarNode):
        yield "title", title
    elif isinstance(title, MappingNode):
        for language, wording in title.value:
            if isinstance(wording, ScalarNode):
                yield f"title.{language.value}", wording
