"""Updates per second of the bot's own processor time, beside two echo bots on the same server."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.crowd import crowd
from bench.figures import Figure
from bench.load import Load, agenda_mix
from bench.running import ROOT, TOKEN, peer, processor_time, running
from bot.clock import Clock
from bot.formats.schedule import read_schedule
from bot.sandbox import Sandbox
from bot.storage import Storage

__all__ = ["confbot", "events_of", "in_turns", "measure", "shipped_events"]

CHATS, ROUNDS = 500, 5
FIRST_CHAT = 100_001
STARRED = datetime(2020, 7, 23, 1, tzinfo=UTC)
SETTLE = 0.3
"""Seconds for what a bot does after its last answer."""
AIMS = {"python-telegram-bot": 3.0, "aiogram": 1.0}


@dataclass(slots=True)
class Contender:
    """A bot under load, and its updates per processor second in each round."""

    load: Load
    process: asyncio.subprocess.Process
    paces: list[float] = field(default_factory=list)

    async def play(self, round_: int, events: list[str]) -> None:
        steps = [agenda_mix(number, round_, events) for number in range(len(self.load.chat_ids))]
        before = processor_time(self.process)
        updates = await self.load.run(steps)
        await asyncio.sleep(SETTLE)
        self.paces.append(updates / (processor_time(self.process) - before))


async def in_turns(chats: int = CHATS, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Updates per processor second of each bot, in rounds in turns, after one that warms up."""
    events = shipped_events()
    async with AsyncExitStack() as stack:
        contenders = {
            "confbot": await stack.enter_async_context(confbot(chats)),
            "python-telegram-bot": await stack.enter_async_context(echo("telegram_echo", chats)),
            "aiogram": await stack.enter_async_context(echo("aiogram_echo", chats)),
        }
        for round_ in range(rounds + 1):
            for contender in contenders.values():
                await contender.play(round_, events)
    return {name: contender.paces[1:] for name, contender in contenders.items()}


async def measure() -> list[Figure]:
    """Medians; a ratio is the median of each round's."""
    paces = await in_turns()
    own = paces.pop("confbot")
    figures = [Figure("agenda mix: updates per CPU-second", statistics.median(own), "/s")]
    for name, theirs in paces.items():
        ratio = statistics.median(a / b for a, b in zip(own, theirs, strict=True))
        figures += [
            Figure(f"echo of {name}", statistics.median(theirs), "/s"),
            Figure(f"times {name}'s echo", ratio, "", f"≥ {AIMS[name]:g}", ratio >= AIMS[name]),
        ]
    return figures


def shipped_events() -> list[str]:
    """The ids of the programme that comes with the bot."""
    return events_of((ROOT / "schedule.yaml").read_text(encoding="utf-8"))


def events_of(text: str) -> list[str]:
    """The ids of a programme."""
    schedule = read_schedule(text.encode()).schedule
    if schedule is None:
        raise RuntimeError("the schedule is not good")
    return [event.id for event in schedule.programme]


@asynccontextmanager
async def confbot(chats: int, *, stored: int = 0, schedule: str | None = None) -> AsyncIterator[Contender]:
    """The bot, with so many other chats stored, on the shipped programme or on a text."""
    async with gathered() as (sandbox, folder):
        settings = {}
        if schedule is not None:
            file = folder / "schedule.yaml"
            file.write_text(schedule, encoding="utf-8")
            settings["BOT_SCHEDULE"] = str(file)
        if stored:
            url = f"sqlite:///{folder / 'bench.sqlite3'}"
            await (await Storage.open(url)).close()
            others = range(FIRST_CHAT, FIRST_CHAT + stored)
            await asyncio.to_thread(crowd, url, others, "forum-5g-industry", STARRED)
        async with running(sandbox, folder, **settings) as process:
            yield Contender(Load(sandbox, chats), process)


@asynccontextmanager
async def echo(name: str, chats: int) -> AsyncIterator[Contender]:
    async with (
        gathered() as (sandbox, folder),
        peer(name, sandbox.url, TOKEN, log=folder / "log") as process,
    ):
        yield Contender(Load(sandbox, chats, echo=True), process)


@asynccontextmanager
async def gathered() -> AsyncIterator[tuple[Sandbox, Path]]:
    """A sandbox that keeps few messages, and an empty folder."""
    sandbox = Sandbox(TOKEN, Clock(), messages_kept=20)
    await sandbox.start()
    with tempfile.TemporaryDirectory() as folder:
        yield sandbox, Path(folder)
    await sandbox.stop()
