from __future__ import annotations

import pytest

from bot.storage import DigestAudience, Kind, Storage, fanout
from tests.storage.scene import REAL, claim_all, crowd, joined, minute, publish, row, rows

DAY = 24 * 60
INDONESIAN = DigestAudience(None, "id")


async def fan_out(storage: Storage, audience: DigestAudience = INDONESIAN, now: float = 0) -> int:
    """The digest of 13:00, for the 24 hours after it."""
    return await storage.outbox.fan_out_digests(audience, minute(0), minute(DAY), minute(now))


async def wanting(storage: Storage, chat_id: int = 1, zone: str | None = None, language: str = "id") -> None:
    """A chat that wants digests and has starred "a" an hour ago."""
    await joined(storage, chat_id, ["a"], at_minute=-60)
    await storage.chats.update(chat_id, digest=True, zone=zone, language=language)


async def test_digest_zones_are_of_those_who_want_one(storage: Storage) -> None:
    await wanting(storage, 1, "Asia/Tokyo", "en")
    await wanting(storage, 2)
    await wanting(storage, 3)
    await wanting(storage, 4, None, "zh")
    await joined(storage, 5)
    await storage.chats.retire(4, minute(0))
    assert await storage.outbox.digest_zones() == [(None, "id"), ("Asia/Tokyo", "en")]


async def test_digest_goes_once_to_its_audience(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await wanting(storage, 1)
    await wanting(storage, 2, "Asia/Tokyo")
    await wanting(storage, 3, None, "zh")
    assert [await fan_out(storage), await fan_out(storage)] == [1, 0]
    (claimed,) = await claim_all(storage, minute(0))
    assert (claimed.chat_id, claimed.kind, claimed.event_id) == (1, Kind.DIGEST, "")
    assert (claimed.starts_at, claimed.lead_time, claimed.useful_until) == (minute(0), 0, minute(DAY / 2))


async def test_digest_of_a_chosen_zone_goes_to_its_language(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    for chat_id, language in enumerate(("id", "en"), start=1):
        await wanting(storage, chat_id, "Asia/Tokyo", language)
    assert await fan_out(storage, DigestAudience("Asia/Tokyo", "en")) == 1
    assert [row.chat_id for row in await claim_all(storage, minute(0))] == [2]


@pytest.mark.parametrize(("start", "written"), [(-1, 0), (0, 1), (DAY - 1, 1), (DAY, 0)])
async def test_digest_needs_a_star_that_starts_within_the_day(
    storage: Storage, start: int, written: int
) -> None:
    await publish(storage, row("a", start))
    await wanting(storage)
    assert await fan_out(storage) == written


async def test_digest_needs_a_star_that_is_not_cancelled(storage: Storage) -> None:
    await publish(storage, row("a", 30, cancelled=True))
    await wanting(storage)
    assert await fan_out(storage) == 0


async def test_digest_leaves_out_who_starred_since(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await joined(storage, stars=["a"], at_minute=1)
    await storage.chats.update(1, digest=True)
    assert await fan_out(storage, now=2) == 0


async def test_digest_leaves_out_the_retired(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await wanting(storage)
    await storage.chats.retire(1, minute(0))
    assert await fan_out(storage) == 0


@pytest.mark.parametrize(("now", "written"), [(-1, 0), (0, 1), (DAY / 2 - 1, 1), (DAY / 2, 0)])
async def test_digest_is_of_use_for_half_a_day(storage: Storage, now: float, written: int) -> None:
    await publish(storage, row("a", DAY - 1))
    await wanting(storage)
    assert await fan_out(storage, now=now) == written


async def test_digest_switched_off_leaves_the_queue(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await wanting(storage)
    await fan_out(storage)
    await storage.chats.update(1, digest=False)
    assert await storage.outbox.counts() == {}


async def test_digest_switched_off_while_sending_gets_no_second_try(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await wanting(storage)
    await fan_out(storage)
    claimed = await claim_all(storage, minute(0))
    await storage.chats.update(1, digest=False)
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "502")
    assert await storage.outbox.counts() == {}


async def test_digest_reaches_everyone_over_several_pages(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30))
    crowd(url, 2 * fanout.PAGE, "a", stale=False)
    await storage.chats.update(7, digest=True)
    await storage.chats.update(2 * fanout.PAGE, digest=True)
    assert await fan_out(storage) == 2
    assert rows(url, "SELECT chat_id FROM outbox ORDER BY chat_id") == [(7,), (2 * fanout.PAGE,)]
