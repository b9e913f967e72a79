"""What a process holds in memory once it is up: the bot without and with a crowd, and an echo bot."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.crowd import crowd
from bench.running import TOKEN, memory, peer, running
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.storage import Storage

__all__ = ["bot_with", "echo_bot"]

REST = 5.0
"""Seconds after the first answer: the first tick, and whatever else comes after a start, has passed."""
STARRED = datetime(2020, 7, 23, 1, tzinfo=UTC)
FIRST_CHAT = 100_001


async def bot_with(chats: int) -> float:
    """MB with so many chats stored, each of which starred what starts a day later, after a few answers."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        await (await Storage.open(url)).close()
        if chats:
            await asyncio.to_thread(
                crowd, url, range(FIRST_CHAT, FIRST_CHAT + chats), "forum-5g-industry", STARRED
            )
        sandbox = Sandbox(TOKEN, Clock(), patience=60)
        await sandbox.start()
        person = sandbox.user("Rina")
        async with running(sandbox, Path(folder)) as process:
            for text in ("/start", "/agenda", "/my"):
                await person.send(text)
            await asyncio.sleep(REST)
            held = memory(process.pid)
        await sandbox.stop()
    return held


async def echo_bot() -> float:
    """MB of python-telegram-bot's echo bot after an answer."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(TOKEN, Clock(), patience=60)
        await sandbox.start()
        person = sandbox.user("Rina")
        async with peer("telegram_echo", sandbox.url, TOKEN, log=Path(folder) / "log") as process:
            await person.send("hello")
            await asyncio.sleep(REST)
            held = memory(process.pid)
        await sandbox.stop()
    return held
