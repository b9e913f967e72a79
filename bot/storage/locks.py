"""What only one process does or is at a time: until the end of its transaction, or of its connection."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, column, func, select, table

__all__ = ["LEADER", "PROCESS", "Lock", "alone", "key", "processes"]

OURS = int.from_bytes(b"conf")
"""The first half of the keys of our advisory locks: other programs may have theirs in the same database."""
LEADER = int.from_bytes(b"lead")
"""The first half of the key that the leader's connection holds; the second is the number of its schema."""
PROCESS = int.from_bytes(b"proc")
"""That of the keys by which each process shows that it is there; the second is its own number."""

HELD = table("pg_locks", *map(column, ("locktype", "database", "classid", "objid", "objsubid")))
DATABASES = table("pg_database", column("oid"), column("datname"))
OF_64_BITS = 1
"""As pg_locks marks a key that is one number."""


class Lock(IntEnum):
    TABLES = 1
    PUBLISH = 2


def alone(connection: Connection, lock: Lock) -> None:
    """Wait until nobody else has `lock`. On SQLite whoever writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(OURS, lock.value)))


def key(half: int, number: int) -> int:
    """A key of 64 bits; `number` has 32."""
    return half << 32 | number


def processes(connection: Connection) -> set[int]:
    """The numbers of the processes that are there. PostgreSQL only."""
    here = select(DATABASES.c.oid).where(DATABASES.c.datname == func.current_database()).scalar_subquery()
    ours = (HELD.c.locktype == "advisory") & (HELD.c.objsubid == OF_64_BITS) & (HELD.c.database == here)
    numbers = select(HELD.c.objid).where(ours, HELD.c.classid == PROCESS)
    return {int(number) for number in connection.execute(numbers).scalars()}
