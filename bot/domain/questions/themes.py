"""Single words of tracks' names that tell the track: ``finance`` of ``Inclusive Finance``."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.folding import unspaced
from bot.domain.model import Schedule
from bot.domain.questions.atoms import joined, spaced
from bot.domain.questions.grammar import Grammar

__all__ = ["themes"]

LETTERS = 4
HAN_NAME, HAN_HALF = 4, 2
"""Names of four characters are mostly two words of two."""


def themes(schedule: Schedule, grammar: Grammar) -> Iterator[tuple[list[str], str]]:
    """The words, as atoms, each with its track: those that nothing outside the track is called by."""
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
                if word[0] not in grammar.words and not any(text in other for other in others):
                    yield word, track.id


def _words(name: list[str]) -> Iterator[list[str]]:
    if len(name) == HAN_NAME and all(map(unspaced, name)):
        yield from (name[:HAN_HALF], name[HAN_HALF:])
    yield from ([word] for word in name if spaced(word) and len(word) >= LETTERS)
