from __future__ import annotations

import asyncio

import pytest

from bot.sandbox.accounts import Json
from bot.sandbox.errors import ApiError
from bot.sandbox.feed import Feed
from bot.sandbox.updates import UpdateQueue
from tests.sandbox.calling import Hands, clock


def queue(hands: Hands | None = None) -> UpdateQueue:
    return UpdateQueue(clock(hands), Feed().tell, first_id=1)


def ids(updates: list[Json]) -> list[int]:
    return [update["update_id"] for update in updates]


def filled(count: int) -> UpdateQueue:
    updates = queue()
    for number in range(count):
        updates.push("message", {"text": str(number)})
    return updates


async def test_updates_come_until_the_offset_passes_them() -> None:
    updates = filled(3)
    found = [ids(await updates.get(offset, 100, 0)) for offset in (0, 0, 2, 4)]
    assert found == [[1, 2, 3], [1, 2, 3], [2, 3], []]


async def test_limit_bounds_one_answer() -> None:
    assert ids(await filled(3).get(0, 2, 0)) == [1, 2]


async def test_negative_offset_counts_from_the_end_and_forgets_the_rest() -> None:
    updates = filled(3)
    assert (ids(await updates.get(-2, 100, 0)), len(updates)) == ([2, 3], 2)


async def test_poll_waits_for_an_update() -> None:
    updates = queue()
    poll = asyncio.create_task(updates.get(0, 100, 20))
    await asyncio.sleep(0)
    updates.push("message", {})
    assert ids(await poll) == [1]


async def test_poll_without_updates_ends_empty_after_its_timeout() -> None:
    assert await queue().get(0, 100, 0.01) == []


async def test_second_poller_ends_the_first_with_409() -> None:
    updates = queue()
    first = asyncio.create_task(updates.get(0, 100, 20))
    await asyncio.sleep(0)
    await updates.get(0, 100, 0)
    with pytest.raises(ApiError) as raised:
        await first
    assert (raised.value.code, raised.value.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


async def test_acknowledged_ends_when_the_offset_passes_the_update() -> None:
    updates = filled(1)
    waiting = asyncio.create_task(updates.acknowledged(1))
    await updates.get(1, 100, 0)
    assert not waiting.done()
    await updates.get(2, 100, 0)
    await waiting


async def test_acknowledged_ends_at_once_for_an_update_that_is_gone() -> None:
    await queue().acknowledged(7)


@pytest.mark.parametrize(
    ("allowed", "queued"),
    [
        ((), ["message", "callback_query"]),
        (("callback_query",), ["callback_query"]),
        (("chat_member", "message"), ["message", "chat_member"]),
    ],
)
async def test_only_allowed_kinds_are_queued(allowed: tuple[str, ...], queued: list[str]) -> None:
    updates = queue()
    updates.allowed = frozenset(allowed)
    for kind in ("message", "callback_query", "chat_member"):
        updates.push(kind, {})
    assert [next(key for key in update if key != "update_id") for update in updates] == queued


async def test_updates_older_than_a_day_are_dropped() -> None:
    hands = Hands()
    updates = queue(hands)
    updates.push("message", {})
    hands.seconds = 24 * 3600 + 1
    updates.push("message", {})
    assert ids(list(updates)) == [2]
