"""How updates come in: asked for by one process, or posted to any of them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.features import UPDATES
from bot.gateway.bot import TelegramBot
from bot.gateway.errors import TokenRefused
from bot.gateway.intake import Poller
from bot.gateway.reception import Reception
from bot.gateway.registration import Registration
from bot.gateway.webhook import WebhookIntake
from bot.web.webhook import WebhookRoute

__all__ = ["GRACE", "Polling", "Posted"]

GRACE = 8.0
"""Seconds in which what was begun is finished at the end; less than the 10 that operators allow."""


class _Incoming:
    """What the process that leads keeps running for it; `refused` is done once Telegram refuses the token."""

    def __init__(self) -> None:
        self.refused: asyncio.Future[TokenRefused] = asyncio.get_running_loop().create_future()
        self._running: asyncio.Task[None] | None = None

    def _run(self, running: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            try:
                await running
            except TokenRefused as error:
                if not self.refused.done():
                    self.refused.set_result(error)

        self._running = asyncio.create_task(run(), name="incoming")

    async def _ended(self) -> None:
        if self._running is not None:
            await self._running
            self._running = None


class Polling(_Incoming):
    """Updates by long polling, which Telegram grants to one process at a time."""

    def __init__(self, bot: TelegramBot, reception: Reception) -> None:
        super().__init__()
        self._bot = bot
        self._reception = reception
        self._poller: Poller | None = None

    async def take_up(self) -> None:
        self._poller = Poller(self._bot, self._reception, allowed_updates=UPDATES)
        self._run(self._poller.run())

    async def lay_down(self) -> None:
        """Finish what was taken, within `GRACE`; what was not comes again, to whoever polls next."""
        if self._poller is not None:
            poller, self._poller = self._poller, None
            await poller.stop(GRACE)
            await self._ended()

    async def end(self) -> None:
        """There is nothing left once it is laid down."""


class Posted(_Incoming):
    """Updates by webhook, taken by every process; the one that leads keeps the webhook registered."""

    def __init__(self, bot: TelegramBot, reception: Reception, route: WebhookRoute) -> None:
        super().__init__()
        self._bot = bot
        self._address = route.address
        self._intake = route.intake = WebhookIntake(reception, route.address.connections)
        self._registration: Registration | None = None

    async def take_up(self) -> None:
        self._registration = Registration(self._bot, self._address, allowed_updates=UPDATES)
        self._run(self._registration.run())

    async def lay_down(self) -> None:
        """Leave the webhook to whoever leads now, and go on taking what is posted."""
        if self._registration is not None:
            self._registration.stop()
            self._registration = None
            await self._ended()

    async def end(self) -> None:
        """Take nothing more, and finish what was taken, within `GRACE`."""
        await self._intake.stop(GRACE)
