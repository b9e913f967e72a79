"""Updates by webhook: registered at Telegram, acknowledged only when their handlers have ended."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram import WebhookInfo

from bot.gateway.bot import TelegramBot
from bot.gateway.patience import Patience
from bot.gateway.reception import Reception, update_id_of

__all__ = ["Taken", "WebhookAddress", "WebhookIntake", "derived_secret"]

PATH = "/telegram"
"""Where an address that has no path of its own leads."""
LOOK_EVERY = 60.0
"""Seconds between two looks at whether Telegram still knows the address, and reaches it."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram posts updates, by what it is known, and how many it posts at once (1 to 100)."""

    url: str
    secret: str = field(repr=False)
    connections: int

    @classmethod
    def of(cls, url: str, secret: str, connections: int) -> WebhookAddress:
        """`url` as the settings have it; without a path it gets one."""
        return cls(url if urlsplit(url).path else url + PATH, secret, connections)

    @property
    def path(self) -> str:
        """That of `url`: what ends TLS passes it on as it is."""
        return urlsplit(self.url).path


class Taken(Enum):
    """What became of what was posted."""

    DONE = "done"
    NO_UPDATE = "no update"
    NOT_YET = "not yet"
    """It is to come again: this process has not begun, or it ends."""


class WebhookIntake:
    """Registers the address until stopped, and takes what is posted to it.

    `backoff` (the first and the longest wait after an error) and `look_every` are seconds.
    """

    def __init__(
        self,
        bot: TelegramBot,
        reception: Reception,
        address: WebhookAddress,
        *,
        allowed_updates: Sequence[str],
        backoff: tuple[float, float] = (0.5, 30.0),
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._bot = bot
        self._reception = reception
        self._address = address
        self._allowed_updates = allowed_updates
        self._patience = Patience(bot.server, backoff)
        self._look_every = look_every
        self._slots = asyncio.Semaphore(address.connections)
        self._stopped = asyncio.Event()
        self._registered = False
        self._complaint: tuple[str | None, datetime | None] = (None, None)

    async def take(self, raw: Any) -> Taken:
        """Returns when the update is dealt with; at most as many at once as the address has connections."""
        update_id = update_id_of(raw)
        if update_id is None:
            return Taken.NO_UPDATE
        async with self._slots:
            if self._stopped.is_set():
                return Taken.NOT_YET
            finished = await self._reception.take(update_id, raw)
            if finished is None:
                return Taken.DONE
            # It may be waited for twice: whoever stops to wait must not take it from the other.
            await asyncio.wait({finished})
            return Taken.NOT_YET if finished.cancelled() else Taken.DONE

    async def run(self) -> None:
        """Keep the address registered until `stop`. Raises TokenRefused."""
        while not self._stopped.is_set():
            await self._while_running(self._patience.until_answered(self._look))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self._look_every)

    async def stop(self, grace: float = 10.0) -> None:
        """Take nothing new and finish what was taken, within `grace` seconds.

        The address stays registered: what is not taken comes again, here or to another process.
        """
        self._stopped.set()
        await self._reception.drain(grace * 0.7)

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


def derived_secret(token: str) -> str:
    """The secret of a webhook for which none is set: the same in all processes, and after each restart.

    Nobody can tell it without the token, nor the token from it.
    """
    return hmac.new(token.encode(), b"confbot webhook secret", hashlib.sha256).hexdigest()
