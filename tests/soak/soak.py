"""Reminders go out while everything goes wrong: the server fails at random, the bot's process is killed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot.sandbox import Fault
from tests.process import ReadyBot
from tests.soak.scene import Plan, Result, scene

__all__ = ["LONG", "SHARES", "SHORT", "soak"]

SHARES = {
    Fault.TOO_MANY_REQUESTS: 0.05,
    Fault.SERVER_ERROR: 0.025,
    Fault.BAD_GATEWAY: 0.025,
    Fault.RESET_BEFORE: 0.02,
    Fault.RESET_AFTER: 0.01,
}
PER_SECOND, PATIENCE = 200, 1800.0
LONG = Plan(10_000, 20, PER_SECOND, SHARES, retry_after=1, patience=PATIENCE)
# Its kills are 110 and 314 calls apart: closer ones would hit the same messages twice, and give them up.
SHORT = Plan(600, 3, PER_SECOND, SHARES, retry_after=0, patience=PATIENCE, seed=3)
"""Telegram asks for a second at least; hundreds of them are left to the long form."""


async def soak(folder: Path, plan: Plan) -> Result:
    """Run `plan` in an empty `folder`."""
    moments = random.Random(plan.seed)
    async with scene(folder, f"sqlite:///{folder / 'soak.sqlite3'}", plan) as running:
        watch = running.watch
        for kill_at in sorted(moments.sample(range(1, plan.chats), plan.kills)):
            watch.kill_at = max(kill_at, watch.calls + 1)
            watch.reached.clear()
            async with running.process() as bot:
                await before_its_end(bot, watch.reached.wait())
                await asyncio.sleep(moments.uniform(0, 0.02))
                await bot.kill()
        async with running.process() as bot:
            await before_its_end(bot, running.finished())
            bot.terminate()
            return running.result(await bot.ended())


async def before_its_end(bot: ReadyBot, coming: Coroutine[Any, Any, object]) -> None:
    """Wait for what is coming. AssertionError when the process ends by itself before."""
    coming_task, end = asyncio.ensure_future(coming), asyncio.ensure_future(bot.process.wait())
    await asyncio.wait({coming_task, end}, return_when=asyncio.FIRST_COMPLETED)
    if not coming_task.done():
        coming_task.cancel()
        raise AssertionError("\n".join(["the process ended:", *bot.errors[-20:]]))
    end.cancel()
