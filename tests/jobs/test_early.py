"""Reminders that are too many for their lead time go before they are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench.crowd import crowd
from bot.clock import Clock
from bot.jobs.ticker import Ticker
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import BEGINNING, PROGRAMME
from tests.samples import at


async def test_tick_sends_a_large_burst_before_it_is_due(tmp_path: Path) -> None:
    file, real = tmp_path / "early.sqlite3", at("2026-01-01 00:00")
    clock = Clock(BEGINNING - timedelta(minutes=10), monotonic=lambda: 0.0, wall=lambda: real)
    async with await Storage.open(f"sqlite:///{file}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(PROGRAMME, clock.now())
        crowd(f"sqlite:///{file}", range(1, 701), "opening", clock.now() - timedelta(hours=1))
        scheduler = AsyncIOScheduler(timezone="UTC")
        ticker = Ticker(scheduler, clock, storage, published, lambda: None, per_second=0.5)
        scheduler.start(paused=True)

        async def ticked(moment: datetime) -> tuple[int, float]:
            clock.jump(moment)
            written = await ticker.tick()
            (job,) = scheduler.get_jobs()
            return written, (job.trigger.run_date - real).total_seconds()

        # 700 at one in two seconds, and a twentieth more: 24 minutes and a half before 14:00.
        assert await ticked(at("2020-07-23 13:31")) == (0, 4 * 60 + 30)
        assert await ticked(at("2020-07-23 13:35:30")) == (700, 9 * 60 + 30)
        assert await ticked(at("2020-07-23 13:50")) == (0, 5 * 60)
        scheduler.shutdown(wait=False)
