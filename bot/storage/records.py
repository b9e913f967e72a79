"""What the storage gives and takes: values without a connection behind them. All datetimes are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Claimed", "DigestAudience", "Kind", "State"]


class Kind(StrEnum):
    """What a row of the outbox is."""

    REMINDER = "reminder"
    SNOOZE = "snooze"
    """A reminder once more, because its reader asked for it."""
    DIGEST = "digest"


class State(StrEnum):
    """Where a row of the outbox stands. The last four are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"
    """It was of no use any more before it could be sent."""
    UNKNOWN = "unknown"
    """Nobody knows whether it arrived, and it will not be tried again."""


class DigestAudience(NamedTuple):
    """Those who want a morning digest and whose morning comes at one moment."""

    zone: str | None
    """The zone they chose; None for those who chose none, whose language tells."""
    language: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row of the outbox that this process is to send now."""

    id: int
    chat_id: int
    kind: Kind
    event_id: str
    """Empty for a digest."""
    starts_at: datetime
    """The event's start when the row was written; a digest's moment."""
    lead_time: int
    """Minutes before the start; 0 is the start itself."""
    useful_until: datetime
    attempts: int
    """How often it was claimed, this time included."""
    unknowns: int
    """How many of the earlier attempts may have arrived: 0 or 1."""
