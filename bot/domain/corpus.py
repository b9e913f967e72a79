"""Finding documents by words: in any script, partly written, mistyped. Built once, asked often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

from bot.domain.folding import fold, parts, unspaced
from bot.domain.lookup import RunLookup, Scores, WordLookup, raise_score

__all__ = ["Corpus", "Field"]

LONGEST = 200
MOST_TERMS = 12
"""What is asked beyond so many characters and words is not looked up."""
PAIR = 0.9
"""How much two words count that were asked for as one, in parts of an exact find."""
EQUAL, PHRASE = 1.0, 0.5
"""What is gained, in parts of a name's weight, where all that is asked is the name or a piece of it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a document; `weight` says how much it counts that a word stands in it."""

    text: str
    weight: float
    name: bool = False
    """Whether it may be asked for as a whole: ``big data`` also as ``bigdata``."""


class Corpus:
    """Documents under their ids, in an order that settles ties."""

    def __init__(self, documents: Mapping[str, Iterable[Field]]) -> None:
        self._ids = tuple(documents)
        self._names: list[list[tuple[str, float]]] = []
        self._called: dict[str, Scores] = {}
        self._pairs: dict[str, Scores] = {}
        self._words = WordLookup()
        self._runs = RunLookup()
        for number, fields in enumerate(documents.values()):
            self._names.append([])
            for field in dict.fromkeys(fields):
                self._add(number, field)

    def find(self, words: str, limit: int, *, partly: bool = True) -> list[tuple[str, float]]:
        """The ids of the documents that `words` fit, each with its score above 0, best first.

        All words must fit; where no document has them all and `partly` is set, those with the most of them
        are found, if it is half or more. A score is the mean over the words of the weight of the best field
        that has the word, and more when a name says all of it in one piece.
        """
        asked = fold(words[:LONGEST])
        found = list(self._lookups(asked))
        counts: dict[int, int] = {}
        for scores in found:
            for number in scores:
                counts[number] = counts.get(number, 0) + 1
        most = max(counts.values(), default=0)
        if most * 2 < len(found) or (most < len(found) and not partly):
            return []
        best = nsmallest(
            limit,
            (
                (
                    -sum(scores.get(number, 0) for scores in found) / len(found) - self._bonus(number, asked),
                    number,
                )
                for number, count in counts.items()
                if count == most
            ),
        )
        return [(self._ids[number], -negative) for negative, number in best]

    def _add(self, number: int, field: Field) -> None:
        text = fold(field.text)
        words = parts(text)
        for word in words:
            (self._runs if unspaced(word) else self._words).add(word, number, field.weight)
        if field.name:
            self._names[number].append((text, field.weight))
            raise_score(self._called.setdefault(text, {}), number, field.weight)
            for first, second in pairwise(words):
                if not unspaced(first) and not unspaced(second):
                    raise_score(self._pairs.setdefault(first + second, {}), number, field.weight * PAIR)

    def _lookups(self, asked: str) -> Iterator[Scores]:
        """The documents that have each word. In a script without spaces, what is known nowhere is no word."""
        terms = dict.fromkeys(term for part in parts(asked)[:MOST_TERMS] for term in self._terms_of(part))
        for term in list(terms)[:MOST_TERMS]:
            if not unspaced(term):
                yield self._words.find(term, self._pairs.get(term))
            elif scores := self._runs.find(term):
                yield scores

    def _terms_of(self, part: str) -> Iterable[str]:
        return self._runs.pieces(part) if unspaced(part) else (part,)

    def _bonus(self, number: int, asked: str) -> float:
        equal = self._called.get(asked, {}).get(number, 0) * EQUAL
        if " " not in asked:
            return equal
        return max(equal, *(weight * PHRASE for name, weight in self._names[number] if asked in name), 0)
