"""The updates that wait for the bot: getUpdates' rules."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.sandbox.accounts import Json
from bot.sandbox.errors import ApiError, conflict

__all__ = ["ON_REQUEST", "UpdateQueue", "Webhook"]

KEPT_SECONDS = 24 * 3600
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""The kinds of update that a bot gets only when it names them in `allowed_updates`."""
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Webhook:
    """Where updates go instead of waiting for getUpdates."""

    url: str
    secret: str = ""
    connections: int = 40
    """How many deliveries may be under way at once."""
    last_error_at: int | None = None
    """Epoch seconds."""
    last_error: str = ""


class UpdateQueue:
    """Updates in order of their ids, each kept until acknowledged or a real day old."""

    def __init__(self, clock: Clock, tell: Callable[[Json], None], first_id: int = 100_000_001) -> None:
        self._clock = clock
        self._tell = tell
        self._next_id = first_id
        self._pending: dict[int, tuple[float, Json]] = {}
        self._done: dict[int, asyncio.Future[None]] = {}
        self._poll: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] = frozenset()
        """The kinds the bot wants; empty: all but `ON_REQUEST`."""

    def __len__(self) -> int:
        return len(self._pending)

    def __iter__(self) -> Iterator[Json]:
        """The pending updates, oldest first."""
        return iter([update for _, update in self._pending.values()])

    def push(self, kind: str, content: Json, **more: Any) -> int | None:
        """Queue an update; its id, or None when the bot did not ask for that kind."""
        if (kind not in self.allowed) if self.allowed else (kind in ON_REQUEST):
            return None
        self._drop_old()
        update_id, self._next_id = self._next_id, self._next_id + 1
        self._pending[update_id] = (self._clock.monotonic(), {"update_id": update_id, kind: content, **more})
        self._tell({"type": "update", "update_id": update_id})
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return update_id

    async def get(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's name
        """getUpdates: acknowledges what is below `offset`, waits up to `timeout` real seconds for the rest.

        A negative offset counts from the end. Another poller's waiting request ends with 409.
        """
        self.end_poll(conflict(OTHER_POLLER))
        if offset < 0:
            offset = sorted(self._pending)[offset:][0] if self._pending else 0
        self.acknowledge(update_id for update_id in tuple(self._pending) if update_id < offset)
        if not self._pending and timeout > 0:
            await self._arrived(timeout)
        return [update for _, (_, update) in zip(range(limit), self._pending.values(), strict=False)]

    async def _arrived(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def end_poll(self, error: ApiError) -> None:
        """End a waiting getUpdates with `error`."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)
        self._poll = None

    def acknowledge(self, update_ids: Iterable[int]) -> None:
        """The bot is done with these."""
        for update_id in update_ids:
            if self._pending.pop(update_id, None) is None:
                continue
            done = self._done.pop(update_id, None)
            if done is not None and not done.done():
                done.set_result(None)
            self._tell({"type": "acknowledged", "update_id": update_id})

    async def acknowledged(self, update_id: int) -> None:
        """Wait until the bot is done with the update."""
        if update_id not in self._pending:
            return
        done = self._done.get(update_id)
        if done is None:
            done = self._done[update_id] = asyncio.get_running_loop().create_future()
        await asyncio.shield(done)

    def forget(self) -> None:
        """Drop everything pending."""
        self.acknowledge(tuple(self._pending))

    def _drop_old(self) -> None:
        oldest_kept = self._clock.monotonic() - KEPT_SECONDS
        while self._pending:
            update_id, (queued_at, _) = next(iter(self._pending.items()))
            if queued_at >= oldest_kept:
                return
            self.acknowledge((update_id,))
