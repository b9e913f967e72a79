"""Sending without a limit: the bot's own way of sending, beside a loop that does no more than post.

Each runs in a process of its own: ``python -m bench.outbound own|bare URL COUNT`` prints sends per second of
its processor time.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter, process_time

import aiohttp

from bench.running import ROOT, TOKEN
from bot.clock import Clock
from bot.gateway.bot import build_bot
from bot.gateway.pacing import Pacer
from bot.gateway.transport import Transport
from bot.sandbox import Sandbox

__all__ = ["unpaced"]

AT_ONCE = 50
NO_LIMIT = 1e6
TEXT = "⏰ <b>Opening ceremony</b> starts in 10 minutes, at <b>14:00</b> Beijing time."
KEYBOARD = {"inline_keyboard": [[{"text": "Details", "callback_data": "event:opening-ceremony:r"}]]}
LATER = datetime(2030, 1, 1, tzinfo=UTC)


async def unpaced(count: int, rounds: int) -> list[tuple[float, float]]:
    """Sends per second of processor time in turns: the bot's and the bare loop's."""
    sandbox = Sandbox(TOKEN, Clock(), messages_kept=5)
    await sandbox.start()
    for number in range(1, count + 1):
        sandbox.world.add_user(f"P{number}", user_id=number).started = True
    paces = [
        (await child("own", sandbox.url, count), await child("bare", sandbox.url, count))
        for _ in range(rounds)
    ]
    await sandbox.stop()
    return paces


async def child(what: str, url: str, count: int) -> float:
    command = [sys.executable, "-m", "bench.outbound", what, url, str(count)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the sending of {what} ended with {process.returncode}")
    return float(output)


def chats(count: int) -> Iterator[int]:
    """A message to each: to one chat no more than one a second may go."""
    return iter(range(1, count + 1))


async def own(url: str, count: int) -> float:
    transport = Transport(connections=AT_ONCE)
    bot = build_bot(TOKEN, url, transport, Pacer(NO_LIMIT, perf_counter))
    await bot.initialize()

    async def send(chat_ids: Iterator[int]) -> None:
        for chat_id in chat_ids:
            await bot.send_bulk(chat_id, TEXT, KEYBOARD, useful_until=LATER, silent=False)

    begun = process_time()
    await asyncio.gather(*map(send, [chats(count)] * AT_ONCE))
    taken = process_time() - begun
    await bot.shutdown()
    return taken


async def bare(url: str, count: int) -> float:
    message = {"text": TEXT, "parse_mode": "HTML", "reply_markup": KEYBOARD}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:

        async def send(chat_ids: Iterator[int]) -> None:
            for chat_id in chat_ids:
                call = session.post(f"{url}/bot{TOKEN}/sendMessage", json={"chat_id": chat_id, **message})
                async with call as response:
                    await response.json()

        begun = process_time()
        await asyncio.gather(*map(send, [chats(count)] * AT_ONCE))
        return process_time() - begun


def main(what: str, url: str, count: str) -> None:
    print(int(count) / asyncio.run({"own": own, "bare": bare}[what](url, int(count))))


if __name__ == "__main__":
    main(*sys.argv[1:])
