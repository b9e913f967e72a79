"""Which events answer a question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.model import Event, EventType, Schedule, Status
from bot.domain.questions.question import Answer, Intent, Pick, Question
from bot.domain.questions.timing import BORDER, coming_next, named_at, picked, within
from bot.domain.questions.when import When

__all__ = ["Selection"]

WIDE = frozenset({EventType.FORUM, EventType.CEREMONY, EventType.ACTIVITY})
"""What a question wants that names no type; and talks that stand alone."""
NOTHING = frozenset({Intent.MY, Intent.HELP, Intent.UNKNOWN})
COUNTED = frozenset({Pick.FIRST, Pick.LAST, Pick.NTH})
LONG = timedelta(hours=12)
"""Longer events are looked through each time, so that of all others only those near a time need be."""


class Selection:
    """Finds the events that fit; built once for a schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._events = tuple(schedule.events.values())
        self._starts = [event.start for event in self._events]
        self._long = [number for number, event in enumerate(self._events) if event.duration > LONG]
        self._number = {event.id: number for number, event in enumerate(self._events)}
        live = [event.end for event in self._events if not event.cancelled]
        self._over = max(live, default=None)

    def answer(self, question: Question, now: datetime) -> Answer:
        """The events that fit a question asked at `now`."""
        if question.intent in NOTHING or question.topic is not None or not _tells_events(question):
            return Answer(question)
        now = self._moment(question, now)
        events = self._at_its_time(self._fitting(question, now), question, now)
        if question.pick in COUNTED and events:
            events = picked(events, question)
        return Answer(question, tuple(event.id for event in _ordered(events, question, now)))

    def also(self, answer: Answer, now: datetime) -> tuple[Event, ...]:
        """What may follow: exhibitions and breaks at the same time; the forums around a person's talks."""
        question, known = answer.question, set(answer.events)
        if question.persons:
            around = (self._schedule.events[id_].forum for id_ in answer.events)
            return tuple(
                self._schedule.events[id_] for id_ in dict.fromkeys(around) if id_ and id_ not in known
            )
        if question.when is None or question.types or question.names or question.tracks or question.rooms:
            return ()
        near = self._near(question.when)
        return tuple(
            event
            for event in near
            if event.id not in known
            and event.forum is None
            and within(event, question.when)
            and event.end > now
        )

    def nearest(self, answer: Answer, now: datetime) -> tuple[Event, ...]:
        """Where nothing fits, what would at another time: the next to come, else the last before."""
        question = answer.question
        if answer.events or question.topic is not None or question.intent in NOTHING:
            return ()
        now = self._moment(question, now)
        around = max(question.when.window.start, now) if question.when else now
        fitting = [event for event in self._fitting(question, None) if not event.cancelled]
        after = [event for event in fitting if event.start >= around]
        if after:
            soonest = min(event.start for event in after)
            return tuple(event for event in after if event.start == soonest)
        latest = max((event.start for event in fitting), default=None)
        return tuple(event for event in fitting if event.start == latest)

    def _moment(self, question: Question, now: datetime) -> datetime:
        """The moment that a question counts from: now, or the end of an event that it asks what is after."""
        ends = [self._schedule.events[id_].end for id_ in question.after]
        # What starts at that very moment comes after it.
        return max(ends) - datetime.resolution if ends else now

    # What fits, whenever it is

    def _fitting(self, question: Question, now: datetime | None) -> list[Event]:
        """The events that fit; with `now` those that cannot be at the time asked for may be left out."""
        if question.inside:
            inside, names = set(question.inside), set(question.names)
            talks = (event for event in self._events if event.forum in inside or event.id in names)
            return [event for event in talks if event.type in question.types]
        if question.names:
            return [
                self._schedule.events[id_] for id_ in sorted(question.names, key=self._number.__getitem__)
            ]
        if question.persons:
            return self._of_persons(question)
        events = self._candidates(question, now)
        found = [event for event in events if _placed(event, question) and _typed(event, question)]
        if not found and question.rooms and not question.types:
            found = [event for event in events if event.forum is None and _placed(event, question)]
        return [event for event in found if not question.statuses or event.status in question.statuses]

    def _candidates(self, question: Question, now: datetime | None) -> Sequence[Event]:
        if question.tracks:
            return self._sorted(
                event for track in question.tracks for event in self._schedule.of_track(track)
            )
        if now is not None and question.when:
            return self._near(question.when)
        back = now is None or question.looks_back or self._is_over(now)
        return self._events if back or now is None else self._from(now)

    def _sorted(self, events: Iterable[Event]) -> list[Event]:
        return sorted(dict.fromkeys(events), key=lambda event: self._number[event.id])

    def _near(self, when: When) -> list[Event]:
        """The events that may be at that time, and some others."""
        numbers = set(self._long)
        for span in when.spans:
            first = bisect_left(self._starts, span.start - LONG - BORDER)
            numbers.update(range(first, bisect_left(self._starts, span.end + BORDER)))
        return [self._events[number] for number in sorted(numbers)]

    def _from(self, now: datetime) -> list[Event]:
        """The events that may not be over, and some others."""
        first = bisect_left(self._starts, now - LONG)
        return [self._events[number] for number in self._long if number < first] + list(self._events[first:])

    def _of_persons(self, question: Question) -> list[Event]:
        """The persons' events; what else is said of them narrows them down as far as that leaves any."""
        events = self._sorted(
            event for person in question.persons for event in self._schedule.of_person(person)
        )
        # "Her talks" are all that she is in.
        types = set(question.types) - {EventType.TALK}
        events = [event for event in events if not types or event.type in types] or events
        return [event for event in events if _placed(event, question)] or events

    # What of it is at the time asked for

    def _at_its_time(self, events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
        if question.pick is Pick.NOW:
            return [event for event in events if event.on_at(now) and not event.cancelled]
        if question.pick is Pick.NEXT:
            return coming_next(events, question, now)
        if question.names or (question.singular and not question.statuses):
            return list(named_at(events, question, now))
        over = question.looks_back or self._is_over(now) or bool(question.persons)
        over = over or (question.when is not None and question.when.window.end <= now)
        # The second of a day stays the second once the first is over.
        over = over or question.pick is Pick.NTH
        cancelled = bool(question.persons) or Status.CANCELLED in question.statuses
        found = [
            event
            for event in events
            if (over or event.end > now)
            and (cancelled or not event.cancelled)
            and (question.when is None or within(event, question.when))
            and not (question.looks_back and _yet_to_come(event, question, now))
        ]
        if question.looks_back and question.when is None and not question.persons:
            return [event for event in found if event.end <= now] or found
        return found

    def _is_over(self, now: datetime) -> bool:
        """Whether the conference is: then every question looks back."""
        return self._over is not None and self._over <= now


def _tells_events(question: Question) -> bool:
    """Whether anything tells which events are meant."""
    given = question.tracks or question.persons or question.rooms or question.types or question.names
    narrowed = question.when or question.inside or question.statuses or question.pick is not Pick.ALL
    return bool(given or narrowed) or question.intent in {Intent.LIST, Intent.COUNT}


def _yet_to_come(event: Event, question: Question, now: datetime) -> bool:
    """Whether it is later in the time asked for, as nothing is that was missed today."""
    return question.when is not None and question.when.window.start <= now < event.start


def _typed(event: Event, question: Question) -> bool:
    if question.types:
        return event.type in question.types and (event.forum is None or event.type is EventType.TALK)
    if event.forum is not None or event.type is EventType.BREAK:
        return False
    return bool(question.tracks) or event.type in WIDE or event.type is EventType.TALK


def _placed(event: Event, question: Question) -> bool:
    return (not question.tracks or event.track in question.tracks) and (
        not question.rooms or event.room in question.rooms
    )


def _ordered(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    """Soonest first; for a person what is over comes last."""
    return sorted(events, key=lambda event: event.end <= now) if question.persons else list(events)
