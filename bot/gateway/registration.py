"""The webhook at Telegram: set, and looked after."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram import WebhookInfo

from bot.gateway.bot import TelegramBot
from bot.gateway.patience import Patience
from bot.gateway.webhook import WebhookAddress

__all__ = ["Registration"]

LOOK_EVERY = 60.0
"""Seconds between two looks at whether Telegram still knows the address, and reaches it."""

_log = structlog.get_logger(__name__)


class Registration:
    """Keeps `address` registered; several processes may.

    `backoff` (the first and the longest wait after an error) and `look_every` are seconds.
    """

    def __init__(
        self,
        bot: TelegramBot,
        address: WebhookAddress,
        *,
        allowed_updates: Sequence[str],
        backoff: tuple[float, float] = (0.5, 30.0),
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._bot = bot
        self._address = address
        self._allowed_updates = allowed_updates
        self._patience = Patience(bot.server, backoff)
        self._look_every = look_every
        self._stopped = asyncio.Event()
        self._registered = False
        self._complaint: tuple[str | None, datetime | None] = (None, None)

    async def run(self) -> None:
        """Do so until `stop`. Raises TokenRefused."""
        while not self._stopped.is_set():
            await self._while_running(self._patience.until_answered(self._look))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._look_every)

    def stop(self) -> None:
        """Look no more. The webhook stays: updates wait at Telegram until somebody takes them."""
        self._stopped.set()

    async def _while_running(self, call: Coroutine[Any, Any, None]) -> None:
        """Await `call`, or leave it where it is once stopped."""
        calling, end = asyncio.create_task(call), asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait({calling, end}, return_when=asyncio.FIRST_COMPLETED)
            if calling.done():
                await calling
        finally:
            calling.cancel()
            end.cancel()
            await asyncio.wait({calling, end})

    async def _look(self) -> None:
        """Set the webhook where Telegram has another one, and say what keeps its posts from arriving."""
        found = await self._bot.get_webhook_info()
        if self._is_ours(found):
            self._complain(found)
            return
        if found.url and found.url != self._address.url:
            _log.warning("Telegram had another webhook for this BOT_TOKEN", host=urlsplit(found.url).hostname)
        await self._bot.set_webhook(
            self._address.url,
            secret_token=self._address.secret,
            max_connections=self._address.connections,
            allowed_updates=self._allowed_updates,
            drop_pending_updates=False,
        )
        self._registered = True
        _log.info(
            "webhook set", host=urlsplit(self._address.url).hostname, waiting=found.pending_update_count
        )

    def _is_ours(self, found: WebhookInfo) -> bool:
        """The secret cannot be asked for: at the start it is always set anew."""
        return self._registered and found.url == self._address.url

    def _complain(self, found: WebhookInfo) -> None:
        """Of each failure once."""
        complaint = (found.last_error_message, found.last_error_date)
        if found.last_error_message and complaint != self._complaint:
            _log.warning(
                "Telegram could not deliver to BOT_WEBHOOK_URL and tries again",
                reason=found.last_error_message,
                waiting=found.pending_update_count,
            )
        self._complaint = complaint
