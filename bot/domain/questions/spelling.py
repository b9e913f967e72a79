"""What a mistyped, inflected or run-together word is likely to be, of the words that are known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from itertools import groupby, islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.questions.atoms import spaced
from bot.domain.questions.grammar import Grammar

__all__ = ["Spelling"]

SMALL_TYPO_FROM, TYPO_FROM, TYPO_ANYWHERE_FROM, TWO_TYPOS_FROM = 4, 5, 6, 8
"""Letters from which a word may have one small typo, one after its first letter, one anywhere, two."""
LONGEST_MISTYPED = 24
STEM_FROM = 3
ENDS_FROM = 5
LONGEST_END = 2
JOINED_FROM = 6
ROOT_FROM = 4
"""Letters of a stem that words with different endings may share."""
_COUNTED = re.compile(r"(\d+)([^\W\d_]+)|([^\W\d_]+)(\d+)")
_REPEATED = re.compile(r"(.)\1+")


class Spelling:
    """`names` are the words of one schedule, `subjects` those of them that say what it is about.

    `wholes` are its words that people write apart or together.
    """

    def __init__(
        self, grammar: Grammar, names: Set[str], subjects: Set[str], wholes: Mapping[str, tuple[str, ...]]
    ) -> None:
        lexicon = grammar.lexicon
        self._suffixes = sorted(lexicon.suffixes, key=len, reverse=True)
        self._prefixes = lexicon.prefixes
        self._doubled = lexicon.doubled
        self._counted = grammar.counted | grammar.slots["room"].words
        self._names = names
        self._wholes = wholes
        self._known = grammar.words | names
        self._alone = grammar.alone
        self._respelt = grammar.respelt
        targets = sorted(grammar.targets | names, key=lambda word: (len(word), word))
        self._by_length = {length: list(words) for length, words in groupby(targets, len)}
        self._sorted = sorted(names)
        self._endings = ("", *lexicon.derivations)
        self._of_root: dict[str, str] = {}
        for name in sorted(subjects):
            for root in self._roots(name):
                self._of_root.setdefault(root, name)

    def corrected(self, atoms: list[str]) -> list[str]:
        """The atoms with every word that is not known turned into what it likely is."""
        out: list[str] = []
        for atom in atoms:
            if out and self._one_word(out[-1], atom):
                out[-1] += atom
            elif not spaced(atom) or atom in self._known:
                out.append(atom)
            else:
                out += self._likely(atom)
        return out

    def again(self, word: str) -> str | None:
        """What a word likely is that means something only beside others: ``signs``, beside no ``up``."""
        forms = (form for form in self._forms(word) if form != word)
        return next((form for form in forms if form in self._alone or form in self._names), None) or next(
            (self._of_root[root] for root in self._roots(word) if root in self._of_root), None
        )

    def knows(self, word: str) -> bool:
        return word in self._known

    def _one_word(self, before: str, word: str) -> bool:
        """Whether two words are one that was written apart: ``block chain``."""
        whole = before + word
        if len(whole) < JOINED_FROM or whole not in self._names or whole in self._wholes:
            return False
        return spaced(before) and spaced(word)

    def _likely(self, word: str) -> list[str]:
        if parts := self._counted_apart(word):
            return parts
        for form in self._forms(word):
            if form in self._known:
                return [form]
            if form in self._wholes:
                return [*self._wholes[form]]
            if right := self._respelt(form):
                return right
        derived = (self._of_root[root] for root in self._roots(word) if root in self._of_root)
        return [next(derived, None) or self._mistyped(word) or self._begun(word) or word]

    def _counted_apart(self, word: str) -> list[str]:
        """``3pm``, ``jam3`` and ``forum2`` in their parts."""
        match = _COUNTED.fullmatch(word)
        if not match:
            return []
        number, unit, counted, after = match.groups()
        if number:
            return [number, unit] if unit in self._known else []
        if after == "2" and (counted in self._doubled or counted not in self._counted):
            right = self._likely(counted)
            return right if all(self.knows(one) for one in right) else []
        return [counted, after] if counted in self._counted else []

    def _forms(self, word: str) -> Iterator[str]:
        """The word itself, without what hangs on it, and without its letters drawn out: ``bessok``."""
        yield word
        bare = [word, *self._without_suffix(word)]
        yield from bare[1:]
        for form in bare:
            yield from (
                form.removeprefix(prefix)
                for prefix in self._prefixes
                if form.startswith(prefix) and len(form) - len(prefix) > STEM_FROM
            )
        for form in bare:
            short = _REPEATED.sub(r"\1", form)
            if short != form:
                yield _REPEATED.sub(r"\1\1", form)
                yield short
                yield from self._without_suffix(short)

    def _without_suffix(self, word: str) -> list[str]:
        return [
            word.removesuffix(suffix)
            for suffix in self._suffixes
            if word.endswith(suffix) and len(word) - len(suffix) >= STEM_FROM
        ]

    def _roots(self, word: str) -> list[str]:
        """What may be the stem of a word, the longest first."""
        cut = (word.removesuffix(ending) for ending in self._endings if word.endswith(ending))
        return sorted({root for root in cut if len(root) >= ROOT_FROM}, key=lambda root: -len(root))

    def _mistyped(self, word: str) -> str | None:
        """The nearest word; of equals the schedule's own, then one of its letters, then by alphabet."""
        if not SMALL_TYPO_FROM <= len(word) <= LONGEST_MISTYPED or not word.isalpha():
            return None
        allowed = 2 if len(word) >= TWO_TYPOS_FROM else 1
        found = [
            (distance, right not in self._names, sorted(right) != sorted(word), right)
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for right, distance, _ in process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            if _alike(word, right, int(distance), name=right in self._names)
        ]
        return min(found)[-1] if found else None

    def _begun(self, word: str) -> str | None:
        """A name that the word begins, or that begins the word."""
        if len(word) < ENDS_FROM:
            return None
        inner = (word[:end] for end in range(len(word) - 1, max(ENDS_FROM, len(word) - LONGEST_END) - 1, -1))
        if stem := next((stem for stem in inner if stem in self._names), None):
            return stem
        first = bisect_left(self._sorted, word)
        longer = takewhile(lambda name: name.startswith(word), islice(self._sorted, first, None))
        short = (name for name in longer if len(name) < 2 * len(word))
        return min(short, key=lambda name: (len(name), name), default=None)


def _alike(word: str, right: str, distance: int, *, name: bool) -> bool:
    """Whether a word may be a mistyped `right`: the shorter it is, the more must be right.

    In a word of four letters two may be swapped, and in a name one may be missing.
    """
    if distance <= 1 and len(word) >= TYPO_ANYWHERE_FROM:
        return True
    if word[0] != right[0]:
        return False
    if len(word) >= TYPO_FROM:
        return True
    return sorted(word) == sorted(right) or (name and len(right) > len(word))
