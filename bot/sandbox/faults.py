"""What goes wrong between a bot and Telegram: on cue for a test, or at random for a soak."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.errors import ApiError

__all__ = ["Fault", "Faults", "Mishap"]


class Fault(StrEnum):
    """``before`` and ``after`` say whether the method did its work."""

    TOO_MANY_REQUESTS = "too many requests"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502 with a web page instead of JSON"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    HANG_BEFORE = "hang before"
    """No answer until the server stops."""
    HANG_AFTER = "hang after"


@dataclass(slots=True)
class Mishap:
    """A fault that waits for a call. An ApiError instead of a `Fault` is a refusal with Telegram's words."""

    fault: Fault | ApiError
    method: str
    """In lower case; empty for any."""
    times: int
    chat_id: int | None
    retry_after: int

    def meets(self, method: str, chat_id: str) -> bool:
        if self.method and self.method != method:
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id


class Faults:
    """Scripted faults come first, in the order they were added; then random ones from `seed`."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._scripted: list[Mishap] = []
        self._shares: list[tuple[float, Mishap]] = []
        self._methods: frozenset[str] = frozenset()
        self.met: Counter[Fault | str] = Counter()
        """How often each came to pass; refusals under their description."""

    def add(
        self,
        method: str,
        fault: Fault | ApiError,
        *,
        times: int = 1,
        chat_id: int | None = None,
        retry_after: int = 1,
    ) -> None:
        """The next `times` calls of `method` (empty: of any), to `chat_id` if given, meet `fault`."""
        self._scripted.append(Mishap(fault, method.lower(), times, chat_id, retry_after))

    def at_random(self, shares: dict[Fault, float], methods: Iterable[str], *, retry_after: int = 1) -> None:
        """From now on each call of `methods` meets each fault with its share, 0 to 1, of all calls."""
        if sum(shares.values()) > 1:
            raise ValueError(f"shares add up to {sum(shares.values())}; expected at most 1")
        self._methods = frozenset(method.lower() for method in methods)
        self._shares = [(share, Mishap(fault, "", 1, None, retry_after)) for fault, share in shares.items()]

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self._scripted.clear()
        self._shares.clear()

    def meet(self, method: str, chat_id: str) -> Mishap | None:
        """What befalls a call of `method` (lower case) to the chat, if anything."""
        if not self._scripted and not self._shares:
            return None
        mishap = self._script(method, chat_id) or self._draw(method)
        if mishap is not None:
            self.met[str(mishap.fault) if isinstance(mishap.fault, ApiError) else mishap.fault] += 1
        return mishap

    def _script(self, method: str, chat_id: str) -> Mishap | None:
        for mishap in self._scripted:
            if mishap.meets(method, chat_id):
                mishap.times -= 1
                if mishap.times == 0:
                    self._scripted.remove(mishap)
                return mishap
        return None

    def _draw(self, method: str) -> Mishap | None:
        if method not in self._methods:
            return None
        drawn = self._random.random()
        for share, mishap in self._shares:
            if drawn < share:
                return mishap
            drawn -= share
        return None
