"""For operators and their machines, on an address of its own: health, readiness, metrics."""

from __future__ import annotations

import asyncio

from aiohttp import hdrs, web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.clock import Clock
from bot.gateway.sends import Sends
from bot.metrics import Metrics
from bot.storage import Storage
from bot.storage.published import Published
from bot.web.readiness import (
    Readiness,
    database_answers,
    schedule_is_current,
    scheduler_keeps_up,
    sends_arrive,
)
from bot.web.reading import Reading

__all__ = ["Operations"]

NOT_KEPT: dict[str, str] = {hdrs.CACHE_CONTROL: "no-store"}
NOTHING = float("nan")
"""What a gauge says that could not be read."""
PING_KEPT, QUEUE_KEPT, PEOPLE_KEPT = 1.0, 5.0, 60.0
"""Seconds for which a reading of the database counts, however often it is asked for."""


class Operations:
    """`/healthz`, `/readyz` and `/metrics`; not ready before `started`."""

    def __init__(
        self, metrics: Metrics, sends: Sends, storage: Storage, published: Published, clock: Clock
    ) -> None:
        self._metrics = metrics
        self._published = published
        self._clock = clock
        tick = clock.monotonic
        self._number = Reading(storage.schedules.number, tick, kept=PING_KEPT)
        self._queue = Reading(lambda: storage.vitals.queue(clock.now()), tick, kept=QUEUE_KEPT)
        self._people = Reading(storage.vitals.people, tick, kept=PEOPLE_KEPT)
        self._readiness = Readiness()
        self._readiness.add("database", database_answers(self._number))
        self._readiness.add("schedule", schedule_is_current(published, self._number, tick))
        # Telegram is away for all processes at once: to start one anew, or to take it away, mends nothing.
        self._readiness.add("sends", sends_arrive(sends, tick), needed=False)

    def started(self, scheduler: AsyncIOScheduler | None) -> None:
        """All parts are there; where there is a scheduler, its jobs are to keep up."""
        if scheduler is not None:
            self._readiness.add("scheduler", scheduler_keeps_up(scheduler, self._clock.real_now))
        self._readiness.started()

    async def close(self, _: web.Application) -> None:
        """End what is still being read."""
        for reading in (self._number, self._queue, self._people):
            await reading.close()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self._health),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._read_metrics),
        ]

    async def _health(self, _: web.Request) -> web.Response:
        """The process is alive and its event loop turns."""
        return web.json_response({"alive": True}, headers=NOT_KEPT)

    async def _ready(self, _: web.Request) -> web.Response:
        parts = await self._readiness.parts()
        ready = self._readiness.ready(parts)
        said = {"ready": ready, **{name: part.as_json() for name, part in parts.items()}}
        return web.json_response(said, status=200 if ready else 503, headers=NOT_KEPT)

    async def _read_metrics(self, _: web.Request) -> web.Response:
        number, queue, people = await asyncio.gather(
            self._number.get(), self._queue.get(), self._people.get()
        )
        metrics = self._metrics
        metrics.show(
            database_up=number is not None,
            outbox_due=NOTHING if queue is None else queue.due,
            outbox_sending=NOTHING if queue is None else queue.sending,
            outbox_late_seconds=NOTHING if queue is None else queue.late.total_seconds(),
            people=NOTHING if people is None else people,
        )
        metrics.published(self._published.number, self._published.schedule.version)
        headers: dict[str, str] = {hdrs.CONTENT_TYPE: CONTENT_TYPE_PLAIN_0_0_4, **NOT_KEPT}
        return web.Response(body=metrics.text(), headers=headers)
