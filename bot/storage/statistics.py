"""Counts for organizers."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, select

from bot.domain.statistics import WAITS, People, Reminders, Stars
from bot.storage.channels import CHANNELS
from bot.storage.database import Database
from bot.storage.epoch import epoch, moment
from bot.storage.forecast import bursts, told
from bot.storage.records import Burst, Kind, State, Told
from bot.storage.tables import QUEUED, SENDING, chats, favourites, follows, outbox
from bot.storage.withdrawal import TOO_LATE

__all__ = ["Statistics"]

REMINDERS = (Kind.REMINDER.value, Kind.SNOOZE.value)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
IS_PERSON = chats.c.channel.is_(None) & ~chats.c.is_group
HAS_STARS = exists().where(favourites.c.chat_id == chats.c.chat_id)


class Statistics:
    """Each call reads whole tables, in one or two statements: for a person who asks now and then."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def people(self, now: datetime) -> People:
        """Who is here at `now`."""
        return await self._database.read(lambda connection: _people(connection, now))

    async def stars(self) -> Stars:
        """Who wants to see what."""
        return await self._database.read(_stars)

    async def reminders(self, since: datetime) -> Reminders:
        """The reminders that were sent, or else due, from `since` on; posts in channels aside."""
        return await self._database.read(lambda connection: _reminders(connection, epoch(since)))

    async def to_send(self, now: datetime, until: datetime) -> list[Burst]:
        """The reminders that are left to send: those that fall due by `until`, and those that are waiting."""
        return await self._database.read(lambda connection: _to_send(connection, now, until))

    async def told(self) -> list[Told]:
        """What became of all that is in the outbox, by when it fell due."""
        return await self._database.read(told)

    async def waiting(self, now: datetime) -> int:
        """How many messages of any kind are due at `now` or under way."""
        due = (outbox.c.state == QUEUED) & (outbox.c.due_at <= epoch(now))
        counts = [
            select(func.count()).select_from(outbox).where(which).scalar_subquery()
            for which in (due, outbox.c.state == SENDING)
        ]
        both = await self._database.read(lambda connection: connection.execute(select(*counts)).one())
        return sum(both)


def _people(connection: Connection, now: datetime) -> People:
    """From the counts of the few groups that language, zone and the like make."""
    here = chats.c.retired_at.is_(None)
    kinds = (chats.c.is_group, here.label("here"), chats.c.language, chats.c.zone)
    of_day, of_week = (_count(chats.c.seen_at > epoch(now - span)) for span in (DAY, WEEK))
    counts = (func.count().label("all"), of_day.label("of_day"), of_week.label("of_week"))
    groups = connection.execute(
        select(*kinds, *counts).where(chats.c.channel.is_(None)).group_by(*kinds)
    ).all()
    people = [group for group in groups if group.here and not group.is_group]
    languages, zones = Counter[str](), Counter[str | None]()
    for group in people:
        languages[group.language] += group.all
        zones[group.zone] += group.all
    starred = select(func.count()).select_from(chats).where(IS_PERSON, here, HAS_STARS)
    return People(
        reachable=sum(group.all for group in people),
        retired=sum(group.all for group in groups if not group.here and not group.is_group),
        starred=connection.execute(starred).scalar_one(),
        groups=sum(group.all for group in groups if group.here and group.is_group),
        of_day=sum(group.of_day for group in people),
        of_week=sum(group.of_week for group in people),
        languages=tuple(sorted(languages.items(), key=lambda one: (-one[1], one[0]))),
        zones=tuple(sorted(zones.items(), key=lambda one: (-one[1], one[0] or ""))),
    )


def _stars(connection: Connection) -> Stars:
    starred = select(favourites.c.event_id, func.count()).where(favourites.c.chat_id.not_in(CHANNELS))
    followed = select(follows.c.target_id, func.count()).where(
        follows.c.kind == "track", follows.c.chat_id.not_in(CHANNELS)
    )
    having = select(func.count()).select_from(chats).where(chats.c.channel.is_(None), HAS_STARS)
    return Stars(
        _counted(connection, starred.group_by(favourites.c.event_id)),
        _counted(connection, followed.group_by(follows.c.target_id)),
        connection.execute(having).scalar_one(),
    )


def _counted(connection: Connection, counts: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(counts)}


def _reminders(connection: Connection, since: int) -> Reminders:
    sent = (outbox.c.state == State.SENT.value) & (outbox.c.sent_at >= since)
    late = sent & (outbox.c.sent_at > outbox.c.starts_at) & (outbox.c.lead_time > 0)
    due = outbox.c.due_at >= since
    expired = (outbox.c.state == State.EXPIRED.value) & outbox.c.why.in_(TOO_LATE)
    wait = outbox.c.sent_at - outbox.c.due_at
    counts = select(
        _count(sent),
        _count(late),
        _count(due & (outbox.c.state == State.FAILED.value)),
        _count(due & (outbox.c.state == State.UNKNOWN.value)),
        _count(due & expired),
        *(_count(sent & (wait <= seconds)) for seconds in WAITS),
    ).where(outbox.c.kind.in_(REMINDERS), outbox.c.chat_id.not_in(CHANNELS))
    arrived, after_start, failed, unknown, too_late, *within = connection.execute(counts).one()
    up_to = (0, *within, arrived)
    waits = tuple(longer - shorter for shorter, longer in pairwise(up_to))
    return Reminders(arrived, after_start, failed, unknown, too_late, waits)


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
