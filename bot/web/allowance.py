"""How often one and the same may ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

__all__ = ["Allowance"]

MOST_KEPT = 50_000
"""Who has not asked for longest is forgotten first: by then theirs is full again."""


class Allowance:
    """`burst` requests at once, and `per_second` more for each second since; for each key its own."""

    def __init__(self, *, burst: int, per_second: float, most_kept: int = MOST_KEPT) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._most_kept = most_kept
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        """Key -> (how many were left, when)."""

    def take(self, key: Hashable, now: float) -> float:
        """Take one at `now` (seconds, monotonic): 0, or the seconds until there is one again."""
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_second)
        wait = max(0.0, (1 - left) / self._per_second)
        self._left[key] = (left if wait else left - 1, now)
        if len(self._left) > self._most_kept:
            self._left.popitem(last=False)
        return wait
