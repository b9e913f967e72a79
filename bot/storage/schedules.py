"""The versions of the schedule that were published, and when the events of the current one take place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, literal, select, update

from bot.domain.revisions import Revision
from bot.storage.channels import CHANNELS
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch, moment
from bot.storage.fleet import Word
from bot.storage.locks import Lock, alone
from bot.storage.records import Kind
from bot.storage.revisions import revise, revisions_of
from bot.storage.tables import QUEUED, outbox, programme, versions
from bot.storage.withdrawal import OFF_SCHEDULE, withdraw

__all__ = ["ProgrammeRow", "PublishedSchedule", "Schedules"]

CURRENT = select(versions).order_by(versions.c.number.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """When one event takes place: all that reminders are derived from; and what tells that it changed."""

    event_id: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False
    fingerprint: str = ""
    """Of what calendars show of it."""


@dataclass(frozen=True, slots=True)
class PublishedSchedule:
    """One published version. `number` counts up from 1; `version` is the organizers' own name for it."""

    number: int
    version: str
    digest: str
    content: str
    published_at: datetime
    comment: str | None = None


class Schedules:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self) -> PublishedSchedule | None:
        """The version that was published last."""
        return await self._one(CURRENT)

    async def number(self) -> int:
        """That of the version that was published last; 0 while there is none."""
        last = select(func.coalesce(func.max(versions.c.number), 0))
        return int(await self._database.read(lambda connection: connection.execute(last).scalar_one()))

    async def taken(self) -> str | None:
        """The digest of the file when a version was last made of it; None while none was."""
        last = select(versions.c.digest).where(versions.c.from_file).order_by(versions.c.number.desc())
        return await self._database.read(lambda connection: connection.execute(last.limit(1)).scalar())

    async def get(self, number: int) -> PublishedSchedule | None:
        """That version."""
        return await self._one(select(versions).where(versions.c.number == number))

    async def history(self, limit: int) -> list[PublishedSchedule]:
        """The last versions, the newest first, their `content` left out: it is empty."""
        columns = [
            literal("").label(column.name) if column is versions.c.content else column
            for column in versions.c
        ]
        last = select(*columns).order_by(versions.c.number.desc()).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(last).all())
        return [_published(row) for row in rows]

    async def revisions(self) -> dict[str, Revision]:
        """Since when each event of the current version has been as it is."""
        return await self._database.read(revisions_of)

    async def untold(self) -> list[int]:
        """The versions whose changes nobody was told yet, in order. The first of all has none to tell."""
        numbers = select(versions.c.number).where(~versions.c.told).order_by(versions.c.number)
        return list(await self._database.read(lambda connection: connection.execute(numbers).scalars().all()))

    async def mark_told(self, up_to: int) -> None:
        """What changed up to that version, and with it, is in the outbox."""
        told = update(versions).where(versions.c.number <= up_to, ~versions.c.told).values(told=True)
        await self._database.write(lambda connection: connection.execute(told))

    async def publish(
        self,
        *,
        version: str,
        content: str,
        digest: str,
        programme: Iterable[ProgrammeRow],
        now: datetime,
        comment: str | None = None,
        from_file: bool = True,
    ) -> int:
        """The number of the version, the current one from now on; nothing changes when it was already.

        `digest` tells whether it was. Reminders follow `programme`, which holds every event of the version.
        `from_file` says that the organizers' file holds it.
        """
        values = {
            "version": version,
            "digest": digest,
            "content": content,
            "published_at": epoch(now),
            "comment": comment,
            "from_file": from_file,
        }
        rows = {row.event_id: row for row in programme}

        def work(connection: Connection) -> int:
            alone(connection, Lock.PUBLISH)
            current = connection.execute(CURRENT).one_or_none()
            if current is not None and current.digest == digest:
                return int(current.number)
            number = 1 if current is None else int(current.number) + 1
            connection.execute(
                insert(connection, versions).values(number=number, told=current is None, **values)
            )
            _replace_programme(connection, rows, epoch(now))
            revise(connection, {id_: row.fingerprint for id_, row in rows.items()}, number, epoch(now))
            return number

        number = await self._database.write(work)
        self._database.fleet.tell(Word.VERSION, str(number))
        return number

    async def _one(self, which: Select[Any]) -> PublishedSchedule | None:
        row = await self._database.read(lambda connection: connection.execute(which).one_or_none())
        return None if row is None else _published(row)


def _published(row: Row[Any]) -> PublishedSchedule:
    return PublishedSchedule(
        number=row.number,
        version=row.version,
        digest=row.digest,
        content=row.content,
        published_at=moment(row.published_at),
        comment=row.comment,
    )


def _replace_programme(connection: Connection, rows: Mapping[str, ProgrammeRow], now: int) -> None:
    before = {row.event_id: row for row in connection.execute(select(programme))}
    changed = [
        values
        for event_id, row in rows.items()
        if (values := _changes(before.get(event_id), row, now)) is not None
    ]
    gone = before.keys() - rows.keys()
    if changed:
        new = insert(connection, programme)
        connection.execute(
            new.on_conflict_do_update(index_elements=["event_id"], set_=dict(new.excluded)), changed
        )
    connection.execute(delete(programme).where(programme.c.event_id.in_(gone)))
    withdraw(
        connection,
        outbox.c.event_id.in_(gone.union(str(values["event_id"]) for values in changed)) & OFF_SCHEDULE,
    )
    _renew_usefulness(connection)


def _changes(before: Row[Any] | None, row: ProgrammeRow, now: int) -> dict[str, object] | None:
    """The event's row from now on; None when it stays as it is."""
    starts_at, ends_at = epoch(row.starts_at), epoch(row.ends_at)
    start_stays = before is not None and (before.starts_at, before.cancelled) == (starts_at, row.cancelled)
    if before is not None and start_stays and before.ends_at == ends_at:
        return None
    return {
        "event_id": row.event_id,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "cancelled": row.cancelled,
        "changed_at": before.changed_at if before is not None and start_stays else now,
        "derived_until": None,
    }


def _renew_usefulness(connection: Connection) -> None:
    """A person's queued reminder is of use until the event's end, which may be another one now."""
    ends_at = (
        select(programme.c.ends_at)
        .where(programme.c.event_id == outbox.c.event_id, programme.c.starts_at == outbox.c.starts_at)
        .scalar_subquery()
    )
    reminders = outbox.c.kind.in_((Kind.REMINDER.value, Kind.SNOOZE.value)) & (outbox.c.state == QUEUED)
    people = outbox.c.chat_id.not_in(CHANNELS)
    connection.execute(
        update(outbox).where(reminders, people, outbox.c.useful_until != ends_at).values(useful_until=ends_at)
    )
