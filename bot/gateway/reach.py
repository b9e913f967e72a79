"""Whether calls get through to Telegram; while none does, they take turns at trying, with pauses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import structlog
from telegram.error import TelegramError, TimedOut

from bot.gateway.errors import NotSent, ServerFailed, UnknownOutcome

__all__ = ["Reach"]

IN_A_ROW = 4
"""So many calls that did not get through, with none between them that did, are no chance."""
PAUSES = (0.5, 5.0)
LOST = (NotSent, ServerFailed, TimedOut, UnknownOutcome)

_log = structlog.get_logger(__name__)


class Reach:
    """Judges by how the last calls ended. What Telegram answered got through, whatever the answer is; without
    a connection, without an answer and with a 5xx a call did not.

    `monotonic` returns real seconds; `pauses` are the first and the longest between two tries, in seconds.
    """

    def __init__(self, monotonic: Callable[[], float], pauses: tuple[float, float] = PAUSES) -> None:
        self._monotonic = monotonic
        self._first, self._longest = pauses
        self._failures = 0
        self._pause = self._first
        self._next_try_at = 0.0
        self._back = asyncio.Event()
        self._watchers: list[Callable[[], None]] = []

    @property
    def away(self) -> bool:
        """Nothing gets through: one call at a time is to try whether that is over."""
        return self._failures >= IN_A_ROW

    def next_try_in(self) -> float:
        """Seconds until a call may try whether Telegram is back; 0 while it is not away."""
        return max(0.0, self._next_try_at - self._monotonic()) if self.away else 0.0

    def watch(self, back: Callable[[], None]) -> None:
        """Call `back` when something gets through again."""
        self._watchers.append(back)

    async def turn(self, patience: float) -> float:
        """Wait until a call may go: Telegram is back, or may be; returns for how many seconds that was.

        Raises NotSent when it would be more than `patience`.
        """
        began = self._monotonic()
        while (left := self.next_try_in()) > 0:
            if self._monotonic() + left > began + patience:
                raise NotSent("Telegram is away")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._back.wait(), left)
        return self._monotonic() - began

    @contextmanager
    def trying(self) -> Iterator[None]:
        """`with` it around a call: while Telegram is away no other is to go for a while then."""
        if self.away:
            self._pause_anew(min(2 * self._pause, self._longest))
        try:
            yield
        except LOST as error:
            self._failed(error)
            raise
        except TelegramError:
            self._got_through()
            raise
        self._got_through()

    def _failed(self, error: TelegramError) -> None:
        self._failures += 1
        if self._failures == IN_A_ROW:
            _log.warning("nothing gets through to Telegram; what is to be sent waits", error=str(error))
            self._back.clear()
            self._pause_anew(self._first)

    def _got_through(self) -> None:
        was_away, self._failures = self.away, 0
        if was_away:
            _log.info("calls get through to Telegram again")
            self._back.set()
            for back in self._watchers:
                back()

    def _pause_anew(self, seconds: float) -> None:
        self._pause, self._next_try_at = seconds, self._monotonic() + seconds
