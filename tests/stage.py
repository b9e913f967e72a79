"""The real application on a real database, against the sandbox, on a clock that only tests move."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.sandbox import Person, Sandbox
from bot.settings import OFF, ChannelBinding, Settings
from tests.sqlite import new_database

__all__ = ["ORGANIZER", "TOKEN", "Reused", "Stage", "free_port", "stage", "still_clock"]

TOKEN = "123456:" + "s" * 35
ORGANIZER = 1001
"""The sandbox's first person."""
SHIPPED = Path(__file__).parent.parent / "schedule.yaml"
DATABASE = "test.sqlite3"
HALF_PAST_ONE = datetime(2020, 7, 23, 5, 40, tzinfo=UTC)


def still_clock(start: datetime = HALF_PAST_ONE) -> Clock:
    """A clock that stands for all that a test can notice; real time goes on for pacing and timeouts."""
    return Clock(start, speed=1e-9)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stage:
    sandbox: Sandbox
    app: App
    clock: Clock

    @property
    def folder(self) -> Path:
        """Where the database is."""
        return Path(self.app.settings.database_url.removeprefix("sqlite:///")).parent

    def user(self, language: str = "en", name: str = "Alex") -> Person:
        return self.sandbox.user(name, language=language)

    def organizer(self, language: str = "en") -> Person:
        """`ORGANIZER`, to whom nothing was said yet."""
        world = self.sandbox.world
        world.add_user("Alex", language_code=language, user_id=ORGANIZER)
        return Person(world, ORGANIZER, self.sandbox.patience)


class Reused:
    """One stage for many tests, as its start costs more than most of them.

    Each has people of its own, and finds the clock, the faults and the database as they were at first. What the
    application keeps in memory stays: so it is not for tests that publish, announce or ask.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._began = stage.clock.now()
        self._first = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(stage.folder / DATABASE)) as database:
            database.backup(self._first)

    def anew(self) -> Stage:
        self._stage.clock.jump(self._began)
        self._stage.sandbox.faults.clear()
        with closing(sqlite3.connect(self._stage.folder / DATABASE)) as database:
            self._first.backup(database)
        return self._stage

    def close(self) -> None:
        self._first.close()


@asynccontextmanager
async def stage(
    folder: Path,
    *,
    schedule: Path = SHIPPED,
    clock: Clock | None = None,
    admins: frozenset[int] = frozenset(),
    public_url: str | None = None,
    channels: tuple[ChannelBinding, ...] = (),
    publish: Literal["auto", "manual"] = "auto",
    before: Callable[[Sandbox], None] = lambda _: None,
    mini_app: bool = False,
    metrics: bool = False,
    webhook: bool = False,
) -> AsyncIterator[Stage]:
    """Sandbox and application, running; `folder` holds the database. `before` sees the sandbox first.

    With `mini_app` the chats lead to the timetable page, as in the demo; with `metrics` there are health and
    metrics; with `webhook` updates come by one.
    """
    clock = clock or still_clock()
    sandbox = Sandbox(TOKEN, clock, zone="Asia/Shanghai")
    await sandbox.start()
    before(sandbox)
    listen = f"127.0.0.1:{free_port() if webhook else 0}"
    settings = Settings(
        token=SecretStr(TOKEN),
        api_url=sandbox.url,
        database_url=new_database(folder / DATABASE),
        schedule=schedule,
        admins=admins,
        public_url=public_url,
        channels=channels,
        publish=publish,
        messages_per_second=1000,
        listen=listen,
        metrics_listen="127.0.0.1:0" if metrics else OFF,
        webhook_url=f"http://{listen}/telegram" if webhook else None,
    )
    try:
        async with App(settings, clock, sandbox=sandbox.page_url if mini_app else None) as app:
            yield Stage(sandbox, app, clock)
    finally:
        await sandbox.stop()


@asynccontextmanager
async def reused(
    folder: Path,
    *,
    schedule: Path,
    clock: Clock,
    admins: frozenset[int] = frozenset(),
    first: Callable[[Stage], object] = lambda _: None,
) -> AsyncIterator[Reused]:
    """A stage for many tests; what `first` does in it they all find."""
    async with stage(folder, schedule=schedule, clock=clock, admins=admins) as running:
        first(running)
        with closing(Reused(running)) as again:
            yield again
