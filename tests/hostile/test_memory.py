"""What the application keeps of chats in memory has its bounds, however many write. (Longer: make soak-memory.)"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from bench.feeding import START, fed_app, updates
from bot.clock import Clock
from tests.hostile.growth import sizes

CHATS, UPDATES = 1100, 1300
MANY = 1025
"""Entries from which a container is looked at: less than there are chats, more than any may keep of them but
the memory of finished updates, which has its own bound (10,000)."""
TICK = 0.005
"""Seconds that pass whenever somebody looks: what is kept for seconds has its time to be forgotten."""


async def test_nothing_in_memory_grows_with_the_chats_but_what_is_bounded(tmp_path: Path) -> None:
    moments = count(0)
    clock = Clock(START, monotonic=lambda: next(moments) * TICK)
    async with fed_app(tmp_path, clock) as app:
        events = list(app.published.schedule.events)
        light = {"texts": ["/help"], "presses": ["privacy"]}
        await app.feed(updates(1, 100, 100, events, **light))
        before = sizes(app, MANY)
        assert await app.feed(updates(101, UPDATES, CHATS, events, **light)) == UPDATES
        grown = {name: size for name, size in sizes(app, MANY).items() if size > before.get(name, 0) + 100}
    assert grown == {"Reception._finished": UPDATES + 100}
