"""The channels that the settings bind: chats that follow a track or the whole programme, and never write."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.domain.chat import Chat
from bot.storage.chats import welcome
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch
from bot.storage.favourites import star, unstar
from bot.storage.records import BoundChannel
from bot.storage.tables import chats, favourites, follows, programme

__all__ = ["CHANNELS", "Channels"]

CHANNELS = select(chats.c.chat_id).where(chats.c.channel.is_not(None))
"""The ids of the chats that are channels."""


class Channels:
    """`name` is what the settings call a channel. Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[BoundChannel]:
        """Those that were bound, whether or not the bot may post there now."""
        columns = (chats.c.channel, chats.c.chat_id, chats.c.retired_at)
        bound = select(*columns).where(chats.c.channel.is_not(None)).order_by(chats.c.channel)
        rows = await self._database.read(lambda connection: connection.execute(bound).all())
        return [BoundChannel(row.channel, row.chat_id, posts=row.retired_at is None) for row in rows]

    async def admit(self, chat_id: int, name: str, language: str, now: datetime) -> None:
        """The bot may post there: the channel is stored, in the place of any other of that name."""
        channel = Chat(chat_id, group=False, language=language, channel=name)

        def work(connection: Connection) -> None:
            others = (chats.c.channel == name) & (chats.c.chat_id != chat_id)
            connection.execute(delete(chats).where(others))
            welcome(connection, channel, epoch(now))

        await self._database.write(work)

    async def bind(
        self, channel: Chat, follow: tuple[str, str], event_ids: Collection[str], now: datetime
    ) -> None:
        """The stored channel is called and speaks as `channel` says, and follows just that.

        `event_ids` are its events; the others of the programme that it had are no longer its own. What has
        gone from the programme stays, so that its end is told.
        """
        (kind, target_id), name = follow, channel.channel
        wanted = set(event_ids)

        def work(connection: Connection) -> None:
            here = update(chats).where(chats.c.chat_id == channel.id)
            if not connection.execute(here.values(channel=name, language=channel.language)).rowcount:
                return
            _follow_only(connection, channel.id, kind, target_id, epoch(now))
            starred = select(favourites.c.event_id).where(favourites.c.chat_id == channel.id)
            mine = set(connection.execute(starred).scalars())
            current = set(connection.execute(select(programme.c.event_id)).scalars())
            unstar(connection, channel.id, (mine & current) - wanted)
            if new := wanted - mine:
                star(connection, channel.id, sorted(new), now, by_follow=True)

        await self._database.write(work)


def _follow_only(connection: Connection, chat_id: int, kind: str, target_id: str, now: int) -> None:
    this = (follows.c.kind == kind) & (follows.c.target_id == target_id)
    connection.execute(delete(follows).where(follows.c.chat_id == chat_id, ~this))
    new = insert(connection, follows).values(chat_id=chat_id, kind=kind, target_id=target_id, created_at=now)
    connection.execute(new.on_conflict_do_nothing())
