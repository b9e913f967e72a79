"""Two processes' worth of storage on one database."""

from __future__ import annotations

import asyncio
from collections import Counter

from bot.storage import Arrived, Storage
from tests.storage.scene import REAL, joined, minute, publish, row, rows


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


async def test_two_claiming_at_once_keep_a_chats_rows_together(storage: Storage, url: str) -> None:
    events = [row(f"e{number}", 30 + number) for number in range(4)]
    await publish(storage, *events)
    for chat_id in range(1, 41):
        await joined(storage, chat_id, [event.event_id for event in events])
    await storage.outbox.fan_out_reminders(minute(25))
    async with await Storage.open(url) as other:
        claims = [opened.outbox.claim(minute(25), REAL, 5) for _ in range(30) for opened in (storage, other)]
        taken = [Counter(item.chat_id for item in claim) for claim in await asyncio.gather(*claims)]
    whole = [(chat_id, rows) for claim in taken for chat_id, rows in claim.items()]
    assert sorted(whole) == [(chat_id, 4) for chat_id in range(1, 41)]


async def test_two_sending_at_once_lose_and_repeat_nothing(storage: Storage, url: str) -> None:
    for chat_id in range(1, 61):
        await joined(storage, chat_id, ["a"])
    await publish(storage, row("a", 30))
    sent: list[int] = []

    async def send(opened: Storage) -> None:
        await opened.outbox.fan_out_reminders(minute(20))
        while claimed := await opened.outbox.claim(minute(20), REAL, 3):
            sent.extend(item.chat_id for item in claimed)
            await opened.outbox.sent([Arrived((item.id,), item.id, minute(20)) for item in claimed])

    async with await Storage.open(url) as other:
        await asyncio.gather(send(storage), send(other))
        await send(storage)
    assert sorted(sent) == list(range(1, 61))
    assert await storage.outbox.counts() == {"sent": 60}


async def test_two_reserving_at_once_share_one_pace(storage: Storage, url: str) -> None:
    now = REAL.timestamp()
    async with await Storage.open(url) as other:
        slots = [opened.pacing.reserve(now, 2, 0.5) for _ in range(20) for opened in (storage, other)]
        assert sorted(await asyncio.gather(*slots)) == [now + number for number in range(40)]


async def test_what_was_written_past_who_stopped_to_want_it_is_not_taken(storage: Storage, url: str) -> None:
    for chat_id in (1, 2, 3, 4):
        await joined(storage, chat_id, ["a"])
    await publish(storage, row("a", 30), row("b", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    rows(url, "DELETE FROM favourites WHERE chat_id = 1")
    rows(url, "UPDATE chats SET reminders = FALSE WHERE chat_id = 2")
    rows(url, "UPDATE chats SET retired_at = 1 WHERE chat_id = 3")
    assert [item.chat_id for item in await storage.outbox.claim(minute(20), REAL, 10)] == [4]
    assert await storage.outbox.counts() == {"sending": 1}
