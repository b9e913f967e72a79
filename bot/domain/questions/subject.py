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

WEAK = frozenset({"filler", "piece", "name", "outside", "number", "theme", *ENTITIES})
"""The categories that a title may share its words with and still be meant."""
ANCHORS = frozenset({"session", "programme", "status", "link", "when", "where", "who", "count", "remind", "about"})
"""Cues with which a word of a title names it, whatever else is said in words that nobody knows."""
ENOUGH = 0.5
"""The part of the known words, by weight, that an event's title must have."""


@dataclass(frozen=True, slots=True)
class Found:
    """Events whose titles say the most of what was asked; `units` are the words that their titles have.

    `whole` says that they have every word that any title has, `full` which events' titles say no more.
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
    outside: bool = False

    @property
    def named(self) -> bool:
        """Whether the schedule has what is asked about."""
        return bool(self.tracks or self.persons or self.rooms or self.titles or self.found.numbers)


def read_subject(
    segments: Sequence[Segment], used: AbstractSet[int], asks: AbstractSet[str], titles: Titles
) -> Subject:
    """What the segments are about, with their cues; those that begin where `used` says were taken for times."""
    subject = Subject()
    known: list[int] = []
    unknown: list[int] = []
    units: list[str] = []
    affiliated: list[str] = []
    themed: list[Segment] = []
    for at, segment in enumerate(segments):
        if segment.start in used:
            continue
        if not segment.understood:
            before = len(units)
            units += _units(segment.text, titles, subject)
            (known if len(units) > before else unknown).append(at)
            continue
        if segment.says("piece"):
            units.append(segment.text)
            known.append(at)
        _entities(segment, subject, affiliated)
        if segment.says("theme") and not segment.says("track"):
            themed.append(segment)
            known.append(at)
            units += [unit for unit in _words(segment) if titles.having(unit)]
        _types(segments, at, subject)
        for match in segment.of("name"):
            subject.names.append(match.meaning.key)
            units.append(name_key(match.meaning.key))
        if segment.says("outside") and not _named(segment):
            words = _words(segment)
            if all(titles.having(word) for word in words):
                units += words
            else:
                subject.outside = True
    subject.found = _best(dict.fromkeys(units), titles)
    beside = any(abs(one - other) == 1 for one in known for other in unknown)
    if not subject.names and len(subject.unknown) >= len(subject.found.units):
        # Of "quantum computing" a title may have the second word: that is no reason to name it.
        if beside or not (subject.types or asks & ANCHORS):
            subject.found = Found()
    _themes(themed, subject)
    if not (subject.persons or subject.tracks or subject.titles or subject.found.numbers):
        subject.persons += [person for person in affiliated if person not in subject.persons]
    return subject


def _named(segment: Segment) -> bool:
    return any(segment.says(category) for category in (*ENTITIES, "name"))


def _entities(segment: Segment, subject: Subject, affiliated: list[str]) -> None:
    if segment.says("track"):
        subject.topics.append(segment.text)
    for category, ids in (
        ("track", subject.tracks),
        # Who is called just so, else all who bear the name.
        ("person" if segment.says("person") else "namesake", subject.persons),
        ("room", subject.rooms),
        ("role", affiliated),
        ("affiliation", affiliated),
    ):
        found = dict.fromkeys(match.meaning.key for match in segment.of(category))
        ids += [id_ for id_ in found if id_ not in ids]
    if all(match.meaning.category in WEAK for match in segment.matches):
        subject.titles += [match.meaning.key for match in segment.of("title")]


def _words(segment: Segment) -> list[str]:
    return [segment.text] if unspaced(segment.text) else segment.text.split()


def _themes(themed: Sequence[Segment], subject: Subject) -> None:
    """A word of a track's name stands for the track, where nothing is said that is more to the point."""
    said = {unit for segment in themed for unit in _words(segment)}
    if subject.tracks or subject.titles or subject.unknown or not said.issuperset(subject.found.units):
        return
    subject.found = Found()
    for segment in themed:
        subject.topics.append(segment.text)
        subject.tracks += [match.meaning.key for match in segment.of("theme")]


def _types(segments: Sequence[Segment], at: int, subject: Subject) -> None:
    for match in segments[at].of("type"):
        type_ = EventType(match.meaning.key)
        if type_ not in subject.types:
            subject.types.append(type_)
            before = segments[at - 2] if at >= 2 else None
            subject.both |= (
                before is not None and before.says("type") and segments[at - 1].says("between", "and")
            )


def _units(text: str, titles: Titles, subject: Subject) -> Iterator[str]:
    """The words of an unknown segment that titles have; what they lack is noted as unknown."""
    if not unspaced(text):
        if titles.having(text):
            yield text
        else:
            subject.unknown.append(text)
        return
    pieces = titles.pieces(text)
    if len(text) > 1 and sum(map(len, pieces)) * 2 < len(text):
        subject.unknown.append(text)
    yield from pieces


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
