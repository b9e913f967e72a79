"""What people want to see and what they do not: the programme in the order of its stars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.model import Event, EventType, Schedule, Track
from bot.domain.statistics import Stars

__all__ = ["Starred", "TrackStars", "by_event", "by_track", "extremes"]


@dataclass(frozen=True, slots=True)
class Starred:
    """An event with its stars; `share` is the part of those who starred something that starred it."""

    event: Event
    stars: int
    share: float


@dataclass(frozen=True, slots=True)
class TrackStars:
    track: Track
    stars: int
    """Of all its events, talks aside."""
    events: int
    followers: int


def by_event(schedule: Schedule, stars: Stars) -> list[Starred]:
    """Each programme item, the most starred first; breaks and what was called off aside."""
    found = [
        Starred(event, stars.events.get(event.id, 0), stars.share(event.id))
        for event in schedule.programme
        if wanted(event)
    ]
    return sorted(found, key=lambda one: (-one.stars, one.event.start, one.event.id))


def by_track(schedule: Schedule, stars: Stars) -> list[TrackStars]:
    """Each track, the most starred first."""
    found = []
    for track in schedule.tracks.values():
        events = [event for event in schedule.of_track(track.id) if event.forum is None and wanted(event)]
        count = sum(stars.events.get(event.id, 0) for event in events)
        found.append(TrackStars(track, count, len(events), stars.tracks.get(track.id, 0)))
    return sorted(found, key=lambda one: (-one.stars, one.track.id))


def extremes(ranked: Sequence[Starred], most: int) -> tuple[Sequence[Starred], Sequence[Starred]]:
    """The `most` most wanted and as many least wanted, the least first; no event is in both."""
    top = ranked[:most]
    rest = ranked[len(top) :]
    return top, rest[::-1][:most]


def wanted(event: Event) -> bool:
    return event.type is not EventType.BREAK and not event.cancelled
