"""Any number of people in a database, written past the bot: one by one takes longer than a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

import psycopg
from sqlalchemy.engine import make_url

__all__ = ["crowd"]

CHATS = ("chat_id", "is_group", "language", "lead_time", "reminders", "digest", "quiet", "reminders_stale")
TIMES = ("created_at", "seen_at")
STARS = ("chat_id", "event_id", "created_at")
Row = tuple[object, ...]


def crowd(url: str, chat_ids: Iterable[int], event_id: str, at: datetime) -> None:
    """Private chats in English, with ids in rising order, that began and starred the event at `at`."""
    moment, ids = int(at.timestamp()), list(chat_ids)
    chats = ((id_, False, "en", 10, True, False, "off", False, moment, moment) for id_ in ids)
    stars = ((id_, event_id, moment) for id_ in ids)
    fill = _copy if url.startswith("postgresql") else _insert
    fill(url, {"chats": (CHATS + TIMES, chats), "favourites": (STARS, stars)})


def _insert(url: str, tables: dict[str, tuple[tuple[str, ...], Iterable[Row]]]) -> None:
    with closing(sqlite3.connect(str(make_url(url).database))) as database, database:
        for table, (columns, rows) in tables.items():
            places = ", ".join("?" for _ in columns)
            database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608


def _copy(url: str, tables: dict[str, tuple[tuple[str, ...], Iterable[Row]]]) -> None:
    with psycopg.connect(url) as database:
        for table, (columns, rows) in tables.items():
            with database.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        # As the server does by itself within a minute.
        database.execute("ANALYZE")
