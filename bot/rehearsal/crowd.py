"""Who comes to a rehearsal: simulated attendees, the same ones for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.domain.model import Event, EventType, Schedule
from bot.domain.reminders import digest_moment, reader_zone

__all__ = ["Attendee", "crowd", "digests"]

T = TypeVar("T")

LANGUAGES = {"id": 45, "zh": 35, "en": 20}
LEAD_TIMES = {10: 70, 5: 8, 15: 10, 30: 8, 60: 4}
ZONES: Mapping[str | None, int] = {None: 80, "Asia/Jakarta": 8, "Asia/Shanghai": 6, "Europe/London": 6}
STARS = (2, 9)
"""The fewest and the most programme items that somebody stars."""
ATTRACTION = {
    EventType.CEREMONY: 6.0,
    EventType.FORUM: 1.0,
    EventType.TALK: 1.0,
    EventType.ACTIVITY: 0.5,
    EventType.EXHIBITION: 0.3,
}
"""How many want to see one, beside a forum; nobody stars a break."""
IN_OWN_TRACK = 8.0
"""How much more somebody wants to see what is about their own subject."""
WITH_TALKS, WITH_DIGEST = 0.15, 0.2


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody with their choices."""

    chat_id: int
    language: str
    zone: str | None
    lead_time: int
    digest: bool
    stars: tuple[str, ...]


def crowd(schedule: Schedule, size: int, seed: int, first_id: int) -> Iterator[Attendee]:
    """`size` attendees with ids from `first_id` on. A few tracks are popular; the second one draws half of
    what the first does, the third a third, and so on."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    events = [event for event in schedule.programme if attraction(event)]
    tracks = list(schedule.tracks)
    chance.shuffle(tracks)
    pull = [1 / rank for rank in range(1, len(tracks) + 1)]
    for chat_id in range(first_id, first_id + size):
        own = set(chance.choices(tracks, pull, k=2)) if tracks else set()
        yield Attendee(
            chat_id,
            drawn(chance, LANGUAGES),
            drawn(chance, ZONES),
            drawn(chance, LEAD_TIMES),
            chance.random() < WITH_DIGEST,
            tuple(starred(schedule, events, own, chance)),
        )


def attraction(event: Event) -> float:
    return 0.0 if event.cancelled else ATTRACTION.get(event.type, 0.0)


def starred(
    schedule: Schedule, events: Sequence[Event], own: set[str], chance: random.Random
) -> Iterator[str]:
    """The ids of what one attendee stars, some forums with their talks."""
    if not events:
        return
    weights = [attraction(event) * (IN_OWN_TRACK if event.track in own else 1.0) for event in events]
    for event in dict.fromkeys(chance.choices(events, weights, k=chance.randint(*STARS))):
        yield event.id
        if chance.random() < WITH_TALKS:
            yield from (talk.id for talk in schedule.talks(event.id) if not talk.cancelled)


def drawn(chance: random.Random, shares: Mapping[T, int]) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]


def digests(schedule: Schedule, people: Sequence[Attendee]) -> Counter[datetime]:
    """At which moments how many get a morning digest."""
    return Counter(moment for one in people if one.digest for moment in mornings(schedule, one))


def mornings(schedule: Schedule, one: Attendee) -> set[datetime]:
    """The mornings of the days on which something starts that they starred."""
    zone = reader_zone(one.zone, one.language, schedule.conference.zone)
    return {digest_moment(zone, schedule.events[id_].start) for id_ in one.stars}
