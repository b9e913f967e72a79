"""From the start of the process to the first answer, and what it holds in memory after a busy while."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from compileall import compile_dir
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure
from bench.running import ROOT, TOKEN, memory, peak_memory, processor_time, running
from bot.clock import Clock
from bot.sandbox import Person, Sandbox

__all__ = ["AIM", "measure", "starts"]

AIM = 1.0
"""Seconds to the first answer."""
RUNS = 5
REST = 5.0
"""Seconds after the first answer: whatever else comes after a start has passed."""
MIX = (
    "/start",
    "/now",
    "/today",
    "/agenda",
    "/tracks",
    "/speakers",
    "/search 5G",
    "robot",
    "/my",
    "/settings",
)
PRESSES = ("day:2:1", "event:opening-forum:d0", "star:on:opening-forum", "talks:opening-forum:0", "zones")
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Seconds from the start of the process to its first answer, and what it took until then."""

    seconds: float
    processor: float
    """Seconds of all processors."""
    memory: float
    """MB."""


@asynccontextmanager
async def first_answer(folder: Path) -> AsyncIterator[tuple[FirstAnswer, asyncio.subprocess.Process, Person]]:
    """A bot that has just answered; its database is in `folder`, new or of an earlier start."""
    compiled()
    sandbox = Sandbox(TOKEN, Clock(), patience=60)
    await sandbox.start()
    person = sandbox.user("Rina", language="id")
    begun = perf_counter()
    async with running(sandbox, folder) as process:
        await person.send("/start")
        taken = perf_counter() - begun
        yield FirstAnswer(taken, processor_time(process), memory(process.pid)), process, person
    await sandbox.stop()


@cache
def compiled() -> None:
    """Bring the bytecode up to date, as `make setup` does: some environments tell Python to keep none."""
    compile_dir(ROOT / "bot", quiet=1)


async def starts() -> tuple[FirstAnswer, FirstAnswer]:
    """Of a bot without a database, and of the same bot started again."""
    with tempfile.TemporaryDirectory() as folder:
        async with first_answer(Path(folder)) as (first, _, _):
            pass
        async with first_answer(Path(folder)) as (again, _, _):
            pass
    return first, again


async def busy() -> tuple[float, float]:
    """MB at rest after the first answer, and at the most after 300 updates."""
    with tempfile.TemporaryDirectory() as folder:
        async with first_answer(Path(folder)) as (_, process, person):
            await asyncio.sleep(REST)
            rest = memory(process.pid)
            for _ in range(ROUNDS):
                for text in MIX:
                    await person.send(text)
                for data in PRESSES:
                    await person.press(data=data)
            await person.send("surabaya")
            await person.send_location(-6.2, 106.8)
            return rest, peak_memory(process.pid)


async def measure() -> list[Figure]:
    """Medians of 5 starts without a database and of 5 with one; memory of one that runs."""
    pairs = [await starts() for _ in range(RUNS)]
    figures = []
    for name, runs in (("first", [first for first, _ in pairs]), ("later", [again for _, again in pairs])):
        seconds = median(run.seconds for run in runs)
        figures += [
            Figure(f"{name} start to first answer", seconds, "s", "≤ 1", seconds <= AIM),
            Figure(f"processor time of a {name} start", median(run.processor for run in runs), "s"),
        ]
    rest, peak = await busy()
    return [
        *figures,
        Figure("memory at rest", rest, "MB"),
        Figure("peak memory after 300 updates", peak, "MB", "< 150", peak < 150),
    ]
