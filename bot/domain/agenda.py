"""Questions a reader asks of the agenda: what is on, what is next, what clashes, where the gaps are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.model import Day, Event, EventType, Schedule

__all__ = [
    "DROP_IN",
    "WHOLE_PROGRAMME",
    "Gap",
    "Phase",
    "clashes",
    "day_at",
    "first_ahead",
    "followed",
    "gaps",
    "instead",
    "nearest_day",
    "next_events",
    "on_now",
    "phase",
    "recorded",
]

SHORTEST_GAP = timedelta(minutes=15)
DROP_IN = frozenset({EventType.EXHIBITION, EventType.BREAK})
"""One comes and goes at these: they never clash and fill no gap."""


WHOLE_PROGRAMME = ("programme", "*")
"""What a channel follows that is about no track: a kind and an id, like those of a track or a person."""


class Phase(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time between two starred events."""

    start: datetime
    end: datetime


def phase(schedule: Schedule, now: datetime) -> Phase:
    """Where `now` lies: the conference lasts from its first day's midnight to the end of its last event."""
    today = now.astimezone(schedule.conference.zone).date()
    if today < schedule.conference.start:
        return Phase.BEFORE
    last = max((event.end for event in schedule.programme if not event.cancelled), default=None)
    over = now >= last if last else today > schedule.conference.end
    return Phase.AFTER if over else Phase.DURING


def on_now(schedule: Schedule, now: datetime) -> tuple[Event, ...]:
    """The programme items on at `now`; drop-in ones last."""
    events = [event for event in schedule.programme if event.on_at(now) and not event.cancelled]
    return tuple(sorted(events, key=lambda event: event.type in DROP_IN))


def next_events(schedule: Schedule, now: datetime) -> tuple[Event, ...]:
    """The programme items that start next, all at the same moment; none when everything has begun."""
    coming = [event for event in schedule.programme if event.start > now and not event.cancelled]
    if not coming:
        return ()
    soonest = min(event.start for event in coming)
    return tuple(event for event in coming if event.start == soonest)


def day_at(schedule: Schedule, when: date) -> Day | None:
    """The conference's day of that date."""
    return next((day for day in schedule.days if day.date == when), None)


def nearest_day(schedule: Schedule, now: datetime) -> Day:
    """Today in the conference's zone, else the first day to come, else the last day."""
    today = now.astimezone(schedule.conference.zone).date()
    return next((day for day in schedule.days if day.date >= today), schedule.days[-1])


def first_ahead(events: Sequence[Event], now: datetime) -> int:
    """The index of the first of `events` that is not over, drop-in ones aside; 0 when all are."""
    ahead = (at for at, event in enumerate(events) if event.end > now and event.type not in DROP_IN)
    return next(ahead, 0)


def recorded(schedule: Schedule) -> tuple[Event, ...]:
    """Everything with a recording, soonest first."""
    return tuple(event for event in schedule.events.values() if event.recording)


def clashes(event: Event, others: Iterable[Event]) -> tuple[Event, ...]:
    """Those of `others` that one cannot attend together with `event`."""
    if event.cancelled or event.type in DROP_IN:
        return ()
    return tuple(
        other
        for other in others
        if other.id != event.id
        and event.overlaps(other)
        and not other.cancelled
        and other.type not in DROP_IN
        and other.forum != event.id
        and event.forum != other.id
    )


def instead(schedule: Schedule, event: Event) -> tuple[Event, ...]:
    """What else of the same track is on while `event` was to be, before it was called off."""
    return tuple(
        other
        for other in schedule.of_track(event.track or "")
        if other.id != event.id and other.forum is None and not other.cancelled and other.overlaps(event)
    )


def followed(schedule: Schedule, kind: str, target_id: str) -> tuple[Event, ...]:
    """The programme items of a ``track``, of the whole programme, or everything that lists a ``person``."""
    if (kind, target_id) == WHOLE_PROGRAMME:
        return schedule.programme
    if kind == "track":
        return tuple(event for event in schedule.of_track(target_id) if event.forum is None)
    return schedule.of_person(target_id)


def gaps(events: Sequence[Event]) -> tuple[Gap, ...]:
    """The free times between `events`, each at least a quarter of an hour."""
    busy = sorted(
        (event for event in events if not event.cancelled and event.type not in DROP_IN),
        key=lambda event: event.start,
    )
    found: list[Gap] = []
    free_from: datetime | None = None
    for event in busy:
        if free_from is not None and event.start - free_from >= SHORTEST_GAP:
            found.append(Gap(free_from, event.start))
        free_from = max(free_from, event.end) if free_from else event.end
    return tuple(found)
