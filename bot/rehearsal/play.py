"""Playing a conference: people star, the clock goes from burst to burst, and what arrives is counted."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.domain.model import Schedule
from bot.domain.spread import Sending
from bot.rehearsal.crowd import Attendee, crowd, digests
from bot.rehearsal.findings import Findings, Watched, held_together
from bot.rehearsal.visitors import Visitors
from bot.sandbox import RateLimits, Sandbox
from bot.sandbox.accounts import Json
from bot.settings import OFF, Settings
from bot.storage import Storage
from bot.storage.outlook import outlook
from bot.storage.published import Published

__all__ = ["Rehearsal"]

FIRST_CHAT = 1001
TOKEN = "123456:" + "r" * 35
"""Of the stand-in, which nobody else reaches."""
MACHINE = 150.0
"""Messages a real second that one machine surely plays, bot, stand-in and people together."""
A_MORNING_BEFORE = timedelta(hours=26)
"""Before the first event: the first digests go out on the morning before it, wherever their readers are."""
BEFORE, AFTER = 0.2, 0.1
"""Real seconds that the clock runs before a moment and after it, at the least."""
LOOK = 0.05
"""Real seconds between two looks at the queue."""


class Rehearsal:
    """`content` is the text of `schedule`; `speed` how fast the clock may run.

    The clock runs as fast as this machine can keep the bot's pace, so that a message takes as much of the
    conference's time as in life; the hours in which nothing is due are left out.
    """

    def __init__(
        self, settings: Settings, content: bytes, schedule: Schedule, *, people: int, speed: float, seed: int
    ) -> None:
        self._schedule = schedule
        self._content = content
        self._settings = settings
        self._seed = seed
        self._pace = settings.messages_per_second
        self._speed = min(speed, MACHINE / self._pace)
        self._people = list(crowd(schedule, people, seed, FIRST_CHAT))
        self._begin = beginning(schedule)
        self._clock = Clock(self._begin, self._speed)
        self._limits = RateLimits(
            self._clock.monotonic,
            per_second=max(1, int(self._pace * self._speed)),
            chat_per_second=None,
            group_per_minute=None,
        )
        self._sandbox = Sandbox(TOKEN, self._clock, limits=self._limits, messages_kept=20)
        self._queues: dict[datetime, int] = {}
        self._arrivals = Counter[datetime]()

    async def play(self, progress: Callable[[int, int], None]) -> Findings:
        """The whole conference; `progress` hears of how many moments, of how many, are done."""
        begun = self._clock.monotonic()
        chance = random.Random(self._seed)  # noqa: S311  # no secret
        visitors = Visitors(self._sandbox, [one.chat_id for one in self._people], chance)
        self._sandbox.world.watch(self._count)
        async with self._on_stage() as app:
            self._clock.jump(self._begin)
            plan = await outlook(app.storage.statistics, self._schedule, self._pace, self._begin)
            mornings = digests(self._schedule, self._people)
            async with meanwhile(self._watch_queue(app), visitors.press_buttons(self._speed)):
                await self._go_through(app, plan, mornings, progress)
            told = await app.storage.statistics.told()
        watched = Watched(self._queues, self._arrivals)
        return Findings(
            people=len(self._people),
            stars=sum(len(one.stars) for one in self._people),
            seed=self._seed,
            pace=self._pace,
            speed=self._speed,
            seconds=self._clock.monotonic() - begun,
            bursts=tuple(held_together(plan, mornings, told, watched, self._pace)),
            replies=visitors.replies(),
            refused=self._limits.refused,
        )

    @asynccontextmanager
    async def _on_stage(self) -> AsyncIterator[App]:
        """The bot with its crowd, running; all its files are in a folder that is deleted at the end."""
        await self._sandbox.start()
        try:
            with tempfile.TemporaryDirectory(prefix="confbot-rehearsal-") as folder:
                schedule, database = Path(folder) / "schedule.yaml", Path(folder) / "rehearsal.sqlite3"
                schedule.write_bytes(self._content)
                its_own = {
                    "token": SecretStr(TOKEN),
                    "api_url": self._sandbox.url,
                    "listen": "127.0.0.1:0",
                    "metrics_listen": OFF,
                    "webhook_url": None,
                    "public_url": None,
                    "database_url": f"sqlite:///{database}",
                    "schedule": schedule,
                    "admins": frozenset(),
                    "channels": (),
                    "publish": "auto",
                    "messages_per_second": self._pace * self._speed,
                }
                settings = self._settings.model_copy(update=its_own)
                await self._gather(settings)
                async with App(settings, self._clock) as app:
                    yield app
        finally:
            await self._sandbox.stop()

    async def _gather(self, settings: Settings) -> None:
        """Everyone has started the bot and starred, a day before."""
        before = self._begin - timedelta(days=1)
        async with await Storage.open(settings.database_url) as storage:
            await Published(storage.schedules).publish(self._content, settings.schedule.name, before)
            for one in self._people:
                user = self._sandbox.world.add_user(
                    f"Person {one.chat_id}", language_code=one.language, user_id=one.chat_id
                )
                user.started = True
                await settle_in(storage, one, before)

    async def _go_through(
        self,
        app: App,
        plan: list[Sending],
        mornings: Counter[datetime],
        progress: Callable[[int, int], None],
    ) -> None:
        """From each moment at which something is due to the next, waiting until all of it is sent."""
        clock, statistics = app.clock, app.storage.statistics
        moments = sorted({one.begins_at for one in plan} | {one.due_at for one in plan} | set(mornings))
        for done, moment in enumerate(moments, 1):
            ahead = moment - timedelta(seconds=BEFORE * self._speed)
            if ahead > clock.now():
                clock.jump(ahead)
            await asyncio.sleep(clock.real_seconds_until(moment) + AFTER)
            await app.ticker.tick()
            while await statistics.waiting(clock.now()):  # noqa: ASYNC110  # of what no event tells
                await asyncio.sleep(LOOK)
            progress(done, len(moments))

    def _count(self, event: Json) -> None:
        """Count what the bot says."""
        if event["type"] == "message" and event["message"]["from"]["is_bot"]:
            self._arrivals[self._clock.now().replace(microsecond=0)] += 1

    async def _watch_queue(self, app: App) -> None:
        while True:
            now = app.clock.now()
            self._queues[now] = await app.storage.statistics.waiting(now)
            await asyncio.sleep(LOOK)


def beginning(schedule: Schedule) -> datetime:
    """Before anything can be due."""
    first_day = datetime.combine(schedule.conference.start, time(), schedule.conference.zone)
    first = min((event.start for event in schedule.events.values()), default=first_day)
    return first - A_MORNING_BEFORE


async def settle_in(storage: Storage, one: Attendee, at: datetime) -> None:
    """They have chosen and starred."""
    await storage.chats.ensure(one.chat_id, group=False, language=one.language, now=at)
    await storage.chats.update(one.chat_id, zone=one.zone, lead_time=one.lead_time, digest=one.digest)
    await storage.favourites.add(one.chat_id, one.stars, at)


@asynccontextmanager
async def meanwhile(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """What goes on until the block ends; one that fails ends the block."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()
