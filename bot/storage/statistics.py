"""Counts for organizers."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, exists, func, select

from bot.domain.statistics import People, Reminders
from bot.storage.channels import CHANNELS
from bot.storage.database import Database
from bot.storage.epoch import epoch, moment
from bot.storage.forecast import bursts
from bot.storage.records import Burst, Kind, State
from bot.storage.tables import chats, favourites, outbox
from bot.storage.withdrawal import TOO_LATE

__all__ = ["Statistics"]

REMINDERS = (Kind.REMINDER.value, Kind.SNOOZE.value)


class Statistics:
    """Each call reads whole tables: for a person who asks now and then."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people(self) -> People:
        """Who is here now."""
        person = chats.c.channel.is_(None) & ~chats.c.is_group
        group = chats.c.channel.is_(None) & chats.c.is_group
        here = chats.c.retired_at.is_(None)
        starred = exists().where(favourites.c.chat_id == chats.c.chat_id)
        counts = select(
            _count(person & here).label("reachable"),
            _count(person & ~here).label("retired"),
            _count(person & here & starred).label("starred"),
            _count(group & here).label("groups"),
        )
        row = await self._database.read(lambda connection: connection.execute(counts).one())
        return People(**row._asdict())

    async def reminders(self, since: datetime) -> Reminders:
        """The reminders that were sent, or else due, from `since` on; posts in channels aside."""
        sent = (outbox.c.state == State.SENT.value) & (outbox.c.sent_at >= epoch(since))
        late = sent & (outbox.c.sent_at > outbox.c.starts_at) & (outbox.c.lead_time > 0)
        due = outbox.c.due_at >= epoch(since)
        expired = (outbox.c.state == State.EXPIRED.value) & outbox.c.why.in_(TOO_LATE)
        counts = select(
            _count(sent).label("sent"),
            _count(late).label("after_start"),
            _count(due & (outbox.c.state == State.FAILED.value)).label("failed"),
            _count(due & (outbox.c.state == State.UNKNOWN.value)).label("unknown"),
            _count(due & expired).label("too_late"),
        ).where(outbox.c.kind.in_(REMINDERS), outbox.c.chat_id.not_in(CHANNELS))
        row = await self._database.read(lambda connection: connection.execute(counts).one())
        return Reminders(**row._asdict())

    async def to_send(self, now: datetime, until: datetime) -> list[Burst]:
        """The reminders that are left to send: those that fall due by `until`, and those that are waiting."""
        return await self._database.read(lambda connection: _to_send(connection, now, until))

    async def waiting(self, now: datetime) -> int:
        """How many messages of any kind are due at `now` or under way."""
        due = (outbox.c.state == State.QUEUED.value) & (outbox.c.due_at <= epoch(now))
        open_ = due | (outbox.c.state == State.SENDING.value)
        count = select(func.count()).select_from(outbox).where(open_)
        return int(await self._database.read(lambda connection: connection.execute(count).scalar_one()))


def _to_send(connection: Connection, now: datetime, until: datetime) -> list[Burst]:
    """A burst that begins before it is due counts with what is left of it."""
    left = Counter({(burst.due_at, burst.starts_at): burst.chats for burst in bursts(connection, now, until)})
    open_ = outbox.c.state.in_((State.QUEUED.value, State.SENDING.value))
    columns = (outbox.c.starts_at, outbox.c.lead_time)
    written = (
        select(*columns, _count(open_).label("open"), _count(~open_).label("done"))
        .where(outbox.c.kind == Kind.REMINDER.value, outbox.c.chat_id.not_in(CHANNELS))
        .where(open_ | (outbox.c.starts_at > epoch(now)))
        .group_by(*columns)
    )
    for row in connection.execute(written):
        key = moment(row.starts_at - row.lead_time * 60), moment(row.starts_at)
        left[key] = max(left[key] - row.done, row.open)
    return [Burst(due_at, starts_at, chats) for (due_at, starts_at), chats in sorted((+left).items())]


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((which, 1)))
