"""PostgreSQL: a server, for processes on any number of machines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, NullPool, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.schema import CreateSchema

from bot.storage.backend import Backend, StorageError, Write
from bot.storage.fleet import Fleet
from bot.storage.linked import Linked
from bot.storage.locks import Lock, alone, processes

if TYPE_CHECKING:
    from psycopg import AsyncConnection

__all__ = ["Postgresql"]

FORM = "postgresql://user:password@host:port/name, with %XX for special characters of the password"
ENCODING = "UTF8"
CONNECTING = {
    "connect_timeout": "10",
    # A server that is gone without a word is noticed within a minute.
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
OPTIONS = (
    # What the bot asks often has its index. PostgreSQL goes by what it counted minutes ago, when there was
    # less, and would read whole tables for every chat that is sent to.
    "-c enable_seqscan=off"
    # A process that hangs must not stop the others for ever.
    " -c lock_timeout=30s -c idle_in_transaction_session_timeout=60s"
)
ONLY_MANY_AT_ONCE = sys.maxsize
"""How often a statement runs before its plan is kept; what is executed for many rows at once is kept anyway.
A kept plan stays as it was made, perhaps for a table that was empty then."""
PASSING = frozenset({"40001", "40P01", "57P01", "57P02", "57P03", "53300"})
"""Serialization failure, deadlock, shutdown, crash, start, too many connections."""
HELD = frozenset({"55P03", "57014"})
"""A lock that was not to be had, a statement that took too long."""
UNWRITABLE = frozenset({"53100", "25006"})
"""A full disk, a server that is read from only, such as one that stands by."""
FIRST_SCHEMA = text(
    "SELECT replace(trim(split_part(current_setting('search_path'), ',', 1), ' \"'), '$user', current_user)"
)


class Postgresql(Backend):
    """Transactions are READ COMMITTED and run side by side, in this process and in others."""

    readers, writers = 4, 4

    def __init__(self, url: URL) -> None:
        super().__init__()
        self.address = self.name = _shown(url)
        options = f"{OPTIONS} {url.query.get('options', '')}"
        own = {"application_name": self.owner, "client_encoding": "utf8", "options": options}
        query = {**CONNECTING, **url.query, **own}
        try:
            self.writing = create_engine(
                url.set(drivername="postgresql+psycopg", query=query),
                poolclass=NullPool,
                connect_args={"prepare_threshold": ONLY_MANY_AT_ONCE},
                isolation_level="READ COMMITTED",
                use_native_hstore=False,
            )
        except ModuleNotFoundError:
            raise StorageError(
                "PostgreSQL needs the package psycopg, which is not installed; expected confbot[postgresql]"
            ) from None
        self.reading = self.writing.execution_options(isolation_level="AUTOCOMMIT")

    def fleet(self, write: Write) -> Fleet:
        return Linked(self._connect, write, _number(self.owner), self.name)

    async def _connect(self) -> AsyncConnection[Any]:
        """A connection beside those of the threads, for one that waits on the event loop."""
        from psycopg import AsyncConnection  # noqa: PLC0415 - slow to load

        _, how = self.writing.dialect.create_connect_args(self.writing.url)
        return await AsyncConnection.connect(**how, autocommit=True)

    def gone(self, connection: Connection, owners: Iterable[str]) -> set[str]:
        there = processes(connection)
        return {owner for owner in owners if _number(owner) not in there}

    def is_there(self) -> bool:
        return True

    def unfit(self, connection: Connection) -> str:
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding == ENCODING:
            return ""
        return (
            f"the database {self.name} keeps texts as {encoding}; expected {ENCODING}, for all languages: "
            f"make a new one with createdb --encoding {ENCODING} --template template0"
        )

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        with self.writing.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")  # a migration takes as long as it takes
            alone(connection, Lock.TABLES)
            if connection.scalar(select(func.current_schema())) is None:
                connection.execute(CreateSchema(connection.execute(FIRST_SCHEMA).scalar_one()))
            yield connection

    def problem(self, error: OSError | DBAPIError) -> str:
        if isinstance(error, DBAPIError) and (primary := _primary(error)) is not None:
            return f"the database {self.name} cannot be used: {primary}"
        return (
            f"the database {self.name} cannot be reached: {_reason(error)}; "
            "expected a PostgreSQL server there that lets the user of BOT_DATABASE_URL in"
        )

    def may_pass(self, error: DBAPIError) -> bool:
        state = getattr(error.orig, "sqlstate", None)
        unreached = isinstance(error, OperationalError) and state is None
        return error.connection_invalidated or unreached or state in PASSING

    def is_held(self, error: DBAPIError) -> bool:
        return getattr(error.orig, "sqlstate", None) in HELD

    def refuses_writes(self, error: DBAPIError) -> bool:
        return getattr(error.orig, "sqlstate", None) in UNWRITABLE


def _number(owner: str) -> int:
    """The 32 bits by which the locks know a process."""
    return int(owner.rpartition("-")[2][:8], 16)


def _shown(url: URL) -> str:
    """Host, port and name; StorageError when they hold what looks like a part of the password."""
    host, name = url.host or "", url.database or ""
    if any(sign in host + name for sign in "@/:") and not host.count(":") > 1:
        raise StorageError(f"the database address is ambiguous; expected {FORM}")
    sockets = {"host": url.query["host"]} if "host" in url.query else {}
    bare = URL.create("postgresql", host=url.host, port=url.port, database=url.database, query=sockets)
    return bare.render_as_string()


def _primary(error: DBAPIError) -> str | None:
    """What the server said, if it said something."""
    diagnosis = getattr(error.orig, "diag", None)
    primary: str | None = getattr(diagnosis, "message_primary", None)
    return primary


def _reason(error: OSError | DBAPIError) -> str:
    """The gist of what libpq says in several lines: the last one that names a failure."""
    lines = str(error.orig if isinstance(error, DBAPIError) else error).splitlines()
    line = next((line for line in reversed(lines) if " failed: " in line), lines[0])
    reason = line.rpartition(" failed: ")[2].removeprefix("connection is bad: ").removeprefix("FATAL:")
    return reason.strip()
