"""When to begin sending reminders so that the last arrives before the start: plain arithmetic, no state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["EARLIEST", "Burst", "Sending", "beginnings", "latest_beginning", "sendings"]

RESERVE = 1.05
"""How much longer than at the full pace it may take: people's own taps and 429s use up some of it."""
EARLIEST = timedelta(hours=2)
"""Before the start. A reminder that comes earlier than this is none; what cannot be done in it comes late."""

Burst = tuple[datetime, datetime, int]
"""When its reminders are due, the start that they remind of, and to how many chats they go."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a burst will be sent."""

    due_at: datetime
    starts_at: datetime
    chats: int
    begins_at: datetime
    ends_at: datetime
    too_late: int
    """How many of them arrive after the start."""


def latest_beginning(chats: int, per_second: float, until: datetime) -> datetime:
    """The last whole second at which to begin with so many chats, to be done at `until`."""
    needed = timedelta(seconds=chats / per_second * RESERVE)
    return (until - needed).replace(microsecond=0)


def beginnings(bursts: Sequence[Burst], per_second: float) -> list[datetime]:
    """When to begin with each, in their order: when it is due, or earlier where the pace needs it.

    What starts first goes first, and leaves the time to those after it. Never before `EARLIEST`. What is due
    at the start itself is for people who starred late, and does not come before.
    """
    begins = [due_at for due_at, _, _ in bursts]
    free_until: datetime | None = None
    for index in sorted(
        range(len(bursts)), key=lambda index: (bursts[index][1], bursts[index][0]), reverse=True
    ):
        due_at, starts_at, chats = bursts[index]
        if due_at >= starts_at:
            continue
        free_until = latest_beginning(chats, per_second, min(starts_at, free_until or starts_at))
        begins[index] = min(due_at, max(free_until, starts_at - EARLIEST))
    return begins


def sendings(bursts: Sequence[Burst], per_second: float, now: datetime) -> list[Sending]:
    """How they will be sent, one after another, from `now` on, in the order in which they begin."""
    free_at, forecast = now, []
    for begins_at, (due_at, starts_at, chats) in _in_order(
        zip(beginnings(bursts, per_second), bursts, strict=True)
    ):
        begin = max(begins_at, free_at)
        free_at = begin + timedelta(seconds=chats / per_second)
        in_time = int(max(0.0, (starts_at - begin).total_seconds()) * per_second)
        # What is due at the start is not meant to come before it.
        too_late = max(0, chats - in_time) if due_at < starts_at else 0
        forecast.append(Sending(due_at, starts_at, chats, begin, free_at, too_late))
    return forecast


def _in_order(planned: Iterable[tuple[datetime, Burst]]) -> list[tuple[datetime, Burst]]:
    return sorted(planned, key=lambda one: (one[0], one[1][1], one[1][0]))
