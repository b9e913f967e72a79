from __future__ import annotations

import hashlib

import pytest

from bot.storage import Storage
from tests.storage.scene import joined, minute, rows


async def test_token_leads_to_its_chat(storage: Storage) -> None:
    for chat_id in (1, 2):
        await joined(storage, chat_id)
    tokens = [await storage.feeds.renew(chat_id, minute(0)) for chat_id in (1, 2)]
    assert [await storage.feeds.chat_of(token) for token in tokens] == [1, 2]


async def test_token_has_192_bits_and_is_never_stored(storage: Storage, url: str) -> None:
    await joined(storage)
    token = await storage.feeds.renew(1, minute(0))
    assert len(token) == 32
    assert rows(url, "SELECT * FROM feeds") == [
        (1, hashlib.sha256(token.encode()).hexdigest(), int(minute(0).timestamp()))
    ]


async def test_renewed_token_replaces_the_one_before(storage: Storage) -> None:
    await joined(storage)
    old, new = [await storage.feeds.renew(1, minute(n)) for n in (0, 1)]
    assert [await storage.feeds.chat_of(token) for token in (old, new)] == [None, 1]


async def test_revoked_token_leads_nowhere(storage: Storage) -> None:
    await joined(storage)
    token = await storage.feeds.renew(1, minute(0))
    await storage.feeds.revoke(1)
    assert await storage.feeds.chat_of(token) is None
    assert not await storage.feeds.has(1)


async def test_has_says_whether_there_is_a_feed(storage: Storage) -> None:
    await joined(storage)
    before = await storage.feeds.has(1)
    await storage.feeds.renew(1, minute(0))
    assert (before, await storage.feeds.has(1)) == (False, True)


@pytest.mark.parametrize("token", ["", "x", "a" * 32, "a" * 31, "a" * 33, "../" * 8, "’" * 32, "a" * 100_000])
async def test_any_other_token_leads_nowhere(storage: Storage, token: str) -> None:
    await joined(storage)
    await storage.feeds.renew(1, minute(0))
    assert await storage.feeds.chat_of(token) is None


async def test_hash_is_no_token(storage: Storage, url: str) -> None:
    await joined(storage)
    await storage.feeds.renew(1, minute(0))
    [(stored,)] = rows(url, "SELECT token_hash FROM feeds")
    assert await storage.feeds.chat_of(str(stored)) is None


async def test_forgotten_chat_has_no_feed(storage: Storage, url: str) -> None:
    await joined(storage)
    token = await storage.feeds.renew(1, minute(0))
    await storage.chats.forget(1)
    assert await storage.feeds.chat_of(token) is None
    assert rows(url, "SELECT * FROM feeds") == []


async def test_feed_moves_with_its_group(storage: Storage) -> None:
    await joined(storage, -1)
    token = await storage.feeds.renew(-1, minute(0))
    await storage.chats.migrate(-1, -100)
    assert await storage.feeds.chat_of(token) == -100


@pytest.mark.parametrize(("both", "winner"), [(True, "old"), (False, "new")])
async def test_of_two_feeds_the_moved_groups_own_stays(storage: Storage, *, both: bool, winner: str) -> None:
    for chat_id in (-1, -100):
        await joined(storage, chat_id)
    tokens = {"new": await storage.feeds.renew(-100, minute(0))}
    if both:
        tokens["old"] = await storage.feeds.renew(-1, minute(0))
    await storage.chats.migrate(-1, -100)
    assert {name: await storage.feeds.chat_of(token) for name, token in tokens.items()} == {
        name: -100 if name == winner else None for name in tokens
    }
