"""Which events of a day stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.model import Event

__all__ = ["Placed", "arranged"]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event in the `lane`-th (from 0) of `lanes` equal parts of the width."""

    event: Event
    lane: int
    lanes: int


def arranged(events: Iterable[Event], rooms: Mapping[str, int]) -> list[Placed]:
    """As few lanes as can be wherever events overlap; `rooms` gives the order of the lanes."""
    placed: list[Placed] = []
    for together in clusters(events):
        lanes = parted(together, rooms)
        placed += [Placed(event, number, len(lanes)) for number, lane in enumerate(lanes) for event in lane]
    return placed


def clusters(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Groups of events of which each overlaps some other, and no event of another group."""
    group: list[Event] = []
    for event in sorted(events, key=lambda event: (event.start, event.end, event.id)):
        if group and event.start >= max(other.end for other in group):
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def parted(events: Iterable[Event], rooms: Mapping[str, int]) -> list[list[Event]]:
    """Lanes without overlaps; an event goes on in its room's lane where it can."""
    lanes: list[list[Event]] = []
    last = len(rooms)

    def order(event: Event) -> int:
        return rooms.get(event.room or "", last)

    for event in sorted(events, key=lambda event: (event.start, order(event), event.id)):
        free = [lane for lane in lanes if lane[-1].end <= event.start]
        same = [lane for lane in free if event.room and lane[-1].room == event.room]
        if chosen := (same or free)[:1]:
            chosen[0].append(event)
        else:
            lanes.append([event])
    return sorted(lanes, key=lambda lane: order(lane[0]))
