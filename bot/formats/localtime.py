"""Clock times of a zone in UTC, with the two hours a year that need care."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from zoneinfo import ZoneInfo

__all__ = ["Quirk", "shown", "to_local", "to_utc"]


class Quirk(Enum):
    """What a change of the clocks does to a local time."""

    MISSING = "the clocks skip it"
    TWICE = "the clocks show it twice"


def to_utc(local: datetime, zone: ZoneInfo) -> tuple[datetime, Quirk | None]:
    """The moment at which the clocks of `zone` show the naive `local`.

    A time shown twice is the first of the two; a skipped one is what the clocks would show unchanged.
    """
    early, late = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    before, after = early.utcoffset(), late.utcoffset()
    if before == after or before is None or after is None:
        return early.astimezone(UTC), None
    return early.astimezone(UTC), Quirk.MISSING if before < after else Quirk.TWICE


def to_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The naive time that the clocks of `zone` show at `moment`."""
    return moment.astimezone(zone).replace(tzinfo=None)


def shown(local: datetime) -> str:
    """As it is written in a schedule."""
    return local.isoformat(" ", "minutes")
