"""One SQLite file, used by many coroutines at once.

Work is a plain function of a `Connection` and runs in a thread that keeps its connection: one crossing per
transaction. An asynchronous driver crosses several times per statement; side by side that took four times the
processor time. `insert` is the database's own, for ON CONFLICT.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

__all__ = ["Database", "StorageError", "begin_writing", "insert", "sqlite_engine", "sqlite_file"]

T = TypeVar("T")

READERS = 3
BUSY_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing."""


class StorageError(Exception):
    """The database cannot be used; the message says which, why, and what was expected."""


def sqlite_file(url: str) -> Path:
    """The file that `url` (``sqlite:///path`` or ``sqlite+aiosqlite:///path``) names."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError("the database address has no known form; expected sqlite:///path") from None
    if parsed.get_backend_name() != "sqlite":
        raise StorageError(f"the database is {parsed.get_backend_name()}; expected sqlite:///path")
    if parsed.database in (None, "", ":memory:"):
        raise StorageError(f"{url} names no file; expected sqlite:///path")
    return Path(str(parsed.database))


def sqlite_engine(file: Path) -> Engine:
    """An engine that leaves transactions to `begin_writing`; a connection alone reads the newest state."""
    engine = create_engine(
        f"sqlite:///{file}",
        poolclass=NullPool,
        connect_args={"timeout": BUSY_TIMEOUT, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _configure)
    return engine


def begin_writing(connection: Connection) -> None:
    """Take the file's write lock now; asking for it in mid-transaction could fail at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Database:
    """Reads run side by side; writes run one after another, each in a transaction of its own."""

    def __init__(self, file: Path) -> None:
        self._engine = sqlite_engine(file)
        self._readers = _Threads(self._engine, READERS, "storage-read")
        self._writer = _Threads(self._engine, 1, "storage-write")

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns; it fetches its rows whole. Each of its statements sees the newest state."""
        return await self._readers.run(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, committed; nothing of it stays when it raises.

        A caller that is cancelled meanwhile does not learn of the outcome; the transaction is whole still.
        """

        def transaction(connection: Connection) -> T:
            with connection.begin():
                begin_writing(connection)
                return work(connection)

        return await self._writer.run(transaction)

    async def close(self) -> None:
        """End what has begun, then let go of the file."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for threads in (self._readers, self._writer):
            threads.close()
        self._engine.dispose()


class _Threads:
    """A few threads, each with a connection that it opens with its first work and keeps."""

    def __init__(self, engine: Engine, count: int, name: str) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._own = threading.local()
        self._opened: list[Connection] = []

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._pool.submit(self._work, work))

    def _work(self, work: Callable[[Connection], T]) -> T:
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._engine.connect()
            self._opened.append(connection)
        return work(connection)

    def close(self) -> None:
        self._pool.shutdown()
        for connection in self._opened:
            connection.close()


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # WAL: reading never waits for writing. NORMAL: a killed process loses nothing; a power cut may lose
    # the last commits, never the file.
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()
