"""What a rehearsal came to: each burst as it was planned and as it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.spread import Sending
from bot.storage import Kind, Told

__all__ = ["BLIND_SPOTS", "Burst", "Findings", "Measured", "Planned", "Replies", "Watched", "held_together"]

BLIND_SPOTS = (
    "the way to Telegram and its own delays: here it is a stand-in on this machine",
    "what Telegram refuses: chats that blocked the bot, and a pace that it slows down",
    "real people: these star by a seeded dice, and only a few press buttons",
    "changes and announcements: each is a burst of its own, sent beside these",
)
"""What no rehearsal can show."""
LASTING = 5.0
"""Seconds at the full pace: what is shorter tells no pace."""
KEPT = 0.75


@dataclass(frozen=True, slots=True)
class Planned:
    """What `forecast` said before anything was sent."""

    chats: int
    begins_at: datetime
    ends_at: datetime
    too_late: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What the outbox tells, in conference time."""

    chats: int
    sent: int
    first_at: datetime | None
    last_at: datetime | None
    after_start: int
    largest_queue: int
    """The most messages of any kind that were due and not sent, while it lasted."""
    per_second: float | None
    """How fast messages of any kind arrived meanwhile; None of a burst too short to have a pace."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Messages that fall due together; one of the two is None where the other was not expected."""

    kind: Kind
    due_at: datetime
    starts_at: datetime
    planned: Planned | None
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Replies:
    """How long people who pressed something meanwhile waited for the bot, in real seconds."""

    count: int = 0
    median: float = 0.0
    longest: float = 0.0
    missing: int = 0
    """How many got none."""


@dataclass(frozen=True, slots=True)
class Findings:
    people: int
    stars: int
    seed: int
    pace: float
    """Messages a second that the bot was to keep."""
    speed: float
    """How much faster than in life the clock ran while messages went out."""
    seconds: float
    """What it took, in real time."""
    bursts: tuple[Burst, ...]
    replies: Replies
    refused: int
    """How often the stand-in said 429: too fast."""

    @property
    def kept_pace(self) -> bool:
        """Whether this machine was fast enough: no burst of some length went much slower than its pace."""
        lasting = [
            one.measured.per_second or self.pace
            for one in self.bursts
            if one.measured and one.measured.sent >= LASTING * self.pace
        ]
        return all(pace >= KEPT * self.pace for pace in lasting)


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen from outside, by the conference's clock."""

    queues: Mapping[datetime, int]
    """How many messages of any kind were due and not sent, now and then."""
    arrivals: Mapping[datetime, int]
    """How many messages of any kind arrived in each second."""


def held_together(
    sendings: Iterable[Sending],
    digests: Mapping[datetime, int],
    told: Iterable[Told],
    watched: Watched,
    pace: float,
) -> Iterator[Burst]:
    """The plan beside what was measured, in the order of falling due.

    `digests` are the mornings with how many are told then; `pace` is messages a second.
    """
    plans = {(Kind.REMINDER, one.due_at, one.starts_at): planned(one) for one in sendings}
    for at, count in digests.items():
        plans[Kind.DIGEST, at, at] = Planned(count, at, at + timedelta(seconds=count / pace), 0)
    outcomes = {(one.kind, one.due_at, one.starts_at): measured(one, watched) for one in told}
    for key in sorted(plans.keys() | outcomes.keys(), key=lambda key: (key[1], key[2], key[0])):
        yield Burst(*key, plans.get(key), outcomes.get(key))


def planned(one: Sending) -> Planned:
    return Planned(one.chats, one.begins_at, one.ends_at, one.too_late)


def measured(one: Told, watched: Watched) -> Measured:
    first, last = one.first_at or one.due_at, one.last_at or one.due_at
    queues = (count for at, count in watched.queues.items() if min(first, one.due_at) <= at <= last)
    # All of a burst is in the queue before its first is sent.
    largest = max((*queues, one.chats))
    seconds = (last - first).total_seconds()
    arrived = sum(count for at, count in watched.arrivals.items() if first <= at < last)
    pace = arrived / seconds if seconds else None
    return Measured(one.chats, one.sent, one.first_at, one.last_at, one.after_start, largest, pace)
