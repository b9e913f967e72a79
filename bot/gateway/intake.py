"""Long polling that acknowledges an update only when its handler has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram.error import TelegramError

from bot.gateway.bot import TelegramBot
from bot.gateway.patience import Patience
from bot.gateway.reception import Reception, update_id_of

__all__ = ["Poller"]

WINDOW = 100
"""The most updates that getUpdates returns: with as many unfinished there is nothing new to be seen."""

REPEATED = 12
"""For so many updates that may stay unfinished, a pause between two polls is as long again."""

_log = structlog.get_logger(__name__)


class _Progress:
    """The updates fetched and not yet acknowledged, in the order they came."""

    def __init__(self) -> None:
        self._finished: dict[int, bool] = {}
        self._unfinished = 0
        self._offset: int | None = None
        self._moved = asyncio.Event()

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._finished

    def __bool__(self) -> bool:
        return bool(self._finished)

    def begin(self, update_id: int) -> None:
        """An update has been fetched."""
        self._finished[update_id] = False
        self._unfinished += 1

    def finish(self, update_id: int) -> None:
        """It needs no more work."""
        self._finished[update_id] = True
        self._unfinished -= 1
        self._moved.set()

    def next_offset(self) -> int | None:
        """The oldest unfinished update, or the one after the last; what is before it is forgotten.

        For use right before getUpdates only: an answer to an earlier offset repeats finished updates.
        """
        for update_id in list(self._finished):
            self._offset = update_id
            if not self._finished[update_id]:
                break
            del self._finished[update_id]
            self._offset = update_id + 1
        return self._offset

    async def settle(self, seconds: float) -> None:
        """Wait until half is finished, or some time has passed and getUpdates has room for something new.

        That is `seconds`, and more the more is unfinished: getUpdates answers with all of that once more.
        """
        half = self._unfinished // 2
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds * (1 + half / REPEATED)):
                while self._unfinished > half:
                    await self._move()
        while len(self._finished) >= WINDOW and not next(iter(self._finished.values())):
            await self._move()

    async def _move(self) -> None:
        self._moved.clear()
        await self._moved.wait()


class Poller:
    """Fetches updates for `reception` until stopped. Only one may poll with one token.

    A webhook that is set at the start is deleted: Telegram gives a bot its updates one way or the other.

    While an update is unfinished getUpdates answers at once, with it: the pause between two polls then
    grows from `pauses[0]` to `pauses[1]` seconds for as long as they bring nothing new. `long_poll` and
    `backoff` (the first and the longest wait after an error) are seconds too.
    """

    def __init__(
        self,
        bot: TelegramBot,
        reception: Reception,
        *,
        allowed_updates: Sequence[str],
        long_poll: int = 30,
        pauses: tuple[float, float] = (0.05, 0.5),
        backoff: tuple[float, float] = (0.5, 5.0),
    ) -> None:
        self._bot = bot
        self._reception = reception
        self._allowed_updates = allowed_updates
        self._long_poll = long_poll
        self._pauses = pauses
        self._patience = Patience(bot.server, backoff)
        self._progress = _Progress()
        self._polling: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Poll until `stop`; the network may fail for as long as it likes. Raises TokenRefused."""
        if self._stopped.is_set():
            return
        self._polling = asyncio.create_task(self._poll(), name="polling")
        try:
            await self._polling
        except asyncio.CancelledError:
            own = asyncio.current_task()
            if not self._stopped.is_set() or (own is not None and own.cancelling()):
                raise

    async def stop(self, grace: float = 10.0) -> None:
        """Stop polling at once, finish what was taken, acknowledge it; within `grace` seconds.

        What could not be finished is given back: Telegram sends it again to the next who polls.
        """
        self._stopped.set()
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait({self._polling})
        await self._reception.drain(grace * 0.7)
        offset = self._progress.next_offset()
        if offset is None:
            return
        try:
            async with asyncio.timeout(grace * 0.2):
                await self._fetch(offset, seconds=0, limit=1)
        except (TelegramError, TimeoutError) as error:
            _log.warning("finished updates were not acknowledged and will come again", error=str(error))

    async def _poll(self) -> None:
        await self._patience.until_answered(self._delete_webhook)
        pause, longest = self._pauses
        while True:
            fetch = partial(self._fetch, self._progress.next_offset(), seconds=self._long_poll, limit=WINDOW)
            updates = await self._patience.until_answered(fetch)
            news = [await self._take(raw) for raw in updates]
            pause = min(2 * pause, longest) if updates and not any(news) else self._pauses[0]
            if self._progress:
                await self._progress.settle(pause)
            else:
                # Nothing, or nothing that can be acknowledged: a server that says so at once is not hurried.
                await asyncio.sleep(pause)

    async def _delete_webhook(self) -> None:
        """Updates that wait stay: they come by getUpdates then."""
        webhook = await self._bot.get_webhook_info()
        if webhook.url:
            _log.warning(
                "a webhook is set at Telegram and this bot polls; it is deleted, and the updates come here",
                host=urlsplit(webhook.url).hostname,
                waiting=webhook.pending_update_count,
            )
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self, offset: int | None, *, seconds: int, limit: int) -> list[Any]:
        return await self._bot.raw_updates(
            offset=offset, seconds=seconds, limit=limit, allowed_updates=self._allowed_updates
        )

    async def _take(self, raw: Any) -> bool:
        """Hand one update on; returns whether it was new."""
        update_id = update_id_of(raw)
        if update_id is None:
            self._reception.pass_over()
            return False
        if update_id in self._progress:
            return False
        self._progress.begin(update_id)
        finished = await self._reception.take(update_id, raw)
        if finished is None:
            self._progress.finish(update_id)
        else:
            finished.add_done_callback(partial(self._finish, update_id))
        return True

    def _finish(self, update_id: int, finished: asyncio.Future[None]) -> None:
        if not finished.cancelled():
            self._progress.finish(update_id)
