"""What a person waits for python-telegram-bot's answer while its `AIORateLimiter` sends to many."""

from __future__ import annotations

import asyncio

from bench.pacing import ASKING, FIRST_CHAT, LONGEST, gathered, p99, questions
from bench.running import TOKEN, peer

__all__ = ["limited"]


async def limited(per_second: int, size: int, count: int) -> float:
    """Seconds to a reply at p99, of so many asked while the messages go out."""
    async with (
        gathered(per_second, size) as (people, folder),
        peer("telegram_broadcast", people.sandbox.url, TOKEN, str(FIRST_CHAT), str(size), log=folder / "log"),
    ):
        asking = [people.sandbox.user(f"Asking {number}") for number in range(ASKING)]
        await asking[0].send("hello")
        people.sandbox.world.send_text(asking[0].id, asking[0].id, "/send")
        await asyncio.wait_for(people.first_there.wait(), LONGEST)
        return p99([seconds for seconds, _ in await questions(people, asking, count)])
