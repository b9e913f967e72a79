"""Where everything in a YAML text stands, to the character: what is to be edited, and what is not.

Places are indexes into the text. Other than in a tree, an alias is a part of its own, and a list or mapping
ends with its last item, not with the comments and empty lines after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.formats.tree import Parser

__all__ = ["AliasPart", "Data", "Layout", "ListPart", "MappingPart", "Part", "ScalarPart"]

Data = str | list["Data"] | dict[str, "Data"]
"""What a part says, without its places; every scalar is a text."""

PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]*(?:(?:(?<=[ \t])#[^\r\n]*)?(?:\r\n|\r|\n)[ \t]*)*)*")
"""Anchor and tag before a value, with the line breaks and comments after them."""


@dataclass(slots=True, eq=False)
class Part:
    """From `begin`, where its anchor stands if it has one, to just after its last character, `end`."""

    begin: int
    end: int
    anchor: str | None


@dataclass(slots=True, eq=False)
class ScalarPart(Part):
    start: int
    """Where the value itself begins, after the anchor."""
    value: str
    style: str
    """What the value begins with: ``'``, ``"``, ``|``, ``>``, or nothing for a plain one."""


@dataclass(slots=True, eq=False)
class AliasPart(Part):
    """Stands for the part that bears its anchor."""


@dataclass(slots=True, eq=False)
class ListPart(Part):
    flow: bool
    """Whether it is written in brackets."""
    items: list[Part] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class MappingPart(Part):
    flow: bool
    """Whether it is written in braces."""
    pairs: list[tuple[Part, Part]] = field(default_factory=list)


class Layout:
    """The parts of a text that `bot.formats.tree` has read without complaint."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.anchored: dict[str, Part] = {}
        self.aliases: list[AliasPart] = []
        """In the order of the text."""
        self._parser = Parser(text)
        while not isinstance(event := self._parser.get_event(), NodeEvent):
            pass
        self.root = self._part(event)

    def records(self) -> Iterator[tuple[str, MappingPart]]:
        """Every event and talk by its id."""
        for event in self._items(self.root, "events"):
            yield from self._identified(event)
            for talk in self._items(event, "talks"):
                yield from self._identified(talk)

    def find(self, mapping: Part, key: str) -> tuple[Part, Part] | None:
        """The key and its value, as they stand."""
        if isinstance(mapping, MappingPart):
            for name, value in mapping.pairs:
                if self.scalar(name) == key:
                    return name, value
        return None

    def scalar(self, part: Part | None) -> str | None:
        """The text that a part says, itself or as an alias; None for a list or a mapping."""
        found = self.resolved(part)
        return found.value if isinstance(found, ScalarPart) else None

    def resolved(self, part: Part | None) -> Part | None:
        """The part that an alias stands for; any other one itself."""
        return self.anchored[part.anchor or ""] if isinstance(part, AliasPart) else part

    def data(self, part: Part | None = None) -> Data:
        """What a part says, by default the whole text."""
        found = self.resolved(part or self.root)
        if isinstance(found, MappingPart):
            return {str(self.data(key)): self.data(value) for key, value in found.pairs}
        if isinstance(found, ListPart):
            return [self.data(item) for item in found.items]
        return self.scalar(found) or ""

    def _items(self, mapping: Part, key: str) -> list[Part]:
        found = self.find(mapping, key)
        listed = self.resolved(found[1]) if found else None
        return listed.items if isinstance(listed, ListPart) else []

    def _identified(self, part: Part) -> Iterator[tuple[str, MappingPart]]:
        found = self.find(part, "id")
        id_ = self.scalar(found[1]) if found else None
        if isinstance(part, MappingPart) and id_ is not None:
            yield id_, part

    def _part(self, event: Any) -> Part:
        begin, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            alias = AliasPart(begin, end, event.anchor)
            self.aliases.append(alias)
            return alias
        part = self._collection(event, begin) or self._scalar_part(event, begin)
        if part.anchor:
            self.anchored[part.anchor] = part
        return part

    def _collection(self, event: Any, begin: int) -> Part | None:
        if isinstance(event, SequenceStartEvent):
            items, end = self._until(SequenceEndEvent, event)
            return ListPart(begin, end, event.anchor, bool(event.flow_style), items)
        if isinstance(event, MappingStartEvent):
            parts, end = self._until(MappingEndEvent, event)
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
            return MappingPart(begin, end, event.anchor, bool(event.flow_style), pairs)
        return None

    def _until(self, last: Any, opening: Any) -> tuple[list[Part], int]:
        """What is inside a list or mapping, and where that ends."""
        parts = []
        event = self._parser.get_event()
        while not isinstance(event, last):
            parts.append(self._part(event))
            event = self._parser.get_event()
        inside = parts[-1].end if parts else opening.end_mark.index
        return parts, event.end_mark.index if opening.flow_style else inside

    def _scalar_part(self, event: Any, begin: int) -> ScalarPart:
        start, end, style = begin, event.end_mark.index, event.style or ""
        if event.anchor or event.tag:
            properties = PROPERTIES.match(self.text, begin, end)
            start = properties.end() if properties else begin
        if style in ("|", ">"):
            end = _last_line_end(self.text, start, end)
        return ScalarPart(begin, end, event.anchor, start, event.value, style)


def _last_line_end(text: str, start: int, end: int) -> int:
    """Where the last line that holds something ends, its trailing blanks included."""
    written = text[start:end]
    at = len(written.rstrip(" \t\r\n"))
    return start + at + len(re.match(r"[ \t]*", written[at:])[0])  # type: ignore[index]  # it matches nothing, too
