"""What each chat has starred."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, delete, false, func, or_, select, update

from bot.domain.changes import Changes
from bot.domain.model import Schedule
from bot.storage.chats import all_chats, check_lead_time, lately_seen
from bot.storage.database import Database, insert_of
from bot.storage.epoch import epoch
from bot.storage.records import Kind, Reader
from bot.storage.tables import chats, favourites, follows, outbox
from bot.storage.withdrawal import withdrawal

__all__ = ["Favourites", "mark_stale", "star", "unstar"]

OF_CHAT = (
    select(favourites.c.event_id, favourites.c.lead_time)
    .where(favourites.c.chat_id == bindparam("id"))
    .order_by(favourites.c.created_at, favourites.c.event_id)
)
WITHDRAWN = (Kind.REMINDER.value, Kind.SNOOZE.value, Kind.FEEDBACK.value)
UNSTAR = (
    delete(favourites).where(
        favourites.c.chat_id == bindparam("of_chat"),
        favourites.c.event_id.in_(bindparam("of_events", expanding=True)),
    ),
    *withdrawal(
        (outbox.c.chat_id == bindparam("of_chat"))
        & outbox.c.kind.in_(WITHDRAWN)
        & outbox.c.event_id.in_(bindparam("of_events", expanding=True))
    ),
)
STALE = update(chats).where(chats.c.chat_id == bindparam("of_chat")).values(reminders_stale=True)
OF_CHATS = (
    select(favourites.c.chat_id, favourites.c.event_id, favourites.c.lead_time)
    .where(favourites.c.chat_id.in_(bindparam("ids", expanding=True)))
    .order_by(favourites.c.created_at, favourites.c.event_id)
)


class Favourites:
    """Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int) -> dict[str, int | None]:
        """Event id -> its own lead time in minutes, None for the chat's; in the order of starring."""
        return _stars(await self._database.look(OF_CHAT, chat_id))

    async def visitor(self, chat_id: int, now: datetime) -> Reader | None:
        """A chat that writes at `now`, and its stars; None where `Chats.ensure` must write."""
        chat = await lately_seen(self._database, chat_id, now)
        return Reader(chat, await self.of(chat_id)) if chat else None

    async def readers(self, chat_ids: Iterable[int]) -> dict[int, Reader]:
        """Each of the chats that is stored, retired or not, with what `of` says of it."""
        ids = list(chat_ids)

        def work(connection: Connection) -> dict[int, Reader]:
            starred: dict[int, dict[str, int | None]] = {}
            for row in connection.execute(OF_CHATS, {"ids": ids}):
                starred.setdefault(row.chat_id, {})[row.event_id] = row.lead_time
            return {chat.id: Reader(chat, starred.get(chat.id, {})) for chat in all_chats(connection, ids)}

        return await self._database.read(work)

    async def audience(self, event_ids: Iterable[str], followed: Iterable[tuple[str, str]] = ()) -> int:
        """How many chats want to know of changes and starred one of the events, channels aside.

        Those that follow what is in `followed`, each a kind and an id, count as well.
        """
        starred = select(favourites.c.chat_id).where(favourites.c.event_id.in_(list(event_ids)))
        by_kind: dict[str, list[str]] = {}
        for kind, id_ in followed:
            by_kind.setdefault(kind, []).append(id_)
        following = select(follows.c.chat_id).where(
            or_(
                false(),
                *((follows.c.kind == kind) & follows.c.target_id.in_(ids) for kind, ids in by_kind.items()),
            )
        )
        wanted = chats.c.reminders & chats.c.retired_at.is_(None) & chats.c.channel.is_(None)
        theirs = chats.c.chat_id.in_(starred) | chats.c.chat_id.in_(following)
        count = select(func.count()).select_from(chats).where(wanted, theirs)
        return int(await self._database.read(lambda connection: connection.execute(count).scalar_one()))

    async def told_of(self, changes: Changes, *schedules: Schedule) -> int:
        """How many people and groups hear of the changes between two schedules."""
        followed = {(kind, id_) for kind, id_, _ in changes.news()}
        return await self.audience(changes.concerned(*schedules), followed)

    async def add(self, chat_id: int, event_ids: Iterable[str], now: datetime) -> dict[str, int | None]:
        """Star the events; those starred before stay as they are. The chat must be stored. Its stars then.

        What was starred by following a track or a speaker is the person's own from now on.
        """
        ids = list(dict.fromkeys(event_ids))
        if not ids:
            return await self.of(chat_id)

        def work(connection: Connection) -> dict[str, int | None]:
            star(connection, chat_id, ids, now)
            return _of(connection, chat_id)

        return await self._database.write(work, of=chat_id)

    async def remove(self, chat_id: int, event_ids: Iterable[str]) -> dict[str, int | None]:
        """Take the stars back, and with them the reminders not on their way yet. What it has starred then."""
        ids = list(event_ids)

        def work(connection: Connection) -> dict[str, int | None]:
            unstar(connection, chat_id, ids)
            return _of(connection, chat_id)

        return await self._database.write(work, of=chat_id)

    async def set_lead(self, chat_id: int, event_id: str, minutes: int | None) -> None:
        """Give a favourite its own lead time, or the chat's again; nothing happens to what is not starred."""
        check_lead_time(minutes)

        def work(connection: Connection) -> None:
            here = (favourites.c.chat_id == chat_id) & (favourites.c.event_id == event_id)
            connection.execute(update(favourites).where(here).values(lead_time=minutes))
            mark_stale(connection, chat_id)

        await self._database.write(work)


def star(
    connection: Connection, chat_id: int, event_ids: Iterable[str], now: datetime, *, by_follow: bool = False
) -> None:
    """Add the favourites that are not there; an own one stays own, and one by following may become it."""
    known = {"chat_id": chat_id, "lead_time": None, "created_at": epoch(now), "by_follow": by_follow}
    rows = [{**known, "event_id": event_id} for event_id in event_ids]
    if rows:
        connection.execute(_starring(connection.dialect.name), rows)
    mark_stale(connection, chat_id)


@cache
def _starring(dialect: str) -> Insert:
    new = insert_of(dialect, favourites)
    own = {"by_follow": favourites.c.by_follow & new.excluded.by_follow}
    return new.on_conflict_do_update(index_elements=["chat_id", "event_id"], set_=own)


def _of(connection: Connection, chat_id: int) -> dict[str, int | None]:
    return _stars(connection.execute(OF_CHAT, {"id": chat_id}).all())


def _stars(rows: Sequence[Sequence[Any]]) -> dict[str, int | None]:
    """Event id -> its own lead time, from rows of `OF_CHAT`."""
    pairs: Sequence[Any] = rows
    return dict(pairs)


def unstar(connection: Connection, chat_id: int, event_ids: Collection[str]) -> None:
    """Take favourites out, and with them what was to be sent because of them."""
    for statement in UNSTAR:
        connection.execute(statement, {"of_chat": chat_id, "of_events": list(event_ids)})


def mark_stale(connection: Connection, chat_id: int) -> None:
    """The chat's reminders are derived anew at the next tick."""
    connection.execute(STALE, {"of_chat": chat_id})
