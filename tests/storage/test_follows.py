from __future__ import annotations

from collections.abc import Iterable

from bot.storage import Storage, paging
from tests.storage.scene import REAL, claim_all, crowd, joined, minute, publish, row, rows

STARS = "SELECT chat_id, event_id, by_follow FROM favourites ORDER BY chat_id, event_id"


async def following(
    storage: Storage, chat_id: int = 1, events: Iterable[str] = (), at_minute: float = 0
) -> None:
    """The chat follows track "5g", which has these events."""
    await joined(storage, chat_id, at_minute=at_minute)
    await storage.follows.add(chat_id, "track", "5g", events, minute(at_minute))


async def test_of_a_stranger_is_empty(storage: Storage) -> None:
    assert await storage.follows.of(1) == frozenset()


async def test_of_is_what_the_chat_follows(storage: Storage) -> None:
    await following(storage, 1)
    await following(storage, 2)
    await storage.follows.add(1, "person", "5g", [], minute(1))
    assert await storage.follows.of(1) == {("track", "5g"), ("person", "5g")}
    assert await storage.follows.of(2) == {("track", "5g")}


async def test_add_stars_what_is_not_starred_yet(storage: Storage, url: str) -> None:
    await joined(storage, stars=["a"])
    await storage.favourites.set_lead(1, "a", 30)
    for _ in range(2):
        await following(storage, 1, "abb")
    assert rows(url, STARS) == [(1, "a", 0), (1, "b", 1)]
    assert await storage.favourites.of(1) == {"a": 30, "b": None}


async def test_add_reminds_at_the_next_tick(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await following(storage, 1, "a", at_minute=20)
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (21, 30)] == [1, 0]


async def test_star_makes_it_the_persons_own(storage: Storage, url: str) -> None:
    await following(storage, 1, "a")
    await storage.favourites.add(1, ["a"], minute(5))
    await storage.follows.add(1, "track", "5g", ["a"], minute(6))
    assert rows(url, "SELECT by_follow, created_at FROM favourites") == [(0, int(minute(0).timestamp()))]


async def test_remove_takes_its_stars_and_their_queued_reminders_along(storage: Storage, url: str) -> None:
    await joined(storage, stars=["own"])
    await following(storage, 1, ["own", "a", "shared"])
    await following(storage, 2, "a")
    await publish(storage, row("own", 30), row("a", 30), row("shared", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    for _ in range(2):
        await storage.follows.remove(1, "track", "5g", ["own", "a"])
    assert [await storage.follows.of(chat_id) for chat_id in (1, 2)] == [frozenset(), {("track", "5g")}]
    assert rows(url, STARS) == [(1, "own", 0), (1, "shared", 1), (2, "a", 1)]
    queued = rows(url, "SELECT chat_id, event_id FROM outbox ORDER BY chat_id, event_id")
    assert queued == [(1, "own"), (1, "shared"), (2, "a")]


async def test_remove_while_sending_sends_no_second_try(storage: Storage) -> None:
    await following(storage, 1, "a")
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.follows.remove(1, "track", "5g", ["a"])
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "502")
    assert await storage.outbox.counts() == {}


async def test_star_new_stars_for_the_followers(storage: Storage, url: str) -> None:
    await following(storage, 1)
    await joined(storage, 2, ["a"])
    await storage.follows.add(2, "person", "miao-wei", [], minute(0))
    await joined(storage, 3)
    pairs = [("track", "5g", "a"), ("person", "miao-wei", "a"), ("track", "miao-wei", "b")]
    assert [await storage.follows.star_new(pairs, minute(1)) for _ in range(2)] == [1, 0]
    assert rows(url, STARS) == [(1, "a", 1), (2, "a", 0)]


async def test_star_new_of_an_event_that_was_derived_reminds(storage: Storage) -> None:
    await following(storage)
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(21))
    await storage.follows.star_new([("track", "5g", "a")], minute(20))
    assert await storage.outbox.fan_out_reminders(minute(21)) == 1


async def test_star_new_of_a_distant_event_derives_nothing_anew(storage: Storage, url: str) -> None:
    await following(storage)
    await publish(storage, row("a", 24 * 60))
    await storage.outbox.fan_out_reminders(minute(0))
    await storage.follows.star_new([("track", "5g", "a")], minute(1))
    assert rows(url, "SELECT reminders_stale FROM chats") == [(0,)]
    assert await storage.outbox.fan_out_reminders(minute(24 * 60 - 10)) == 1


async def test_star_new_reaches_every_follower_over_several_pages(storage: Storage, url: str) -> None:
    size = 2 * paging.PAGE + 1
    crowd(url, size, "a", stale=False, track="5g")
    assert await storage.follows.star_new([("track", "5g", "b")], minute(1)) == size
    assert rows(url, "SELECT count(*) FROM favourites WHERE event_id = 'b' AND by_follow") == [(size,)]
