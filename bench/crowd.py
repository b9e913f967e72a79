"""Any number of people in a database, written past the bot: one by one takes longer than a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

__all__ = ["crowd"]


def crowd(file: Path, chat_ids: Iterable[int], event_id: str, at: datetime) -> None:
    """Private chats in English, with ids in rising order, that began and starred the event at `at`."""
    moment = int(at.timestamp())
    with closing(sqlite3.connect(file)) as database, database:
        for chat_id in chat_ids:
            database.execute(
                "INSERT INTO chats (chat_id, is_group, language, lead_time, reminders, digest, quiet,"
                " reminders_stale, created_at, seen_at) VALUES (?, 0, 'en', 10, 1, 0, 'off', 0, ?, ?)",
                (chat_id, moment, moment),
            )
            database.execute(
                "INSERT INTO favourites (chat_id, event_id, created_at) VALUES (?, ?, ?)",
                (chat_id, event_id, moment),
            )
