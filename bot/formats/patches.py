"""Patches to the text of a YAML file, and the proof that they change what they shall and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.formats.layout import Data, Layout
from bot.formats.problems import Findings, Problem, Severity
from bot.formats.syntax import quoted
from bot.formats.tree import tree

__all__ = ["EditError", "Patch", "difference", "laid_out", "line_break", "line_end", "line_start", "patched"]

BOM = "\ufeff"
LINE_BREAK = re.compile(r"\r\n|\r|\n")
UNSUITED = "found a layout that cannot be changed from here; expected this to be edited by hand"

Patch = tuple[int, int, str]
"""From where to where in the text, and what stands there from now on."""


class EditError(Exception):
    """The text cannot be edited so; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    @classmethod
    def at(cls, name: str, line: int, message: str) -> EditError:
        return cls(Problem(name, line, 1, Severity.ERROR, message))

    @classmethod
    def no_event(cls, name: str, id_: str) -> EditError:
        return cls.at(name, 1, f"found no event with the id {quoted(id_)}; expected one")


def laid_out(content: bytes, name: str) -> Layout:
    """The places in a file that can be read as YAML. Raises EditError."""
    findings = Findings(name)
    if tree(content, findings) is None:
        raise EditError(findings.in_order()[0])
    return Layout(content.decode().removeprefix(BOM))


def patched(content: bytes, layout: Layout, patches: Iterable[Patch], expected: Data, name: str) -> bytes:
    """The file after `patches`; read anew, it says what is `expected`, or EditError is raised."""
    ordered = _without_overlaps(patches)
    text = layout.text
    for start, end, new in reversed(ordered):
        text = text[:start] + new + text[end:]
    after = text.encode()
    if content.startswith(BOM.encode()):
        after = BOM.encode() + after
    if tree(after, Findings(name)) is None or Layout(text).data() != expected:
        first = min((start for start, _, _ in ordered), default=0)
        raise EditError.at(name, len(LINE_BREAK.split(layout.text[:first])), UNSUITED)
    return after


def _without_overlaps(patches: Iterable[Patch]) -> list[Patch]:
    """By position, with what is taken away twice taken away once; equal places keep their order."""
    ordered: list[Patch] = []
    for start, end, new in sorted(patches, key=lambda patch: patch[:2]):
        if ordered and start < ordered[-1][1] and not new and not ordered[-1][2]:
            first, last, _ = ordered.pop()
            ordered.append((first, max(last, end), ""))
        else:
            ordered.append((start, end, new))
    return ordered


def difference(old: str, new: str) -> Patch:
    """The one patch that makes `new` of `old`, as short as can be."""
    start = _alike(old, new)
    tail = _alike(old[start:][::-1], new[start:][::-1])
    return start, len(old) - tail, new[start : len(new) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def line_start(text: str, at: int) -> int:
    """Where the line begins that `at` is in."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line that `at` is in ends, before its line break."""
    found = LINE_BREAK.search(text, at)
    return found.start() if found else len(text)


def line_break(text: str, at: int = 0) -> str:
    """The first line break from `at` on, else the first of the text, else that of most systems."""
    found = LINE_BREAK.search(text, at) or LINE_BREAK.search(text)
    return found[0] if found else "\n"
