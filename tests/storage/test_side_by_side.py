"""What others have begun on the same PostgreSQL and not committed yet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
import pytest

from bot.storage import Storage
from tests.storage.scene import REAL, claim_all, joined, minute, publish, row, rows

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)

T = TypeVar("T")

WAITING = (
    "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    " AND application_name LIKE 'confbot-%' AND datname = current_database()"
)


@contextmanager
def begun(url: str, *statements: str) -> Iterator[psycopg.Connection]:
    """A transaction of another process that has got so far."""
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement)
        yield connection


async def waiting(url: str, work: Awaitable[T]) -> asyncio.Future[T]:
    """The work, once it waits for what another process has begun."""
    task = asyncio.ensure_future(work)
    while rows(url, WAITING) != [(True,)]:
        assert not task.done()
        await asyncio.sleep(0)
    return task


async def crowded(storage: Storage, *chat_ids: int) -> None:
    """Each of them is to be reminded of "a" and "b" at 13:20."""
    await publish(storage, row("a", 30), row("b", 30))
    for chat_id in chat_ids:
        await joined(storage, chat_id, ["a", "b"])


async def test_claim_leaves_a_chat_to_who_is_choosing_it(storage: Storage, url: str) -> None:
    await crowded(storage, 1, 2)
    await storage.outbox.fan_out_reminders(minute(20))
    with begun(url, "SELECT FROM chats WHERE chat_id = 1 FOR NO KEY UPDATE"):
        assert [item.chat_id for item in await claim_all(storage, minute(20))] == [2, 2]
    assert [item.chat_id for item in await claim_all(storage, minute(20))] == [1, 1]


async def test_claim_does_not_wait_for_who_expires_the_same(storage: Storage, url: str) -> None:
    await crowded(storage, 1)
    await storage.outbox.fan_out_reminders(minute(20))
    with begun(url, "UPDATE outbox SET state = 'expired' WHERE event_id = 'a'"):
        assert await claim_all(storage, minute(95)) == []


async def test_fan_out_leaves_out_who_is_forgotten_meanwhile(storage: Storage, url: str) -> None:
    await crowded(storage, 1, 2)
    with begun(url, "DELETE FROM chats WHERE chat_id = 1") as other:
        fan_out = await waiting(url, storage.outbox.fan_out_reminders(minute(20)))
        other.commit()
        assert await fan_out == 2
    assert rows(url, "SELECT DISTINCT chat_id FROM outbox") == [(2,)]


async def test_stale_chat_is_derived_with_what_it_is_starring(storage: Storage, url: str) -> None:
    await crowded(storage)
    await joined(storage, 1, ["a"])
    star = "INSERT INTO favourites (chat_id, event_id, created_at) VALUES (1, 'b', 0)"
    with begun(url, star, "UPDATE chats SET reminders_stale = TRUE") as other:
        fan_out = await waiting(url, storage.outbox.fan_out_reminders(minute(20)))
        other.commit()
        assert await fan_out == 2


async def test_star_while_a_chat_is_derived_leaves_it_stale(storage: Storage, url: str) -> None:
    await crowded(storage)
    await joined(storage, 1, ["a"])
    with begun(url, "UPDATE chats SET reminders_stale = FALSE") as other:
        star = await waiting(url, storage.favourites.add(1, ["b"], minute(0)))
        other.commit()
        await star
    assert rows(url, "SELECT reminders_stale FROM chats") == [(True,)]


async def test_announcement_that_is_being_stopped_is_written_no_further(storage: Storage, url: str) -> None:
    await joined(storage, 1)
    id_ = await storage.announcements.draft({"en": "Hello"}, "all", 1, minute(0))
    await storage.announcements.begin(id_, minute(0))
    with begun(url, "UPDATE announcements SET state = 'stopped'") as other:
        resume = await waiting(url, storage.announcements.resume())
        other.commit()
        assert await resume == 0
    assert await storage.outbox.counts() == {}


async def test_stop_waits_for_the_page_that_is_being_written(storage: Storage, url: str) -> None:
    await joined(storage, 1)
    id_ = await storage.announcements.draft({"en": "Hello"}, "all", 1, minute(0))
    await storage.announcements.start(id_, minute(0))
    written = rows(url, "SELECT * FROM outbox")
    rows(url, "DELETE FROM outbox")
    with begun(url, "SELECT FROM announcements FOR SHARE") as other:
        stop = await waiting(url, storage.announcements.stop(id_))
        places = ", ".join("%s" for _ in written[0])
        other.execute(f"INSERT INTO outbox VALUES ({places})", written[0])  # noqa: S608
        other.commit()
        await stop
    assert await storage.outbox.counts() == {"expired": 1}


async def test_publish_waits_for_who_is_publishing(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30))
    async with await Storage.open(url) as other:
        opened = [storage, other] * 5
        same = await asyncio.gather(*(publish(one, row("a", 60)) for one in opened))
        others = await asyncio.gather(*(publish(one, row("a", 70 + n)) for n, one in enumerate(opened)))
    assert set(same) == {2}
    assert sorted(others) == list(range(3, 13))


async def test_leases_of_who_is_there_are_not_taken(storage: Storage, url: str) -> None:
    await storage.fleet.join(may_lead=False)
    await crowded(storage, 1)
    await storage.outbox.fan_out_reminders(minute(20))
    assert len(await claim_all(storage, minute(20))) == 2
    async with await Storage.open(url) as other:
        assert [await other.outbox.recover(REAL) for _ in range(3)] == [0, 0, 0]
