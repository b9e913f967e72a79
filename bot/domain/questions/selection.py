"""Which events answer a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.agenda import Phase, phase
from bot.domain.model import Event, EventType, Schedule, Status
from bot.domain.questions.calendar import Span
from bot.domain.questions.question import Answer, Intent, Pick, Question
from bot.domain.questions.when import When

__all__ = ["answer"]

WIDE = frozenset({EventType.FORUM, EventType.CEREMONY, EventType.ACTIVITY})
"""What a question wants that names no type; and talks that stand alone."""
NOTHING = frozenset({Intent.MY, Intent.HELP, Intent.UNKNOWN})
BORDER = timedelta(minutes=30)
"""The borders of parts of the day differ between people: what lies mostly in so much around one counts."""


def answer(schedule: Schedule, question: Question, now: datetime) -> Answer:
    """The events that fit a question asked at `now`."""
    if question.intent in NOTHING or question.topic is not None or not _asks_for_events(question):
        return Answer(question, ())
    fitting = _fitting(schedule, question)
    events = _timely(fitting, question, schedule, now)
    if question.pick in {Pick.FIRST, Pick.LAST} and events:
        events = _edge(events, question)
    also = _also(schedule, question, events, now)
    nearest = () if events else _nearest(fitting, question, now)
    return Answer(question, _ids(_ordered(events, question, now)), _ids(also), _ids(nearest))


def _asks_for_events(question: Question) -> bool:
    """Whether anything tells which events are meant."""
    given = question.tracks or question.persons or question.rooms or question.types or question.names
    narrowed = question.when or question.inside or question.statuses or question.pick is not Pick.ALL
    return bool(given or narrowed) or question.intent in {Intent.LIST, Intent.COUNT}


def _fitting(schedule: Schedule, question: Question) -> list[Event]:
    """The events that fit, whenever they are."""
    if question.inside:
        inside, names = set(question.inside), set(question.names)
        talks = (event for event in schedule.events.values() if event.forum in inside or event.id in names)
        return [event for event in talks if event.type in question.types]
    events: Iterable[Event] = schedule.events.values()
    if question.names:
        names = set(question.names)
        return [event for event in events if event.id in names]
    if question.persons:
        return _of_persons(schedule, question)
    found = [event for event in events if _typed(event, question) and _placed(event, question)]
    if not found and question.rooms and not question.types:
        found = [event for event in schedule.programme if _placed(event, question)]
    return [event for event in found if not question.statuses or event.status in question.statuses]


def _of_persons(schedule: Schedule, question: Question) -> list[Event]:
    persons = set(question.persons)
    events = [event for event in schedule.events.values() if persons.intersection(event.persons)]
    # "Her talks" are all that she is in.
    types = set(question.types) - {EventType.TALK}
    for fits in (
        lambda event: not types or event.type in types,
        lambda event: not question.tracks or event.track in question.tracks,
        lambda event: not question.rooms or event.room in question.rooms,
    ):
        events = [event for event in events if fits(event)] or events
    return events


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


# Time


def _timely(events: Sequence[Event], question: Question, schedule: Schedule, now: datetime) -> list[Event]:
    """Those of the events at the time asked for."""
    match question.pick:
        case Pick.NOW:
            return [event for event in events if event.on_at(now) and not event.cancelled]
        case Pick.NEXT:
            return _next(events, question, now)
    if question.names or (question.singular and not question.statuses):
        return _named(events, question, now)
    back = _looks_back(question, schedule, now)
    person = bool(question.persons)
    kept = [
        event
        for event in events
        if (question.when is None or _within(event, question.when))
        and (back or person or event.end > now)
        and (person or question.status or not event.cancelled or Status.CANCELLED in question.statuses)
    ]
    return kept


def _named(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    """Of events asked for by name or subject: at that time, not over, not cancelled, as far as that leaves any.

    A time narrows a list of names down, for there it is asked which of them are on.
    """
    kept = list(events)
    when = question.when
    if when is not None:
        inside = [event for event in kept if _within(event, when)]
        kept = inside if inside or not question.singular else kept
    filters: list[Callable[[Event], bool]] = [lambda event: event.end > now or question.looks_back]
    if not question.status:
        filters.append(lambda event: not event.cancelled)
    for keeps in filters:
        left = [event for event in kept if keeps(event)]
        kept = left if left or not question.names else kept
    return kept


def _next(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    coming = [
        event
        for event in events
        if event.start > now
        and not event.cancelled
        and (question.when is None or _within(event, question.when))
    ]
    soonest = min((event.start for event in coming), default=None)
    return [event for event in coming if event.start == soonest]


def _looks_back(question: Question, schedule: Schedule, now: datetime) -> bool:
    """Whether what is over counts: it is asked for, or nothing else is left."""
    if question.looks_back or phase(schedule, now) is Phase.AFTER:
        return True
    return question.when is not None and question.when.window.end <= now


def _within(event: Event, when: When) -> bool:
    return any(_in_span(event, span, when) for span in when.spans)


def _in_span(event: Event, span: Span, when: When) -> bool:
    if when.starts:
        return span.start <= event.start < span.end
    if event.start < span.end and span.start < event.end:
        return True
    if not when.soft:
        return False
    start, end = span.start - BORDER, span.end + BORDER
    inside = min(event.end, end) - max(event.start, start)
    return inside * 2 > event.duration


def _edge(events: Sequence[Event], question: Question) -> list[Event]:
    """The first or the last of the events, or all that are so at once."""
    if question.pick is Pick.FIRST:
        starting = [
            event for event in events if question.when is None or event.start >= question.when.window.start
        ] or events
        soonest = min(event.start for event in starting)
        return [event for event in starting if event.start == soonest]
    latest = max(event.end for event in events)
    return [event for event in events if event.end == latest]


def _ordered(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    """Soonest first; for a person what is over comes last."""
    if not question.persons:
        return list(events)
    return sorted(events, key=lambda event: event.end <= now)


# What may follow, and what is near


def _also(schedule: Schedule, question: Question, events: Sequence[Event], now: datetime) -> list[Event]:
    """What may follow: exhibitions and breaks at the same time, the talks in events, the forums around talks."""
    known = {event.id for event in events}
    if question.persons:
        around = [schedule.events[event.forum] for event in events if event.forum]
        return [event for event in dict.fromkeys(around) if event.id not in known]
    if question.types or question.names or question.tracks or question.rooms or question.inside:
        return []
    loose = [event for event in schedule.programme if event.id not in known and not event.cancelled]
    if question.pick is Pick.NOW:
        return [event for event in loose if event.on_at(now)]
    if question.when is None or question.pick is not Pick.ALL:
        return []
    back = _looks_back(question, schedule, now)
    return [event for event in loose if _within(event, question.when) and (back or event.end > now)]


def _nearest(events: Sequence[Event], question: Question, now: datetime) -> list[Event]:
    """What would fit at another time: the next after the time asked for, else the last before it."""
    if question.intent not in {Intent.LIST, Intent.NOW, Intent.NEXT, Intent.COUNT, Intent.SPEAKER}:
        return []
    around = question.when.window.start if question.when else now
    live = [event for event in events if not event.cancelled]
    after = [event for event in live if event.start >= max(around, now)]
    if after:
        soonest = min(event.start for event in after)
        return [event for event in after if event.start == soonest]
    before = [event for event in live if event.start < around]
    latest = max((event.start for event in before), default=None)
    return [event for event in before if event.start == latest]


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)
