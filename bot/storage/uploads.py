"""Files that Telegram has already: what was uploaded once is sent again by its id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from bot.storage.database import Database, insert
from bot.storage.epoch import epoch
from bot.storage.tables import uploads

__all__ = ["Uploads"]

KEPT = 20_000
"""Files remembered after pruning."""
USED_EVERY = 86_400
"""Seconds; `used_at` is no more exact than that, so that most sends cost no write."""


class Uploads:
    """A digest names what is in a file, an id what Telegram keeps of it for one bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, bot_id: int, digest: str, now: datetime) -> str | None:
        """The file's id, used at `now`; None where it was not uploaded yet."""
        here = _is(bot_id, digest)
        row = await self._database.read(
            lambda connection: connection.execute(select(uploads).where(here)).one_or_none()
        )
        if row is not None and epoch(now) - row.used_at >= USED_EVERY:
            used = update(uploads).where(here).values(used_at=epoch(now))
            await self._database.write(lambda connection: connection.execute(used))
        return None if row is None else str(row.file_id)

    async def keep(self, bot_id: int, digest: str, file_id: str, now: datetime) -> None:
        """Telegram has the file under that id; a later one counts."""
        row = {"bot_id": bot_id, "digest": digest, "file_id": file_id, "used_at": epoch(now)}

        def work(connection: Connection) -> None:
            new = insert(connection, uploads).values(row)
            newer = {"file_id": new.excluded.file_id, "used_at": new.excluded.used_at}
            connection.execute(new.on_conflict_do_update(index_elements=["bot_id", "digest"], set_=newer))

        await self._database.write(work)

    async def drop(self, bot_id: int, digest: str) -> None:
        """Telegram does not take the id any more."""
        gone = delete(uploads).where(_is(bot_id, digest))
        await self._database.write(lambda connection: connection.execute(gone))

    async def prune(self, before: datetime) -> int:
        """Forget the files not used since, and the oldest beyond `KEPT`; how many."""

        def work(connection: Connection) -> int:
            newest = select(uploads.c.used_at).order_by(uploads.c.used_at.desc()).offset(KEPT).limit(1)
            beyond = connection.execute(newest).scalar()
            old = uploads.c.used_at < epoch(before)
            which = old if beyond is None else or_(old, uploads.c.used_at <= beyond)
            return connection.execute(delete(uploads).where(which)).rowcount

        return await self._database.write(work)


def _is(bot_id: int, digest: str) -> ColumnElement[bool]:
    return (uploads.c.bot_id == bot_id) & (uploads.c.digest == digest)
