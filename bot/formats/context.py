"""What reading one value needs to know of the rest of the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from bot.formats.guesses import closest
from bot.formats.problems import Findings, Severity
from bot.formats.syntax import quoted
from bot.formats.tree import MappingNode, Node, ScalarNode

__all__ = ["Context", "found_in", "line_of"]

MOST_GUESSES = 200
"""Guessing compares with every name there is; a file with more mistakes than this needs no more guesses."""


class Context:
    """`languages` are the conference's, `known` the ids of each section; both fill while the file is read."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._guesses_left = MOST_GUESSES
        self.languages: tuple[str, ...] = ()
        self.known: dict[str, Collection[str]] = {}

    def error(self, node: Node, message: str) -> None:
        mark = node.start_mark
        self._findings.add(Severity.ERROR, mark.line + 1, mark.column + 1, message)

    def warning(self, node: Node, message: str) -> None:
        mark = node.start_mark
        self._findings.add(Severity.WARNING, mark.line + 1, mark.column + 1, message)

    def wrong(
        self, node: Node, name: str, expected: str, guess: Callable[[str], str | None] | None = None
    ) -> None:
        """Note that the value `node` of the key `name` is not what was expected."""
        meant = self._meant(node.value, guess) if guess and isinstance(node, ScalarNode) else ""
        self.error(node, f"{name}: found {found_in(node)}; expected {expected}{meant}")

    def did_you_mean(self, word: str, options: Iterable[str]) -> str:
        """A clause that names the option like `word`; nothing when there is none."""
        return self._meant(word, lambda written: closest(written, options))

    def _meant(self, word: str, guess: Callable[[str], str | None]) -> str:
        if not word or not self._guesses_left:
            return ""
        self._guesses_left -= 1
        meant = guess(word)
        return f"; did you mean {quoted(meant)}?" if meant else ""


def found_in(node: Node) -> str:
    """What `node` holds, for a message."""
    if node.tag:
        return "the tag " + quoted(node.tag.replace("tag:yaml.org,2002:", "!!"))
    if isinstance(node, ScalarNode):
        return quoted(node.value) if node.value else "nothing"
    if isinstance(node, MappingNode):
        return "keys and values"
    return "a list" if node.value else "an empty list"


def line_of(node: Node) -> int:
    """The line on which `node` begins, from 1."""
    return int(node.start_mark.line) + 1
