"""The notation of phrases: ``(jam|pukul) {hour}``, where brackets hold what may be left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from bot.domain.questions.atoms import atoms

__all__ = ["Cut", "PatternError", "Slot", "variants"]

_PIECE = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]|([^()\[\]]+)|(.)")
_SLOT = re.compile(r"\{([^{}]*)\}")
MOST_VARIANTS = 5000

Cut = Callable[[str], list[str]]
"""What makes atoms of a text."""


class PatternError(ValueError):
    """A pattern that cannot be read; says which and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for whatever fits the slot of that name."""

    name: str


def variants(pattern: str, cut: Cut = atoms) -> Iterator[tuple[str | Slot, ...]]:
    """Each way to say the pattern, as slots and the atoms that `cut` makes; none of them is empty."""
    choices = [*_choices(pattern, cut)]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > MOST_VARIANTS:
        raise PatternError(f"pattern {pattern!r}: found {size} variants; expected at most {MOST_VARIANTS}")
    for combination in product(*choices):
        variant = tuple(piece for pieces in combination for piece in pieces)
        if variant:
            yield variant


def _choices(pattern: str, cut: Cut) -> Iterator[list[list[str | Slot]]]:
    for match in _PIECE.finditer(pattern):
        either, perhaps, literal, stray = match.groups()
        if stray is not None:
            raise PatternError(f"pattern {pattern!r}: found a {stray!r} without its partner")
        if either is not None:
            yield [list(_words(one, cut)) for one in either.split("|")]
        elif perhaps is not None:
            yield [[], *(list(_words(one, cut)) for one in perhaps.split("|"))]
        else:
            yield [list(_words(literal, cut))]


def _words(text: str, cut: Cut) -> list[str | Slot]:
    """The atoms of a text and, in their places, its slots: every second piece of the split is one's name."""
    pieces: list[str | Slot] = []
    for at, piece in enumerate(_SLOT.split(text)):
        if at % 2:
            pieces.append(Slot(piece.strip()))
        else:
            pieces += cut(piece)
    return pieces
