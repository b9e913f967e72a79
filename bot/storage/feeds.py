"""The personal calendar feeds: a secret address for each chat that wants one."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, exists, select, update

from bot.storage.database import Database, insert
from bot.storage.epoch import epoch
from bot.storage.tables import feeds

__all__ = ["TOKEN", "Feeds", "take_over"]

TOKEN_BYTES = 24
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
"""What `Feeds.renew` makes: 192 random bits."""


class Feeds:
    """A chat has one feed or none. Only a hash of its token is stored: the database leads to no agenda."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew(self, chat_id: int, now: datetime) -> str:
        """A new token, the only one that leads to the chat from now on. The chat must be stored."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = {"chat_id": chat_id, "token_hash": _hash(token), "created_at": epoch(now)}

        def work(connection: Connection) -> None:
            new = insert(connection, feeds).values(row)
            other = {"token_hash": new.excluded.token_hash, "created_at": new.excluded.created_at}
            connection.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=other))

        await self._database.write(work)
        return token

    async def revoke(self, chat_id: int) -> None:
        """No token leads to the chat any more."""
        gone = delete(feeds).where(feeds.c.chat_id == chat_id)
        await self._database.write(lambda connection: connection.execute(gone))

    async def has(self, chat_id: int) -> bool:
        """Whether some token leads to the chat."""
        found = select(feeds.c.chat_id).where(feeds.c.chat_id == chat_id)
        return await self._database.read(
            lambda connection: connection.execute(found).one_or_none() is not None
        )

    async def chat_of(self, token: str) -> int | None:
        """The chat that the token leads to; None for any that was not made here, or is no longer good."""
        if not TOKEN.fullmatch(token):
            return None
        found = select(feeds.c.chat_id).where(feeds.c.token_hash == _hash(token))
        return await self._database.read(lambda connection: connection.execute(found).scalar_one_or_none())


def take_over(connection: Connection, old_id: int, new_id: int) -> None:
    """The feed of `new_id` goes to `old_id`, unless that has its own."""
    own = feeds.alias()
    moved = update(feeds).where(feeds.c.chat_id == new_id, ~exists().where(own.c.chat_id == old_id))
    connection.execute(moved.values(chat_id=old_id))


def _hash(token: str) -> str:
    """Enough for a secret that long: nobody can try them all."""
    return hashlib.sha256(token.encode()).hexdigest()
