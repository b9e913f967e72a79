from __future__ import annotations

from datetime import timedelta

from bot.storage import Arrived, Burst, Delivered, Storage
from tests.storage.scene import claim_all, joined, minute, publish, row


async def test_bursts_are_by_due_moment_and_start(storage: Storage) -> None:
    for chat_id in (1, 2, 3):
        await joined(storage, chat_id, ["a", "b"], at_minute=-60)
    await joined(storage, 4, ["c"], at_minute=-60)
    await storage.chats.update(3, lead_time=30)
    await storage.favourites.set_lead(2, "b", 5)
    await publish(storage, row("a", 60), row("b", 60), row("c", 70))
    assert await storage.outbox.bursts(minute(0), minute(120)) == [
        Burst(minute(30), minute(60), 1),
        Burst(minute(50), minute(60), 2),
        Burst(minute(55), minute(60), 1),
        Burst(minute(60), minute(70), 1),
    ]


async def test_bursts_are_after_now_until_the_end(storage: Storage) -> None:
    await joined(storage, 1, "abcd", at_minute=-60)
    await publish(storage, row("a", 15), row("b", 16), row("c", 40), row("d", 41))
    assert await storage.outbox.bursts(minute(5), minute(30)) == [
        Burst(minute(6), minute(16), 1),
        Burst(minute(30), minute(40), 1),
    ]


async def test_bursts_leave_out_what_is_not_reminded_of(storage: Storage) -> None:
    for chat_id in (1, 2):
        await joined(storage, chat_id, ["a"], at_minute=-60)
    await joined(storage, 3, ["b", "gone"], at_minute=-60)
    await storage.chats.update(1, reminders=False)
    await storage.chats.retire(2, minute(0))
    await publish(storage, row("a", 60), row("b", 60, cancelled=True))
    assert await storage.outbox.bursts(minute(0), minute(120)) == []


async def test_burst_of_what_was_starred_late_is_at_the_start(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await joined(storage, 1, ["a"], at_minute=22)
    assert await storage.outbox.bursts(minute(22), minute(60)) == [Burst(minute(30), minute(30), 1)]


async def test_bursts_are_as_the_ticks_write_them(storage: Storage) -> None:
    for chat_id, lead in enumerate((5, 10, 15, 60), start=1):
        await joined(storage, chat_id, ["a", "b"], at_minute=-60)
        await storage.chats.update(chat_id, lead_time=lead)
    await publish(storage, row("a", 60), row("b", 75))
    forecast = await storage.outbox.bursts(minute(-1), minute(100))
    written = {at: await storage.outbox.fan_out_reminders(minute(at)) for at in range(100)}
    for at, count in written.items():
        assert sum(burst.chats for burst in forecast if burst.due_at == minute(at)) == count


async def test_delivered_of_nothing_is_zeros(storage: Storage) -> None:
    assert await storage.outbox.delivered(minute(0)) == Delivered(0, 0, timedelta())


async def test_delivered_tells_what_came_too_late(storage: Storage) -> None:
    for chat_id in range(1, 6):
        await joined(storage, chat_id, ["a"], at_minute=-60)
    await storage.outbox.add_snooze(5, "a", minute(30), minute(90), 5)
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    for item, at in zip(claimed, (19, 21, 30, 32), strict=False):
        await storage.outbox.sent([Arrived((item.id,), 7, minute(at))])
    assert await storage.outbox.delivered(minute(20)) == Delivered(3, 1, timedelta(minutes=12))
