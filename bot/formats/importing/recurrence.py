"""When an event of a calendar takes place that repeats each day or week (RFC 5545, 3.3.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

__all__ = ["MOST_TIMES", "times"]

MOST_TIMES = 31
STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
FOLLOWED = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}


def times(start: datetime, rule: Mapping[str, Sequence[Any]]) -> list[datetime] | None:
    """The starts by `rule` on the clock of `start`; None for one that is endless or not simple."""
    step = STEPS.get(str(_first(rule, "FREQ")).upper())
    interval, count, until = (_first(rule, name) for name in ("INTERVAL", "COUNT", "UNTIL"))
    if step is None or not FOLLOWED.issuperset(rule) or (count is None and until is None):
        return None
    if not isinstance(interval or 1, int) or not isinstance(count or 1, int):
        return None
    step *= min(max(interval or 1, 1), MOST_TIMES)
    found: list[datetime] = []
    moment = start
    while len(found) < min(count or MOST_TIMES, MOST_TIMES) and not _after(moment, until):
        found.append(moment)
        moment += step
    return found


def _first(rule: Mapping[str, Sequence[Any]], name: str) -> Any:
    value = rule.get(name)
    return value[0] if isinstance(value, list) and value else None


def _after(moment: datetime, until: object) -> bool:
    """Whether `moment` is past the last day or moment of a rule."""
    if not isinstance(until, date):
        return False
    if not isinstance(until, datetime):
        until = datetime.combine(until, time.max)
    if (until.tzinfo is None) != (moment.tzinfo is None):
        until = until.replace(tzinfo=None if until.tzinfo else UTC)
        moment = moment.replace(tzinfo=None) if until.tzinfo is None else moment
    return moment > until
