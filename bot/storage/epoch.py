"""Moments as the database keeps them: whole seconds since 1970, in UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime

__all__ = ["epoch", "epoch_not_before", "moment"]


def epoch(when: datetime) -> int:
    """The second that `when` (aware) lies in."""
    return math.floor(_timestamp(when))


def epoch_not_before(when: datetime) -> int:
    """The first whole second that is not before `when` (aware)."""
    return math.ceil(_timestamp(when))


def moment(seconds: int) -> datetime:
    """The aware datetime, in UTC, of a stored second."""
    return datetime.fromtimestamp(seconds, UTC)


def _timestamp(when: datetime) -> float:
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone; expected an aware datetime")
    return when.timestamp()
