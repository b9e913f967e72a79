"""Which events a question asks for by name, and which it asks for by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.domain.folding import unspaced
from bot.domain.model import Event, EventType, Schedule, Track
from bot.domain.questions.atoms import atoms, joined, spaced
from bot.domain.questions.patterns import Cut
from bot.domain.questions.subject import Subject
from bot.domain.questions.titles import Titles

__all__ = ["events_named"]


def events_named(
    subject: Subject,
    schedule: Schedule,
    titles: Titles,
    preferred: Mapping[str, EventType],
    *,
    singular: bool,
) -> tuple[str, ...]:
    """The ids of the events that the subject's words name; none where they name a track, a person, a room.

    `singular` says that the question is about certain events, not about all that fit.
    """
    if subject.titles:
        return tuple(dict.fromkeys(subject.titles))
    if not subject.found.numbers:
        return _of_alias(subject, schedule, titles) if singular else ()
    found = [schedule.events[titles.id_of(number)] for number in subject.found.numbers]
    if subject.tracks and not any(event.track in subject.tracks for event in found):
        # "Start-up" may be a track's alias, and the pitch hour of start-ups in no track.
        return tuple(event.id for event in found if event.id in _saying(subject.topics, titles))
    if subject.persons and not any(set(event.persons) & set(subject.persons) for event in found):
        return ()
    full = {titles.id_of(number) for number in subject.found.full}
    wanted = [preferred[name] for name in subject.names if name in preferred]
    types = subject.types or wanted
    if types == [EventType.TALK]:
        # The talks inside an event are on what it is on.
        types = [EventType.TALK, *{event.type for event in found if schedule.talks(event.id)}]
    for keeps in (
        lambda event: not subject.tracks or event.track in subject.tracks,
        lambda event: not subject.persons or bool(set(event.persons) & set(subject.persons)),
        lambda event: not types or event.type in types,
        lambda event: not singular or event.id in full,
    ):
        found = _kept(found, keeps)
    if EventType.TALK in subject.types:
        return tuple(event.id for event in found)
    return tuple(event.id for event in _kept(found, lambda event: event.forum is None or event.id in full))


def _kept(events: list[Event], keeps: Callable[[Event], bool]) -> list[Event]:
    return [event for event in events if keeps(event)] or events


def _of_alias(subject: Subject, schedule: Schedule, titles: Titles) -> tuple[str, ...]:
    """The events whose titles say what their track was called by, where that is narrower than its name.

    ``Robot`` may be an alias of a track on artificial intelligence: where one title says so, that is meant.
    """
    topics = [_of_topic(topic, subject, schedule, titles) for topic in dict.fromkeys(subject.topics)]
    return tuple(dict.fromkeys(id_ for ids in topics for id_ in ids)) if all(topics) else ()


def _of_topic(topic: str, subject: Subject, schedule: Schedule, titles: Titles) -> tuple[str, ...]:
    """The event that a topic names; empty where it is what a whole track is called, or names several."""
    tracks = [schedule.tracks[id_] for id_ in subject.tracks]
    if any(_is_name(topic, track, titles.cut) for track in tracks):
        return ()
    words, in_titles = atoms(topic), _saying([topic], titles)
    found = [
        event.id
        for track in tracks
        for event in schedule.of_track(track.id)
        # The organizers' own name for an event may be shorter than any of its titles.
        if event.forum is None and (event.id in in_titles or titles.own_words[event.id].issuperset(words))
    ]
    return tuple(found) if len(found) == 1 else ()


def _is_name(topic: str, track: Track, cut: Cut) -> bool:
    """Whether a topic is the track's name, a part of it, or its initials."""
    for name in track.name.all():
        words = cut(name)
        text = joined(words)
        if f" {topic} " in f" {text} " or (not topic.isascii() and topic in text):
            return True
    spelt = (cut(name) for name in (*track.name.all(), *track.aliases))
    return any(
        len(words) > 1 and topic == "".join(word[0] for word in words if spaced(word)) for words in spelt
    )


def _saying(topics: Iterable[str], titles: Titles) -> frozenset[str]:
    """The ids of the events whose titles say all of the topics."""
    units = [unit for topic in topics for unit in _units(topic)]
    numbers = frozenset.intersection(*(titles.inflected(unit) for unit in units))
    return frozenset(titles.id_of(number) for number in numbers)


def _units(topic: str) -> list[str]:
    words = atoms(topic)
    return ["".join(words)] if all(map(unspaced, words)) else words
