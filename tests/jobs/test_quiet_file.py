"""A file that is being saved is left alone until it has been quiet for a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot

from bot.clock import Clock
from bot.jobs.organizers import Organizers
from bot.jobs.reload import Reload
from bot.settings import Settings
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import BEGINNING, edit, own_programme, until
from tests.stage import TOKEN

VERSION = ('version: "1"', 'version: "2"')


class Seconds:
    """Real seconds, which only a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """The job on its own: nobody is to be told."""

    reload: Reload
    published: Published
    scheduler: AsyncIOScheduler
    file: Path

    @property
    def version(self) -> str:
        return self.published.schedule.version


@asynccontextmanager
async def desk(folder: Path, clock: Clock, quiet: float = 3) -> AsyncIterator[Desk]:
    file = own_programme(folder)
    settings = Settings(schedule=file)
    scheduler = AsyncIOScheduler(timezone="UTC")
    async with await Storage.open(f"sqlite:///{folder / 'test.sqlite3'}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(file, BEGINNING)
        organizers = Organizers(Bot(TOKEN), clock, storage, published, ())
        reload = Reload(
            scheduler,
            clock,
            storage,
            published,
            settings=settings,
            organizers=organizers,
            quiet=timedelta(seconds=quiet),
        )
        yield Desk(reload, published, scheduler, file)


async def test_file_is_taken_when_it_has_been_quiet_for_three_seconds(tmp_path: Path) -> None:
    seconds = Seconds()
    async with desk(tmp_path, Clock(BEGINNING, speed=1e-9, monotonic=seconds)) as one:
        await one.reload.look(3)
        seconds.now = 3
        await one.reload.look(3)
        edit(one.file, VERSION)
        left, versions = [], []
        for now in (4, 6, 6.9, 7):
            seconds.now = now
            left.append(round(await one.reload.look(3), 3))
            versions.append(one.version)
    assert (left, versions) == ([3, 1, 0.1, 0], ["1", "1", "1", "2"])


async def test_every_change_begins_the_wait_anew(tmp_path: Path) -> None:
    seconds = Seconds()
    async with desk(tmp_path, Clock(BEGINNING, speed=1e-9, monotonic=seconds)) as one:
        left = []
        for now in (0, 2, 4):
            seconds.now = now
            edit(one.file, (f'version: "{now or 1}"', f'version: "{now + 2}"'))
            left.append(await one.reload.look(3))
        assert (left, one.version) == ([3, 3, 3], "1")


async def test_file_is_looked_at_every_five_seconds_whatever_the_system_tells(tmp_path: Path) -> None:
    async with desk(tmp_path, Clock()) as one:
        one.reload.start()
        (job,) = one.scheduler.get_jobs()
        await one.reload.finish()
    assert job.trigger.interval.total_seconds() == 5


async def test_saved_file_is_published_by_itself(tmp_path: Path) -> None:
    async with desk(tmp_path, Clock(), quiet=0.05) as one:
        one.scheduler.start()
        one.reload.start()
        saved = 1
        while one.version == "1":  # saved again where the system was not listening yet
            saved += 1
            edit(one.file, (f'version: "{saved - 1}"', f'version: "{saved}"'))
            with suppress(TimeoutError):
                await asyncio.wait_for(until(lambda: one.version != "1"), 0.5)
        await one.reload.finish()
        one.scheduler.shutdown(wait=False)
    assert int(one.version) <= saved
