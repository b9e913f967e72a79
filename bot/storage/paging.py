"""Writing for many chats at once: a page of them by one statement.

A page is a transaction of its own, so that a person's tap waits for one page and not for a million rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, literal, null, select
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database, insert
from bot.storage.records import Kind, State
from bot.storage.tables import QUEUED, outbox
from bot.storage.withdrawal import withdraw

__all__ = [
    "COLUMNS",
    "FIRST",
    "PAGE",
    "Page",
    "Range",
    "in_pages",
    "insert_new",
    "message_to",
    "page_after",
    "withdraw_all",
]

PAGE = 10_000
"""Chats per transaction."""
MOST_FAILURES = 10
"""Of one fan-out: with more, something else is wrong."""
FIRST = -(2**63)
"""No chat has a smaller id."""

COLUMNS = (
    "chat_id",
    "kind",
    "event_id",
    "starts_at",
    "lead_time",
    "due_at",
    "useful_until",
    "state",
    "why",
    "attempts",
    "unknowns",
)
"""What a new row of the outbox has."""

Page = Callable[[int, Connection], tuple[int, int | None]]
"""(the last chat id of the page before) -> (how many rows are new, the last chat id or None at the end)."""


async def in_pages(database: Database, table: Table, page: Page) -> int:
    """Write page after page into `table`; how many rows are new."""
    written, low, failures, count_at = 0, FIRST, 0, PAGE
    while True:
        try:
            new, last = await database.write(partial(page, low))
        except IntegrityError:
            # A chat of the page was forgotten in this moment; the next time it is not among them.
            failures += 1
            if failures == MOST_FAILURES:
                raise
            continue
        written += new
        if written >= count_at:
            await database.write(partial(_count_anew, table))
            count_at *= 4
        if last is None:
            return written
        low = last


class Range(NamedTuple):
    """The chat ids of a page: above `low`, and up to `last` unless it is the last page."""

    low: int
    last: int | None

    def holds(self, *chat_ids: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether they are among them; `chat_ids` are equal to each other, in joined tables.

        Each is to be named: PostgreSQL concludes from an equation but not from a range, and would read the
        whole of the other tables for each page.
        """
        bounds = [chat_id > self.low for chat_id in chat_ids]
        if self.last is not None:
            bounds += [chat_id <= self.last for chat_id in chat_ids]
        return and_(*bounds)


def page_after(
    connection: Connection, chat_id: ColumnElement[int], which: ColumnElement[bool], low: int
) -> Range:
    """The next page, after `low`, of the rows `which`."""
    ids = select(chat_id).where(which, chat_id > low).order_by(chat_id)
    return Range(low, connection.execute(ids.offset(PAGE - 1).limit(1)).scalar())


def message_to(
    chat_id: ColumnElement[int], kind: Kind, event_id: str, due_at: int, useful_until: int
) -> Select[Any]:
    """The rows of COLUMNS for one message to many; the moment it is due at is its start, too."""
    known = (kind.value, event_id, due_at, 0, due_at, useful_until, State.QUEUED.value)
    columns: list[ColumnElement[Any]] = [chat_id, *map(literal, known), null(), literal(0), literal(0)]
    return select(*columns)


async def withdraw_all(database: Database, which: ColumnElement[bool], why: str = "withdrawn") -> None:
    """Take the queued rows that are `which` out, in the order in which they were written.

    A page of them is faster than any sending, so that those that follow are not sent meanwhile.
    """
    queued = select(outbox.c.id).where(which, outbox.c.state == QUEUED).order_by(outbox.c.id)

    def work(connection: Connection) -> bool:
        page = connection.execute(queued.limit(PAGE)).scalars().all()
        if page:
            withdraw(connection, outbox.c.id.between(page[0], page[-1]) & which, why)
        return len(page) == PAGE

    while await database.write(work):
        pass


def insert_new(connection: Connection, table: Table, columns: tuple[str, ...], rows: Select[Any]) -> int:
    """Insert `rows` (which have a WHERE) without those whose key is there; how many are new."""
    statement = insert(connection, table).from_select(columns, rows).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount


def _count_anew(table: Table, connection: Connection) -> None:
    """PostgreSQL plans by what it counted last, and counts by itself only every minute."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.name}")
