"""At the end of the process a job that is at work is let finish."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.jobs.scene import attendee
from tests.stage import Stage


async def test_tick_at_work_is_waited_for_whoever_asks_for_another(scene: Stage, tmp_path: Path) -> None:
    await attendee(scene, "opening")
    ticker = scene.app.ticker
    with closing(sqlite3.connect(tmp_path / "test.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # a tick writes; it cannot end before this does
        tick = asyncio.create_task(ticker.tick())
        await asyncio.sleep(0)
        ticker.tick_soon()
        finish = asyncio.create_task(ticker.finish())
        await asyncio.sleep(0)
        assert (tick.done(), finish.done()) == (False, False)
        database.execute("ROLLBACK")
    await asyncio.gather(tick, finish)
