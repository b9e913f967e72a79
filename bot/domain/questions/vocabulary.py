"""What a schedule's tracks, rooms, persons and events are called, made ready for matching."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.domain.folding import unspaced
from bot.domain.model import Person, Room, Schedule, Text
from bot.domain.questions.atoms import spaced
from bot.domain.questions.grammar import Grammar, Matcher, Own, Phrases
from bot.domain.questions.lexicon import Meaning
from bot.domain.questions.patterns import Slot
from bot.domain.questions.themes import asks, themes

__all__ = ["Vocabulary"]

BEFORE_NAME, AFTER_NAME, ROOM = Slot("before a name"), Slot("after a name"), Slot("room")
LONGEST_ROLE = 6
PART_FROM = 3
"""Letters of a part of a name that may stand alone, unless it is a word of the lexicon."""
DESIGNATOR = re.compile(r"\d{1,2}|[a-z]")
_HALVES = re.compile(r"[&/＆、,，+]|\s(?:and|dan)\s|[与和及]", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[\s·•・.]+")
TYPO_LENGTHS = range(3, 9)
ANY = "*"
INITIALS = range(2, 4)
"""Letters of what is spelt out, as EV is: people hang endings on it, ``EVs``, such as begin with no vowel."""
VOWELS = "aeiou"


class Vocabulary:
    """Built once for a schedule; keeps no reference to it."""

    def __init__(self, schedule: Schedule, grammar: Grammar) -> None:
        self._grammar = grammar
        self.phrases = Phrases()
        self.titles = Phrases()
        self.wholes: dict[str, tuple[str, ...]] = {}
        """Words written together to the words they are: ``bigdata``."""
        self._nearly: dict[str, list[tuple[Meaning, str]]] = {}
        for track in schedule.tracks.values():
            for wording in _wordings(track.name, track.aliases):
                self._add(self._grammar.atoms(wording), Meaning("track", track.id))
                self._halves(wording, Meaning("track", track.id))
        for word, track_id in themes(schedule, grammar):
            self._add(word, Meaning("theme", track_id))
        self.subjects = frozenset(self.phrases.words)
        """The words of tracks."""
        for person in schedule.persons.values():
            self._person(person)
        self._rooms(schedule.rooms.values())
        for event in schedule.events.values():
            for wording in event.title.all():
                self._add(self._grammar.atoms(wording), Meaning("title", event.id), alone=False)
        self._contents(schedule)
        for track in schedule.tracks.values():
            for wording in _wordings(track.name, track.aliases):
                self._inflected(self._grammar.atoms(wording), Meaning("track", track.id))
        self.words = frozenset(self.phrases.words | self.titles.words)

    def nearly(self, run: list[str]) -> Iterator[tuple[int, int, Meaning]]:
        """Where in a run of characters a name stands with one character wrong."""
        for length in TYPO_LENGTHS:
            for start in range(len(run) - length + 1):
                text = "".join(run[start : start + length])
                for wrong in range(length):
                    for meaning, right in self._nearly.get(f"{text[:wrong]}{ANY}{text[wrong + 1 :]}", ()):
                        if right != text:
                            yield start, start + length, meaning

    def _add(self, phrase: list[str], meaning: Meaning, *, alone: bool = True) -> None:
        """`alone` says that a single word may stand for it."""
        if not phrase or (not alone and len(phrase) == 1 and phrase[0] in self._grammar.idle):
            return
        (self.titles if meaning.category == "title" else self.phrases).add(phrase, meaning)
        for first, second in pairwise(phrase):
            if spaced(first) and spaced(second):
                self.wholes.setdefault(first + second, (first, second))
        if len(phrase) in TYPO_LENGTHS and all(unspaced(atom) for atom in phrase):
            text = "".join(phrase)
            for wrong in range(len(text)):
                key = f"{text[:wrong]}{ANY}{text[wrong + 1 :]}"
                self._nearly.setdefault(key, []).append((meaning, text))

    def _contents(self, schedule: Schedule) -> None:
        """Events' titles without the word for their type: they say more than the tracks that they mention."""
        called = {
            tuple(self._grammar.atoms(wording))
            for track in schedule.tracks.values()
            for wording in _wordings(track.name, track.aliases)
        }
        for event in schedule.events.values():
            for wording in event.title.all():
                title = self._grammar.atoms(wording)
                content = self._untyped(title)
                if content != title and tuple(content) not in called and _is_long(content):
                    self.titles.add(content, Meaning("content", event.id))

    def _untyped(self, title: list[str]) -> list[str]:
        matcher = Matcher(self._grammar, title)
        for start in range(len(title)):
            for match in matcher.at(start, self._grammar.titular):
                if match.meaning.category == "type" and (start == 0 or match.end == len(title)):
                    return title[match.end :] if start == 0 else title[:start]
        return title

    def _halves(self, wording: str, meaning: Meaning) -> None:
        """Each side of ``Security & Privacy``, where it says something."""
        halves = [self._grammar.atoms(half) for half in _HALVES.split(wording)]
        if len(halves) > 1 and all(halves):
            for half in halves:
                if not asks(half, self._grammar) and (len(half) > 1 or spaced(half[0])):
                    self._add(half, meaning)

    def _inflected(self, phrase: list[str], meaning: Meaning) -> None:
        """A track's phrase with another ending that titles have: ``hospitals`` of the alias ``hospital``.

        All other inflected words are put right by their spelling.
        """
        *before, last = phrase
        suffixes = self._grammar.lexicon.suffixes
        forms = {last + suffix for suffix in suffixes} | {last.removesuffix(suffix) for suffix in suffixes}
        known = forms & self.titles.words - {last}
        if spaced(last) and last.isalpha() and len(last) in INITIALS:
            known |= {last + suffix for suffix in suffixes if suffix[0] not in VOWELS}
        for form in sorted(known):
            if not asks([*before, form], self._grammar):
                self._add([*before, form], meaning)

    def _relative_day(self, phrase: list[str]) -> bool:
        """Whether it is slang for a day, and nothing else: ``tom`` of ``Tom Smith``."""
        whole = [match.meaning for match in Matcher(self._grammar, phrase).at(0) if match.end == len(phrase)]
        return bool(whole) and all(
            meaning.category == "day" and meaning.key[0] in {"+", "-"} for meaning in whole
        )

    def _person(self, person: Person) -> None:
        meaning = Meaning("person", person.id)
        for wording in _wordings(person.name, person.aliases):
            self._add(self._grammar.atoms(wording), meaning)
            self.phrases.add([BEFORE_NAME, *self._grammar.atoms(wording)], meaning)
        for name in person.name.all():
            self._parts_of(name, Meaning("namesake", person.id))
        for about, category in ((person.role, "role"), (person.affiliation, "affiliation")):
            for wording in about.all() if about else ():
                phrase = self._grammar.atoms(wording)
                if len(phrase) <= LONGEST_ROLE:
                    self._add(phrase, Meaning(category, person.id), alone=False)

    def _parts_of(self, name: str, meaning: Meaning) -> None:
        """The name turned round, each part of it, and what politeness adds: ``Pak Wei``, ``陈老师``."""
        parts = [self._grammar.atoms(part) for part in _NAME_PARTS.split(name) if self._grammar.atoms(part)]
        if len(parts) == 1 and all(unspaced(atom) for atom in parts[0]):
            characters = parts[0]
            surname = characters[: 2 if len(characters) > 3 else 1]
            self.phrases.add([*surname, AFTER_NAME], meaning)
            if len(characters) > len(surname) + 1:
                self._add(characters[len(surname) :], meaning)
            return
        self._add([atom for part in reversed(parts) for atom in part], meaning)
        for part in parts if len(parts) > 1 else ():
            self.phrases.add([BEFORE_NAME, *part], meaning)
            named = part[0] not in self._grammar.words or self._relative_day(part)
            if (len("".join(part)) >= PART_FROM and named) or (
                all(unspaced(atom) for atom in part) and len(part) > 1
            ):
                self._add(part, meaning)

    def _rooms(self, rooms: Iterable[Room]) -> None:
        """The rooms' names; where only one is called 1, also ``room 1`` with any word for a room."""
        called = [
            (room.id, self._grammar.atoms(wording))
            for room in rooms
            for wording in _wordings(room.name, room.aliases)
        ]
        numbered = {(room_id, parts[0]) for room_id, phrase in called if (parts := _numbered(phrase))}
        shared = Counter(mark for _, mark in numbered)
        for room_id, phrase in called:
            self._add(phrase, Meaning("room", room_id))
        for room_id, mark in sorted(numbered):
            if shared[mark] == 1:
                for words in sorted({(mark,), *self._grammar.numerals.get(mark, ())}):
                    self.phrases.add((ROOM, *words), Meaning("room", room_id))
                    self.phrases.add((*words, ROOM), Meaning("room", room_id))
        words = {parts[1] for _, phrase in called if (parts := _numbered(phrase))}
        self.own: dict[str, Own] = {"room": tuple(sorted(words))}


def _numbered(phrase: list[str]) -> tuple[str, tuple[str, ...]] | None:
    """The ``1`` of ``Room 1`` and of ``1号厅``, and the word beside it; None for a name of another kind."""
    if len(phrase) < 2:
        return None
    if DESIGNATOR.fullmatch(phrase[-1]):
        return phrase[-1], tuple(phrase[:-1])
    return (phrase[0], tuple(phrase[1:])) if DESIGNATOR.fullmatch(phrase[0]) else None


def _is_long(phrase: list[str]) -> bool:
    """Whether a phrase is of two words, or of three characters of a script without spaces."""
    return len(phrase) > (2 if all(map(unspaced, phrase)) else 1)


def _wordings(name: Text, aliases: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys((*name.all(), *aliases))
