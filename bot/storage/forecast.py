"""How many reminders are to come when, and how those before arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, distinct, func, select

from bot.domain.chat import LEAD_TIMES
from bot.storage.channels import CHANNELS
from bot.storage.epoch import epoch, moment
from bot.storage.fanout import DUE, reminded
from bot.storage.records import Burst, Delivered, Kind, State
from bot.storage.tables import chats, favourites, outbox, programme

__all__ = ["bursts", "delivered"]


def bursts(connection: Connection, now: datetime, until: datetime) -> list[Burst]:
    """The reminders that fall due after `now`, by `until` at the latest; channels aside."""
    first, last = epoch(now), epoch(until)
    columns = (DUE.label("due_at"), programme.c.starts_at)
    rows = reminded(select(*columns, func.count(distinct(favourites.c.chat_id)).label("chats")))
    near = programme.c.starts_at.between(first, last + max(LEAD_TIMES) * 60) & chats.c.channel.is_(None)
    rows = rows.where(near, first < DUE, last >= DUE).group_by(*columns).order_by(*columns)
    return [Burst(moment(row.due_at), moment(row.starts_at), row.chats) for row in connection.execute(rows)]


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
