"""Single words of tracks' names that tell the track: ``finance`` of ``Inclusive Finance``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.folding import unspaced
from bot.domain.model import Schedule
from bot.domain.questions.atoms import joined, spaced
from bot.domain.questions.grammar import Grammar, Matcher

__all__ = ["asks", "themes"]

LETTERS = 4
HAN_NAMES, HAN_WORD = range(4, 7), 2
"""Names of so many characters are mostly two words, of two characters or more."""


def themes(schedule: Schedule, grammar: Grammar) -> Iterator[tuple[list[str], str]]:
    """The words, as atoms, each with its track: those that nothing outside the track is called by.

    A word by which one asks is none; one of another subject is, where a track is on that subject.
    """
    titles = [
        (event.track, " ".join(f" {joined(grammar.atoms(wording))} " for wording in event.title.all()))
        for event in schedule.events.values()
    ]
    called = {
        track.id: " ".join(
            f" {joined(grammar.atoms(wording))} " for wording in (*track.name.all(), *track.aliases)
        )
        for track in schedule.tracks.values()
    }
    for track in schedule.tracks.values():
        others = [text for id_, text in called.items() if id_ != track.id]
        others += [text for id_, text in titles if id_ != track.id]
        for name in track.name.all():
            for word in _words(grammar.atoms(name)):
                text = joined(word) if unspaced(word[0]) else f" {word[0]} "
                if not asks(word, grammar) and not any(text in other for other in others):
                    yield word, track.id


def asks(phrase: list[str], grammar: Grammar) -> bool:
    """Whether the phrase is one of the lexicon's, but for those of other subjects."""
    whole = (match for match in Matcher(grammar, phrase).at(0) if match.end == len(phrase))
    return any(match.meaning.category != "outside" for match in whole)


def _words(name: list[str]) -> Iterator[list[str]]:
    if len(name) in HAN_NAMES and all(map(unspaced, name)):
        for cut in range(HAN_WORD, len(name) - HAN_WORD + 1):
            yield from (name[:cut], name[cut:])
    yield from ([word] for word in name if spaced(word) and len(word) >= LETTERS)
