"""Where a word stands: exactly, within longer words, or mistyped. One lookup for each kind of script."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

__all__ = ["RunLookup", "Scores", "WordLookup", "raise_score"]

PREFIX_FROM = 3
"""A shorter word finds longer ones only where nothing is called just that."""
INFIX_FROM = 4
STEM_FROM = 4
TYPO_FROM = 4
TYPO_ANYWHERE_FROM = 6
"""In a shorter word the first letter must be right, in one of four letters all that are there."""
TWO_TYPOS_FROM = 8
LONGEST_MISTYPED = 24
RUN_TYPO_LENGTHS = range(3, 9)
PREFIX, INFIX, TYPO, STEM = 0.6, 0.5, 0.5, 0.4
"""How much a find counts, in parts of an exact one."""

Scores = dict[int, float]
"""Numbers of documents to how well something fits them, above 0."""


def raise_score(scores: Scores, number: int, score: float) -> None:
    """Keep the better of two scores."""
    if score > scores.get(number, 0):
        scores[number] = score


class WordLookup:
    """Words of scripts with spaces, folded."""

    def __init__(self) -> None:
        self._places: dict[str, Scores] = {}

    def add(self, word: str, number: int, weight: float) -> None:
        """Note that `word` stands in document `number`."""
        raise_score(self._places.setdefault(word, {}), number, weight)

    def find(self, word: str, known: Scores | None = None) -> Scores:
        """The documents with the word or longer ones around it; where there are none, with similar ones.

        `known` are documents that have the word in another way.
        """
        scores = dict(self._places.get(word, {}))
        for number, score in (known or {}).items():
            raise_score(scores, number, score)
        if len(word) >= PREFIX_FROM or (not scores and (len(word) > 1 or word.isdigit())):
            for longer in self._beginning_with(word):
                share = len(word) / len(longer)
                self._merge(scores, longer, PREFIX + (1 - PREFIX) * share / 2)
        if len(word) >= INFIX_FROM:
            for longer in self._containing(word):
                self._merge(scores, longer, INFIX)
        return scores or self._mistyped(word) or self._stem(word)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._places)

    @cached_property
    def _lines(self) -> str:
        return "\n".join(["", *self._vocabulary, ""])

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        return {length: list(words) for length, words in groupby(sorted(self._vocabulary, key=len), len)}

    def _merge(self, scores: Scores, word: str, quality: float) -> None:
        for number, weight in self._places[word].items():
            raise_score(scores, number, weight * quality)

    def _beginning_with(self, word: str) -> Iterator[str]:
        for at in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(word):
                return
            if self._vocabulary[at] != word:
                yield self._vocabulary[at]

    def _containing(self, word: str) -> Iterator[str]:
        at = self._lines.find(word)
        while at >= 0:
            start, end = self._lines.rfind("\n", 0, at) + 1, self._lines.find("\n", at)
            if start < at:
                yield self._lines[start:end]
            at = self._lines.find(word, end)

    def _mistyped(self, word: str) -> Scores:
        scores: Scores = {}
        if not TYPO_FROM <= len(word) <= LONGEST_MISTYPED or not word.isalpha():
            return scores
        allowed = 2 if len(word) >= TWO_TYPOS_FROM else 1
        for length in range(max(TYPO_FROM, len(word) - allowed), len(word) + allowed + 1):
            same_length = self._by_length.get(length, [])
            for right, typos, _ in process.extract(
                word, same_length, scorer=OSA.distance, score_cutoff=allowed, limit=None
            ):
                if len(word) >= TYPO_ANYWHERE_FROM or _alike(word, right):
                    self._merge(scores, right, TYPO / typos)
        return scores

    def _stem(self, word: str) -> Scores:
        """The documents with the longest word that `word` begins with and is not twice as long as."""
        shortest = max(STEM_FROM, len(word) // 2 + 1)
        stems = (word[:end] for end in range(len(word) - 1, shortest - 1, -1))
        stem = next((stem for stem in stems if stem in self._places), None)
        return {number: weight * STEM for number, weight in self._places[stem].items()} if stem else {}


class RunLookup:
    """Runs of scripts without spaces, folded: what is asked for may stand anywhere within one."""

    def __init__(self) -> None:
        self._runs: dict[str, Scores] = {}
        self._of_document: dict[int, list[tuple[float, str]]] = {}
        self._grams: dict[str, Scores] = {}

    def add(self, run: str, number: int, weight: float) -> None:
        """Note that `run` stands in document `number`."""
        raise_score(self._runs.setdefault(run, {}), number, weight)
        self._of_document.setdefault(number, []).append((weight, run))
        for gram in {*run, *_bigrams(run)}:
            raise_score(self._grams.setdefault(gram, {}), number, weight)

    def find(self, run: str) -> Scores:
        """The documents in which `run` stands; where there are none and it is long enough, with one typo."""
        if len(run) <= 2:
            return dict(self._grams.get(run, {}))
        scores: Scores = {}
        for number in min((self._grams.get(gram, {}) for gram in _bigrams(run)), key=len):
            for weight, text in self._of_document[number]:
                if weight > scores.get(number, 0) and run in text:
                    scores[number] = weight
        return scores or self._mistyped(run)

    def pieces(self, run: str) -> Iterator[str]:
        """The run cut into the longest pieces that stand somewhere, and what between them may be mistyped."""
        if len(run) == 1:
            yield run
        start = unknown = 0
        while start < len(run):
            end = self._known_until(run, start)
            if end - start < 2:
                start += 1
                continue
            if start - unknown in RUN_TYPO_LENGTHS:
                yield run[unknown:start]
            yield run[start:end]
            start = unknown = end
        if len(run) - unknown in RUN_TYPO_LENGTHS:
            yield run[unknown:]

    @cached_property
    def _lines(self) -> str:
        return "\n".join(self._runs)

    def _known_until(self, run: str, start: int) -> int:
        end = start + 1
        while (
            end < len(run) and run[end - 1 : end + 1] in self._grams and run[start : end + 1] in self._lines
        ):
            end += 1
        return end

    def _mistyped(self, run: str) -> Scores:
        scores: Scores = {}
        one_wrong = 100 * (len(run) - 1) / len(run) - 0.01
        likely = process.extract(
            run, self._runs.keys(), scorer=fuzz.partial_ratio, score_cutoff=one_wrong, limit=None
        )
        for text, _, _ in likely:
            if len(text) >= len(run) - 1:
                for number, weight in self._runs[text].items():
                    raise_score(scores, number, weight * TYPO)
        return scores


def _alike(word: str, right: str) -> bool:
    """Whether a short word may be a mistyped `right`, from which it differs in one place."""
    all_there = len(word) > TYPO_FROM or len(word) != len(right) or sorted(word) == sorted(right)
    return word[0] == right[0] and all_there


def _bigrams(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
