"""Writing into the outbox the reminders and digests that have fallen due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
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
    or_,
    select,
    update,
)

from bot.domain.chat import LEAD_TIMES
from bot.storage.database import Database
from bot.storage.paging import COLUMNS, FIRST, PAGE, Page, in_pages, insert_new, message_to, page_after
from bot.storage.records import DigestAudience, Kind, State
from bot.storage.tables import chats, favourites, outbox, programme

__all__ = ["DIGEST_USEFUL", "DUE", "PAGE", "STALE_PAGE", "derive_digests", "derive_reminders", "reminded"]

STALE_PAGE = 500
"""Chats per transaction, each with all its favourites."""
LOOKBACK = 86_400
"""Seconds: an event that ended longer ago than this has no reminders to count."""
DIGEST_USEFUL = timedelta(hours=12)
POST_USEFUL = 600
"""Seconds after the start in which a post in a channel is still of use."""

LEAD = func.coalesce(favourites.c.lead_time, chats.c.lead_time)
NOMINAL = programme.c.starts_at - LEAD * 60
# Starred after its reminder would have come: the reader has just seen the times, so it comes at the start.
SEEN_LATE = (favourites.c.created_at > NOMINAL) & (favourites.c.created_at >= programme.c.changed_at)
DUE = case((SEEN_LATE, programme.c.starts_at), else_=NOMINAL)
# Many wait for the one post in a channel: it goes before people's own reminders of the same event.
POSTED_BY = programme.c.starts_at + POST_USEFUL
USEFUL = case(
    (chats.c.channel.is_not(None) & (programme.c.ends_at > POSTED_BY), POSTED_BY), else_=programme.c.ends_at
)
ALREADY = exists().where(
    outbox.c.chat_id == favourites.c.chat_id,
    outbox.c.kind == Kind.REMINDER.value,
    outbox.c.event_id == favourites.c.event_id,
    outbox.c.starts_at == programme.c.starts_at,
)


Early = Mapping[tuple[int, int], int]
"""(when reminders are due, the start they remind of) -> when they go instead, because they are so many."""


async def derive_reminders(database: Database, now: int, early: Early) -> int:
    """Write the reminders that are due at `now`, or `early` by then (epoch seconds); how many are new."""
    written = 0
    for event in await database.read(lambda connection: _events_to_derive(connection, now, early)):
        written += await in_pages(database, outbox, _event_page(event, now, early))
    while (page := await database.write(lambda connection: _stale_page(connection, now))) is not None:
        written += page
    return written


async def derive_digests(database: Database, audience: DigestAudience, moment: int, until: int) -> int:
    """Write a digest for `moment` for the chats of `audience` with a favourite that starts before `until`."""
    return await in_pages(database, outbox, _digest_page(audience, moment, until))


def _events_to_derive(connection: Connection, now: int, early: Early) -> list[Row[Any]]:
    """The events for which some lead time has run out since their reminders were last derived."""
    started_early = {starts_at for (due, starts_at), begins in early.items() if begins <= now < due}
    near = select(programme).where(
        ~programme.c.cancelled,
        or_(
            programme.c.starts_at <= now + max(LEAD_TIMES) * 60,
            programme.c.starts_at.in_(started_early),
        ),
        programme.c.ends_at > now - LOOKBACK,
    )
    return [
        event
        for event in connection.execute(near.order_by(programme.c.ends_at))
        if event.starts_at in started_early
        or any(_derived(event, now) < event.starts_at - lead * 60 <= now for lead in (0, *LEAD_TIMES))
    ]


def _derived(event: Row[Any], now: int) -> int:
    """Until when the event's reminders are in the outbox. A clock that was set back starts over."""
    derived: int | None = event.derived_until
    return derived if derived is not None and derived <= now else FIRST


def _event_page(event: Row[Any], now: int, early: Early) -> Page:
    starred = favourites.c.event_id == event.event_id
    goes = _goes({due: begins for (due, starts_at), begins in early.items() if starts_at == event.starts_at})
    # One as late or later was written: the favourite was starred again, or its lead time grew.
    due = _due_reminders(now, ALREADY.where(outbox.c.lead_time <= LEAD), goes)
    due = due.where(_derived(event, now) < DUE)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        page = page_after(connection, favourites.c.chat_id, starred, low)
        theirs = page.holds(favourites.c.chat_id, chats.c.chat_id)
        written = insert_new(connection, outbox, COLUMNS, due.where(starred, theirs))
        if page.last is None:
            same = (programme.c.event_id == event.event_id) & (programme.c.starts_at == event.starts_at)
            unchanged = same & (programme.c.changed_at == event.changed_at)
            connection.execute(update(programme).where(unchanged).values(derived_until=now))
        return written, page.last

    return next_page


def _stale_page(connection: Connection, now: int) -> int | None:
    """Derive all that is due for some chats that chose anew; None when there are none left."""
    stale = select(chats.c.chat_id).where(chats.c.reminders_stale).order_by(chats.c.chat_id).limit(STALE_PAGE)
    # Who chooses anew meanwhile waits with saying so, and is stale again after this.
    ids = connection.execute(stale.with_for_update(key_share=True)).scalars().all()
    if not ids:
        return None
    mine = _due_reminders(now, ALREADY).where(favourites.c.chat_id.in_(ids), programme.c.ends_at > now)
    written = insert_new(connection, outbox, COLUMNS, mine)
    connection.execute(update(chats).where(chats.c.chat_id.in_(ids)).values(reminders_stale=False))
    return written


def _goes(early: Mapping[int, int]) -> ColumnElement[int]:
    """When a reminder goes: when it is due, or else from when it goes `early`, but not if starred since.

    A channel's one post never goes early.
    """
    whens = [
        (
            and_(DUE.in_((due,)), favourites.c.created_at <= begins, chats.c.channel.is_(None)),
            literal(begins),
        )
        for due, begins in early.items()
    ]
    return case(*whens, else_=DUE) if whens else DUE


def _due_reminders(now: int, already: Exists, goes: ColumnElement[int] = DUE) -> Select[Any]:
    """The rows of COLUMNS for all favourites whose reminder `goes`, less those `already` written."""
    ended = programme.c.ends_at <= now
    rows = select(
        favourites.c.chat_id,
        literal(Kind.REMINDER.value),
        programme.c.event_id,
        programme.c.starts_at,
        case((SEEN_LATE, 0), else_=LEAD),
        goes,
        USEFUL,
        case((ended, State.EXPIRED.value), else_=State.QUEUED.value),
        case((ended, "ended")),
        literal(0),
        literal(0),
    )
    return (
        reminded(rows)
        # Starred while it was on: its reader knows.
        .where(now >= goes, ~(SEEN_LATE & (favourites.c.created_at > programme.c.starts_at)))
        .where(~already)
    )


def reminded(rows: Select[Any]) -> Select[Any]:
    """`rows` for each favourite to remind of, at DUE: its event takes place and its chat wants to know."""
    return (
        rows.select_from(favourites)
        .join(programme, programme.c.event_id == favourites.c.event_id)
        .join(chats, chats.c.chat_id == favourites.c.chat_id)
        .where(~programme.c.cancelled, chats.c.retired_at.is_(None), chats.c.reminders)
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
    digests = message_to(chats.c.chat_id, Kind.DIGEST, "", moment, useful_until).where(starred)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        page = page_after(connection, chats.c.chat_id, wanted, low)
        theirs = page.holds(chats.c.chat_id)
        return insert_new(connection, outbox, COLUMNS, digests.where(wanted, theirs)), page.last

    return next_page
