from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import Storage, uploads
from tests.storage.scene import minute, rows

BOT, OTHER = 123456, 654321
DAY = timedelta(days=1)


async def test_get_of_what_was_not_uploaded_is_none(storage: Storage) -> None:
    assert await storage.uploads.get(BOT, "d", minute(0)) is None


async def test_get_is_the_id_under_which_it_was_kept_last(storage: Storage) -> None:
    for file_id in ("first", "second"):
        await storage.uploads.keep(BOT, "d", file_id, minute(0))
    assert await storage.uploads.get(BOT, "d", minute(1)) == "second"


async def test_get_is_of_one_bot_alone(storage: Storage) -> None:
    await storage.uploads.keep(BOT, "d", "its", minute(0))
    assert await storage.uploads.get(OTHER, "d", minute(0)) is None


async def test_drop_forgets_the_id(storage: Storage) -> None:
    await storage.uploads.keep(BOT, "d", "x", minute(0))
    await storage.uploads.keep(BOT, "e", "y", minute(0))
    await storage.uploads.drop(BOT, "d")
    assert [await storage.uploads.get(BOT, digest, minute(0)) for digest in "de"] == [None, "y"]


async def test_use_is_noted_once_a_day(storage: Storage, url: str) -> None:
    await storage.uploads.keep(BOT, "d", "x", minute(0))
    seen = []
    for used in (timedelta(hours=23), DAY, DAY + timedelta(hours=1)):
        await storage.uploads.get(BOT, "d", minute(0) + used)
        seen += rows(url, "SELECT used_at FROM uploads")
    first = int(minute(0).timestamp())
    assert seen == [(first,), (first + 86_400,), (first + 86_400,)]


async def test_prune_forgets_what_was_not_used_since(storage: Storage) -> None:
    await storage.uploads.keep(BOT, "old", "x", minute(0))
    await storage.uploads.keep(BOT, "new", "y", minute(0) + DAY)
    assert await storage.uploads.prune(minute(0) + DAY) == 1
    assert [await storage.uploads.get(BOT, digest, minute(0)) for digest in ("old", "new")] == [None, "y"]


async def test_prune_keeps_only_so_many(storage: Storage, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "KEPT", 2)
    for n in range(4):
        await storage.uploads.keep(BOT, str(n), "x", minute(n))
    assert await storage.uploads.prune(minute(-60)) == 2
    assert rows(url, "SELECT digest FROM uploads ORDER BY digest") == [("2",), ("3",)]
