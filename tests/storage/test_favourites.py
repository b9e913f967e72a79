from __future__ import annotations

import pytest

from bot.storage import Arrived, Storage
from tests.storage.scene import REAL, claim_all, joined, minute, publish, row, rows


async def test_of_a_stranger_is_empty(storage: Storage) -> None:
    assert await storage.favourites.of(1) == {}


async def test_of_is_in_the_order_of_starring(storage: Storage) -> None:
    await joined(storage)
    for at, event_id in enumerate(["c", "a", "b"]):
        await storage.favourites.add(1, [event_id], minute(at))
    assert list(await storage.favourites.of(1)) == ["c", "a", "b"]


async def test_add_again_keeps_the_first(storage: Storage, url: str) -> None:
    await joined(storage)
    await storage.favourites.add(1, ["a"], minute(0))
    await storage.favourites.set_lead(1, "a", 30)
    await storage.favourites.add(1, ["a", "b", "b"], minute(5))
    assert await storage.favourites.of(1) == {"a": 30, "b": None}
    created = rows(url, "SELECT event_id, created_at FROM favourites ORDER BY event_id")
    assert created == [("a", int(minute(0).timestamp())), ("b", int(minute(5).timestamp()))]


async def test_add_of_nothing_does_nothing(storage: Storage) -> None:
    await storage.favourites.add(1, [], minute(0))
    assert await storage.favourites.of(1) == {}


async def test_add_and_remove_tell_what_is_starred_then(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    assert await storage.favourites.add(1, ["b"], minute(5)) == {"a": None, "b": None}
    assert await storage.favourites.remove(1, ["a"]) == {"b": None}


async def test_visitor_is_a_chat_with_its_stars(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    visitor = await storage.favourites.visitor(1, minute(1))
    assert visitor is not None
    assert (visitor.chat, visitor.favourites) == (await storage.chats.get(1), {"a": None})


async def test_visitor_is_none_where_something_is_to_be_written(storage: Storage) -> None:
    assert await storage.favourites.visitor(1, minute(0)) is None
    await joined(storage)
    assert await storage.favourites.visitor(1, minute(24 * 60)) is None
    await storage.chats.retire(1, minute(0))
    assert await storage.favourites.visitor(1, minute(1)) is None


async def test_chats_do_not_share_favourites(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    await joined(storage, 2, ["b"])
    await storage.favourites.remove(2, ["a"])
    assert (await storage.favourites.of(1), await storage.favourites.of(2)) == ({"a": None}, {"b": None})


async def test_remove_takes_its_queued_reminders_along(storage: Storage, url: str) -> None:
    await joined(storage, stars=["a", "b"])
    await publish(storage, row("a", 30), row("b", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    for _ in range(2):
        await storage.favourites.remove(1, ["a"])
    assert await storage.favourites.of(1) == {"b": None}
    assert rows(url, "SELECT event_id, kind FROM outbox") == [("b", "reminder")]


async def test_remove_while_sending_sends_no_second_try(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.favourites.remove(1, ["a"])
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "502")
    assert await storage.outbox.counts() == {}


async def test_star_taken_back_and_given_again_reminds_once(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.outbox.sent([Arrived(tuple(row.id for row in claimed), 7, minute(20))])
    await storage.favourites.remove(1, ["a"])
    await storage.favourites.add(1, ["a"], minute(25))
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (25, 30, 31)] == [0, 0, 0]


async def test_set_lead_is_the_favourites_own(storage: Storage) -> None:
    await joined(storage, stars=["a", "b"])
    await storage.favourites.set_lead(1, "a", 0)
    await storage.favourites.set_lead(1, "b", 60)
    await storage.favourites.set_lead(1, "b", None)
    await storage.favourites.set_lead(1, "c", 5)
    assert await storage.favourites.of(1) == {"a": 0, "b": None}


async def test_set_lead_to_one_that_is_never_looked_at_is_an_error(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    with pytest.raises(
        ValueError, match=r"lead time is -5 minutes; expected 0 or one of \(5, 10, 15, 30, 60\)"
    ):
        await storage.favourites.set_lead(1, "a", -5)
