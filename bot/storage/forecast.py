"""How many reminders are to come when, and how those before arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, case, distinct, func, literal_column, select

from bot.domain.chat import LEAD_TIMES
from bot.storage.channels import CHANNELS
from bot.storage.epoch import epoch, moment
from bot.storage.fanout import DUE, reminded
from bot.storage.records import Burst, Delivered, Kind, State, Told
from bot.storage.tables import chats, favourites, outbox, programme

__all__ = ["bursts", "delivered", "told"]

SHORT = timedelta(hours=6)
"""So near only a few events start that their favourites are best found one event after another."""
MINUTE = literal_column("60", Integer)
"""Written into the statement: what is grouped by must be the same words as what is selected."""


def bursts(connection: Connection, now: datetime, until: datetime) -> list[Burst]:
    """The reminders that fall due after `now`, by `until` at the latest; channels aside."""
    first, last = epoch(now), epoch(until)
    due = (DUE.label("due_at"), programme.c.starts_at)
    near = programme.c.starts_at.between(first, last + max(LEAD_TIMES) * 60)
    rows = reminded(select(favourites.c.chat_id, *due)).where(near, chats.c.channel.is_(None))
    if until - now <= SHORT:
        events = connection.execute(select(programme.c.event_id).where(near)).scalars().all()
        rows = rows.where(favourites.c.event_id.in_(events))
    # A chat that starred several events of one start is told once. SQLite counts rows that are distinct
    # already, in the order of the table, in half the time that it takes to count distinct ones by groups.
    each = rows.where(first < DUE, last >= DUE).distinct().subquery()
    columns = (each.c.due_at, each.c.starts_at)
    counts = select(*columns, func.count().label("chats")).group_by(*columns).order_by(*columns)
    return [Burst(moment(row.due_at), moment(row.starts_at), row.chats) for row in connection.execute(counts)]


def delivered(connection: Connection, since: datetime) -> Delivered:
    """The reminders that arrived from `since` on; posts in channels aside."""
    late = (outbox.c.sent_at > outbox.c.starts_at) & (outbox.c.lead_time > 0)
    columns = (func.count(), func.count(case((late, 1))), func.max(outbox.c.sent_at - outbox.c.due_at))
    row = connection.execute(
        select(*columns).where(
            outbox.c.kind == Kind.REMINDER.value,
            outbox.c.state == State.SENT.value,
            outbox.c.sent_at >= epoch(since),
            outbox.c.chat_id.not_in(CHANNELS),
        )
    ).one()
    return Delivered(row[0], row[1], timedelta(seconds=row[2] or 0))


def told(connection: Connection) -> list[Told]:
    """What became of all that is in the outbox, by when it fell due; what went early, by its lead time."""
    sent = outbox.c.state == State.SENT.value
    late = sent & (outbox.c.sent_at > outbox.c.starts_at) & (outbox.c.lead_time > 0)
    due = (outbox.c.starts_at - outbox.c.lead_time * MINUTE).label("due")
    columns = (outbox.c.kind, due, outbox.c.starts_at)
    rows = connection.execute(
        select(
            *columns,
            func.count(distinct(outbox.c.chat_id)).label("chats"),
            func.count(distinct(case((sent, outbox.c.chat_id)))).label("sent"),
            func.count(distinct(case((late, outbox.c.chat_id)))).label("late"),
            func.min(outbox.c.sent_at).label("first"),
            func.max(outbox.c.sent_at).label("last"),
        )
        .where(outbox.c.chat_id.not_in(CHANNELS))
        .group_by(*columns)
        .order_by(due, outbox.c.starts_at, outbox.c.kind)
    )
    return [
        Told(
            Kind(row.kind),
            moment(row.due),
            moment(row.starts_at),
            row.chats,
            row.sent,
            row.late,
            None if row.first is None else moment(row.first),
            None if row.last is None else moment(row.last),
        )
        for row in rows
    ]
