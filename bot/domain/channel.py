"""What can be wrong with a channel that the settings bind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Trouble", "Why"]


class Why(StrEnum):
    UNKNOWN = "unknown"
    """Telegram knows none of that name or number, or shows the bot none."""
    NO_CHANNEL = "no channel"
    """It is a group, or a person."""
    NO_RIGHT = "no right"
    """The bot is not in it, or may not post."""
    SAME = "same"
    """Another binding names the same channel."""
    NO_TRACK = "no track"
    """The current programme has no such track."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`channel` is what the settings call it."""

    channel: str
    why: Why
    what: str = ""
    """The other name of the same channel, or the id of the track that is missing."""
