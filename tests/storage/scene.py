"""A conference afternoon to store: moments around its one o'clock, events, chats."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bot.storage import Claimed, ProgrammeRow, Storage
from tests import postgresql
from tests.samples import at

__all__ = ["REAL", "claim_all", "crowd", "empty", "hang_up", "joined", "minute", "publish", "row", "rows"]

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


CROWD = (
    """INSERT INTO chats
    (chat_id, is_group, language, lead_time, reminders, digest, quiet, reminders_stale, created_at, seen_at)
    {ids} SELECT id, FALSE, 'id', 10, TRUE, FALSE, 'off', {stale}, {at}, {at} FROM ids""",
    "INSERT INTO favourites (chat_id, event_id, created_at) {ids} SELECT id, '{event_id}', {at} FROM ids",
)
CONNECTED = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE application_name LIKE 'confbot-%' AND datname = current_database()"
)
FOLLOWERS = "INSERT INTO follows {ids} SELECT id, 'track', '{track}', {at} FROM ids"


def crowd(url: str, size: int, event_id: str, *, stale: bool, track: str | None = None) -> None:
    """Chats 1 to `size`, who starred the event at 13:00, and follow the track if there is one."""
    ids = f"WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < {size})"  # noqa: S608
    at = int(minute(0).timestamp())
    for statement in (*CROWD, *([FOLLOWERS] if track else [])):
        rows(url, statement.format(ids=ids, at=at, stale=stale, event_id=event_id, track=track))


def hang_up(url: str) -> None:
    """Wait until the server, if there is one, has noticed which connections are closed."""
    if url.startswith("postgresql"):
        while rows(url, CONNECTED) != [(0,)]:
            pass


def empty(url: str) -> None:
    """Take every row out, and begin all ids anew."""
    if url.startswith("postgresql"):
        postgresql.empty(url)
    else:
        Path(str(make_url(url).database)).unlink()


async def claim_all(storage: Storage, now: datetime, real: datetime = REAL) -> list[Claimed]:
    return await storage.outbox.claim(now, real, 1000)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """What is in the database, past everything of ours; what `query` changes is kept."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        with psycopg.connect(url) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(str(address.database))) as file, file:
        return file.execute(query).fetchall()
