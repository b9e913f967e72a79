"""A conference afternoon to store: moments around its one o'clock, events, chats."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from bot.storage import Claimed, ProgrammeRow, Storage
from tests.samples import at

__all__ = ["REAL", "claim_all", "crowd", "joined", "minute", "publish", "row", "rows", "url"]

REAL = at("2026-01-01 00:00")
"""A real time, for leases and retries."""


def minute(count: float) -> datetime:
    """So many minutes after 13:00 in conference time."""
    return at("2020-07-23 13:00") + timedelta(minutes=count)


def row(event_id: str, start: float, length: float = 60, *, cancelled: bool = False) -> ProgrammeRow:
    return ProgrammeRow(event_id, minute(start), minute(start + length), cancelled)


async def publish(storage: Storage, *programme: ProgrammeRow, now: datetime | None = None) -> int:
    """Publish a version that is new whenever its programme is."""
    digest = repr(programme)
    return await storage.schedules.publish(
        version="1.0", content="…", digest=digest, programme=programme, now=now or minute(0)
    )


async def joined(storage: Storage, chat_id: int = 1, stars: Iterable[str] = (), at_minute: float = 0) -> None:
    """The chat writes and stars."""
    await storage.chats.ensure(chat_id, group=chat_id < 0, language="id", now=minute(at_minute))
    await storage.favourites.add(chat_id, stars, minute(at_minute))


def crowd(file: Path, size: int, event_id: str, *, stale: bool, track: str | None = None) -> None:
    """Chats 1 to `size`, who starred the event at 13:00, and follow the track if there is one."""
    at = int(minute(0).timestamp())
    connection = sqlite3.connect(file)
    with connection:
        chats = (
            "INSERT INTO chats VALUES (?, 0, 'id', NULL, 10, 1, 0, 'off', NULL, ?, ?, ?, NULL, NULL, NULL)"
        )
        connection.executemany(chats, ((chat_id, stale, at, at) for chat_id in range(1, size + 1)))
        stars = ((chat_id, event_id, at) for chat_id in range(1, size + 1))
        connection.executemany("INSERT INTO favourites VALUES (?, ?, NULL, ?, 0)", stars)
        if track is not None:
            follows = ((chat_id, track, at) for chat_id in range(1, size + 1))
            connection.executemany("INSERT INTO follows VALUES (?, 'track', ?, ?)", follows)
    connection.close()


async def claim_all(storage: Storage, now: datetime, real: datetime = REAL) -> list[Claimed]:
    return await storage.outbox.claim(now, real, 1000)


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """What is in the file, past everything of ours; what `query` changes is kept."""
    connection = sqlite3.connect(file)
    try:
        with connection:
            return connection.execute(query).fetchall()
    finally:
        connection.close()
