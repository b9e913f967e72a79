"""The tick: at every moment at which something can fall due, write it to the outbox and wake the sender.

The scheduler holds one job, the next tick; it is derived anew at the start, at every publish and whenever
the clock is set. What is due is derived in the database, so a tick that comes late or twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.domain.model import Schedule
from bot.domain.reminders import DIGEST_SPAN, digest_moment, next_tick, reader_zone
from bot.domain.spread import EARLIEST, beginnings
from bot.jobs.job import Deriving
from bot.storage import Burst, Storage
from bot.storage.published import Published

__all__ = ["Ticker"]

log = structlog.get_logger()
QUARTER = timedelta(minutes=15)
"""Every zone's morning digest falls on a quarter of an hour in UTC."""
LATEST_DIGEST = timedelta(hours=5)
"""After noon nobody wants to be told good morning."""
LONGEST_WAIT = timedelta(hours=24)
"""In real time, for a clock that runs very slowly."""


class Ticker(Deriving):
    """`per_second` is the pace of sending, in real time."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        wake: Callable[[], None],
        *,
        per_second: float = 30.0,
    ) -> None:
        super().__init__(scheduler, clock, storage, published, wake)
        self._per_second = per_second

    def start(self) -> None:
        """Tick now, and from then on whenever something can fall due."""
        self._published.watch(self.tick_soon)
        self._clock.watch(self.tick_soon)
        self.tick_soon()

    def tick_soon(self) -> None:
        self._want(self.tick)

    async def tick(self) -> int:
        """Write all that is due; returns how many rows that was."""
        try:
            async with self._turn(self.tick) as turn:
                now = self._clock.now()
                early = await self._early(now)
                written = await self._storage.outbox.fan_out_reminders(now, early)
                written += await self._fan_out_digests(now)
                turn.again_at = self._next_tick(now, early.values())
        finally:
            self._wake()
        log.debug("tick", at=now.isoformat(), written=written)
        return written

    async def _early(self, now: datetime) -> dict[Burst, datetime]:
        """The reminders that are so many that they must go before they are due, and from when on."""
        bursts = await self._storage.outbox.bursts(now, now + EARLIEST + QUARTER)
        begins = beginnings(bursts, self._per_second / self._clock.speed)
        return {burst: at for burst, at in zip(bursts, begins, strict=True) if at < burst.due_at}

    async def _fan_out_digests(self, now: datetime) -> int:
        """A digest for everyone whose morning it is and who starred something of the day."""
        conference = self._published.schedule.conference.zone
        written = 0
        for audience in await self._storage.outbox.digest_zones():
            moment = digest_moment(reader_zone(audience.zone, audience.language, conference), now)
            if now - moment >= LATEST_DIGEST:
                continue
            until = moment + DIGEST_SPAN
            written += await self._storage.outbox.fan_out_digests(audience, moment, until, now)
        return written

    def _next_tick(self, now: datetime, early: Iterable[datetime]) -> datetime:
        """The real time of the tick after the one at `now`; `early` has moments that need one, too."""
        moments = [next_moment(self._published.schedule, now), *(at for at in early if at > now)]
        seconds = self._clock.real_seconds_until(min(moments))
        return self._clock.real_now() + timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))


def next_moment(schedule: Schedule, now: datetime) -> datetime:
    """The next moment after `now` at which a reminder or a digest can fall due."""
    seconds = QUARTER.total_seconds()
    quarter = datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, UTC)
    return min(next_tick(schedule, now) or quarter, quarter)
