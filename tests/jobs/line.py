"""The sender alone, between a real database and the sandbox: what it does when a send goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.gateway.bot import TelegramBot, build_bot
from bot.gateway.gate import Retries
from bot.gateway.pacing import Pacer
from bot.gateway.transport import Transport
from bot.jobs.sender import Sender
from bot.sandbox import Person, Sandbox
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import BEGINNING, PROGRAMME, Wall, standing_clock, until_rows
from tests.samples import at
from tests.stage import TOKEN

__all__ = ["DUE", "Line", "line"]

DUE = at("2020-07-23 13:50")
ONE_TRY = Retries(attempts=1, patience=0.0)


@dataclass
class Line:
    """`wall` is the machine's time, in which messages wait to be tried again; `file` is the database."""

    sandbox: Sandbox
    storage: Storage
    published: Published
    bot: TelegramBot
    sender: Sender
    clock: Clock
    wall: Wall
    file: Path

    async def starred(self, *event_ids: str) -> Person:
        """Someone who starred the events; the bot may write to them."""
        person = self.sandbox.user("Alex")
        self.sandbox.world.users[person.id].started = True
        await self.storage.chats.ensure(person.id, group=False, language="en", now=BEGINNING)
        await self.storage.favourites.add(person.id, event_ids, BEGINNING)
        return person

    async def tick(self, now: datetime = DUE) -> None:
        """What is due at `now` is written, and the sender told."""
        self.clock.jump(now)
        await self.storage.outbox.fan_out_reminders(now)
        self.sender.wake()

    async def waits(self, count: int = 1) -> None:
        """So many messages wait for another try."""
        await until_rows(self.file, "state = 'queued' AND retry_at IS NOT NULL", count)

    async def tries_again(self) -> None:
        """Their time has come, and they were tried."""
        self.wall.move_on(3)
        self.sender.wake()
        await self.ends()

    async def ends(self) -> None:
        """Nothing is queued or under way."""
        await until_rows(self.file, "state IN ('queued', 'sending')", 0)

    async def counts(self) -> Counter[str]:
        return await self.storage.outbox.counts()


@asynccontextmanager
async def line(folder: Path, *, read_timeout: float = 10.0, passing: bool = False) -> AsyncIterator[Line]:
    """A sender that is running, with the small programme published; each send is tried once at a time.

    With `passing` time passes as `wall` moves on, for the pace too; else that is set.
    """
    wall, file = Wall(), folder / "line.sqlite3"
    clock = standing_clock(wall, passing=passing)
    sandbox = Sandbox(TOKEN, clock)
    await sandbox.start()
    transport = Transport(read_timeout=read_timeout)
    bot = build_bot(
        TOKEN,
        sandbox.url,
        transport,
        Pacer(1000, clock.monotonic),
        retries=ONE_TRY,
    )
    await bot.initialize()
    async with await Storage.open(f"sqlite:///{file}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(PROGRAMME, BEGINNING)
        sender = Sender(bot, clock, storage, published, per_second=1000)
        sender.start()
        try:
            yield Line(sandbox, storage, published, bot, sender, clock, wall, file)
        finally:
            await sender.stop()
            await bot.shutdown()
            await sandbox.stop()
