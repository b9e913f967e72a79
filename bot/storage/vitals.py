"""How much there is to send, and to how many: cheap enough to be asked again and again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.epoch import epoch
from bot.storage.statistics import IS_PERSON
from bot.storage.tables import QUEUED, SENDING, chats, outbox

__all__ = ["Queue", "Vitals"]


class Queue(NamedTuple):
    """What waits to be sent."""

    due: int
    sending: int
    late: timedelta
    """How long the oldest that is due has waited."""


class Vitals:
    """Each call is one statement."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def queue(self, now: datetime) -> Queue:
        """What is due at `now`: as many entries of an index as there are such rows."""
        due = (outbox.c.state == QUEUED) & (outbox.c.due_at <= epoch(now))
        sending = select(func.count()).select_from(outbox).where(outbox.c.state == SENDING)
        counts = select(func.count(), func.min(outbox.c.due_at), sending.scalar_subquery()).where(due)
        count, oldest, under_way = await self._database.read(
            lambda connection: connection.execute(counts).one()
        )
        late = timedelta(seconds=epoch(now) - oldest) if count else timedelta()
        return Queue(count, under_way, late)

    async def people(self) -> int:
        """How many the bot can write to. It reads all chats: for now and then."""
        here = select(func.count()).select_from(chats).where(IS_PERSON, chats.c.retired_at.is_(None))
        return await self._database.read(lambda connection: connection.scalar(here)) or 0
