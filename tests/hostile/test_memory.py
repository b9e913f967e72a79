"""What the application keeps of chats in memory has its bounds, however many write. (Longer: make soak-memory.)"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from bench.feeding import fed_app, updates
from bot.clock import Clock
from tests.hostile.growth import sizes
from tests.samples import at

CHATS, HALF = 100_000, 500
MANY = 250
"""Entries from which a container is looked at: less than there are chats in half of the updates, or views in
their minutes; more than any may keep but the memory of finished updates, which has its own bound (10,000)."""
TICK = 0.3
"""Seconds that pass whenever somebody looks: what is kept for minutes has its time to be forgotten."""
MORNING = at("2020-07-23 11:00")
"""Nothing falls due for long: all that goes out are answers."""


async def test_nothing_in_memory_grows_with_the_updates_but_what_is_bounded(tmp_path: Path) -> None:
    moments = count(0)
    clock = Clock(MORNING, monotonic=lambda: next(moments) * TICK)
    async with fed_app(tmp_path, clock) as app:
        events = list(app.published.schedule.events)
        await app.feed(updates(1, HALF, CHATS, events))
        before = sizes(app, MANY)
        assert await app.feed(updates(HALF + 1, HALF, CHATS, events)) == HALF
        grown = {name: size for name, size in sizes(app, MANY).items() if size > before.get(name, 0)}
    assert grown == {"Reception._finished": 2 * HALF}
