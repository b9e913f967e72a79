"""The one place every Bot API call passes: its turn, its second tries, the answers that are no errors."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.pacing import Pacer
from bot.gateway.reach import Reach
from bot.gateway.timetags import TimeTags

__all__ = ["Gate", "Retries", "is_message"]

Answer = bool | dict[str, Any] | list[dict[str, Any]]

MESSAGES = ("send", "edit", "copy", "forward")
NO_MESSAGE = "sendChatAction"
REPEATABLE = ("get", "set", "edit", "answer", "delete", "pin", "unpin")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Retries:
    """How a call is tried again: at most `attempts` times in all, `first_delay` seconds before the second,
    twice that before the third and so on, each times 0.5 to 1.5. A 429 may hold it up for `patience` seconds;
    so may a Telegram that is away, which it tries in turns with all others.
    """

    attempts: int = 4
    first_delay: float = 0.5
    patience: float = 30.0


class Gate(BaseRateLimiter[None]):
    """python-telegram-bot's hook around each call that answers a person; bulk does not pass here.

    Tried again: what was not done (429, 5xx, no connection) and, where twice is the same as once, what may
    have been. Never tried again: a send whose outcome is unknown. Other errors pass.
    """

    def __init__(
        self, pacer: Pacer, reach: Reach, time_tags: TimeTags, retries: Retries | None = None
    ) -> None:
        self._pacer = pacer
        self._reach = reach
        self._time_tags = time_tags
        self._retries = retries or Retries()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0917 - the base's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ARG002 - always (endpoint, data)
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - all calls are alike here
    ) -> Answer:
        """Do one call; see BaseRateLimiter."""
        failures = 0
        patience = self._retries.patience
        while True:
            if self._reach.away:
                patience -= await self._reach.turn(patience)
            data = self._time_tags.fitting(data)
            try:
                if not is_message(endpoint):
                    with self._reach.trying():
                        return await callback(endpoint, data, **kwargs)
                # An edit of an inline message names no chat; it counts towards the whole all the same.
                turn = await self._pacer.reply(data.get("chat_id"), patience)
                patience -= turn.waited
                with turn, self._reach.trying():
                    return await callback(endpoint, data, **kwargs)
            except Throttled as error:
                self._hold(endpoint, data, error, patience)
                patience -= error.seconds
                delay = error.seconds
            except BadRequest as error:
                if _is_no_error(endpoint, error):
                    return True
                if not self._time_tags.are_refused(error, data):
                    raise
                delay = 0.0
            except TelegramError as error:
                failures += 1
                delay = self._backoff(endpoint, data, error, failures)
                patience -= delay
            await asyncio.sleep(delay)

    def _hold(self, endpoint: str, data: dict[str, Any], error: Throttled, patience: float) -> None:
        """Hold what else would run into this 429; raises `error` when it asks for too much patience."""
        chat = data.get("chat_id")
        _log.warning("throttled", endpoint=endpoint, chat_id=chat, seconds=error.seconds)
        if is_message(endpoint):
            self._pacer.pause(error.seconds, chat)
        if error.seconds > patience:
            raise error

    def _backoff(self, endpoint: str, data: dict[str, Any], error: TelegramError, failures: int) -> float:
        """Seconds until the next try; raises `error` when there is none."""
        undone = isinstance(error, NotSent | ServerFailed)
        repeatable = isinstance(error, TimedOut | UnknownOutcome) and endpoint.startswith(REPEATABLE)
        if undone and self._reach.away:
            return 0.0
        if failures >= self._retries.attempts or not (undone or repeatable):
            raise error
        delay = self._retries.first_delay * 2.0 ** (failures - 1) * (0.5 + random.random())  # noqa: S311
        _log.warning(
            "trying again",
            endpoint=endpoint,
            chat_id=data.get("chat_id"),
            error=type(error).__name__,
            seconds=round(delay, 2),
        )
        return delay


def is_message(endpoint: str) -> bool:
    """Whether a call counts as a message."""
    return endpoint.startswith(MESSAGES) and endpoint != NO_MESSAGE


def _is_no_error(endpoint: str, error: BadRequest) -> bool:
    """Whether what was wanted is so already, or nobody waits for it any more."""
    said = error.message.lower()
    if endpoint.startswith("edit"):
        return "message is not modified" in said
    return endpoint == "answerCallbackQuery" and "query is too old" in said
