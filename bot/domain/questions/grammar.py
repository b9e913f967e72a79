"""Phrases in a tree of atoms and slots, and every way that those of a question match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bot.domain.questions.atoms import atoms, spaced
from bot.domain.questions.lexicon import TOP, Lexicon, Meaning, Rule
from bot.domain.questions.patterns import Slot, variants

__all__ = ["Captures", "Grammar", "Match", "Matcher", "Own", "Phrases"]

Captures = tuple[tuple[str, Any], ...]
"""What stood in a phrase's slots, by their names, in its order."""
Node = dict[Any, Any]
END, SLOTS = 0, 1
"""Keys of a node beside its atoms: the meanings of a phrase that ends there, and what its slots lead to."""
Own = tuple[tuple[str, ...], ...]
"""Phrases without slots."""
NO_OWN: Mapping[str, Own] = {}
NUMBERS = frozenset({"number", "minutes"})
HOURS = range(25)
LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase from `start` to before `end`, in atoms."""

    start: int
    end: int
    meaning: Meaning
    captures: Captures = ()

    def captured(self, slot: str) -> Any:
        """What stood in the first slot of that name; None where the phrase has none."""
        return next((value for name, value in self.captures if name == slot), None)


@dataclass(slots=True)
class Phrases:
    """A tree of phrases; `words` are all the words of spaced scripts in it."""

    root: Node = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def add(self, phrase: Iterable[str | Slot], meaning: Meaning) -> None:
        node = self.root
        for piece in phrase:
            if isinstance(piece, Slot):
                slots = node.setdefault(SLOTS, {})
                node = slots.setdefault(piece.name, {})
            else:
                if spaced(piece):
                    self.words.add(piece)
                node = node.setdefault(piece, {})
        meanings = node.setdefault(END, [])
        if meaning not in meanings:
            meanings.append(meaning)


class Grammar:
    """A lexicon made ready for matching; built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._respelt = {tuple(atoms(found)): atoms(right) for found, right in lexicon.spellings.items()}
        self._longest = max(map(len, self._respelt), default=0)
        self.slots: dict[str, Phrases] = {TOP: Phrases(), "number": Phrases(), "room": Phrases()}
        self.titular = Phrases()
        """What says what a title is: types, names, and words that fill."""
        self.numerals: dict[str, set[tuple[str, ...]]] = {}
        """Numbers, as digits, to the words for them."""
        self.counted: set[str] = set()
        """Words that a number follows: ``jam``, ``day``."""
        meant: set[str] = set()
        for rule in lexicon.rules:
            words = self._add(rule)
            # Nobody who mistypes means a city, a word that fills, or one of another subject.
            if rule.slot != "city" and rule.meaning.category not in {"filler", "outside"}:
                meant |= words
        self.firsts = {slot: self._firsts(slot, frozenset()) for slot in self.slots}
        """The words that what fits a slot may begin with."""
        self.firsts |= dict.fromkeys(("hour", *NUMBERS), self.firsts["number"])
        self.words = set().union(*(phrases.words for phrases in self.slots.values()))
        self.idle = self._idle()
        """Words that also fill."""
        self.alone = frozenset(word for word in self.words if self.slots[TOP].root.get(word, {}).get(END))
        """Words that mean something by themselves."""
        self.targets = meant - self.idle
        """What a mistyped word may be taken for."""

    def atoms(self, text: str) -> list[str]:
        """The atoms of a text, with words that are spelt in another way as the rules spell them."""
        cut = atoms(text)
        out: list[str] = []
        at = 0
        while at < len(cut):
            for end in range(min(len(cut), at + self._longest), at, -1):
                if right := self._respelt.get(tuple(cut[at:end])):
                    out += right
                    at = end
                    break
            else:
                out.append(cut[at])
                at += 1
        return out

    def respelt(self, word: str) -> list[str]:
        """What a word stands for that is slang or shortened; empty where it is neither."""
        return self._respelt.get((word,), [])

    def _add(self, rule: Rule) -> set[str]:
        """Take in a rule; the words of spaced scripts in it."""
        phrases = self.slots.setdefault(rule.slot, Phrases())
        titular = rule.slot == TOP and rule.meaning.category in {"type", "name", "filler"}
        words: set[str] = set()
        for variant in variants(rule.pattern, self.atoms):
            phrases.add(variant, rule.meaning)
            if titular:
                self.titular.add(variant, rule.meaning)
            literal = tuple(piece for piece in variant if isinstance(piece, str))
            words.update(filter(spaced, literal))
            if rule.slot == "number":
                self.numerals.setdefault(rule.meaning.key, set()).add(literal)
            for before, after in pairwise(variant):
                if isinstance(before, str) and isinstance(after, Slot) and after.name in {"number", "hour"}:
                    self.counted.add(before)
        return words

    def _firsts(self, slot: str, seen: frozenset[str]) -> frozenset[str]:
        root = self.slots[slot].root if slot in self.slots else {}
        inner = {name for name in root.get(SLOTS, {}) if name not in seen}
        own = {atom for atom in root if isinstance(atom, str)}
        return frozenset(own.union(*(self._firsts(name, seen | {slot}) for name in inner)))

    def _idle(self) -> frozenset[str]:
        root = self.slots[TOP].root
        alone = ((word, root.get(word, {}).get(END, [])) for word in self.words)
        return frozenset(
            word for word, meanings in alone if any(meaning.category == "filler" for meaning in meanings)
        )


class Matcher:
    """Matches phrases in the atoms of one question; `own` are words of one schedule for slots."""

    def __init__(self, grammar: Grammar, atoms: Sequence[str], own: Mapping[str, Own] = NO_OWN) -> None:
        self._slots = grammar.slots
        self._firsts = grammar.firsts
        self._atoms = atoms
        self._own = own
        self._filled: dict[tuple[str, int], list[tuple[int, Any]]] = {}

    def at(self, start: int, phrases: Phrases | None = None) -> Iterator[Match]:
        """Every phrase that begins at `start`; of the lexicon where no other phrases are given."""
        root = (phrases or self._slots[TOP]).root
        for end, meaning, captures in self._walk(root, start, ()):
            yield Match(start, end, meaning, captures)

    def number(self, start: int) -> list[tuple[int, Any]]:
        """The ends and values of the number that begins at `start`."""
        return self.fill("number", start)

    def fill(self, slot: str, start: int) -> list[tuple[int, Any]]:
        """Where what fits the slot ends that begins at an atom, and its value; the longest first."""
        atom = self._atoms[start]
        own = self._own.get(slot, ())
        if not (atom.isdecimal() or atom in self._firsts.get(slot, ()) or own):
            return []
        key = slot, start
        if key not in self._filled:
            self._filled[key] = sorted(self._fillings(slot, start), key=lambda filling: -filling[0])
        return self._filled[key]

    def _fillings(self, slot: str, start: int) -> Iterator[tuple[int, Any]]:
        for words in self._own.get(slot, ()):
            if tuple(self._atoms[start : start + len(words)]) == words:
                yield start + len(words), ""
        if slot == "hour":
            yield from self._hours(start)
        elif slot in NUMBERS:
            yield from self._numbers(start)
        elif phrases := self._slots.get(slot):
            for end, meaning, captures in self._walk(phrases.root, start, ()):
                number = next((value for name, value in captures if name == "number"), None)
                yield end, meaning.key if number is None else number

    def _numbers(self, start: int) -> Iterator[tuple[int, int]]:
        if self._atoms[start].isdecimal():
            if len(self._atoms[start]) <= 4:
                yield start + 1, int(self._atoms[start])
            return
        for end, meaning, _ in self._walk(self._slots["number"].root, start, ()):
            yield end, int(meaning.key)

    def _hours(self, start: int) -> Iterator[tuple[int, tuple[int, int, bool]]]:
        """Hour, minute, and whether it was written so that it can only be meant on a clock of 24 hours."""
        for end, hour in self._numbers(start):
            if hour in HOURS:
                exact = self._atoms[start].startswith("0") or hour > 12
                minute = self._atoms[end + 1] if end + 1 < len(self._atoms) else ""
                if self._atoms[start].isdecimal() and self._atoms[end : end + 1] in ([":"], ["."]):
                    if minute.isdecimal() and len(minute) == 2 and int(minute) < 60:
                        yield end + 2, (hour, int(minute), exact)
                    continue
                yield end, (hour, 0, exact)

    def _walk(self, node: Node, at: int, captures: Captures) -> Iterator[tuple[int, Meaning, Captures]]:
        for meaning in node.get(END, ()):
            yield at, meaning, captures
        if at >= len(self._atoms):
            return
        after = node.get(self._atoms[at])
        if after is not None:
            yield from self._walk(after, at + 1, captures)
        for slot, beyond in node.get(SLOTS, {}).items():
            for end, value in self.fill(slot, at):
                yield from self._walk(beyond, end, (*captures, (slot, value)))
