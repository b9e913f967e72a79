"""Who follows a track or a speaker, and the stars that come of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, literal, null, select, update

from bot.domain.chat import LEAD_TIMES
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch
from bot.storage.favourites import star
from bot.storage.paging import Page, in_pages, insert_new, page_after
from bot.storage.records import Kind
from bot.storage.tables import chats, favourites, follows, outbox, programme
from bot.storage.withdrawal import withdraw

__all__ = ["Follows"]

OF_CHAT = select(follows.c.kind, follows.c.target_id).where(follows.c.chat_id == bindparam("id"))
NEAR = max(LEAD_TIMES) * 60 + 3600
"""Seconds: the reminders of what starts sooner may have been derived a moment ago."""


class Follows:
    """What is followed is a kind, ``track`` or ``person``, and an id. Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int) -> frozenset[tuple[str, str]]:
        """(kind, id) of all that the chat follows."""
        rows = await self._database.read(
            lambda connection: connection.execute(OF_CHAT, {"id": chat_id}).all()
        )
        return frozenset((row.kind, row.target_id) for row in rows)

    async def add(
        self, chat_id: int, kind: str, target_id: str, event_ids: Iterable[str], now: datetime
    ) -> None:
        """Follow it, and star its events, `event_ids`, by that. The chat must be stored."""
        follow = {"chat_id": chat_id, "kind": kind, "target_id": target_id, "created_at": epoch(now)}
        ids = list(dict.fromkeys(event_ids))

        def work(connection: Connection) -> None:
            connection.execute(insert(connection, follows).values(follow).on_conflict_do_nothing())
            star(connection, chat_id, ids, now, by_follow=True)

        await self._database.write(work, of=chat_id)

    async def remove(self, chat_id: int, kind: str, target_id: str, event_ids: Iterable[str]) -> None:
        """Follow it no longer. `event_ids` are its events that nothing else followed has.

        Those starred by following go, and with them the reminders that are not on their way yet.
        """
        ids = list(event_ids)
        follow = (follows.c.kind == kind) & (follows.c.target_id == target_id)
        by_it = favourites.c.by_follow & favourites.c.event_id.in_(ids)
        stars = delete(favourites).where(favourites.c.chat_id == chat_id, by_it)
        kinds = (Kind.REMINDER.value, Kind.SNOOZE.value)

        def work(connection: Connection) -> None:
            connection.execute(delete(follows).where(follows.c.chat_id == chat_id, follow))
            gone = connection.execute(stars.returning(favourites.c.event_id)).scalars().all()
            reminders = outbox.c.kind.in_(kinds) & outbox.c.event_id.in_(gone)
            withdraw(connection, (outbox.c.chat_id == chat_id) & reminders)

        await self._database.write(work, of=chat_id)

    async def star_new(self, pairs: Iterable[tuple[str, str, str]], now: datetime) -> int:
        """Star for all followers what came to a track or a speaker; how many stars are new.

        Each of `pairs` is (kind, id of what is followed, event id).
        """
        written = 0
        for kind, target_id, event_id in pairs:
            page = _star_page(kind, target_id, event_id, epoch(now))
            written += await in_pages(self._database, favourites, page)
        if written:
            self._database.notices.tell_all()
        return written


def _star_page(kind: str, target_id: str, event_id: str, now: int) -> Page:
    followed = (follows.c.kind == kind) & (follows.c.target_id == target_id)
    columns = ("chat_id", "event_id", "lead_time", "created_at", "by_follow")
    stars = select(follows.c.chat_id, literal(event_id), null(), literal(now), literal(True))
    starts_soon = exists().where(programme.c.event_id == event_id, programme.c.starts_at <= now + NEAR)

    def next_page(low: int, connection: Connection) -> tuple[int, int | None]:
        page = page_after(connection, follows.c.chat_id, followed, low)
        some = followed & page.holds(follows.c.chat_id)
        written = insert_new(connection, favourites, columns, stars.where(some))
        theirs = chats.c.chat_id.in_(select(follows.c.chat_id).where(some)) & page.holds(chats.c.chat_id)
        connection.execute(update(chats).where(theirs, starts_soon).values(reminders_stale=True))
        return written, page.last

    return next_page
