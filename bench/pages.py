"""What the timetable page takes of the process that serves it."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from bench.figures import Figure
from bench.running import TOKEN, processor_time, running
from bot.clock import Clock
from bot.sandbox import Sandbox

__all__ = ["measure"]

AT_ONCE = 900
"""Requests and open pages; an address may ask 1,000 times before it has to wait."""
WATCHED = 26.0
"""Seconds: an open page gets a sign of life every 25."""


async def measure() -> list[Figure]:
    """Programmes sent for each second of the processor; memory and processor of pages that are open."""
    async with served() as (process, url), ClientSession(connector=TCPConnector(limit=20)) as client:
        before = processor_time(process)
        await asyncio.gather(*(fetch(client, f"{url}/api/programme/en") for _ in range(AT_ONCE)))
        spent = processor_time(process) - before
    async with served() as (process, url), ClientSession(connector=TCPConnector(limit=0)) as client:
        empty = memory(process)
        async with AsyncExitStack() as pages:
            for _ in range(AT_ONCE):
                page = await pages.enter_async_context(client.get(f"{url}/api/live"))
                await page.content.readline()
            held = memory(process) - empty
            before = processor_time(process)
            await asyncio.sleep(WATCHED)
            idle = processor_time(process) - before
    return [
        Figure("programmes sent per CPU-second", AT_ONCE / spent, "/s"),
        Figure("memory of an open page", held / AT_ONCE / 1024, "kB"),
        Figure("processor for 1,000 open pages", 100 * idle / WATCHED * 1000 / AT_ONCE, "%"),
    ]


@asynccontextmanager
async def served() -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A bot of its own, and where its page is."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(TOKEN, Clock())
        await sandbox.start()
        async with running(sandbox, Path(folder)) as process:
            await sandbox.user("Rina").send("/start")
            log = (Path(folder) / "log").read_text(encoding="utf-8").splitlines()
            entries = (json.loads(line) for line in log if line.startswith("{"))
            yield process, next(entry["page"] for entry in entries if entry["event"] == "ready")
        await sandbox.stop()


async def fetch(client: ClientSession, url: str) -> None:
    async with client.get(url) as response:
        response.raise_for_status()
        await response.read()


def memory(process: asyncio.subprocess.Process) -> float:
    """Bytes that the process holds now (Linux: resident pages in /proc)."""
    resident = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return resident * os.sysconf("SC_PAGE_SIZE")
