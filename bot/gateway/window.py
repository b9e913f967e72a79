"""How many messages a server can have counted in the last second, whatever happened to them on their way."""

from __future__ import annotations

from collections import deque
from math import isqrt

__all__ = ["Window"]

LONGEST_WAY = 1.0
"""Seconds after which a message counts as answered: it arrived long ago, only the answer is late."""
LATELY = 10.0
"""Seconds for which room is kept for as many replies as there were."""
GRAIN = 0.0005
"""Seconds by which two clocks may read the same span differently."""


class Window:
    """At most `limit` messages in any `span` seconds, where the server counts them. Real seconds.

    Between the start of a call and its answer nobody knows when the server counted it, but for the time that
    the fastest call took there and back: a message weighs from its start until `span` after its answer, less
    that time. So a machine that stands still for a moment sends no more than the limit afterwards.

    Replies are begun whatever the window says; for as many as came lately in a span, it keeps room.
    """

    def __init__(self, limit: int, span: float) -> None:
        self._limit = limit
        self._span = span + GRAIN
        self._under_way: dict[int, float] = {}
        self._answered: deque[float] = deque()
        self._fastest = float("inf")
        self._begun = self._timed = 0
        self._replies: deque[float] = deque()
        self._most_replies = 0
        self._most_until = 0.0

    def begin(self, now: float, *, reply: bool = False) -> int:
        """A message starts; the number to end it by."""
        if reply:
            self._note_reply(now)
        self._begun += 1
        self._under_way[self._begun] = now
        return self._begun

    def end(self, number: int, now: float) -> None:
        """Its answer is there, or none will come."""
        begun = self._under_way.pop(number, None)
        if begun is not None:
            self._fastest = min(self._fastest, now - begun)
            self._timed += 1
            self._answered.append(now)
        # Where nothing is sent in bulk, nobody asks when it may go.
        self._forget_answered(now, self._span)

    def free_at(self, now: float) -> float:
        """When one more that is no reply may start; infinity while that hangs on an answer."""
        self._give_up_waiting(now)
        # A few calls do not tell how fast one can be.
        weighs = self._span - (self._fastest if self._timed >= self._limit else 0.0)
        self._forget_answered(now, weighs)
        left = self._limit - self._kept(now) - len(self._under_way)
        if left <= 0:
            return float("inf") if self._under_way else now + weighs
        return now if len(self._answered) < left else self._answered[-left] + weighs

    def next_change(self) -> float:
        """When the oldest that is under way counts as answered; infinity where there is none."""
        return next(iter(self._under_way.values()), float("inf")) + LONGEST_WAY

    def _kept(self, now: float) -> int:
        """For how many more replies there is to be room."""
        if now >= self._most_until:
            return 0
        self._forget_replies(now)
        # As many as at most lately, and some more, as it is with people who come by chance.
        expected = self._most_replies + isqrt(self._most_replies)
        return max(0, min(expected, self._limit * 2 // 3) - len(self._replies))

    def _note_reply(self, now: float) -> None:
        self._forget_replies(now)
        self._replies.append(now)
        if len(self._replies) >= self._most_replies or now >= self._most_until:
            self._most_replies, self._most_until = len(self._replies), now + LATELY

    def _forget_replies(self, now: float) -> None:
        while self._replies and self._replies[0] + self._span <= now:
            self._replies.popleft()

    def _forget_answered(self, now: float, weighs: float) -> None:
        while self._answered and self._answered[0] + weighs <= now:
            self._answered.popleft()

    def _give_up_waiting(self, now: float) -> None:
        while self.next_change() <= now:
            del self._under_way[next(iter(self._under_way))]
            self._answered.append(now)
