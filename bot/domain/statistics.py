"""Figures for organizers; a channel is nowhere among them as a person."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["People", "Reminders"]


@dataclass(frozen=True, slots=True)
class People:
    """Chats, by who is in them."""

    reachable: int
    """Private chats that the bot may write to."""
    retired: int
    """Private chats that it may not: its reader blocked it or is gone."""
    starred: int
    """How many of the reachable have a star."""
    groups: int
    """Groups that it is in."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """What became of those of some time."""

    sent: int
    after_start: int
    """How many of the sent came after the start that they were to come before."""
    failed: int
    unknown: int
    """Nobody knows whether they arrived."""
    too_late: int
    """They were never sent, because they were of no use any more when their turn came."""
