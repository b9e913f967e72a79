"""How much there is to send, and to how many, at a glance."""

from __future__ import annotations

from datetime import timedelta

from bot.storage import Queue, Storage
from tests.storage.scene import REAL, joined, minute, publish, row

CHANNEL = -1001000000501


async def test_empty_queue_is_not_late(storage: Storage) -> None:
    assert await storage.vitals.queue(minute(0)) == Queue(0, 0, timedelta())


async def test_queue_is_as_late_as_the_oldest_that_is_due(storage: Storage) -> None:
    for chat_id in (1, 2, 3):
        await joined(storage, chat_id)
        await storage.outbox.add_snooze(chat_id, "a", minute(60), minute(120), 60 - 10 * chat_id)
    assert await storage.vitals.queue(minute(9)) == Queue(0, 0, timedelta())
    assert await storage.vitals.queue(minute(25)) == Queue(2, 0, timedelta(minutes=15))


async def test_messages_under_way_are_counted_by_themselves(storage: Storage) -> None:
    await publish(storage, row("a", 60))
    for chat_id in (1, 2, 3):
        await joined(storage, chat_id, ["a"])
        await storage.outbox.add_snooze(chat_id, "a", minute(60), minute(120), 60)
    await storage.outbox.claim(minute(1), REAL, 2)
    assert await storage.vitals.queue(minute(1)) == Queue(1, 2, timedelta(minutes=1))


async def test_people_are_those_who_can_be_written_to(storage: Storage) -> None:
    for chat_id in (1, 2, 3, -1):
        await joined(storage, chat_id)
    await storage.chats.retire(3, minute(1))
    await storage.channels.admit(CHANNEL, "@cic", "en", minute(0))
    assert await storage.vitals.people() == 2
