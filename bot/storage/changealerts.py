"""Writing into the outbox, for everyone concerned, that the schedule has changed.

A batch is the rows of one base version: what is published before it falls due joins it, so that a burst of
edits is one message, which says what changed from the base to the version that is current when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from bot.storage.database import Database
from bot.storage.epoch import epoch, moment
from bot.storage.paging import COLUMNS, Page, in_pages, insert_new, message_to, page_after
from bot.storage.records import Kind
from bot.storage.tables import QUEUED, chats, favourites, outbox

__all__ = ["derive_changes", "open_batch"]


async def derive_changes(
    database: Database, base: int, event_ids: Iterable[str], due_at: int, useful_until: int
) -> int:
    """Write one row for each chat that wants to know and starred any of the events; how many are new."""
    written = 0
    for event_id in dict.fromkeys(event_ids):
        written += await in_pages(database, outbox, _page(base, event_id, due_at, useful_until))
    return written


def open_batch(connection: Connection, now: datetime) -> tuple[int, datetime] | None:
    """The base version of the batch that is not due yet, and when it is."""
    waiting = (outbox.c.state == QUEUED) & (outbox.c.due_at > epoch(now)) & outbox.c.retry_at.is_(None)
    first = select(outbox.c.event_id, outbox.c.due_at).where(waiting, outbox.c.kind == Kind.CHANGES.value)
    row = connection.execute(first.order_by(outbox.c.due_at).limit(1)).one_or_none()
    return None if row is None else (int(row.event_id.removeprefix("v")), moment(row.due_at))


def _page(base: int, event_id: str, due_at: int, useful_until: int) -> Page:
    starred = favourites.c.event_id == event_id
    wanted = chats.c.reminders & chats.c.retired_at.is_(None)
    alerts = message_to(chats.c.chat_id, Kind.CHANGES, f"v{base}", due_at, useful_until)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        page = page_after(connection, favourites.c.chat_id, starred, low)
        some = select(favourites.c.chat_id).where(starred, page.holds(favourites.c.chat_id))
        theirs = chats.c.chat_id.in_(some) & page.holds(chats.c.chat_id)
        return insert_new(connection, outbox, COLUMNS, alerts.where(theirs, wanted)), page.last

    return next_page
