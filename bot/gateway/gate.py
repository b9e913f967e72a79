"""The one place every Bot API call passes: its turn, its second tries, the answers that are no errors."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.pacing import Pacer

__all__ = ["Bulk", "Gate", "Retries"]

Answer = bool | dict[str, Any] | list[dict[str, Any]]

MESSAGES = ("send", "edit", "copy", "forward")
NO_MESSAGE = "sendChatAction"
REPEATABLE = ("get", "set", "edit", "answer", "delete", "pin", "unpin")
TIME_TAG = re.compile(r"</?tg-time\b[^>]*>")
TIME_TAG_REFUSED = 'unsupported start tag "tg-time"'

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bulk:
    """`rate_limit_args` of a message nobody waits for: it goes in its turn, earliest `useful_until` first."""

    useful_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Retries:
    """How a call is tried again: at most `attempts` times in all, `first_delay` seconds before the second,
    twice that before the third and so on, each times 0.5 to 1.5; 429s may hold it up for `patience` seconds.
    """

    attempts: int = 4
    first_delay: float = 0.5
    patience: float = 30.0


class Gate(BaseRateLimiter[Bulk]):
    """python-telegram-bot's hook around each call. Messages without `Bulk` are replies.

    Tried again: what was not done (429, 5xx, no connection) and, where twice is the same as once, what may
    have been. Never tried again: a send whose outcome is unknown. Other errors pass.
    """

    def __init__(self, pacer: Pacer, retries: Retries | None = None) -> None:
        self._pacer = pacer
        self._retries = retries or Retries()
        self._time_tags = True

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
        rate_limit_args: Bulk | None,
    ) -> Answer:
        """Do one call; see BaseRateLimiter."""
        bulk = rate_limit_args if _is_message(endpoint) else None
        failures = 0
        patience = self._retries.patience
        while True:
            if not self._time_tags:
                data = _without_time_tags(data)
            patience -= await self._turn(endpoint, data, bulk, patience)
            try:
                return await callback(endpoint, data, **kwargs)
            except Throttled as error:
                self._hold(endpoint, data, error, patience)
                patience -= error.seconds
                # Bulk waits in its line, so that whoever is more urgent goes first.
                delay = error.seconds if bulk is None else 0.0
            except BadRequest as error:
                if _is_no_error(endpoint, error):
                    return True
                delay = self._without_refused_tags(data, error)
            except TelegramError as error:
                failures += 1
                delay = self._backoff(endpoint, data, error, failures)
            await asyncio.sleep(delay)

    async def _turn(self, endpoint: str, data: dict[str, Any], bulk: Bulk | None, patience: float) -> float:
        """Wait until the call may go; returns the seconds of patience that it took."""
        if not _is_message(endpoint):
            return 0.0
        # An edit of an inline message names no chat; it counts towards the whole all the same.
        chat = data.get("chat_id")
        if bulk is None:
            return await self._pacer.reply(chat, patience)
        await self._pacer.bulk(chat, bulk.useful_until)
        return 0.0

    def _hold(self, endpoint: str, data: dict[str, Any], error: Throttled, patience: float) -> None:
        """Hold what else would run into this 429; raises `error` when it asks for too much patience."""
        chat = data.get("chat_id")
        _log.warning("throttled", endpoint=endpoint, chat_id=chat, seconds=error.seconds)
        if _is_message(endpoint):
            self._pacer.pause(error.seconds, chat)
        if error.seconds > patience:
            raise error

    def _backoff(self, endpoint: str, data: dict[str, Any], error: TelegramError, failures: int) -> float:
        """Seconds until the next try; raises `error` when there is none."""
        undone = isinstance(error, NotSent | ServerFailed)
        repeatable = isinstance(error, TimedOut | UnknownOutcome) and endpoint.startswith(REPEATABLE)
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

    def _without_refused_tags(self, data: dict[str, Any], error: BadRequest) -> float:
        """Remember that this server is too old for `<tg-time>` and try without; raises any other `error`."""
        if TIME_TAG_REFUSED not in error.message.lower() or _without_time_tags(data) == data:
            raise error
        if self._time_tags:
            _log.warning("the Bot API server knows no <tg-time>; times are sent as text from now on")
        self._time_tags = False
        return 0.0


def _is_message(endpoint: str) -> bool:
    return endpoint.startswith(MESSAGES) and endpoint != NO_MESSAGE


def _is_no_error(endpoint: str, error: BadRequest) -> bool:
    """Whether what was wanted is so already, or nobody waits for it any more."""
    said = error.message.lower()
    if endpoint.startswith("edit"):
        return "message is not modified" in said
    return endpoint == "answerCallbackQuery" and "query is too old" in said


def _without_time_tags(data: dict[str, Any]) -> dict[str, Any]:
    """The parameters with each `<tg-time>` replaced by the readable text inside it."""
    plain = {
        key: TIME_TAG.sub("", value)
        for key in ("text", "caption")
        if isinstance(value := data.get(key), str) and "tg-time" in value
    }
    return {**data, **plain} if plain else data
