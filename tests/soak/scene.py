"""What the soaks share: a crowd that is due, a server that fails at random, and what it came to at the end.

What arrived is counted by the sandbox, what the bot believes is read from its database, and the two are held
against each other.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.crowd import crowd
from bot.clock import Clock
from bot.sandbox import Fault, Sandbox
from bot.sandbox.accounts import Json
from bot.storage import Storage
from tests.process import ReadyBot
from tests.samples import at
from tests.stage import TOKEN
from tests.storage.scene import rows

__all__ = ["Plan", "Result", "Scene", "scene"]

PROGRAMME = Path(__file__).parent.parent / "jobs" / "programme.yaml"
DUE = at("2020-07-23 13:50")
"""Ten minutes before the opening of `PROGRAMME`."""
FIRST_CHAT = 1001
LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Plan:
    """`shares` of all calls of sendMessage meet a fault; processes are killed `kills` times."""

    chats: int
    kills: int
    per_second: int
    shares: Mapping[Fault, float]
    retry_after: int
    """Seconds that a 429 asks for."""
    patience: float
    """Real seconds for all of it."""
    seed: int = 20200723


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


@dataclass(slots=True)
class Scene:
    """`begun` is the real time, monotonic, that stands for `DUE`."""

    folder: Path
    url: str
    plan: Plan
    sandbox: Sandbox
    watch: Watch = field(default_factory=Watch)
    begun: float = field(default_factory=lambda: Clock().monotonic())

    def process(self) -> ReadyBot:
        """One of the bot, not started yet, whose clock shows how long all has taken."""
        now = DUE + timedelta(seconds=Clock().monotonic() - self.begun)
        settings = {"token": TOKEN, "api_url": self.sandbox.url, "database_url": self.url}
        settings |= {"schedule": str(PROGRAMME), "now": now.isoformat()}
        return ReadyBot(self.folder, "run", messages_per_second=self.plan.per_second, **settings)

    async def finished(self) -> None:
        """Wait until every reminder has met its end."""
        written = "SELECT count(*) FROM outbox"
        open_ = f"{written} WHERE state IN ('queued', 'sending')"
        while rows(self.url, written) == [(0,)] or rows(self.url, open_) != [(0,)]:  # noqa: ASYNC110
            await asyncio.sleep(LOOK)

    def result(self, exit_code: int) -> Result:
        found = rows(self.url, "SELECT chat_id, state, unknowns FROM outbox")
        return Result(
            self.plan,
            self.watch.arrived,
            {int(str(chat_id)): (str(state), int(str(unknowns))) for chat_id, state, unknowns in found},
            Counter({str(fault): count for fault, count in self.sandbox.faults.met.items()}),
            exit_code,
            timedelta(seconds=self.watch.last - self.begun),
        )


@asynccontextmanager
async def scene(folder: Path, url: str, plan: Plan) -> AsyncIterator[Scene]:
    """A crowd that starred the opening of `PROGRAMME`, an hour before `DUE`; nothing runs yet that reminds it.

    `folder` and the database are empty. TimeoutError when the block takes longer than the plan's patience.
    """
    sandbox = Sandbox(TOKEN, Clock(), seed=plan.seed)
    await sandbox.start()
    chats = range(FIRST_CHAT, FIRST_CHAT + plan.chats)
    for chat_id in chats:
        sandbox.world.add_user(f"Person {chat_id}", user_id=chat_id).started = True
    await (await Storage.open(url)).close()
    crowd(url, chats, "opening", DUE - timedelta(hours=1))
    set_up = Scene(folder, url, plan, sandbox)
    sandbox.world.watch(set_up.watch)
    sandbox.faults.at_random(dict(plan.shares), ["sendMessage"], retry_after=plan.retry_after)
    try:
        async with asyncio.timeout(plan.patience):
            yield set_up
    finally:
        await sandbox.stop()
