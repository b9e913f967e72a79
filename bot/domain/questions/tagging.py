"""The words of a question in segments, each with all that it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.domain.folding import unspaced
from bot.domain.questions.atoms import atoms as atoms_of
from bot.domain.questions.atoms import joined
from bot.domain.questions.digits import written_dates
from bot.domain.questions.grammar import Grammar, Match, Matcher
from bot.domain.questions.lexicon import Meaning
from bot.domain.questions.titles import Titles
from bot.domain.questions.vocabulary import Vocabulary

__all__ = ["ENTITIES", "Segment", "corrected", "tagged"]

ENTITIES = frozenset({"track", "room", "person", "namesake", "role", "affiliation", "title", "content"})
"""The categories of what a schedule names."""
ATOM, SEGMENT, ENTITY, FILLER, PIECE, WRONG = 10, 4, 1, 1, 6, 12
"""What is gained for each atom that is understood and what each segment costs: long ones win. An entity is a
little more likely than other words, a filler a little less, a piece of a title less than that; a wrong
character costs more than an atom brings."""


EXCHANGED = ("day", "part", "clock", "number", "type", "track", "person", "room")
"""The categories of what people take back, for another of its kind."""
REACH = 3
"""How many segments back that may stand: ``friday afternoon, no, saturday``."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Atoms from `start` to before `end`; without matches they mean nothing that is known."""

    start: int
    end: int
    text: str
    matches: tuple[Match, ...] = ()
    meanings: frozenset[tuple[str, str | None]] = frozenset()
    """The categories of the matches, each with its key and without."""

    def of(self, category: str) -> Iterator[Match]:
        return (match for match in self.matches if match.meaning.category == category)

    def says(self, category: str, key: str | None = None) -> bool:
        """Whether it may mean this, whatever else it may mean."""
        return (category, key) in self.meanings

    @property
    def words(self) -> list[str]:
        """Its words, and its runs of characters of scripts without spaces."""
        words: list[str] = []
        for alone, run in groupby(atoms_of(self.text), unspaced):
            atoms = list(run)
            words += ["".join(atoms)] if alone else atoms
        return words

    @property
    def idle(self) -> bool:
        """Whether it may only fill."""
        return self.says("filler")

    @property
    def understood(self) -> bool:
        return bool(self.matches)


def tagged(
    atoms: list[str], grammar: Grammar, vocabulary: Vocabulary, titles: Titles, *, whole: bool = True
) -> list[Segment]:
    """The likeliest way to cut the atoms into what is known; what is not comes in runs as long as can be.

    Without `whole` events' whole titles are not looked for.
    """
    matches = [*_matches(atoms, grammar, vocabulary, titles=whole)]
    matches += _pieces(atoms, matches, titles)
    nearly = [match for match in _nearly(atoms, vocabulary) if whole or match.meaning.category != "title"]
    spans = _spans(matches, nearly)
    best: list[tuple[int, int, tuple[int, int] | None]] = [(0, 0, None)]
    for end in range(1, len(atoms) + 1):
        options: list[tuple[int, int, tuple[int, int] | None]] = [(*best[end - 1][:2], None)]
        for start, gain in spans[1].get(end, ()):
            # Of equal ways the one with long segments early: people say the day before the hour.
            early = (end - start) ** 2 * (len(atoms) - start)
            options.append((best[start][0] + gain, best[start][1] + early, (start, end)))
        best.append(max(options, key=lambda option: option[:2]))
    cuts: list[tuple[int, int]] = []
    at = len(atoms)
    while at:
        span = best[at][2]
        if span:
            cuts.append(span)
        at = span[0] if span else at - 1
    return list(_segments(atoms, reversed(cuts), spans[0]))


def corrected(segments: list[Segment]) -> list[Segment]:
    """The segments without what was taken back: ``friday, no, saturday``."""
    dropped: set[int] = set()
    for at, segment in enumerate(segments):
        after = next((one for one in segments[at + 1 :] if not _fills(one)), None)
        if not segment.says("ask", "correction") or after is None:
            continue
        before = [each for each in range(at) if each not in dropped and not _fills(segments[each])]
        kinds = [kind for kind in EXCHANGED if after.says(kind)]
        taken = (each for each in reversed(before[-REACH:]) if any(map(segments[each].says, kinds)))
        if (back := next(taken, None)) is not None:
            dropped |= {back, at}
    return [segment for at, segment in enumerate(segments) if at not in dropped]


def _fills(segment: Segment) -> bool:
    """Whether it neither says anything nor may be taken back."""
    return (segment.idle or segment.says("ask", "correction")) and not any(map(segment.says, EXCHANGED))


Spans = tuple[dict[tuple[int, int], list[Match]], dict[int, list[tuple[int, int]]]]


def _spans(exact: Iterable[Match], nearly: Iterable[Match]) -> Spans:
    """The matches of each span, and for each end the starts with what they gain."""
    found: dict[tuple[int, int], list[Match]] = {}
    wrong: set[tuple[int, int]] = set()
    for match in exact:
        found.setdefault((match.start, match.end), []).append(match)
    for match in nearly:
        span = match.start, match.end
        if span not in found or span in wrong:
            wrong.add(span)
            found.setdefault(span, []).append(match)
    ending: dict[int, list[tuple[int, int]]] = {}
    for (start, end), matches in found.items():
        gain = _gain(end - start, matches) - (WRONG if (start, end) in wrong else 0)
        ending.setdefault(end, []).append((start, gain))
    return found, ending


def _matches(atoms: list[str], grammar: Grammar, vocabulary: Vocabulary, *, titles: bool) -> Iterator[Match]:
    matcher = Matcher(grammar, atoms, vocabulary.own)
    for start in range(len(atoms)):
        yield from matcher.at(start)
        yield from matcher.at(start, vocabulary.phrases)
        if titles:
            yield from matcher.at(start, vocabulary.titles)
        yield from written_dates(atoms, start)
        if atoms[start] == "-":
            yield Match(start, start + 1, Meaning("between", "to"))


def _pieces(atoms: list[str], matches: Iterable[Match], titles: Titles) -> Iterator[Match]:
    """Pieces of titles in scripts without spaces, beside what the schedule names.

    A word for a type ends a piece: ``车论坛`` is none of ``自行车论坛`` for who asks for a ``电车论坛``.
    """
    typed = {
        match.start for match in matches if match.meaning.category == "type" and match.end - match.start > 1
    }
    named = {
        at
        for match in matches
        if match.meaning.category in ENTITIES and match.end - match.start > 1
        for at in range(match.start, match.end)
    }
    for start, run in _runs(atoms):
        for at in range(start, start + len(run)):
            until = min((each for each in typed if each > at), default=start + len(run))
            length = titles.piece("".join(run[at - start : until - start]))
            if length and named.isdisjoint(range(at, at + length)):
                yield Match(at, at + length, Meaning("piece"))


def _runs(atoms: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of characters of scripts without spaces, with where they begin."""
    start = 0
    while start < len(atoms):
        end = start
        while end < len(atoms) and unspaced(atoms[end]):
            end += 1
        if end > start:
            yield start, atoms[start:end]
        start = max(end, start + 1)


def _nearly(atoms: list[str], vocabulary: Vocabulary) -> Iterator[Match]:
    for start, run in _runs(atoms):
        for first, last, meaning in vocabulary.nearly(run):
            yield Match(start + first, start + last, meaning)


def _gain(length: int, matches: list[Match]) -> int:
    categories = {match.meaning.category for match in matches}
    gain = ATOM * length - SEGMENT
    if categories & ENTITIES:
        return gain + ENTITY
    return gain - {frozenset({"filler"}): FILLER, frozenset({"piece"}): PIECE}.get(frozenset(categories), 0)


def _segments(
    atoms: list[str], cuts: Iterable[tuple[int, int]], found: dict[tuple[int, int], list[Match]]
) -> Iterator[Segment]:
    at = 0
    for start, end in [*cuts, (len(atoms), len(atoms))]:
        if at < start:
            yield from _unknown(atoms, at, start)
        if start < end:
            yield _understood(start, end, joined(atoms[start:end]), found[start, end])
        at = end


def _understood(start: int, end: int, text: str, matches: list[Match]) -> Segment:
    meanings = [match.meaning for match in matches]
    keyed: set[tuple[str, str | None]] = {(meaning.category, meaning.key) for meaning in meanings}
    keyed |= {(meaning.category, None) for meaning in meanings}
    return Segment(start, end, text, tuple(matches), frozenset(keyed))


def _unknown(atoms: list[str], start: int, end: int) -> Iterator[Segment]:
    """Each word by itself, characters of scripts without spaces in one run; signs are nothing."""
    at = start
    while at < end:
        last = at + 1
        while last < end and unspaced(atoms[at]) and unspaced(atoms[last]):
            last += 1
        if atoms[at][0].isalnum():
            yield Segment(at, last, joined(atoms[at:last]))
        at = last
