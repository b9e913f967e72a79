"""What an update and a tick cost as chats and events grow a hundredfold and more."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench.crowd import crowd
from bench.inbound import confbot, events_of
from bench.programme import spread
from bench.running import ROOT
from bot.clock import Clock
from bot.jobs.ticker import Ticker
from bot.storage import Storage
from bot.storage.published import Published

__all__ = ["Series", "grown"]

CHATS = (100, 10_000, 1_000_000)
EVENTS = (40, 400, 4_000)
ACTIVE, ROUNDS, TICKS = 300, 3, 20
NOW = datetime(2020, 7, 23, 1, 7, tzinfo=UTC)
"""Of the ticks: nobody's reminder is due."""


@dataclass(frozen=True, slots=True)
class Series:
    """Milliseconds of processor time for each size."""

    name: str
    of: str
    points: tuple[tuple[int, float], ...]

    @property
    def growth(self) -> float:
        """Times the cost at the smallest that it is at the largest."""
        return self.points[-1][1] / self.points[0][1]


async def grown(chats: tuple[int, ...] = CHATS, events: tuple[int, ...] = EVENTS) -> list[Series]:
    shipped = (ROOT / "schedule.yaml").read_text(encoding="utf-8")
    return [
        await series("an update", "chats stored", chats, lambda size: update(shipped, stored=size)),
        await series("an update", "events", events, lambda size: update(spread(size))),
        await series("a tick", "chats stored", chats, lambda size: tick(shipped, size)),
        await series("a tick", "events", events, lambda size: tick(spread(size), 1000)),
    ]


async def series(
    name: str, of: str, sizes: tuple[int, ...], cost: Callable[[int], Awaitable[float]]
) -> Series:
    return Series(name, of, tuple([(size, 1000 * await cost(size)) for size in sizes]))


async def update(schedule: str, stored: int = 0) -> float:
    """Seconds of the bot's processor time for an update of the agenda mix."""
    events = events_of(schedule)
    async with confbot(ACTIVE, stored=stored, schedule=schedule) as contender:
        for round_ in range(ROUNDS + 1):
            await contender.play(round_, events)
    return 1 / statistics.median(contender.paces[1:])


async def tick(schedule: str, chats: int) -> float:
    """Seconds of processor time for a tick at which nothing is due."""
    with tempfile.TemporaryDirectory() as folder:
        url, file = f"sqlite:///{Path(folder) / 'bench.sqlite3'}", Path(folder) / "schedule.yaml"
        file.write_text(schedule, encoding="utf-8")
        async with await Storage.open(url) as storage:
            published = Published(storage.schedules)
            await published.publish_file(file, NOW)
            last = events_of(schedule)[-1]
            await asyncio.to_thread(crowd, url, range(1, chats + 1), last, NOW)
            clock = Clock(NOW, speed=1e-9)
            ticker = Ticker(AsyncIOScheduler(timezone="UTC"), clock, storage, published, lambda: None)
            return statistics.median([await timed(ticker.tick) for _ in range(TICKS)][1:])


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    begun = process_time()
    await work()
    return process_time() - begun
