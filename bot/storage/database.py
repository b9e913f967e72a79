"""One database, used by many coroutines at once.

Work is a plain function of a `Connection` and runs in a thread that keeps its connection: one crossing per
transaction. An asynchronous driver crosses several times per statement; side by side that took four times the
processor time.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, Select, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage.backend import Backend, StorageError
from bot.storage.errors import AwayError, UnavailableError, UnwritableError
from bot.storage.notices import Notices
from bot.storage.postgresql import Postgresql
from bot.storage.sqlite import Sqlite
from bot.storage.troubles import Troubles

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

__all__ = ["Database", "StorageError", "backend_of", "insert", "insert_of"]

T = TypeVar("T")

EXPECTED = "expected sqlite:///path or postgresql://user:password@host:port/name"
PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)
"""Seconds before each new try of what may pass: together as long as a server takes to start again."""


def backend_of(url: str) -> Backend:
    """The database that `url` names: SQLite's or PostgreSQL's, with or without a driver."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # their texts hold parts of the password
        raise StorageError(f"the database address has no known form; {EXPECTED}") from None
    match parsed.get_backend_name():
        case "sqlite":
            return Sqlite(parsed)
        case "postgresql":
            return Postgresql(parsed)
        case other:
            raise StorageError(f"the database is {other}; {EXPECTED}")


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT in the words of the database, which knows ON CONFLICT."""
    return insert_of(connection.dialect.name, table)


def insert_of(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The same, for statements that are built once: building one takes longer than running it."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - so that SQLite starts faster

    return postgresql.insert(table)


class Database:
    """Work that fails for a reason that may pass, such as a server that starts again, is run again.

    All raise AwayError when it does not pass, and UnwritableError when the database takes no writes.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.owner, self.gone = backend.owner, backend.gone
        self._readers = _Threads(backend.reading, backend.readers, "storage-read", backend.may_pass)
        self._writers = _Threads(backend.writing, backend.writers, "storage-write", backend.may_pass)
        self.fleet = backend.fleet(self.write)
        self.notices = Notices(self.fleet)
        self._troubles = Troubles()

    async def look(self, lookup: Select[Any], chat_id: int) -> Sequence[Sequence[Any]]:
        """The rows of a SELECT that finds a few by the id of a chat, its parameter ``id``.

        What every update begins with: a file is read right here, which takes a tenth of a crossing to a
        thread and of what SQLAlchemy adds. Flags may come as 0 and 1.
        """
        rows = self._backend.glance(lookup, chat_id)
        if rows is not None:
            return rows
        return await self.read(lambda connection: connection.execute(lookup, {"id": chat_id}).all())

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns; it fetches its rows whole. Each of its statements sees the newest state."""
        return await self._run(self._readers, work, writes=False)

    async def write(self, work: Callable[[Connection], T], *, of: int | None = None) -> T:
        """What `work` returns, committed; nothing of it stays when it raises.

        `of` is the chat whose choices it changes: who watches that chat is told. A caller that is cancelled
        meanwhile does not learn of the outcome; the transaction is whole still.
        On PostgreSQL others write at the same time: what `work` builds on it must lock.
        """

        def transaction(connection: Connection) -> T:
            begun = connection.begin()
            try:
                result = work(connection)
                self._commit(connection)
            except BaseException:
                begun.rollback()
                raise
            return result

        result = await self._run(self._writers, transaction, writes=True)
        if of is not None:
            self.notices.tell(of)
        return result

    async def _run(self, threads: _Threads, work: Callable[[Connection], T], *, writes: bool) -> T:
        try:
            result = await threads.run(work)
        except DBAPIError as error:
            if (unavailable := self._unavailable(error)) is None:
                raise
            self._troubles.met(unavailable)
            # Without the statement and its values, of which there may be many, and some of them private.
            raise unavailable from None
        self._troubles.worked(wrote=writes)
        return result

    def _unavailable(self, error: DBAPIError) -> UnavailableError | None:
        problem = self._backend.problem(error)
        if self._backend.refuses_writes(error):
            return UnwritableError(problem)
        return AwayError(problem) if self._backend.may_pass(error) or self._backend.is_held(error) else None

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise AwayError(
                    f"the connection to {self._backend.name} was lost with the last word of a transaction: "
                    "whether it counts is unknown"
                ) from error
            # SQLite keeps a transaction open whose end did not fit on the disk; to SQLAlchemy it is over.
            connection.connection.rollback()
            raise

    async def close(self) -> None:
        """End what has begun, then let go of the database."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for threads in (self._readers, self._writers):
            threads.close()
        self._backend.dispose()


class _Threads:
    """A few threads, each with a connection that it opens with its first work and keeps while it is good."""

    def __init__(self, engine: Engine, count: int, name: str, may_pass: Callable[[DBAPIError], bool]) -> None:
        self._engine = engine
        self._may_pass = may_pass
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._own = threading.local()
        self._opened: set[Connection] = set()

    async def run(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._pool.submit(self._work, work))

    def _work(self, work: Callable[[Connection], T]) -> T:
        for pause in PAUSES:
            try:
                return self._try(work)
            except DBAPIError as error:
                if not self._may_pass(error):
                    raise
            time.sleep(pause)
        return self._try(work)

    def _try(self, work: Callable[[Connection], T]) -> T:
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._engine.connect()
            self._opened.add(connection)
        try:
            return work(connection)
        finally:
            if connection.invalidated:
                self._own.connection = None
                self._opened.remove(connection)
                connection.close()

    def close(self) -> None:
        self._pool.shutdown()
        for connection in self._opened:
            connection.close()
