"""Whether this version can work with tables that a newer one has changed, as while one replaces the other."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

from bot.storage.tables import metadata

__all__ = ["obstacles"]


def obstacles(connection: Connection) -> list[str]:
    """What is not there any more, and what must be given that is not known here; mostly nothing."""
    found = inspect(connection).get_multi_columns()
    there = {name: columns for (_, name), columns in found.items()}
    return [
        obstacle for table in metadata.sorted_tables for obstacle in _of_table(table, there.get(table.name))
    ]


def _of_table(table: Table, found: list[ReflectedColumn] | None) -> Iterator[str]:
    if found is None:
        yield f"no table {table.name}"
        return
    names = {column["name"] for column in found}
    yield from (f"no column {table.name}.{column.name}" for column in table.c if column.name not in names)
    for column in found:
        given = column["nullable"] or column["default"] is not None or column.get("identity")
        if column["name"] not in table.c and not given:
            yield f"a value needed for {table.name}.{column['name']}"
