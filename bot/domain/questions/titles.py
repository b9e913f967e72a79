"""Which events' titles say what is asked for: words, runs of characters, names of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from math import log

from bot.domain.folding import plain, unspaced
from bot.domain.model import Event
from bot.domain.questions.atoms import spaced
from bot.domain.questions.grammar import Grammar, Match, Matcher

__all__ = ["Titles", "name_key"]

IDLE = frozenset({"type", "filler"})
NAME_WEIGHT = 0.9
CLIPPED = 3
_CHUNK = re.compile(r"[^\w\s]+")


def name_key(name: str) -> str:
    """The unit that stands for a name of the lexicon, such as ``opening``."""
    return f"<{name}>"


class Titles:
    """Built once for a schedule's events, in their order; keeps no reference to them.

    A unit is a word, a run of characters of a script without spaces, or a name's key.
    """

    def __init__(self, events: Sequence[Event], grammar: Grammar) -> None:
        self.cut = grammar.atoms
        self._ids = tuple(event.id for event in events)
        self.own_words = {event.id: frozenset(grammar.atoms(event.id)) for event in events}
        """The words of each event's id."""
        self._suffixes = grammar.lexicon.suffixes
        self._having: dict[str, set[int]] = {}
        self._texts: list[str] = []
        self._sizes: list[tuple[int, ...]] = []
        self.words: set[str] = set()
        self._chunks: set[str] = set()
        for number, event in enumerate(events):
            wordings = [grammar.atoms(wording) for wording in event.title.all()]
            for wording in wordings:
                self._note(number, wording, grammar)
            for text in event.title.all():
                for part in _CHUNK.split(plain(text)):
                    chunk = "".join(part.split())
                    # Of three characters the first two say as much: 签售 of 签售会.
                    self._chunks |= {chunk, chunk[:2] if len(chunk) == CLIPPED else chunk} - {""}
            self._texts.append("\n".join("".join(filter(unspaced, wording)) for wording in wordings))
            self._sizes.append(tuple(self._size(wording, grammar) for wording in wordings))

    def having(self, unit: str) -> frozenset[int]:
        """The numbers of the events whose titles have the unit."""
        if not unspaced(unit) or len(unit) == 1:
            return frozenset(self._having.get(unit, ()))
        grams = [self._having.get(unit[at : at + 2], set()) for at in range(len(unit) - 1)]
        common = set.intersection(*grams)
        return frozenset(number for number in common if unit in self._texts[number])

    def inflected(self, unit: str) -> frozenset[int]:
        """As `having`, also with another ending or without its own: ``startup`` for ``Start-ups``."""
        forms = {unit, *(unit + suffix for suffix in self._suffixes)}
        forms |= {unit.removesuffix(suffix) for suffix in self._suffixes if len(unit) > len(suffix) + 2}
        return frozenset().union(*(self.having(form) for form in sorted(forms)))

    def pieces(self, run: str) -> list[str]:
        """The longest pieces of two characters or more of a run that stand in titles, from its start."""
        found: list[str] = []
        start = 0
        while start < len(run) - 1:
            end = start + 1
            while end < len(run) and self.having(run[start : end + 1]):
                end += 1
            if end - start > 1:
                found.append(run[start:end])
            start = end
        return found

    def piece(self, run: str) -> int:
        """How many characters from the start of a run stand so in some title, if that tells anything.

        Three do; two only where they are a whole part of a title, as in ``Keynote: 华为``.
        """
        end = 1
        while end < len(run) and run[end - 1 : end + 1] in self._having and run[: end + 1] in self._all:
            end += 1
        return end if end > 2 or run[:end] in self._chunks else 0

    def weight(self, unit: str) -> float:
        """How much it says that a title has the unit: the rarer, the more; a name less than its own word."""
        weight = 1 + log(len(self._ids) / max(1, len(self.having(unit))))
        return NAME_WEIGHT * weight if unit[0] == "<" else weight

    def covered(self, number: int, units: Iterable[str]) -> float:
        """Which part of the title in some language the units are, from 0 to 1."""
        said = sum(len(unit) if unspaced(unit) else 2 for unit in units)
        return min(1.0, said / min(size for size in self._sizes[number] if size))

    def id_of(self, number: int) -> str:
        return self._ids[number]

    def _note(self, number: int, wording: list[str], grammar: Grammar) -> None:
        for word in filter(spaced, wording):
            self.words.add(word)
            self._having.setdefault(word, set()).add(number)
        for first, second in pairwise(wording):
            if spaced(first) and spaced(second):
                self._having.setdefault(first + second, set()).add(number)
        for at, atom in enumerate(wording):
            if unspaced(atom):
                self._having.setdefault(atom, set()).add(number)
                if at + 1 < len(wording) and unspaced(wording[at + 1]):
                    self._having.setdefault(atom + wording[at + 1], set()).add(number)
        for name in _names(wording, grammar):
            self._having.setdefault(name_key(name), set()).add(number)

    @cached_property
    def _all(self) -> str:
        return "\n".join(self._texts)

    @staticmethod
    def _size(wording: list[str], grammar: Grammar) -> int:
        """How much a title says: 2 for a word, 1 for a character, nothing for types and fillers."""
        matcher, size, at = Matcher(grammar, wording), 0, 0
        while at < len(wording):
            idle = [match.end for match in matcher.at(at, grammar.titular) if match.meaning.category in IDLE]
            if not idle:
                size += 1 if unspaced(wording[at]) else 2
            at = max(idle, default=at + 1)
        return size or 1


def _names(wording: list[str], grammar: Grammar) -> set[str]:
    """The names of the lexicon in a title, but for those inside a longer one: no ``决赛`` of ``半决赛``."""
    matcher = Matcher(grammar, wording)
    found = [match for start in range(len(wording)) for match in matcher.at(start, grammar.titular)]
    names = [match for match in found if match.meaning.category == "name"]
    return {match.meaning.key for match in names if not any(_inside(match, other) for other in names)}


def _inside(match: Match, other: Match) -> bool:
    longer = other.end - other.start > match.end - match.start
    return longer and other.start <= match.start and match.end <= other.end
