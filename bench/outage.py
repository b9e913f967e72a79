"""Telegram goes away while thousands of reminders are due: what the bot takes of a processor meanwhile."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.crowd import crowd
from bench.figures import Figure
from bench.running import TOKEN, processor_time, running
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.storage import Storage

__all__ = ["measure"]

CHATS = 5_000
FIRST_CHAT = 100_001
STARRED = datetime(2020, 7, 23, 1, tzinfo=UTC)
WHEN_DUE = "2020-07-23T13:50"
EVENT = "opening-ceremony"
SETTLING, OUTAGE = 5.0, 20.0
"""Seconds after it went away until it is measured, and for how long."""
MOST = 3.0
"""Percent of a processor."""


async def measure() -> list[Figure]:
    """The bot's share of a processor while nothing can be reached."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        await (await Storage.open(url)).close()
        await asyncio.to_thread(crowd, url, range(FIRST_CHAT, FIRST_CHAT + CHATS), EVENT, STARRED)
        sandbox = Sandbox(TOKEN, Clock())
        await sandbox.start()
        async with running(sandbox, Path(folder), BOT_NOW=WHEN_DUE) as process:
            await sandbox.happens(lambda event: event.get("method") == "sendmessage")
            await sandbox.stop()
            await asyncio.sleep(SETTLING)
            before = processor_time(process)
            await asyncio.sleep(OUTAGE)
            share = 100 * (processor_time(process) - before) / OUTAGE
    return [Figure("of a processor while Telegram is away", share, "%", f"≤ {MOST:g}", share <= MOST)]
