"""Whom a published change concerns: written to the outbox once, whatever happens in between."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.jobs.job import Deriving

__all__ = ["Alerts"]

log = structlog.get_logger()
MERGED = timedelta(minutes=2)
"""Edits within this time are one message."""
USEFUL = timedelta(hours=24)


class Alerts(Deriving):
    def start(self) -> None:
        """Tell what was published and not told yet, now and after every publish."""
        self._published.watch(self.tell_soon)
        self.tell_soon()

    def tell_soon(self) -> None:
        self._run_at(self._clock.real_now(), self.tell)

    async def tell(self) -> int:
        """Write a row for each chat that a change since the last told version concerns; how many are new."""
        async with self._running:
            untold = await self._storage.schedules.untold()
            if not untold:
                return 0
            now = self._clock.now()
            batch = await self._storage.outbox.open_batch(now)
            base, due = batch or (untold[0] - 1, now + MERGED)
            written = await self._write(base, untold[0] - 1, due)
            await self._storage.schedules.mark_told(untold[-1])
        self._wake()
        log.info("changes written down", since=base, chats=written)
        return written

    async def _write(self, base: int, told: int, due: datetime) -> int:
        """`base` is what the message will compare with, `told` the last version whose news were starred."""
        storage = self._storage
        since_told = await self._published.changes(told)
        changes = await self._published.changes(base)
        if since_told is None or changes is None:
            return 0
        now = self._clock.now()
        await storage.follows.star_new(since_told[1].news(), now)
        ids = sorted(changes[1].concerned(changes[0], self._published.schedule))
        return await storage.outbox.fan_out_changes(base, ids, due, due + USEFUL)
