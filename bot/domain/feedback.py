"""When people are asked how an event was: plain arithmetic on the programme, no state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.agenda import DROP_IN
from bot.domain.model import Event, EventType, Schedule

__all__ = [
    "LONGEST_REMARK",
    "RATINGS",
    "Answers",
    "Opinion",
    "asking_moments",
    "at_a_decent_hour",
    "together",
]

RATINGS = (1, 2, 3, 4, 5)
LONGEST_REMARK = 1000
"""Characters."""
ASKED_AFTER = timedelta(minutes=10)
"""Nobody is asked while they are leaving the room."""
PAUSE = timedelta(minutes=20)
"""What is shorter is the way from one room to the next."""
ALL_DAY = timedelta(hours=6)
"""What lasts so long is no reason to wait with the rest."""
NIGHT_FROM, NIGHT_TO = time(22, 0), time(8, 0)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said of an event."""

    rating: int
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What all said of an event."""

    ratings: Mapping[int, int]
    """A rating -> by how many it was given."""
    remarks: int

    @property
    def count(self) -> int:
        return sum(self.ratings.values())

    @property
    def average(self) -> float:
        """Of at least one rating."""
        return sum(rating * count for rating, count in self.ratings.items()) / self.count


def together(answers: Iterable[Answers]) -> Answers:
    """All of them as one."""
    ratings: dict[int, int] = dict.fromkeys(RATINGS, 0)
    remarks = 0
    for one in answers:
        remarks += one.remarks
        for rating, count in one.ratings.items():
            ratings[rating] += count
    return Answers(ratings, remarks)


def asking_moments(schedule: Schedule) -> dict[str, datetime]:
    """Event id -> when its people are asked about it: some minutes after the programme pauses.

    What ends before one pause is asked about in one message. Nobody is asked about a break, or about what was
    called off.
    """
    on = stretches(schedule)
    asked = (
        event for event in schedule.events.values() if not (event.cancelled or event.type is EventType.BREAK)
    )
    return {
        event.id: next((end for start, end in on if start < event.end <= end), event.end) + ASKED_AFTER
        for event in asked
    }


def stretches(schedule: Schedule) -> list[tuple[datetime, datetime]]:
    """From when to when something is on without a pause, in order; drop-ins and all-day items aside."""
    found: list[tuple[datetime, datetime]] = []
    for event in sorted(filter(busy, schedule.programme), key=lambda event: event.start):
        if found and event.start - found[-1][1] < PAUSE:
            start, end = found.pop()
            found.append((start, max(end, event.end)))
        else:
            found.append((event.start, event.end))
    return found


def busy(event: Event) -> bool:
    return not event.cancelled and event.type not in DROP_IN and event.duration <= ALL_DAY


def at_a_decent_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment`, or the morning after it where it is night in `zone`."""
    local = moment.astimezone(zone)
    if NIGHT_TO <= local.time() < NIGHT_FROM:
        return moment
    day = local.date() + timedelta(days=1) if local.time() >= NIGHT_FROM else local.date()
    return datetime.combine(day, NIGHT_TO, zone).astimezone(UTC)
