"""Calls that must succeed sooner or later: tried until Telegram answers, and said once what is wrong."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.gateway.errors import Throttled, TokenRefused

__all__ = ["Patience"]

Result = TypeVar("Result")

WEBHOOK_IS_SET = "webhook is active"
"""In what Telegram answers to getUpdates while there is one."""

_log = structlog.get_logger(__name__)


class Patience:
    """`backoff` is the first and the longest wait after an error, in seconds; a refusal names `server`."""

    def __init__(self, server: str, backoff: tuple[float, float] = (0.5, 30.0)) -> None:
        self._server = server
        self._backoff = backoff

    async def until_answered(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Repeat `call` until Telegram does it. Raises TokenRefused."""
        delay, longest = self._backoff
        trouble: tuple[type[TelegramError], str] | None = None
        while True:
            try:
                result = await call()
            except (TokenRefused, InvalidToken):
                raise TokenRefused(self._server) from None
            except TelegramError as error:
                said = _said(error)
                if (type(error), said) != trouble:
                    _log.warning(said, error=str(error))
                trouble = type(error), said
                wait = error.seconds if isinstance(error, Throttled) else delay * (0.5 + random.random())  # noqa: S311
                delay = min(2 * delay, longest)
            else:
                if trouble is not None:
                    _log.info("Telegram answers again")
                return result
            await asyncio.sleep(wait)


def _said(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        if WEBHOOK_IS_SET in error.message:
            return (
                "another program has set a webhook with this BOT_TOKEN, so that the updates go there; "
                "stop it, or give this bot a token of its own; trying on"
            )
        return "another program polls with this BOT_TOKEN; only one may, so stop the other; trying on"
    if isinstance(error, BadRequest):
        return "Telegram refuses what it was asked; trying on"
    return "Telegram cannot be reached; trying on"
