"""Two processes on one PostgreSQL send reminders and take updates while one after the other is killed.

What they have in common with `soak` is in `scene`; here newcomers write meanwhile, and are answered.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import Fault, Sandbox
from bot.sandbox.accounts import Json
from tests.process import ReadyBot
from tests.soak.scene import Plan, Result, scene
from tests.storage.scene import rows

__all__ = ["LONG_WORKERS", "SHORT_WORKERS", "Shift", "Shifts", "work"]

SHARES = {
    Fault.TOO_MANY_REQUESTS: 0.005,
    Fault.SERVER_ERROR: 0.02,
    Fault.BAD_GATEWAY: 0.02,
    Fault.RESET_BEFORE: 0.01,
    Fault.RESET_AFTER: 0.01,
}
"""Few 429s, each of which stops both processes for a second."""
FIRST_NEWCOMER = 900_001
PER_SECOND, PATIENCE = 60, 600.0


@dataclass(frozen=True, slots=True)
class Shift:
    """The leader is killed every `every` real seconds; a newcomer writes every `newcomer`."""

    plan: Plan
    every: float
    newcomer: float


LEADS = "this process leads"
"""What the one that leads says in its log."""
LONG_WORKERS = Shift(Plan(6_000, 12, PER_SECOND, SHARES, retry_after=1, patience=PATIENCE), 10.0, 0.5)
SHORT_WORKERS = Shift(Plan(150, 1, PER_SECOND, SHARES, retry_after=0, patience=PATIENCE), 1.0, 0.2)


@dataclass(slots=True)
class Shifts:
    """What it came to, and how the newcomers fared, who wrote /start while processes were killed."""

    reminders: Result
    newcomers: int
    unheard: int
    """Newcomers of whom nothing is in the database."""
    longest_wait: float
    """Real seconds from a newcomer's /start to the first answer, where there was one."""
    answered_twice: int
    leaderless: list[float]
    """Real seconds from each kill, which always hit the leader, until the other one led."""


@dataclass(slots=True)
class _Door:
    """Newcomers write, one after the other, and are answered."""

    wrote_at: dict[int, float] = field(default_factory=dict)
    answered_at: dict[int, float] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)

    def __call__(self, event: Json) -> None:
        if event["type"] == "message" and event["chat_id"] in self.wrote_at and _of_the_bot(event):
            self.answers[event["chat_id"]] += 1
            self.answered_at.setdefault(event["chat_id"], Clock().monotonic())

    async def open(self, sandbox: Sandbox, every: float) -> None:
        while True:
            id_ = FIRST_NEWCOMER + len(self.wrote_at)
            sandbox.world.add_user(f"Newcomer {id_}", user_id=id_)
            self.wrote_at[id_] = Clock().monotonic()
            sandbox.world.send_text(id_, id_, "/start")
            await asyncio.sleep(every)

    def longest_wait(self) -> float:
        return max((at - self.wrote_at[id_] for id_, at in self.answered_at.items()), default=0.0)


@dataclass(slots=True)
class _Pair:
    """Two processes, of which one always leads."""

    start: Callable[[], Awaitable[ReadyBot]]
    processes: list[ReadyBot] = field(default_factory=list)
    killed_at: list[datetime] = field(default_factory=list)
    led_at: list[datetime] = field(default_factory=list)

    async def begin(self) -> None:
        first = await self.start()
        await first.logged(LEADS)
        self.processes = [first, await self.start()]

    async def replace_leader(self) -> None:
        """Kill it; once the one left leads, and is the next, start another."""
        leader, other = self.processes
        await other.logged("ready")
        self.killed_at.append(Clock().real_now())
        await leader.kill()
        self.led_at += _led_at(leader)
        await other.logged(LEADS)
        self.processes = [other, await self.start()]

    async def end(self) -> int:
        """The worse of the exit codes."""
        await self.processes[1].logged("ready")
        for bot in self.processes:
            bot.terminate()
        codes = [await bot.ended() for bot in self.processes]
        self.led_at += [moment for bot in self.processes for moment in _led_at(bot)]
        return max(codes)

    def leaderless(self) -> list[float]:
        """Real seconds from each kill until one led."""
        return [
            min((led - killed).total_seconds() for led in self.led_at if led > killed)
            for killed in self.killed_at
        ]


async def work(folder: Path, url: str, shift: Shift) -> Shifts:
    """Run `shift` in an empty `folder` and an empty database."""
    door = _Door()
    async with scene(folder, url, shift.plan) as working, AsyncExitStack() as running:
        working.sandbox.world.watch(door)
        pair = _Pair(lambda: running.enter_async_context(working.process()))
        await pair.begin()
        writing = asyncio.create_task(door.open(working.sandbox, shift.newcomer))
        for _ in range(shift.plan.kills):
            await asyncio.sleep(shift.every)
            await pair.replace_leader()
        await working.finished()
        writing.cancel()
        await _all_taken(working.sandbox)
        result = working.result(await pair.end())
    known = {chat_id for (chat_id,) in rows(url, "SELECT chat_id FROM chats")}
    return Shifts(
        result,
        newcomers=len(door.wrote_at),
        unheard=len(door.wrote_at.keys() - known),
        longest_wait=door.longest_wait(),
        answered_twice=sum(count > 1 for count in door.answers.values()),
        leaderless=pair.leaderless(),
    )


async def _all_taken(sandbox: Sandbox) -> None:
    while sandbox.world.updates:  # noqa: ASYNC110
        await asyncio.sleep(0.05)


def _led_at(bot: ReadyBot) -> list[datetime]:
    leads = (log["timestamp"] for log in bot.logs if log["event"] == LEADS)
    return [datetime.fromisoformat(timestamp) for timestamp in leads]


def _of_the_bot(event: Json) -> bool:
    sender = event["message"].get("from") or {}
    return bool(sender.get("is_bot"))
