from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.storage import Kind, Storage, paging
from tests.storage.scene import REAL, claim_all, crowd, joined, minute, rows


async def alert(storage: Storage, events: Iterable[str] = ("a",), base: int = 1, due: float = 2) -> int:
    return await storage.outbox.fan_out_changes(base, events, minute(due), minute(60))


async def test_changes_go_once_to_those_who_starred_any_of_the_events(storage: Storage) -> None:
    await joined(storage, 1, ["a", "b"])
    await joined(storage, 2, ["b"])
    await joined(storage, 3, ["c"])
    assert [await alert(storage, "abb"), await alert(storage, "ab")] == [2, 0]
    assert await claim_all(storage, minute(1.9)) == []
    claimed = await claim_all(storage, minute(2))
    assert [(row.chat_id, row.kind, row.event_id, row.starts_at, row.lead_time) for row in claimed] == [
        (chat_id, Kind.CHANGES, "v1", minute(2), 0) for chat_id in (1, 2)
    ]
    assert {row.useful_until for row in claimed} == {minute(60)}


async def test_changes_leave_out_who_wants_to_hear_nothing(storage: Storage) -> None:
    for chat_id in (1, 2):
        await joined(storage, chat_id, ["a"])
    await storage.chats.update(1, reminders=False)
    await storage.chats.retire(2, minute(0))
    assert await alert(storage) == 0


async def test_second_publish_adds_only_new_chats_to_the_batch(storage: Storage) -> None:
    await joined(storage, 1, ["a", "b"])
    await joined(storage, 2, ["b"])
    await alert(storage, "a")
    batch = await storage.outbox.open_batch(minute(1))
    assert batch == (1, minute(2))
    assert await storage.outbox.fan_out_changes(batch[0], "b", batch[1], minute(61)) == 1
    assert [row.chat_id for row in await claim_all(storage, minute(2))] == [1, 2]


async def test_later_batch_is_told_as_well(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    assert [await alert(storage), await alert(storage, base=2, due=9)] == [1, 1]


async def test_open_batch_is_the_one_that_waits(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    before = await storage.outbox.open_batch(minute(0))
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    await alert(storage, base=12)
    batches = [await storage.outbox.open_batch(minute(at)) for at in (0, 1.9, 2)]
    assert (before, batches) == (None, [(12, minute(2)), (12, minute(2)), None])


async def test_open_batch_is_none_once_it_was_claimed(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    await alert(storage)
    (claimed,) = await claim_all(storage, minute(2))
    await storage.outbox.retry_later([claimed.id], REAL, "502")
    assert await storage.outbox.open_batch(minute(1)) is None


@pytest.mark.parametrize("claimed_before", [False, True])
async def test_reminders_switched_off_take_changes_back(storage: Storage, claimed_before: bool) -> None:
    await joined(storage, 1, ["a"])
    await alert(storage)
    claimed = await claim_all(storage, minute(2)) if claimed_before else []
    await storage.chats.update(1, reminders=False)
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "502")
    assert await storage.outbox.counts() == {}


async def test_changes_reach_every_chat_over_several_pages(storage: Storage, url: str) -> None:
    size = 2 * paging.PAGE + 1
    crowd(url, size, "a", stale=False)
    assert [await alert(storage), await alert(storage)] == [size, 0]
    assert rows(url, "SELECT count(DISTINCT chat_id) FROM outbox") == [(size,)]
