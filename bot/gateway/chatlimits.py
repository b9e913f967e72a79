"""What each chat may be sent, whatever all may together: about one a second, in a group 20 a minute."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LONG_AGO", "Chat", "ChatLimits"]

Chat = int | str | None
"""A chat's id or a public one's @name; None for an inline message, whose chat nobody tells."""

LONG_AGO = float("-inf")
SWEEP = 1024


@dataclass(frozen=True, slots=True)
class _Allowance:
    """One message in `every` seconds, `burst` at once, at most `debt` seconds owed (GCRA)."""

    every: float
    burst: int
    debt: float

    @property
    def tolerance(self) -> float:
        """Seconds that a burst may run ahead."""
        return self.every * (self.burst - 1)


# About one a second, and bulk never more than a second behind somebody's busy fingers.
PRIVATE = _Allowance(every=1.0, burst=3, debt=3.0)
# 20 in any minute: 4 at once and then 16 more; a minute's worth of debt keeps that true after many replies.
GROUP = _Allowance(every=3.75, burst=4, debt=75.0)
UNKNOWN = _Allowance(every=0.0, burst=1, debt=0.0)


class ChatLimits:
    """Moments are those of one clock, in seconds. Chats at rest are forgotten."""

    def __init__(self) -> None:
        self._owed: dict[Chat, float] = {}
        self._silent_until: dict[Chat, float] = {}
        self._sweep_at = SWEEP

    def free_at(self, chat: Chat) -> float:
        """When the next bulk message to it may go."""
        own = self._owed.get(chat, LONG_AGO) - _allowance(chat).tolerance
        return max(own, self.silent_until(chat))

    def silent_until(self, chat: Chat) -> float:
        """Until when a 429 silences it."""
        return self._silent_until.get(chat, LONG_AGO)

    def silence(self, chat: Chat, until: float) -> None:
        """Telegram said 429 about a message to it."""
        self._silent_until[chat] = max(self._silent_until.get(chat, until), until)

    def count(self, chat: Chat, now: float) -> None:
        """One message to it goes."""
        allowance = _allowance(chat)
        owed = max(self._owed.get(chat, LONG_AGO), now) + allowance.every
        self._owed[chat] = min(owed, now + allowance.debt)
        if len(self) >= self._sweep_at:
            self._owed = {chat: moment for chat, moment in self._owed.items() if moment > now}
            self._silent_until = {chat: until for chat, until in self._silent_until.items() if until > now}
            self._sweep_at = max(SWEEP, 2 * len(self))

    def __len__(self) -> int:
        return len(self._owed) + len(self._silent_until)


def _allowance(chat: Chat) -> _Allowance:
    """Private chats have positive ids; groups and channels negative ones or names."""
    if chat is None:
        return UNKNOWN
    return PRIVATE if isinstance(chat, int) and chat > 0 else GROUP
