"""The kinds of values a schedule's keys can have: how each is read, and how a JSON Schema says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bot.domain.model import Text
from bot.formats import guesses, scalars
from bot.formats.context import Context, found_in, line_of
from bot.formats.syntax import quoted
from bot.formats.tree import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["AS_WRITTEN", "Kind", "ListOf", "Reference", "Scalar", "Translated", "entries", "pattern"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
AS_WRITTEN = ["string", "number", "boolean"]
"""What an editor takes an unquoted text for; here it is a text all the same."""


class Kind(Protocol[T_co]):
    """A value's form.

    `read` gives the value of the key `name`; when it is wrong, None, and `context` is told.
    """

    def read(self, node: Node, name: str, context: Context) -> T_co | None: ...

    def schema(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Scalar(Generic[T]):
    """A value in one scalar. `parse` gives None for a text that is none; `guess` says what it may mean.

    `doubt` says what is odd about a value that has the right form, and what was expected.
    """

    expected: str
    parse: Callable[[str], T | None]
    json: Mapping[str, Any]
    guess: Callable[[str], str | None] | None = None
    doubt: Callable[[str], str | None] | None = None

    def read(self, node: Node, name: str, context: Context) -> T | None:
        if isinstance(node, ScalarNode) and not node.tag:
            value = self.parse(node.value)
            if value is not None:
                if self.doubt and (odd := self.doubt(node.value)):
                    context.warning(node, f"{name}: found {quoted(node.value)}, {odd}")
                return value
        context.wrong(node, name, self.expected, self.guess)
        return None

    def schema(self) -> dict[str, Any]:
        return dict(self.json)


@dataclass(frozen=True)
class Reference:
    """The id of something in another section of the file."""

    section: str
    what: str

    def read(self, node: Node, name: str, context: Context) -> str | None:
        known = context.known.get(self.section, ())
        if isinstance(node, ScalarNode) and not node.tag and node.value in known:
            return str(node.value)
        expected = f"the id of a {self.what} under {self.section}:"
        context.wrong(node, name, expected, lambda written: guesses.closest(written, known))
        return None

    def schema(self) -> dict[str, Any]:
        return pattern(scalars.ID) | {"type": ["string", "integer"]}


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """A list of different values of one kind."""

    item: Kind[T]
    expected: str
    shortest: int = 0

    def read(self, node: Node, name: str, context: Context) -> tuple[T, ...] | None:
        if not isinstance(node, SequenceNode) or node.tag or len(node.value) < self.shortest:
            context.wrong(node, name, self.expected)
            return None
        values: dict[T, None] = {}
        for item in node.value:
            value = self.item.read(item, name, context)
            if value is None:
                continue
            if value in values:
                context.error(item, f"{name}: found {quoted(str(value))} twice; expected it once")
            values[value] = None
        return tuple(values)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), "minItems": self.shortest, "uniqueItems": True}


@dataclass(frozen=True)
class Translated:
    """A text: one for all languages, or one per language.

    `parse` cleans a wording; None when nothing remains. A `complete` text, when it comes per language,
    is expected in every language of the conference.
    """

    parse: Callable[[str], str | None]
    complete: bool = True
    expected = "a text, or one per language"

    def read(self, node: Node, name: str, context: Context) -> Text | None:
        if isinstance(node, MappingNode) and not node.tag:
            return self._translations(node, name, context)
        wording = self._wording(node)
        if wording is None:
            context.wrong(node, name, self.expected)
            return None
        return Text(wording)

    def _translations(self, node: MappingNode, name: str, context: Context) -> Text | None:
        wordings: dict[str, str] = {}
        written = entries(node, context)
        for language, (key, value) in written.items():
            wording = self._wording(value)
            if context.languages and language not in context.languages:
                expected = f"one of {', '.join(context.languages)}, the conference's languages"
                context.wrong(key, name, expected, lambda word: guesses.closest(word, context.languages))
            elif wording is None:
                context.wrong(value, f"{name}.{language}", "a text")
            else:
                wordings[language] = wording
        self._check_complete(node, name, written, context)
        first = next((language for language in (*context.languages, *wordings) if language in wordings), None)
        return Text(wordings[first], wordings) if first else None

    def _check_complete(self, node: Node, name: str, written: Mapping[str, object], context: Context) -> None:
        missing = [language for language in context.languages if language not in written]
        if not written:
            context.error(node, f"{name}: found no text; expected one per language")
        elif self.complete and 0 < len(missing) < len(context.languages):
            context.warning(
                node, f"{name}: found no text for {', '.join(missing)}; expected one per language"
            )

    def _wording(self, node: Node) -> str | None:
        return self.parse(node.value) if isinstance(node, ScalarNode) and not node.tag else None

    def schema(self) -> dict[str, Any]:
        wording = {"type": AS_WRITTEN, "minLength": 1}
        per_language = {
            "type": "object",
            "minProperties": 1,
            "propertyNames": pattern(scalars.LANGUAGE),
            "additionalProperties": wording,
        }
        return {"anyOf": [wording, per_language]}


def entries(node: MappingNode, context: Context) -> dict[str, tuple[Node, Node]]:
    """The key and value nodes of a mapping by key; the first of duplicates."""
    found: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or key.tag:
            context.error(key, f"found {found_in(key)} as a key; expected a word")
        elif key.value == "<<":
            context.error(key, "found the merge key <<; expected the merged keys written out")
        elif key.value in found:
            first = line_of(found[key.value][0])
            context.error(
                key, f"found the key {quoted(key.value)} twice, first in line {first}; expected it once"
            )
        else:
            found[key.value] = (key, value)
    return found


def pattern(regular_expression: str) -> dict[str, Any]:
    """The JSON Schema of a text that matches from end to end."""
    return {"type": "string", "pattern": f"^{regular_expression}$"}
