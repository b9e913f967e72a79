"""SQLite: a file, for all processes on one machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, Select, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.storage.backend import Backend, StorageError, Write
from bot.storage.fleet import Fleet
from bot.storage.lone import Lone

__all__ = ["Sqlite"]

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing."""
HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
UNWRITABLE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
"""A disk that is full, fails or is for reading only, and no room for the files beside the database."""


class Sqlite(Backend):
    """Reads run side by side, and beside one write."""

    readers, writers = 3, 1

    def __init__(self, url: URL) -> None:
        super().__init__()
        self.address = f"sqlite:///{url.database}" if url.database else "sqlite://"
        if url.database in (None, "", ":memory:"):
            raise StorageError(f"{self.address} names no file; expected sqlite:///path")
        self.file = Path(str(url.database))
        self.name = str(self.file)
        self.reading = create_engine(
            f"sqlite:///{self.file}",
            poolclass=NullPool,
            connect_args={"timeout": BUSY_TIMEOUT, "isolation_level": None, "check_same_thread": False},
        )
        event.listen(self.reading, "connect", _configure)
        self.writing = self.reading.execution_options()
        self._near: sqlite3.Connection | None = None
        self._lookups: dict[Select[Any], str] = {}
        event.listen(self.writing, "begin", _begin)

    def fleet(self, write: Write) -> Fleet:  # noqa: ARG002 - there is nobody to tell
        return Lone(self.file)

    def gone(self, connection: Connection, owners: Iterable[str]) -> set[str]:  # noqa: ARG002
        return set(owners)

    def glance(self, lookup: Select[Any], chat_id: int) -> Sequence[Sequence[Any]] | None:
        sql = self._lookups.get(lookup)
        if sql is None:
            sql = self._lookups[lookup] = str(lookup.compile(dialect=self.reading.dialect))
        try:
            if self._near is None:
                there = f"{self.file.absolute().as_uri()}?mode=rw"
                self._near = sqlite3.connect(there, uri=True, timeout=0, check_same_thread=False)
            return self._near.execute(sql, (chat_id,)).fetchall()
        except sqlite3.Error:  # whatever it is, the threads wait for it or say it
            return None

    def dispose(self) -> None:
        if self._near is not None:
            self._near.close()
        super().dispose()

    def is_there(self) -> bool:
        return self.file.exists()

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.reading.connect() as connection:
            # Rebuilding a table drops it, which would take all that refers to it along.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
            with connection.begin():
                _begin(connection)
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise StorageError(
                        f"the migration of {self.name} left {len(broken)} rows without their chat"
                    )

    def problem(self, error: OSError | DBAPIError) -> str:
        cause = error.orig if isinstance(error, DBAPIError) else error
        return f"the database {self.name} cannot be used: {cause}"

    def may_pass(self, error: DBAPIError) -> bool:  # noqa: ARG002 - it has waited for BUSY_TIMEOUT
        return False

    def is_held(self, error: DBAPIError) -> bool:
        return _code(error) in HELD

    def refuses_writes(self, error: DBAPIError) -> bool:
        return _code(error) in UNWRITABLE


def _code(error: DBAPIError) -> int:
    """SQLite's primary result code; 0 where the error is the driver's own."""
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # WAL: reading never waits for writing. NORMAL: a killed process loses nothing; a power cut may lose
    # the last commits, never the file.
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    """Take the file's write lock now; asking for it in mid-transaction could fail at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
