"""What publishing a schedule file would tell whom."""

from __future__ import annotations

import asyncio

from bot.domain.changes import Changes, compare, gone, halved
from bot.formats.candidate import Candidate
from bot.formats.reuse import reused_ids
from bot.formats.schedule import Reading, read_schedule
from bot.storage import Storage
from bot.storage.published import Published, digest

__all__ = ["candidate"]

MARK = 16
"""Digits of the digest: two files that share these are not made by accident."""


async def candidate(content: bytes, name: str, storage: Storage, published: Published) -> Candidate:
    """The file as one to be published, beside the version that `published` holds."""
    number, seen = published.number, published.schedule
    current = await storage.schedules.get(number)
    reading, known = await asyncio.to_thread(_read, content, name, current.content if current else "")
    new = reading.schedule
    changes = compare(seen, new) if new else Changes((), ())
    fresh = (problem for problem in reading.problems if problem.message not in known)
    return Candidate(
        content=content,
        problems=tuple(sorted([*fresh, *reused_ids(seen, reading, name)])),
        schedule=new,
        changes=changes,
        told=await storage.favourites.told_of(changes, seen, new) if new else 0,
        gone=gone(seen, new) if new else 0,
        halved=bool(new and halved(seen, new)),
        mark=f"{digest(content)[:MARK]}:{number}",
        current=current is not None and current.digest == digest(content),
    )


def _read(content: bytes, name: str, before: str) -> tuple[Reading, set[str]]:
    """The file, and what was found in what was published `before`."""
    return read_schedule(content, name), {problem.message for problem in read_schedule(before).problems}
