"""Which events a question asks for by name, and which it asks for by subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.folding import unspaced
from bot.domain.model import Event, EventType, Schedule
from bot.domain.questions.atoms import atoms, joined
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
    """The ids of the events that the words of the subject name; none where they name a track, a person, a room.

    `singular` says that the question is about certain events, not about all that fit.
    """
    if subject.titles:
        return tuple(dict.fromkeys(subject.titles))
    if not subject.found.numbers:
        return _of_alias(subject, schedule, titles) if singular else ()
    found = [schedule.events[titles.id_of(number)] for number in subject.found.numbers]
    if subject.tracks and not any(event.track in subject.tracks for event in found):
        return ()
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
    """The events of a track whose titles say what it was called by, where that is narrower than its name.

    ``Robot`` may be an alias of a track on artificial intelligence: the forum on robots is meant.
    """
    if len(subject.tracks) != 1 or len(subject.topics) != 1:
        return ()
    track = schedule.tracks[subject.tracks[0]]
    topic = subject.topics[0]
    called = [joined(atoms(name)) for name in track.name.all()]
    if any(f" {topic} " in f" {name} " or (not topic.isascii() and topic in name) for name in called):
        return ()
    words = atoms(topic)
    units = [topic.replace(" ", "")] if all(map(unspaced, words)) else words
    said = frozenset.intersection(*(titles.having(unit) for unit in units))
    in_titles = {titles.id_of(number) for number in said}
    return tuple(
        event.id
        for event in schedule.of_track(track.id)
        # The organizers' own name for an event may be shorter than any of its titles.
        if event.forum is None and (event.id in in_titles or set(words) <= set(atoms(event.id)))
    )
