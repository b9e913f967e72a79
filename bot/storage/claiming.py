"""Choosing which rows of the outbox are sent next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, or_, select, update

from bot.storage.epoch import epoch, epoch_not_before, moment
from bot.storage.records import Claimed, Kind, State
from bot.storage.tables import QUEUED, chats, outbox
from bot.storage.withdrawal import GIVEN_UP, UNWANTED, withdraw

__all__ = ["any_due", "take"]

URGENCY = (outbox.c.useful_until, outbox.c.id)


def any_due(connection: Connection, now: datetime, real_now: datetime) -> bool:
    """Whether there is anything to take, or to expire, at `now`."""
    return bool(connection.scalar(select(exists().where(_due(now, real_now)))))


def take(
    connection: Connection,
    now: datetime,
    real_now: datetime,
    limit: int,
    *,
    owner: str,
    lease_until: datetime,
) -> list[Claimed]:
    """Lease to `owner` all due rows of the chats that have the `limit` most urgent ones.

    Chats that another process is choosing at this moment are left to it. Questions for feedback go only when
    nothing else is due: not one takes the place of a reminder.
    """
    _expire(connection, now)
    useful = _due(now, real_now) & (outbox.c.useful_until > epoch(now))
    due = useful & outbox.c.chat_id.in_(_choose(connection, useful, limit))
    _withdraw_unwanted(connection, due)
    most_urgent = select(outbox.c.kind).where(due).order_by(*URGENCY).limit(1)
    if connection.scalar(most_urgent) != Kind.FEEDBACK.value:
        due &= outbox.c.kind != Kind.FEEDBACK.value
    taken = (
        update(outbox)
        .where(due)
        .values(
            state=State.SENDING.value,
            attempts=outbox.c.attempts + 1,
            lease_until=epoch_not_before(lease_until),
            lease_owner=owner,
        )
    )
    return _together([_claimed(row) for row in connection.execute(taken.returning(*outbox.c))])


def _due(now: datetime, real_now: datetime) -> ColumnElement[bool]:
    may_try = or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= epoch(real_now))
    return and_(outbox.c.state == QUEUED, outbox.c.due_at <= epoch(now), may_try)


def _expire(connection: Connection, now: datetime) -> None:
    late = (outbox.c.state == QUEUED) & (outbox.c.useful_until <= epoch(now))
    # What another process holds, it expires itself.
    free = select(outbox.c.id).where(late).with_for_update(skip_locked=True)
    connection.execute(update(outbox).where(outbox.c.id.in_(free)).values(state=GIVEN_UP, why="too late"))


def _choose(connection: Connection, due: ColumnElement[bool], limit: int) -> set[int]:
    """The chats of the `limit` most urgent rows; nobody else chooses them before this transaction ends."""
    urgent = select(outbox.c.chat_id).join(chats, chats.c.chat_id == outbox.c.chat_id).where(due)
    first = urgent.order_by(*URGENCY).limit(limit)
    held = first.with_for_update(of=chats, key_share=True, skip_locked=True)
    return set(connection.execute(held).scalars())


def _withdraw_unwanted(connection: Connection, which: ColumnElement[bool]) -> None:
    """Who stopped to want a row while it was being written, on another connection, did not see it."""
    unwanted = connection.execute(select(outbox.c.id).where(which, UNWANTED)).scalars().all()
    if unwanted:
        withdraw(connection, outbox.c.id.in_(unwanted))


def _together(rows: list[Claimed]) -> list[Claimed]:
    """The rows chat by chat: the chat with the most urgent row first, in a chat the earliest start first."""
    urgency: dict[int, datetime] = {}
    for row in rows:
        urgency[row.chat_id] = min(row.useful_until, urgency.get(row.chat_id, row.useful_until))
    return sorted(rows, key=lambda row: (urgency[row.chat_id], row.chat_id, row.starts_at, row.id))


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(
        id=row.id,
        chat_id=row.chat_id,
        kind=Kind(row.kind),
        event_id=row.event_id,
        starts_at=moment(row.starts_at),
        lead_time=row.lead_time,
        useful_until=moment(row.useful_until),
        attempts=row.attempts,
        unknowns=row.unknowns,
    )
