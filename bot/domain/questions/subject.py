"""What a question is about: tracks, persons, rooms, types, and events by the words of their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from bot.domain.folding import unspaced
from bot.domain.model import EventType
from bot.domain.questions.tagging import ENTITIES, Segment
from bot.domain.questions.titles import Titles, name_key

__all__ = ["Found", "Subject", "read_subject"]

WEAK = frozenset({"filler", "piece", "name", "outside", "number", "ordinal", "theme", *ENTITIES})
"""The categories that a title may share its words with and still be meant."""
ANCHORS = frozenset(
    {"session", "programme", "status", "link", "when", "where", "place", "who", "count", "remind", "about"}
)
"""Cues with which a word of a title names it, whatever else is said in words that nobody knows."""
ENOUGH = 0.5
"""The part of the known words, by weight, that an event's title must have."""


@dataclass(frozen=True, slots=True)
class Found:
    """Events, by number, whose titles say the most of what was asked; `units` are what they have of it.

    `full` are those whose titles say no more.
    """

    numbers: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    full: frozenset[int] = frozenset()


@dataclass(slots=True)
class Subject:
    tracks: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    """The words for the tracks, as they were said."""
    persons: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    types: list[EventType] = field(default_factory=list)
    both: bool = False
    """Whether types were joined by ``and``."""
    titles: list[str] = field(default_factory=list)
    """The events whose whole titles were said."""
    names: list[str] = field(default_factory=list)
    """Names of the lexicon: ``opening``."""
    found: Found = Found()
    unknown: list[str] = field(default_factory=list)
    """Words that neither the lexicon nor the schedule knows."""
    stray: bool = False
    """Whether single characters are left that mean nothing known."""
    outside: bool = False
    """Whether it speaks of what no conference is about."""

    @property
    def named(self) -> bool:
        """Whether the schedule has what is asked about."""
        return bool(self.tracks or self.persons or self.rooms or self.titles or self.found.numbers)

    @property
    def event(self) -> bool:
        """Whether certain events are named."""
        return bool(self.titles or self.found.numbers)


def read_subject(
    segments: Sequence[Segment], used: AbstractSet[int], asks: AbstractSet[str], titles: Titles
) -> Subject:
    """What the segments with their cues are about; `used` says where those begin that are times."""
    reader = _Reader(titles)
    for at, segment in enumerate(segments):
        if segment.start not in used:
            reader.read(segments, at)
    reader.conclude(asks)
    return reader.subject


class _Reader:
    def __init__(self, titles: Titles) -> None:
        self.subject = Subject()
        self._titles = titles
        self._units: dict[str, None] = {}
        self._known: list[int] = []
        """Where words of titles stand."""
        self._unknown: list[int] = []
        """Where unknown words stand."""
        self._themed: list[Segment] = []
        self._affiliated: list[str] = []

    def read(self, segments: Sequence[Segment], at: int) -> None:
        """Take in one segment."""
        segment = segments[at]
        if not segment.understood:
            units = [*self._of_unknown(segment.text)] or self._beside(segments, at)
            (self._known if units else self._unknown).append(at)
            self._add(units)
            return
        self._entities(segment)
        self._types(segments, at)
        if segment.says("theme") and not segment.says("track"):
            self._themed.append(segment)
            self._add(unit for unit in segment.words if self._titles.having(unit))
            self._known.append(at)
        if segment.says("piece") or {category for category, _ in segment.meanings} == {"content"}:
            self._add(segment.words)
            self._known.append(at)
        for match in segment.of("name"):
            self.subject.names.append(match.meaning.key)
            self._add([name_key(match.meaning.key)])
        if segment.says("outside") and not any(segment.says(kind) for kind in (*ENTITIES, "name", "theme")):
            self._outside(segment)

    def conclude(self, asks: AbstractSet[str]) -> None:
        """Once all segments are taken in: which events are meant, which track, whose affiliation."""
        subject = self.subject
        subject.found = _best(self._units, self._titles)
        if not subject.names and len(subject.unknown) >= len(subject.found.units):
            # Of "quantum computing" a title may have the second word: that is no reason to name it.
            beside = any(abs(one - other) == 1 for one in self._known for other in self._unknown)
            if beside or not (subject.types or asks & ANCHORS):
                subject.found = Found()
        self._themes()
        # The mayor of a town that nobody here is from is another one.
        if not (subject.persons or subject.tracks or subject.event or subject.unknown):
            subject.persons += self._affiliated

    def _add(self, units: Iterable[str]) -> None:
        self._units |= dict.fromkeys(units)

    def _entities(self, segment: Segment) -> None:
        subject = self.subject
        if segment.says("track"):
            subject.topics.append(segment.text)
        for category, ids in (
            ("track", subject.tracks),
            # Who is called just so, else all who bear the name.
            ("person" if segment.says("person") else "namesake", subject.persons),
            ("room", subject.rooms),
            ("role", self._affiliated),
            ("affiliation", self._affiliated),
        ):
            found = dict.fromkeys(match.meaning.key for match in segment.of(category))
            ids += [id_ for id_ in found if id_ not in ids]
        if all(match.meaning.category in WEAK for match in segment.matches):
            subject.titles += [match.meaning.key for match in segment.of("title")]

    def _types(self, segments: Sequence[Segment], at: int) -> None:
        for match in segments[at].of("type"):
            type_ = EventType(match.meaning.key)
            if type_ not in self.subject.types:
                self.subject.types.append(type_)
                joined = at >= 2 and segments[at - 1].says("between", "and") and segments[at - 2].says("type")
                self.subject.both |= joined

    def _outside(self, segment: Segment) -> None:
        """Words of another subject, unless a title has them: then they are this one's."""
        words = segment.words
        if frozenset.intersection(*map(self._titles.having, words)):
            self._add(words)
        else:
            self.subject.outside = True

    def _of_unknown(self, text: str) -> Iterator[str]:
        """What titles have of an unknown segment; what they lack is noted."""
        if not unspaced(text):
            if self._titles.having(text):
                yield text
            else:
                self.subject.unknown.append(text)
            return
        pieces = self._titles.pieces(text)
        self.subject.stray |= not pieces
        if len(text) > 1 and sum(map(len, pieces)) * 2 < len(text):
            self.subject.unknown.append(text)
        yield from pieces

    def _beside(self, segments: Sequence[Segment], at: int) -> list[str]:
        """An unknown character with a filling one beside it, as titles have them: ``卒中`` of ``脑卒中``."""
        text = segments[at].text
        if len(text) > 1 or not unspaced(text):
            return []
        before, after = segments[at - 1 : at], segments[at + 1 : at + 2]
        pairs = [one.text[-1] + text for one in before if one.idle]
        pairs += [text + one.text[0] for one in after if one.idle]
        return [pair for pair in pairs if unspaced(pair) and self._titles.having(pair)][:1]

    def _themes(self) -> None:
        """A word of a track's name stands for the track, where nothing is said that is more to the point."""
        subject = self.subject
        said = {unit for segment in self._themed for unit in segment.words}
        if subject.tracks or subject.titles or subject.unknown or not said.issuperset(subject.found.units):
            return
        subject.found = Found()
        for segment in self._themed:
            subject.topics.append(segment.text)
            subject.tracks += [match.meaning.key for match in segment.of("theme")]


def _best(units: Iterable[str], titles: Titles) -> Found:
    """The events whose titles have the most of the units, by weight."""
    known = [(unit, titles.having(unit), titles.weight(unit)) for unit in units]
    known = [entry for entry in known if entry[1]]
    scores: dict[int, float] = {}
    for _, numbers, weight in known:
        for number in numbers:
            scores[number] = scores.get(number, 0) + weight
    most = max(scores.values(), default=0.0)
    if not known or most < ENOUGH * sum(weight for _, _, weight in known):
        return Found()
    best = sorted(number for number, score in scores.items() if score > most - 1e-9)
    said = {number: [unit for unit, numbers, _ in known if number in numbers] for number in best}
    return Found(
        numbers=tuple(best),
        units=tuple(said[best[0]]),
        full=frozenset(number for number in best if titles.covered(number, said[number]) >= 1),
    )
