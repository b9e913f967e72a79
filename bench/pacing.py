"""How much of Telegram's limit is used, and what a person who writes meanwhile notices of it."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from bench.crowd import crowd
from bench.figures import Figure
from bench.running import TOKEN, running
from bot.clock import Clock
from bot.sandbox import Person, Sandbox
from bot.sandbox.ratelimits import RateLimits
from bot.storage import Storage

__all__ = ["measure", "measure_replies"]

EVENT = "opening-ceremony"
STARRED = datetime(2020, 7, 23, 1, tzinfo=UTC)
BEFORE_DUE = "2020-07-23T13:48:40"
"""Eighty seconds before the reminders of `EVENT` fall due: longer than the questions take."""
SOON_DUE = "2020-07-23T13:49:50"
"""Ten seconds before: by then a process has made ready what its first answers did without."""
FIRST_CHAT = 100_001
LONGEST = 300.0
ASKING, QUESTIONS = 8, 400
"""So many people ask so many questions in all, eight in a second."""


@dataclass(slots=True)
class Crowd:
    """People who starred one event, and when each of their reminders arrived."""

    sandbox: Sandbox
    limits: RateLimits
    chats: range
    times: list[float] = field(default_factory=list)
    first_there: asyncio.Event = field(default_factory=asyncio.Event)
    all_there: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, event: dict[str, object]) -> None:
        if event["type"] == "message" and event["chat_id"] in self.chats:
            self.times.append(perf_counter())
            self.first_there.set()
            if len(self.times) == len(self.chats):
                self.all_there.set()

    @property
    def pace(self) -> float:
        """Messages a second, from the first to the last."""
        return (len(self.times) - 1) / (self.times[-1] - self.times[0])


async def measure() -> list[Figure]:
    """The share of 30/s and of 1000/s that is used, and 429s."""
    figures = []
    for per_second, size, aim in ((30, 900, 0.99), (1000, 10_000, 0.95)):
        people = await sent(per_second, size)
        share, refused = people.pace / per_second, people.limits.refused
        figures += [
            Figure(
                f"used of {per_second}/s by {size:,} messages",
                100 * share,
                "%",
                f"≥ {100 * aim:g}",
                share >= aim,
            ),
            Figure(f"429s provoked at {per_second}/s", refused, "", "0", refused == 0),
            Figure(f"most in any second at {per_second}/s", people.limits.fastest, ""),
        ]
    return figures


async def sent(per_second: int, size: int) -> Crowd:
    """Reminders for so many, all due at once soon after the start, when the last of them has arrived."""
    async with (
        gathered(per_second, size) as (people, folder),
        running(people.sandbox, folder, BOT_NOW=SOON_DUE, BOT_MESSAGES_PER_SECOND=str(per_second)),
    ):
        await asyncio.wait_for(people.all_there.wait(), LONGEST)
    return people


async def measure_replies() -> list[Figure]:
    """Beside a long send at Telegram's usual limit, and at that of paid broadcasts."""
    return await replies(30, 10_000) + await replies(1000, 100_000)


async def replies(per_second: int, size: int) -> list[Figure]:
    before, then, count = await waiting(per_second, size)
    return [
        Figure("a reply at p99, idle", 1000 * before, "ms"),
        Figure(f"a reply at p99, {size:,} going at {per_second}/s", 1000 * then, "ms"),
        Figure(f"ratio of the two ({count} replies)", then / before, "", "≤ 1.5", then <= 1.5 * before),
    ]


async def waiting(
    per_second: int, size: int, count: int = QUESTIONS, begins: str = BEFORE_DUE
) -> tuple[float, float, int]:
    """Seconds to a reply at p99 before the reminders fall due and while they go out, and of how many."""
    async with gathered(per_second, size) as (people, folder):
        asking = [people.sandbox.user(f"Asking {number}") for number in range(ASKING)]
        async with running(people.sandbox, folder, BOT_NOW=begins, BOT_MESSAGES_PER_SECOND=str(per_second)):
            for person in asking:
                await person.send("/start")
            idle = [seconds for seconds, _ in await questions(people, asking, count)]
            if people.first_there.is_set():
                raise RuntimeError("the reminders fell due before all was asked")
            await asyncio.wait_for(people.first_there.wait(), LONGEST)
            busy = await questions(people, asking, count)
            over = people.times[-1] if people.all_there.is_set() else inf
    during = [seconds for seconds, ended in busy if ended <= over]
    return p99(idle), p99(during), len(during)


async def questions(people: Crowd, asking: list[Person], count: int) -> list[tuple[float, float]]:
    """The seconds that each answer took and when it came: of so many questions, or until all have arrived."""
    answers: list[tuple[float, float]] = []

    async def ask(person: Person) -> None:
        while len(answers) < count and not people.all_there.is_set():
            begun = perf_counter()
            came = await answer(people.sandbox, person)
            answers.append((came - begun, came))
            await asyncio.sleep(random.uniform(0.5, 1.5))

    await asyncio.gather(*map(ask, asking))
    return answers


async def answer(sandbox: Sandbox, person: Person) -> float:
    """When the answer to a question reached the person."""
    came: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def look(event: dict[str, Any]) -> None:
        if event["type"] == "message" and event["message"]["from"]["id"] != person.id and not came.done():
            came.set_result(perf_counter())

    unwatch = sandbox.world.watch(look, person.id)
    sandbox.world.send_text(person.id, person.id, "/now")
    try:
        return await asyncio.wait_for(came, LONGEST)
    finally:
        unwatch()


def p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98]


@asynccontextmanager
async def gathered(per_second: int, size: int) -> AsyncIterator[tuple[Crowd, Path]]:
    """A sandbox that keeps the limit in any sliding second, and a folder with the database of a crowd."""
    limits = RateLimits(perf_counter, per_second=per_second, chat_per_second=None)
    sandbox = Sandbox(TOKEN, Clock(), limits=limits, patience=60)
    await sandbox.start()
    chats = range(FIRST_CHAT, FIRST_CHAT + size)
    for chat_id in chats:
        sandbox.world.add_user(f"P{chat_id}", user_id=chat_id).started = True
    people = Crowd(sandbox, limits, chats)
    sandbox.world.watch(people)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        await (await Storage.open(url)).close()
        crowd(url, chats, EVENT, STARRED)
        yield people, Path(folder)
    await sandbox.stop()
