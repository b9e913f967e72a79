"""How sending goes: what became of each call, counted where it leaves."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from telegram.error import TelegramError

from bot.gateway.errors import NotSent, ServerFailed, Throttled
from bot.gateway.gate import is_message
from bot.gateway.transport import Transport
from bot.metrics import Metrics

__all__ = ["CountedRequest", "Sends"]

FAILURES: tuple[tuple[type[TelegramError], str], ...] = (
    (Throttled, "throttled"),
    (NotSent, "not_sent"),
    (ServerFailed, "failed"),
)
"""The first that fits; of what is none of these nobody knows the outcome."""
UNCHANGED = b"message is not modified"
"""In what Telegram answers to an edit after which the message is what it was: no failure."""
OF_THE_WAY = frozenset({"not_sent", "failed", "unknown"})
"""The outcomes that say something of the way to Telegram, not of one message."""


class Sends:
    """`monotonic` returns real seconds, and so are the moments."""

    def __init__(self, metrics: Metrics, monotonic: Callable[[], float]) -> None:
        self._metrics = metrics
        self._monotonic = monotonic
        self.last_at: float | None = None
        """When Telegram last took a message; None while it has taken none."""
        self._failing_since: float | None = None

    def note(self, method: str, outcome: str) -> None:
        """A call of `method` ended so."""
        if outcome == "throttled":
            self._metrics.throttled()
        if not is_message(method):
            return
        self._metrics.sent(outcome)
        if outcome in OF_THE_WAY:
            if self._failing_since is None:
                self._failing_since = self._monotonic()
        else:
            self._failing_since = None
        if outcome == "sent":
            self.last_at = self._monotonic()

    def failing_for(self) -> float:
        """For how many seconds no message has got through to Telegram; 0 while the last one has."""
        return 0.0 if self._failing_since is None else self._monotonic() - self._failing_since


class CountedRequest(Transport):
    """Tells `sends` what became of each call."""

    def __init__(self, sends: Sends, *, connections: int) -> None:
        super().__init__(connections=connections)
        self._sends = sends

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As the base's."""
        method = url.rpartition("/")[2]
        try:
            status, body = await super().do_request(url, *args, **kwargs)
        except TelegramError as error:
            failure = next((name for kind, name in FAILURES if isinstance(error, kind)), "unknown")
            self._sends.note(method, failure)
            raise
        self._sends.note(method, _outcome(status, body))
        return status, body


def _outcome(status: int, body: bytes) -> str:
    if status == HTTPStatus.FORBIDDEN:
        return "blocked"
    return "sent" if status == HTTPStatus.OK or UNCHANGED in body else "refused"
