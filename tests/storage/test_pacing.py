from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.storage import Pace, Storage
from tests.storage.scene import REAL

NOW = REAL.timestamp()
"""A whole second; the steps below are binary fractions, which add up exactly."""


async def test_state_before_anything_was_sent_is_zeros(storage: Storage) -> None:
    assert await storage.pacing.state() == Pace(0.0, 0.0)


async def test_reserve_hands_out_slot_after_slot(storage: Storage) -> None:
    slots = [await storage.pacing.reserve(NOW, count, 0.25) for count in (1, 4, 1)]
    assert slots == [NOW, NOW + 0.25, NOW + 1.25]
    assert await storage.pacing.state() == Pace(NOW + 1.5, 0.0)


async def test_reserve_after_a_rest_starts_at_once(storage: Storage) -> None:
    await storage.pacing.reserve(NOW, 1, 0.25)
    assert await storage.pacing.reserve(NOW + 60, 1, 0.25) == NOW + 60


async def test_pause_holds_up_what_is_reserved_after_it(storage: Storage) -> None:
    await storage.pacing.reserve(NOW, 1, 0.25)
    await storage.pacing.pause(NOW + 5)
    assert [await storage.pacing.reserve(NOW, 1, 0.25) for _ in range(2)] == [NOW + 5, NOW + 5.25]


async def test_pause_before_anything_was_sent_holds(storage: Storage) -> None:
    await storage.pacing.pause(NOW + 5)
    assert await storage.pacing.reserve(NOW, 1, 0.25) == NOW + 5


async def test_pause_never_goes_back(storage: Storage) -> None:
    for until in (NOW + 5, NOW + 2):
        await storage.pacing.pause(until)
    assert await storage.pacing.state() == Pace(0.0, NOW + 5)


async def test_pause_that_is_over_changes_nothing(storage: Storage) -> None:
    await storage.pacing.reserve(NOW, 8, 1.0)
    await storage.pacing.pause(NOW + 5)
    assert await storage.pacing.reserve(NOW + 1, 1, 1.0) == NOW + 8


async def test_two_processes_share_one_pace(storage: Storage, url: str) -> None:
    async with await Storage.open(url) as other:
        slots = await asyncio.gather(
            *(opened.pacing.reserve(NOW, 1, 0.125) for _ in range(20) for opened in (storage, other))
        )
        await other.pacing.pause(NOW + 60)
    assert {later - earlier for earlier, later in pairwise(sorted(slots))} == {0.125}
    assert await storage.pacing.reserve(NOW, 1, 0.125) == NOW + 60


async def test_slots_at_the_limit_are_as_far_apart_as_asked(storage: Storage) -> None:
    slots = [await storage.pacing.reserve(NOW, 1, 1 / 30) for _ in range(31)]
    assert slots[-1] - slots[0] == pytest.approx(1.0, abs=1e-5)


async def test_slots_and_pauses_from_before_the_clock_was_set_back_hold_up_nobody(storage: Storage) -> None:
    await storage.pacing.reserve(NOW + 7200, 1, 0.25)
    await storage.pacing.pause(NOW + 7230)
    assert [await storage.pacing.reserve(NOW, 1, 0.25) for _ in range(2)] == [NOW, NOW + 0.25]
