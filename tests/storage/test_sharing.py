"""Two processes' worth of storage on one file."""

from __future__ import annotations

import asyncio

from bot.storage import Storage
from tests.storage.scene import REAL, joined, minute, publish, row


async def test_two_writing_at_once_lose_nothing(storage: Storage, url: str) -> None:
    await joined(storage)
    async with await Storage.open(url) as other:
        stars = (
            opened.favourites.add(1, [f"{name}{n}"], minute(n))
            for n in range(60)
            for name, opened in (("a", storage), ("b", other))
        )
        await asyncio.gather(*stars)
    assert len(await storage.favourites.of(1)) == 120


async def test_what_one_writes_the_other_reads_next(storage: Storage, url: str) -> None:
    async with await Storage.open(url) as other:
        await joined(storage, stars=["a"])
        assert await other.favourites.of(1) == {"a": None}
        await other.favourites.remove(1, ["a"])
        assert await storage.favourites.of(1) == {}


async def test_two_claiming_at_once_share_the_rows(storage: Storage, url: str) -> None:
    for chat_id in range(1, 61):
        await joined(storage, chat_id, ["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    async with await Storage.open(url) as other:
        claims = (opened.outbox.claim(minute(20), REAL, 7) for _ in range(10) for opened in (storage, other))
        taken = [claimed.chat_id for claim in await asyncio.gather(*claims) for claimed in claim]
    assert sorted(taken) == list(range(1, 61))


async def test_chat_made_by_two_at_once_is_one(storage: Storage, url: str) -> None:
    async with await Storage.open(url) as other:
        made = await asyncio.gather(
            *(
                opened.chats.ensure(1, group=False, language="id", now=minute(0))
                for opened in (storage, other)
                for _ in range(10)
            )
        )
    assert len(set(made)) == 1
