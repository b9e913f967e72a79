"""500 chats that starred one event: all reminders fall due at one minute."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.running import TOKEN, conference_time, running
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.storage import Storage

__all__ = ["measure"]

CHATS = 500
PACE = 30
IN_TIME = CHATS // PACE + 3
"""Seconds: what the pace takes, and a little for the tick and the way."""
DUE = datetime(2020, 7, 23, 5, 50, tzinfo=UTC)
"""Ten minutes before the opening ceremony."""


async def measure() -> list[Figure]:
    """How many arrived, how often twice, and at which pace, at Telegram's default of 30 a second."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        sandbox = Sandbox(TOKEN, clock)
        await sandbox.start()
        people = [sandbox.user(f"P{number}", language="en") for number in range(CHATS)]
        for person in people:
            sandbox.world.send_text(person.id, person.id, "/start")
        sandbox.world.updates.forget()
        storage = await Storage.open(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        for person in people:
            await storage.chats.ensure(person.id, group=False, language="en", now=DUE.replace(hour=1))
            await storage.favourites.add(person.id, ["opening-ceremony"], DUE.replace(hour=1))
        await storage.close()
        arrived: Counter[int] = Counter()
        all_there = asyncio.Event()
        times: list[datetime] = []

        def watch(event: dict[str, object]) -> None:
            if event["type"] == "message":
                arrived[int(str(event["chat_id"]))] += 1
                times.append(clock.real_now())
                if len(arrived) == CHATS:
                    all_there.set()

        sandbox.world.watch(watch)
        async with running(
            sandbox, Path(folder), BOT_NOW="2020-07-23T13:49:57", BOT_MESSAGES_PER_SECOND=str(PACE)
        ):
            await asyncio.wait_for(all_there.wait(), 120)
        await sandbox.stop()
        late = (conference_time(Path(folder), times[-1]) - DUE).total_seconds()
    spent = (times[-1] - times[0]).total_seconds()
    pace = (len(times) - 1) / spent
    twice = sum(count - 1 for count in arrived.values())
    return [
        Figure("reminders of 500 chats that arrived", len(arrived), "", "500", len(arrived) == CHATS),
        Figure("of them twice", twice, "", "0", twice == 0),
        Figure("the last, after it was due", late, "s", f"≤ {IN_TIME}", late <= IN_TIME),
        Figure("pace, of a limit of 30", pace, "/s", "≥ 0.95 of it", pace >= 0.95 * PACE),
    ]
