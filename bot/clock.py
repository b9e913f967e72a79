"""The only reader of time.

Two times exist. *Conference time* is what the agenda lives in: it may start anywhere (``BOT_NOW``) and run
faster (``BOT_SPEED``). *Real time* is what networks live in: pacing, leases and timeouts always use it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["AT_FIRST", "Clock"]

AT_FIRST = 1.0
"""Real seconds after the start in which what can wait leaves the processor to whoever wrote meanwhile."""
SET = 2.0
"""Seconds between two looks that no clock gains or loses by itself."""


class Clock:
    """Conference time as a line through real time: ``start + (real - origin) * speed``.

    `start` is aware; None means the real present, which goes with the machine's time also when that is set,
    or the machine slept, until it is told to jump or to run otherwise. `speed` is conference seconds per real
    second, above 0.
    `monotonic` (seconds) and `wall` (aware) are the two readings of the machine; tests pass their own.
    """

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self._start = (start or wall()).astimezone(UTC)
        self._origin = monotonic()
        self._speed = _positive(speed)
        self._present = start is None and speed == 1.0
        self._ahead = self._wall_ahead()
        self._watchers: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        """Conference seconds per real second."""
        return self._speed

    def now(self) -> datetime:
        """Conference time, aware, in UTC."""
        if self._present:
            return self._wall()
        return self._start + timedelta(seconds=(self._monotonic() - self._origin) * self._speed)

    def real_now(self) -> datetime:
        """The machine's time, aware, in UTC."""
        return self._wall()

    def monotonic(self) -> float:
        """Real seconds from an arbitrary origin; never goes back."""
        return self._monotonic()

    def real_seconds_until(self, moment: datetime) -> float:
        """Real seconds until conference time reaches `moment`; 0 when it has passed."""
        return max(0.0, (moment - self.now()).total_seconds() / self._speed)

    def jump(self, to: datetime) -> None:
        """Set conference time to `to` (aware), forwards or back."""
        self._start, self._origin, self._present = to.astimezone(UTC), self._monotonic(), False
        self._tell()

    def run_at(self, speed: float) -> None:
        """Change the speed from now on; conference time itself does not jump."""
        self._start, self._origin, self._speed = self.now(), self._monotonic(), _positive(speed)
        self._present = False
        self._tell()

    def look(self) -> None:
        """To be called now and then: notices that the machine's time was set, or that the machine slept.

        Whoever watches is told then, because moments of real time are not as far away as they were.
        """
        before, self._ahead = self._ahead, self._wall_ahead()
        if abs(self._ahead - before) > SET:
            self._tell()

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` after every jump and change of speed, and when the machine's time was set.

        Whoever waits for a moment must wait anew then.
        """
        self._watchers.append(changed)

    def _wall_ahead(self) -> float:
        """Seconds by which the machine's time is ahead of its monotonic one."""
        return self._wall().timestamp() - self._monotonic()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()


def _positive(speed: float) -> float:
    if not speed > 0:
        raise ValueError(f"speed is {speed}; expected a number above 0")
    return speed
