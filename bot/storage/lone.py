"""The one process that runs on a SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.storage.errors import StorageError
from bot.storage.fleet import Fleet, Word

__all__ = ["Lone"]


class Lone(Fleet):
    """Leads from `join` on, alone: it holds a lock beside the file, which ends with the process."""

    shared = False

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._lock: sqlite3.Connection | None = None

    @property
    def leads(self) -> bool:
        return self._lock is not None

    async def join(self, *, may_lead: bool) -> None:  # noqa: ARG002 - there is nobody else
        # SQLite's own locks are the operating system's, whichever that is.
        try:
            lock = sqlite3.connect(f"{self._file}-lock", timeout=0, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise StorageError(f"the database {self._file} cannot be used: {error}") from error
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            lock.close()
            raise StorageError(
                f"another process runs the bot on {self._file}, and SQLite is for one: end that one first, "
                "or give all of them a PostgreSQL server in BOT_DATABASE_URL (docs/database.md)"
            ) from None
        self._lock = lock
        self._changed()

    async def leave(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            self._changed()

    def tell(self, word: Word, about: str = "") -> None:
        """Nobody is there to hear it."""
