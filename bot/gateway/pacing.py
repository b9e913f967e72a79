"""When a message may go. Replies to people go at once; bulk takes what they leave of Telegram's limits."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.gateway.allotment import Allotment, SharedPace
from bot.gateway.chatlimits import Chat, ChatLimits
from bot.gateway.errors import Throttled
from bot.gateway.window import Window

__all__ = ["Pacer", "Turn"]

# A timer fires late by a millisecond or two, and at a fast pace a busy machine stands still for longer. What
# was lost, up to this much, is caught up with.
LATENESS, LATENESS_OF_EACH = 0.004, 0.00005
# What a second is longer than a second, for the messages of other processes, which the window does not see.
MARGIN = 0.008
# Seconds of sending that stand in line: enough that it never runs dry, few enough that a crash leaves few
# of whom nobody knows whether they went.
LINE_SECONDS = 0.06
# Seconds that one waits in line for its chat's own limit; what must wait longer comes again.
LONGEST_HOLD = 3.0


@dataclass(order=True, slots=True)
class _Waiter:
    urgency: tuple[float, int]
    chat: Chat = field(compare=False)
    turn: asyncio.Future[int] = field(compare=False)


@dataclass(slots=True)
class Turn:
    """The time in which a message goes: `with` it around the call."""

    ended: Callable[[], None]
    waited: float = 0.0
    """Seconds until it began."""

    def __enter__(self) -> Turn:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended()


class Pacer:
    """`per_second` messages in any second, evenly (GCRA). Real seconds, one event loop.

    When the server counts a bulk message, no more than `per_second` messages (replies too) came in the second
    that ends then. `monotonic` returns real seconds. With `shared`, that holds for all processes together,
    to within the replies of a quarter of a second and what the way to the server delays.
    """

    def __init__(
        self, per_second: float, monotonic: Callable[[], float], shared: SharedPace | None = None
    ) -> None:
        self.monotonic = monotonic
        self._lateness = max(LATENESS, LATENESS_OF_EACH * per_second)
        self._every = (1 + MARGIN) / per_second
        limit = max(1, int(per_second))
        self._window = Window(limit, max(1.0, limit / per_second))
        self._debt = self._every * max(per_second, 1)
        self._next_free_at = monotonic()
        self._paused_until = self._next_free_at
        self._chats = ChatLimits()
        self._ready: list[_Waiter] = []
        self._held: list[tuple[float, _Waiter]] = []
        self._line = max(2, round(per_second * LINE_SECONDS))
        self._shorter = asyncio.Event()
        self._answering = 0
        self._arrivals = count()
        self._timer: asyncio.TimerHandle | None = None
        self._allotment = (
            Allotment(shared, per_second, self._every, monotonic, self._let_go) if shared else None
        )

    async def room(self) -> int:
        """Wait until the line is half empty and no 429 holds it; returns how many messages it has room for.

        Who commits to a send before it lines up asks here first, and so never commits to many.
        """
        while True:
            self._shorter.clear()
            if (left := self._paused_until - self.monotonic()) > 0:
                await asyncio.sleep(left)
            elif len(self._ready) * 2 > self._line:
                await self._shorter.wait()
            else:
                return self._line - len(self._ready)

    async def bulk(self, chat: Chat, useful_until: datetime | None = None) -> Turn:
        """Wait until one bulk message may go to `chat`; the earliest `useful_until` first, None last.

        Raises Throttled when a 429, or the chat's own limit, asks for more time than it is worth waiting.
        """
        if (left := self._paused_until - self.monotonic()) > 0:
            raise Throttled(left)
        urgency = useful_until.timestamp() if useful_until else float("inf")
        turn = asyncio.get_running_loop().create_future()
        waiter = _Waiter((urgency, next(self._arrivals)), chat, turn)
        heapq.heappush(self._ready, waiter)
        self._let_go()
        try:
            number = await turn
        except asyncio.CancelledError:
            self._forget(waiter)
            raise
        return self._turn(number)

    async def reply(self, chat: Chat, patience: float = 30.0) -> Turn:
        """Count one reply to `chat`, waiting only while a 429 silences that chat.

        Raises Throttled when that would be more than `patience` seconds.
        """
        waited = 0.0
        while (left := self._chats.silent_until(chat) - self.monotonic()) > 0:
            if waited + left > patience:
                raise Throttled(left)
            await asyncio.sleep(left)
            waited += left
        now = self.monotonic()
        owed = min(max(self._next_free_at, now - self._lateness) + self._every, now + self._debt)
        self._next_free_at = max(self._next_free_at, owed)
        self._chats.count(chat, now)
        if self._allotment:
            self._allotment.spend()
        return self._turn(self._window.begin(now, reply=True), waited)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While somebody is being answered, bulk waits for as long as it can catch up with."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1
            if self._ready and not self._answering:
                self._let_go()

    def pause(self, seconds: float, chat: Chat) -> None:
        """Telegram said 429: hold all bulk, and the replies to `chat`, for `seconds` from now."""
        until = self.monotonic() + seconds
        self._paused_until = max(self._paused_until, until)
        if chat is not None:
            self._chats.silence(chat, until)
        if self._allotment:
            self._allotment.pause(seconds)
        self._send_away(self._paused_until - self.monotonic())

    def _send_away(self, seconds: float) -> None:
        """Nobody waits in memory for a 429 to pass: whoever sends in bulk writes it down and comes again."""
        waiters = [*self._ready, *(waiter for _, waiter in self._held)]
        self._ready, self._held = [], []
        self._shorter.set()
        for waiter in waiters:
            if not waiter.turn.done():
                waiter.turn.set_exception(Throttled(seconds))

    def _let_go(self) -> None:
        """Let go whoever may go now, and set the timer for the next."""
        now = self.monotonic()
        while self._held and self._held[0][0] <= now:
            heapq.heappush(self._ready, heapq.heappop(self._held)[1])
        while self._ready and self._bulk_from(now) <= now:
            waiter = heapq.heappop(self._ready)
            if waiter.turn.done():
                continue
            free_at = self._chats.free_at(waiter.chat)
            if free_at > now + LONGEST_HOLD:
                waiter.turn.set_exception(Throttled(free_at - now))
                continue
            if free_at > now:
                heapq.heappush(self._held, (free_at, waiter))
                continue
            self._next_free_at = max(self._next_free_at, now - self._lateness) + self._every
            self._chats.count(waiter.chat, now)
            if self._allotment:
                self._allotment.spend()
            waiter.turn.set_result(self._window.begin(now))
        self._shorter.set()
        if self._ready:
            self._wake_at(min(self._bulk_from(now), max(now, self._window.next_change())))
        elif self._held:
            self._wake_at(max(self._next_free_at, self._held[0][0]))

    def _bulk_from(self, now: float) -> float:
        """When the next bulk message may go; infinity until the slots that it needs have been taken."""
        patient = self._next_free_at + (self._lateness if self._answering else 0.0)
        own = max(patient, self._window.free_at(now))
        return max(own, self._allotment.next_slot(now)) if self._allotment else own

    def _turn(self, number: int, waited: float = 0.0) -> Turn:
        def ended() -> None:
            self._window.end(number, self.monotonic())
            if self._ready:
                self._let_go()

        return Turn(ended, waited)

    def _wake_at(self, moment: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if moment == float("inf"):
            return
        self._timer = asyncio.get_running_loop().call_later(moment - self.monotonic(), self._let_go)

    def _forget(self, waiter: _Waiter) -> None:
        self._ready = [other for other in self._ready if other is not waiter]
        self._held = [(moment, other) for moment, other in self._held if other is not waiter]
        heapq.heapify(self._ready)
        heapq.heapify(self._held)
        self._shorter.set()
