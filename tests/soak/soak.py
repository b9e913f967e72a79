"""Reminders go out while everything goes wrong: the server fails at random, the bot's process is killed.

What arrived is counted by the sandbox, what the bot believes is read from its database, and the two are held
against each other.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.crowd import crowd
from bot.clock import Clock
from bot.sandbox import Fault, Sandbox
from bot.sandbox.accounts import Json
from bot.storage import Storage
from tests.process import ReadyBot
from tests.samples import at
from tests.stage import TOKEN
from tests.storage.scene import rows

__all__ = [
    "DUE",
    "FIRST_CHAT",
    "LONG",
    "PROGRAMME",
    "SHARES",
    "SHORT",
    "Plan",
    "Result",
    "Watch",
    "before_its_end",
    "finished",
    "gather",
    "outcomes",
    "soak",
]

PROGRAMME = Path(__file__).parent.parent / "jobs" / "programme.yaml"
DUE = at("2020-07-23 13:50")
"""Ten minutes before the opening of `PROGRAMME`."""
FIRST_CHAT = 1001
PER_SECOND = 200
SHARES = {
    Fault.TOO_MANY_REQUESTS: 0.05,
    Fault.SERVER_ERROR: 0.025,
    Fault.BAD_GATEWAY: 0.025,
    Fault.RESET_BEFORE: 0.02,
    Fault.RESET_AFTER: 0.01,
}
"""Of all calls of sendMessage."""
LOOK = 0.2
PATIENCE = 1800.0
"""Real seconds for a whole soak."""


@dataclass(frozen=True, slots=True)
class Plan:
    chats: int
    kills: int
    retry_after: int
    """Seconds that a 429 asks for."""
    seed: int = 20200723


LONG = Plan(chats=10_000, kills=20, retry_after=1)
# Its kills are 110 and 314 calls apart: closer ones would hit the same messages twice, and give them up.
SHORT = Plan(chats=600, kills=3, retry_after=0, seed=3)
"""Telegram asks for a second at least; hundreds of them are left to the long form."""


@dataclass(slots=True)
class Result:
    """What a soak came to; the properties hold the judgement."""

    plan: Plan
    arrived: Counter[int]
    """Chat -> how many reminders it got."""
    states: dict[int, tuple[str, int]]
    """Chat -> the state of its row at the end, and how many of its attempts had an unknown outcome."""
    faults: Counter[str]
    exit_code: int
    last_arrival: timedelta
    """Conference time from the due moment."""

    @property
    def chats(self) -> range:
        return range(FIRST_CHAT, FIRST_CHAT + self.plan.chats)

    @property
    def given_up(self) -> list[int]:
        """Never arrived, and not tried again: both tries that the rule allows may have arrived."""
        return [
            chat for chat in self.chats if not self.arrived[chat] and self.states.get(chat) == ("unknown", 2)
        ]

    @property
    def lost(self) -> list[int]:
        """Never arrived, for any other reason."""
        given_up = set(self.given_up)
        return [chat for chat in self.chats if not self.arrived[chat] and chat not in given_up]

    @property
    def repeated(self) -> list[int]:
        return [chat for chat in self.chats if self.arrived[chat] > 1]

    @property
    def repeated_wrongly(self) -> list[int]:
        """Came again though its first outcome was known, or came more than twice."""
        return [
            chat for chat in self.repeated if self.arrived[chat] > 2 or self.states.get(chat, ("", 0))[1] == 0
        ]

    @property
    def doubted(self) -> int:
        """How many had an unknown outcome at least once."""
        return sum(unknowns > 0 for _, unknowns in self.states.values())


@dataclass(slots=True)
class Watch:
    """What the sandbox sees: arrivals, and calls, of which one brings the next kill."""

    kill_at: int | None = None
    calls: int = 0
    arrived: Counter[int] = field(default_factory=Counter)
    last: float = 0.0
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, event: Json) -> None:
        if event["type"] == "message":
            self.arrived[event["chat_id"]] += 1
            self.last = Clock().monotonic()
        elif event["type"] == "called" and event["method"] == "sendmessage":
            self.calls += 1
            if self.calls == self.kill_at:
                self.reached.set()


async def soak(folder: Path, plan: Plan) -> Result:
    """Run `plan` in an empty `folder`."""
    moments = random.Random(plan.seed)
    sandbox, watch = Sandbox(TOKEN, Clock(), seed=plan.seed), Watch()
    url = f"sqlite:///{folder / 'soak.sqlite3'}"
    await sandbox.start()
    await gather(sandbox, url, plan.chats)
    sandbox.world.watch(watch)
    sandbox.faults.at_random(SHARES, ["sendMessage"], retry_after=plan.retry_after)
    begun = Clock().monotonic()

    def process() -> ReadyBot:
        now = DUE + timedelta(seconds=Clock().monotonic() - begun)
        settings = {"token": TOKEN, "api_url": sandbox.url, "database_url": url}
        settings |= {"schedule": str(PROGRAMME), "now": now.isoformat()}
        return ReadyBot(folder, "run", messages_per_second=PER_SECOND, **settings)

    async with asyncio.timeout(PATIENCE):
        for kill_at in sorted(moments.sample(range(1, plan.chats), plan.kills)):
            watch.kill_at = max(kill_at, watch.calls + 1)
            watch.reached.clear()
            async with process() as bot:
                await before_its_end(bot, watch.reached.wait())
                await asyncio.sleep(moments.uniform(0, 0.02))
                await bot.kill()
        async with process() as bot:
            await before_its_end(bot, finished(url))
            bot.terminate()
            exit_code = await bot.ended()
    await sandbox.stop()
    return Result(
        plan,
        watch.arrived,
        outcomes(url),
        Counter({str(fault): count for fault, count in sandbox.faults.met.items()}),
        exit_code,
        timedelta(seconds=watch.last - begun),
    )


async def gather(sandbox: Sandbox, url: str, size: int) -> None:
    """So many people, from `FIRST_CHAT` on, who starred the opening of `PROGRAMME` an hour before `DUE`."""
    chats = range(FIRST_CHAT, FIRST_CHAT + size)
    for chat_id in chats:
        sandbox.world.add_user(f"Person {chat_id}", user_id=chat_id).started = True
    await (await Storage.open(url)).close()
    crowd(url, chats, "opening", DUE - timedelta(hours=1))


async def before_its_end(bot: ReadyBot, coming: Coroutine[Any, Any, object]) -> None:
    """Wait for what is coming. AssertionError when the process ends by itself before."""
    coming_task, end = asyncio.ensure_future(coming), asyncio.ensure_future(bot.process.wait())
    await asyncio.wait({coming_task, end}, return_when=asyncio.FIRST_COMPLETED)
    if not coming_task.done():
        coming_task.cancel()
        raise AssertionError("\n".join(["the process ended:", *bot.errors[-20:]]))
    end.cancel()


async def finished(url: str) -> None:
    """Wait until every reminder has met its end."""
    written = "SELECT count(*) FROM outbox"
    open_ = f"{written} WHERE state IN ('queued', 'sending')"
    while rows(url, written) == [(0,)] or rows(url, open_) != [(0,)]:  # noqa: ASYNC110
        await asyncio.sleep(LOOK)


def outcomes(url: str) -> dict[int, tuple[str, int]]:
    """Chat -> the state of its row, and how many of its attempts had an unknown outcome."""
    found = rows(url, "SELECT chat_id, state, unknowns FROM outbox")
    return {int(str(chat_id)): (str(state), int(str(unknowns))) for chat_id, state, unknowns in found}
