"""What publishing a schedule file would tell whom."""

from __future__ import annotations

import asyncio

from bot.domain.changes import Changes, compare, gone, halved
from bot.formats.candidate import Candidate
from bot.formats.reuse import reused_ids
from bot.formats.schedule import read_schedule
from bot.storage import Storage
from bot.storage.published import Published, digest

__all__ = ["candidate"]

MARK = 16
"""Digits of the digest: two files that share these are not made by accident."""


async def candidate(content: bytes, name: str, storage: Storage, published: Published) -> Candidate:
    """The file as one to be published; ids that seem to have gone to other events are among its problems."""
    reading = await asyncio.to_thread(read_schedule, content, name)
    number, seen, new = published.number, published.schedule, reading.schedule
    current = await storage.schedules.current()
    changes = compare(seen, new) if new else Changes((), ())
    return Candidate(
        content=content,
        problems=tuple(sorted([*reading.problems, *reused_ids(seen, reading, name)])),
        schedule=new,
        changes=changes,
        told=await storage.favourites.told_of(changes, seen, new) if new else 0,
        gone=gone(seen, new) if new else 0,
        halved=bool(new and halved(seen, new)),
        mark=f"{digest(content)[:MARK]}:{number}",
        current=current is not None and current.digest == digest(content),
    )
