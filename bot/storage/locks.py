"""What only one process does at a time, until the end of its transaction."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, func, select

__all__ = ["Lock", "alone"]

OURS = int.from_bytes(b"conf")
"""The first half of the keys of our advisory locks: other programs may have theirs in the same database."""


class Lock(IntEnum):
    TABLES = 1
    PUBLISH = 2


def alone(connection: Connection, lock: Lock) -> None:
    """Wait until nobody else has `lock`. On SQLite whoever writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(OURS, lock.value)))
