"""Figures for organizers; a channel is nowhere among them as a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["WAITS", "People", "Reminders", "Stars"]

WAITS = (10, 60, 300)
"""Seconds that a reminder may have waited from falling due until it arrived."""


@dataclass(frozen=True, slots=True)
class People:
    """Chats, by who is in them."""

    reachable: int = 0
    """Private chats that the bot may write to."""
    retired: int = 0
    """Private chats that it may not: its reader blocked it or is gone."""
    starred: int = 0
    """How many of the reachable have a star."""
    groups: int = 0
    """Groups that it is in."""
    of_day: int = 0
    """How many of the reachable wrote or pressed something in the last 24 hours, to within one."""
    of_week: int = 0
    """The same in the last 7 days."""
    languages: tuple[tuple[str, int], ...] = ()
    """The reachable by language, the most first."""
    zones: tuple[tuple[str | None, int], ...] = ()
    """The reachable by time zone, the most first; None for those who chose none."""


@dataclass(frozen=True, slots=True)
class Stars:
    """Who wants to see what; a person who left counts on, as does a group as one."""

    events: Mapping[str, int]
    """Event id -> how many starred it; one that nobody starred is not there."""
    tracks: Mapping[str, int]
    """Track id -> how many follow it."""
    chats: int
    """How many have starred something."""

    def share(self, event_id: str) -> float:
        """Of those who starred something, the part that starred this, from 0 to 1."""
        return self.events.get(event_id, 0) / self.chats if self.chats else 0.0


@dataclass(frozen=True, slots=True)
class Reminders:
    """What became of those of some time."""

    sent: int = 0
    after_start: int = 0
    """How many of the sent came after the start that they were to come before."""
    failed: int = 0
    unknown: int = 0
    """Nobody knows whether they arrived."""
    too_late: int = 0
    """They were never sent, because they were of no use any more when their turn came."""
    waits: tuple[int, ...] = ()
    """Of the sent, how many waited up to each of `WAITS`, and how many longer than the last."""
