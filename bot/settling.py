"""What a process makes ready a moment after its start, because the first answers can do without it."""

from __future__ import annotations

import asyncio
import gc

from bot.clock import AT_FIRST
from bot.roles import Role
from bot.storage.published import Published
from bot.web.timetable import edition

__all__ = ["settle"]


async def settle(published: Published, role: Role) -> None:
    """Whoever needs it before waits for that part only."""
    await asyncio.sleep(AT_FIRST)
    if role.serves:
        await asyncio.to_thread(edition)
        await asyncio.to_thread(_load)
        await published.answering()
    # What is there now stays: the collector need not look through all of it again and again.
    gc.freeze()


def _load() -> None:
    """What draws pictures."""
    from bot import standing  # noqa: F401, PLC0415
    from bot.pictures import card, dayplan, poster  # noqa: F401, PLC0415
