"""From the start of the process to the first answer, and what it holds in memory after a busy while."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from bench.figures import Figure
from bench.running import TOKEN, peak_memory, processor_time, running
from bot.clock import Clock
from bot.sandbox import Sandbox

__all__ = ["measure"]

RUNS = 5
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


async def first_answer() -> float:
    """Seconds from the start of the process, with an empty database, to the first answer."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(TOKEN, Clock(), patience=60)
        await sandbox.start()
        person = sandbox.user("Rina", language="id")
        begun = perf_counter()
        async with running(sandbox, Path(folder)):
            await person.send("/start")
            taken = perf_counter() - begun
        await sandbox.stop()
    return taken


async def measure() -> list[Figure]:
    """Seconds to the first answer (medians of 5 runs), and peak memory in MB after 300 updates."""
    seconds, processor, memory = [], [], 0.0
    for run in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            sandbox = Sandbox(TOKEN, Clock(), patience=60)
            await sandbox.start()
            person = sandbox.user("Rina", language="id")
            begun = perf_counter()
            async with running(sandbox, Path(folder)) as process:
                await person.send("/start")
                seconds.append(perf_counter() - begun)
                processor.append(processor_time(process))
                if run == RUNS - 1:
                    for _ in range(ROUNDS):
                        for text in MIX:
                            await person.send(text)
                        for data in PRESSES:
                            await person.press(data=data)
                    await person.send("surabaya")
                    await person.send_location(-6.2, 106.8)
                    memory = peak_memory(process.pid)
            await sandbox.stop()
    first = statistics.median(seconds)
    return [
        Figure("start to first answer", first, "s", "≤ 2", first <= 2),
        Figure("processor time until then", statistics.median(processor), "s"),
        Figure("peak memory after 300 updates", memory, "MB", "< 150", memory < 150),
    ]
