"""The door that every update passes, polled or posted: read, counted, each of them done once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from telegram import Update

from bot.gateway.bot import TelegramBot
from bot.gateway.dispatcher import Dispatcher, order_of
from bot.gateway.updates import read_update
from bot.metrics import KINDS, Metrics

__all__ = ["Reception", "measured", "update_id_of"]

REMEMBERED = 10_000
"""Finished updates whose repetition is known as such: some minutes of a busy day."""
LARGEST_ID = 2**53
"""What every program that writes JSON can still count to."""
NAMED = frozenset(KINDS)

_log = structlog.get_logger(__name__)


class Reception:
    """Hands updates to `dispatcher`. One that comes again waits for the first, or is done already."""

    def __init__(
        self, bot: TelegramBot, dispatcher: Dispatcher, metrics: Metrics, *, remembered: int = REMEMBERED
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._metrics = metrics
        self._remembered = remembered
        self._finished: OrderedDict[int, None] = OrderedDict()
        metrics.watch_work(lambda: len(dispatcher))

    async def take(self, update_id: int, raw: dict[str, Any]) -> asyncio.Future[None] | None:
        """A future that ends when the update is dealt with, cancelled when it was not.

        None for an update that nobody can read: that is logged and counted, and it needs no more work.
        """
        if update_id in self._finished:
            return _done()
        try:
            update = read_update(raw, self._bot)
            order_of(update)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it must not stop the others
            _log.error("a malformed update was passed over", update_id=update_id, error=type(error).__name__)
            self._metrics.refused("malformed")
            return None
        if update_id not in self._dispatcher:
            self._metrics.taken(next((kind for kind in raw if kind in NAMED), "other"))
        finished = await self._dispatcher.submit(update)
        finished.add_done_callback(partial(self._remember, update_id))
        return finished

    def pass_over(self) -> None:
        """Something came that is no update: it has no id that could be acknowledged."""
        _log.error("an update without an id was passed over")
        self._metrics.refused("malformed")

    async def drain(self, grace: float) -> None:
        """Wait `grace` seconds for what was taken, then give back the rest."""
        await self._dispatcher.drain(grace)

    def _remember(self, update_id: int, finished: asyncio.Future[None]) -> None:
        if finished.cancelled():
            return
        self._finished[update_id] = None
        if len(self._finished) > self._remembered:
            self._finished.popitem(last=False)


def measured(
    process: Callable[[Update], Awaitable[None]], metrics: Metrics, monotonic: Callable[[], float]
) -> Callable[[Update], Awaitable[None]]:
    """`process`, and how long it took each time."""

    async def timed(update: Update) -> None:
        began = monotonic()
        try:
            await process(update)
        finally:
            metrics.handled(_kind(update), monotonic() - began)

    return timed


def update_id_of(raw: object) -> int | None:
    """The id of what came as an update; None where it has none."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if type(update_id) is int and 0 <= update_id <= LARGEST_ID else None


def _kind(update: Update) -> str:
    return next((kind for kind in KINDS[:-1] if getattr(update, kind) is not None), KINDS[-1])


def _done() -> asyncio.Future[None]:
    done = asyncio.get_running_loop().create_future()
    done.set_result(None)
    return done
