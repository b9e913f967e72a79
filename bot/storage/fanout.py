"""Writing into the outbox what has fallen due: whole pages of chats by one statement each.

A page is a transaction of its own, so that a person's tap waits for one page and not for a million rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    select,
    update,
)

from bot.domain.chat import LEAD_TIMES
from bot.storage.database import Database, insert
from bot.storage.records import DigestAudience, Kind, State
from bot.storage.tables import chats, favourites, outbox, programme

__all__ = ["DIGEST_USEFUL", "derive_digests", "derive_reminders"]

PAGE = 10_000
"""Chats per transaction."""
STALE_PAGE = 500
LOOKBACK = 86_400
"""Seconds: an event that ended longer ago than this has no reminders to count."""
DIGEST_USEFUL = timedelta(hours=12)
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

Page = Callable[[int, Connection], tuple[int, int | None]]
"""(the last chat id of the page before) -> (how many rows are new, the last chat id or None at the end)."""

LEAD = func.coalesce(favourites.c.lead_time, chats.c.lead_time)
NOMINAL = programme.c.starts_at - LEAD * 60
# Starred after its reminder would have come: the reader has just seen the times, so it comes at the start.
SEEN_LATE = (favourites.c.created_at > NOMINAL) & (favourites.c.created_at >= programme.c.changed_at)
DUE = case((SEEN_LATE, programme.c.starts_at), else_=NOMINAL)
ALREADY = exists().where(
    outbox.c.chat_id == favourites.c.chat_id,
    outbox.c.kind == Kind.REMINDER.value,
    outbox.c.event_id == favourites.c.event_id,
    outbox.c.starts_at == programme.c.starts_at,
)


async def derive_reminders(database: Database, now: int) -> int:
    """Write the reminders that are due at `now` (epoch seconds); how many are new."""
    written = 0
    for event in await database.read(lambda connection: _events_to_derive(connection, now)):
        written += await _in_pages(database, _event_page(event, now))
    while (page := await database.write(lambda connection: _stale_page(connection, now))) is not None:
        written += page
    return written


async def derive_digests(database: Database, audience: DigestAudience, moment: int, until: int) -> int:
    """Write a digest for `moment` for the chats of `audience` with a favourite that starts before `until`."""
    return await _in_pages(database, _digest_page(audience, moment, until))


async def _in_pages(database: Database, page: Page) -> int:
    written, low = 0, FIRST
    while True:
        new, last = await database.write(partial(page, low))
        written += new
        if last is None:
            return written
        low = last


def _events_to_derive(connection: Connection, now: int) -> list[Row[Any]]:
    """The events for which some lead time has run out since their reminders were last derived."""
    near = select(programme).where(
        ~programme.c.cancelled,
        programme.c.starts_at <= now + max(LEAD_TIMES) * 60,
        programme.c.ends_at > now - LOOKBACK,
    )
    return [
        event
        for event in connection.execute(near.order_by(programme.c.ends_at))
        if any(_derived(event, now) < event.starts_at - lead * 60 <= now for lead in (0, *LEAD_TIMES))
    ]


def _derived(event: Row[Any], now: int) -> int:
    """Until when the event's reminders are in the outbox. A clock that was set back starts over."""
    derived: int | None = event.derived_until
    return derived if derived is not None and derived <= now else FIRST


def _event_page(event: Row[Any], now: int) -> Page:
    def page(low: int, connection: Connection) -> tuple[int, int | None]:
        starred = favourites.c.event_id == event.event_id
        last = _last_of_page(connection, favourites.c.chat_id, starred, low)
        which = [starred, favourites.c.chat_id > low, _derived(event, now) < DUE]
        if last is not None:
            which.append(favourites.c.chat_id <= last)
        # One as late or later was written: the favourite was starred again, or its lead time grew.
        written = _write(
            connection, _due_reminders(now, ALREADY.where(outbox.c.lead_time <= LEAD)).where(*which)
        )
        if last is None:
            same = (programme.c.event_id == event.event_id) & (programme.c.starts_at == event.starts_at)
            unchanged = same & (programme.c.changed_at == event.changed_at)
            connection.execute(update(programme).where(unchanged).values(derived_until=now))
        return written, last

    return page


def _stale_page(connection: Connection, now: int) -> int | None:
    """Derive all that is due for some chats that chose anew; None when there are none left."""
    stale = select(chats.c.chat_id).where(chats.c.reminders_stale).limit(STALE_PAGE)
    ids = connection.execute(stale).scalars().all()
    if not ids:
        return None
    mine = _due_reminders(now, ALREADY).where(favourites.c.chat_id.in_(ids), programme.c.ends_at > now)
    written = _write(connection, mine)
    connection.execute(update(chats).where(chats.c.chat_id.in_(ids)).values(reminders_stale=False))
    return written


def _due_reminders(now: int, already: Exists) -> Select[Any]:
    """The rows of COLUMNS for all favourites whose reminder is due, less those `already` written."""
    ended = programme.c.ends_at <= now
    rows = select(
        favourites.c.chat_id,
        literal(Kind.REMINDER.value),
        programme.c.event_id,
        programme.c.starts_at,
        case((SEEN_LATE, 0), else_=LEAD),
        DUE,
        programme.c.ends_at,
        case((ended, State.EXPIRED.value), else_=State.QUEUED.value),
        case((ended, "ended")),
        literal(0),
        literal(0),
    )
    return (
        rows.select_from(favourites)
        .join(programme, programme.c.event_id == favourites.c.event_id)
        .join(chats, chats.c.chat_id == favourites.c.chat_id)
        .where(~programme.c.cancelled, chats.c.retired_at.is_(None), chats.c.reminders, now >= DUE)
        # Starred while it was on: its reader knows.
        .where(~(SEEN_LATE & (favourites.c.created_at > programme.c.starts_at)))
        .where(~already)
    )


def _digest_page(audience: DigestAudience, moment: int, until: int) -> Page:
    theirs = (chats.c.zone == audience.zone) & (chats.c.language == audience.language)
    wanted = and_(chats.c.digest, chats.c.retired_at.is_(None), theirs)
    starred = exists().where(
        favourites.c.chat_id == chats.c.chat_id,
        favourites.c.created_at <= moment,
        programme.c.event_id == favourites.c.event_id,
        programme.c.starts_at >= moment,
        programme.c.starts_at < until,
        ~programme.c.cancelled,
    )
    useful_until = moment + int(DIGEST_USEFUL.total_seconds())
    known = (Kind.DIGEST.value, "", moment, 0, moment, useful_until, State.QUEUED.value)
    columns = (chats.c.chat_id, *map(literal, known), null(), literal(0), literal(0))

    def page(low: int, connection: Connection) -> tuple[int, int | None]:
        last = _last_of_page(connection, chats.c.chat_id, wanted, low)
        rows = select(*columns).where(wanted, starred)
        rows = rows.where(chats.c.chat_id > low)
        return _write(connection, rows if last is None else rows.where(chats.c.chat_id <= last)), last

    return page


def _last_of_page(
    connection: Connection, chat_id: ColumnElement[int], which: ColumnElement[bool], low: int
) -> int | None:
    """The id at which a full page after `low` ends; None when what is left is less."""
    ids = select(chat_id).where(which, chat_id > low).order_by(chat_id)
    return connection.execute(ids.offset(PAGE - 1).limit(1)).scalar()


def _write(connection: Connection, rows: Select[Any]) -> int:
    """Insert `rows` of COLUMNS into the outbox, without those whose key is there; how many are new."""
    statement = insert(outbox).from_select(COLUMNS, rows).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount
