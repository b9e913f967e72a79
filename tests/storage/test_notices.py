"""Who watches a chat hears of what changes about it, once it is stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.storage import Storage
from bot.storage.notices import Notices
from tests.storage.scene import joined, minute, publish, row

Change = Callable[[Storage], Awaitable[object]]


def test_watcher_hears_of_its_own_chat_until_it_stops() -> None:
    notices, heard = Notices(), list[str]()
    unwatch = notices.watch(1, lambda: heard.append("first"))
    notices.watch(1, lambda: heard.append("second"))
    notices.watch(2, lambda: heard.append("other"))
    notices.tell(1)
    unwatch()
    unwatch()
    notices.tell(1)
    assert heard == ["first", "second", "second"]


def test_everyone_hears_of_what_may_concern_everyone() -> None:
    notices, heard = Notices(), list[int]()
    for chat_id in (1, 2):
        notices.watch(chat_id, lambda chat_id=chat_id: heard.append(chat_id))  # type: ignore[misc]
    notices.tell_all()
    assert heard == [1, 2]


def test_watcher_may_stop_while_it_is_told() -> None:
    notices, heard = Notices(), list[str]()

    def first() -> None:
        heard.append("first")
        unwatch()

    unwatch = notices.watch(1, first)
    notices.watch(1, lambda: heard.append("second"))
    notices.tell(1)
    assert heard == ["first", "second"]


CHANGES: dict[str, Change] = {
    "starred": lambda storage: storage.favourites.add(1, ["a"], minute(0)),
    "unstarred": lambda storage: storage.favourites.remove(1, ["a"]),
    "followed": lambda storage: storage.follows.add(1, "track", "ai", ["a"], minute(0)),
    "followed no longer": lambda storage: storage.follows.remove(1, "track", "ai", ["a"]),
    "language": lambda storage: storage.chats.update(1, language="en"),
    "forgotten": lambda storage: storage.chats.forget(1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_change_is_told_once_it_can_be_read(storage: Storage, change: Change) -> None:
    await joined(storage)
    heard: list[int] = []
    for chat_id in (1, 2):
        storage.notices.watch(chat_id, lambda chat_id=chat_id: heard.append(chat_id))  # type: ignore[misc]
    await change(storage)
    assert heard == [1]


async def test_new_events_of_a_track_are_told_to_everyone(storage: Storage) -> None:
    await publish(storage, row("a", 0), row("b", 0))
    await joined(storage)
    await storage.follows.add(1, "track", "ai", ["a"], minute(0))
    heard: list[int] = []
    storage.notices.watch(2, lambda: heard.append(2))
    assert await storage.follows.star_new([("track", "ai", "b")], minute(1)) == 1
    assert await storage.follows.star_new([("track", "ai", "b")], minute(1)) == 0
    assert heard == [2]


async def test_looking_is_told_to_nobody(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    heard: list[int] = []
    storage.notices.watch(1, lambda: heard.append(1))
    await storage.favourites.of(1)
    await storage.chats.get(1)
    await storage.chats.ensure(1, group=False, language="id", now=minute(1))
    assert heard == []
