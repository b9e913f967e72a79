"""Telegram's limits on how fast a bot may write, in real time."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from bot.sandbox.errors import ApiError

__all__ = ["RateLimits", "too_many_requests"]

CHATS_REMEMBERED = 10_000


class RateLimits:
    """Messages in any sliding second, per chat with a burst, and per group and minute. None means no limit.

    `refused` counts the 429s, `fastest` is the most messages that went through in any sliding second.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        per_second: int | None = 30,
        chat_per_second: float | None = 1.0,
        chat_burst: int = 5,
        group_per_minute: int | None = 20,
    ) -> None:
        self._monotonic = monotonic
        self._per_second = per_second
        self._chat_interval = 1 / chat_per_second if chat_per_second else None
        self._chat_burst = chat_burst
        self._group_per_minute = group_per_minute
        self._second: deque[float] = deque()
        self._chats: dict[str, float] = {}
        self._groups: dict[str, deque[float]] = {}
        self.refused = 0
        self.fastest = 0

    def check(self, chat_id: str) -> None:
        """Count a message to `chat_id`, or raise 429 for it."""
        now = self._monotonic()
        while self._second and self._second[0] <= now - 1:
            self._second.popleft()
        wait = max(self._wait_all(now), self._wait_chat(chat_id, now), self._wait_group(chat_id, now))
        if wait > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(wait))
        self._count(chat_id, now)

    def _wait_all(self, now: float) -> float:
        if self._per_second is None or len(self._second) < self._per_second:
            return 0.0
        return self._second[0] + 1 - now

    def _wait_chat(self, chat_id: str, now: float) -> float:
        if self._chat_interval is None:
            return 0.0
        free_at = self._chats.get(chat_id, now)
        return max(0.0, free_at - now - self._chat_interval * (self._chat_burst - 1))

    def _wait_group(self, chat_id: str, now: float) -> float:
        minute = self._groups.get(chat_id)
        if self._group_per_minute is None or minute is None:
            return 0.0
        while minute and minute[0] <= now - 60:
            minute.popleft()
        return minute[0] + 60 - now if len(minute) >= self._group_per_minute else 0.0

    def _count(self, chat_id: str, now: float) -> None:
        self._second.append(now)
        self.fastest = max(self.fastest, len(self._second))
        if self._chat_interval is not None:
            if len(self._chats) > CHATS_REMEMBERED:
                self._chats = {chat: free_at for chat, free_at in self._chats.items() if free_at > now}
            self._chats[chat_id] = max(self._chats.get(chat_id, now), now) + self._chat_interval
        if chat_id.startswith("-") and self._group_per_minute is not None:
            self._groups.setdefault(chat_id, deque()).append(now)


def too_many_requests(retry_after: int) -> ApiError:
    """429: write again after `retry_after` seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
