"""When the next tick is, and that none is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.jobs.ticker import Ticker
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import PROGRAMME, edit, own_programme
from tests.samples import at
from tests.stage import Stage

REAL = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Timetable:
    """A ticker on a scheduler that runs nothing, on a clock that stands."""

    storage: Storage
    published: Published
    clock: Clock
    ticker: Ticker
    scheduler: AsyncIOScheduler
    file: Path
    woken: list[bool] = field(default_factory=list)

    @property
    def next_tick(self) -> float:
        """Real seconds from now."""
        (job,) = self.scheduler.get_jobs()
        return float((job.trigger.run_date - REAL).total_seconds())


@pytest.fixture
async def timetable(tmp_path: Path) -> AsyncIterator[Timetable]:
    file = tmp_path / "ticks.sqlite3"
    clock = Clock(at("2020-07-23 13:40"), monotonic=lambda: 0.0, wall=lambda: REAL)
    async with await Storage.open(f"sqlite:///{file}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(PROGRAMME, clock.now())
        scheduler, woken = AsyncIOScheduler(timezone="UTC"), list[bool]()
        ticker = Ticker(scheduler, clock, storage, published, lambda: woken.append(True))
        scheduler.start(paused=True)
        ticker.start()
        yield Timetable(storage, published, clock, ticker, scheduler, file, woken)
        scheduler.shutdown(wait=False)


def test_first_tick_is_at_the_start(timetable: Timetable) -> None:
    assert timetable.next_tick == 0


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("2020-07-23 13:40", 5 * 60),  # fifteen minutes before 14:00, and a quarter of an hour
        ("2020-07-23 13:45", 5 * 60),  # ten minutes before
        ("2020-07-23 13:50", 5 * 60),  # five minutes before
        ("2020-07-23 13:55", 5 * 60),  # the start
        ("2020-07-23 14:00", 15 * 60),  # a quarter
        ("2020-07-23 16:29:59.5", 0.5),
        ("2020-07-30 09:01", 14 * 60),  # after the conference
    ],
)
async def test_next_tick_is_when_something_can_fall_due(
    timetable: Timetable, now: str, seconds: float
) -> None:
    timetable.clock.jump(at(now))
    await timetable.ticker.tick()
    assert timetable.next_tick == seconds


async def test_next_tick_is_sooner_on_a_fast_clock(timetable: Timetable) -> None:
    timetable.clock.run_at(60)
    await timetable.ticker.tick()
    assert timetable.next_tick == 5


async def test_clock_that_hardly_runs_is_looked_at_once_a_day(timetable: Timetable) -> None:
    timetable.clock.run_at(1e-9)
    await timetable.ticker.tick()
    assert timetable.next_tick == timedelta(days=1).total_seconds()


async def test_tick_wakes_the_sender(timetable: Timetable) -> None:
    assert (await timetable.ticker.tick(), timetable.woken) == (0, [True])


async def test_clock_that_was_set_brings_a_tick(timetable: Timetable) -> None:
    await timetable.ticker.tick()
    timetable.clock.jump(at("2020-07-23 13:41"))
    assert timetable.next_tick == 0


async def test_published_schedule_brings_a_tick(timetable: Timetable, tmp_path: Path) -> None:
    await timetable.ticker.tick()
    programme = own_programme(tmp_path)
    edit(programme, ('version: "1"', 'version: "2"'))
    await timetable.published.publish_file(programme, timetable.clock.now())
    assert timetable.next_tick == 0


async def test_tick_asked_for_during_another_is_not_lost(timetable: Timetable) -> None:
    ticking = asyncio.create_task(timetable.ticker.tick())
    await asyncio.sleep(0)
    timetable.clock.jump(at("2020-07-23 13:35"))
    await ticking
    assert timetable.next_tick == 0


async def test_tick_that_failed_comes_again_soon(timetable: Timetable) -> None:
    with closing(sqlite3.connect(timetable.file)) as database:
        database.execute("ALTER TABLE programme RENAME TO away")
    with pytest.raises(OperationalError):
        await timetable.ticker.tick()
    assert timetable.next_tick == 5


async def test_reminder_comes_at_its_time_on_a_clock_that_runs(scene: Stage) -> None:
    person = scene.user()
    await person.send("/start")
    await person.press(data="star:on:opening")
    scene.clock.run_at(1.0)
    scene.clock.jump(at("2020-07-23 13:49:59.7"))
    message = await person.expect_message()
    assert (message.text.split("\n")[0], scene.clock.now() >= at("2020-07-23 13:50")) == (
        "⏰ Starts in 10 minutes",
        True,
    )
