"""Rows that processes hold while they send them, and how they go back into the queue."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, exists, select, update

from bot.storage.database import Database
from bot.storage.epoch import epoch
from bot.storage.records import State
from bot.storage.tables import QUEUED, SENDING, outbox
from bot.storage.withdrawal import UNWANTED, withdraw

__all__ = ["LEASE", "NO_LEASE", "Leases"]

LEASE = timedelta(minutes=2)
"""Real time in which a claimed row must be reported on."""
LONGEST_RETRY = timedelta(minutes=1)
"""Between two tries, unless Telegram asks for more."""
NO_LEASE = {"lease_until": None, "lease_owner": None}
SPREAD = 10
"""Seconds over which what a crash left in doubt is tried again: a second crash then meets few of them."""


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database
        self.mine = (outbox.c.state == SENDING) & (outbox.c.lease_owner == database.owner)
        """The rows that this process holds."""
        self._gone: set[str] = set()
        """Who held leases and was gone when that was last looked at."""

    async def recover(self, real_now: datetime, going: Collection[int] = ()) -> int:
        """Take back the rows whose lease has run out, and those of dead processes; how many they were.

        Not those that are `going`, which this process is sending: a lease may have run out because somebody
        set the machine's time.
        Their outcome is unknown. On PostgreSQL a process is dead that two looks in a row find gone: one that
        lost its connection is back by then.
        """
        mine = outbox.c.lease_owner == self._database.owner
        others = select(outbox.c.lease_owner).distinct().where(outbox.c.state == SENDING, ~mine)
        lost = (outbox.c.lease_until <= epoch(real_now)) & ~(mine & outbox.c.id.in_(tuple(going)))

        def look(connection: Connection) -> tuple[bool, set[str]]:
            owners = connection.execute(others).scalars().all()
            gone = self._database.gone(connection, owners) if owners else set()
            return bool(connection.scalar(select(exists().where(outbox.c.state == SENDING, lost)))), gone

        ran_out, gone = await self._database.read(look)
        dead = gone & self._gone if self._database.fleet.shared else gone
        self._gone = gone
        if not ran_out and not dead:
            return 0
        theirs = lost | outbox.c.lease_owner.in_(dead)
        spread = epoch(real_now) + outbox.c.id % SPREAD
        return await self.doubt((outbox.c.state == SENDING) & theirs, spread)

    async def set_back(self, real_now: datetime) -> None:
        """The machine's time went back to `real_now`: what waits for another try waits no longer for that."""
        leased = update(outbox).where(
            outbox.c.state == SENDING, outbox.c.lease_until > epoch(real_now + LEASE)
        )
        waiting = update(outbox).where(
            outbox.c.state == QUEUED, outbox.c.retry_at > epoch(real_now + LONGEST_RETRY)
        )

        def work(connection: Connection) -> None:
            connection.execute(leased.values(lease_until=epoch(real_now + LEASE)))
            connection.execute(waiting.values(retry_at=epoch(real_now + LONGEST_RETRY)))

        await self._database.write(work)

    async def doubt(self, which: ColumnElement[bool], retry_at: int | ColumnElement[int] | None) -> int:
        """They may have arrived: tried once more, at that real time or later, and no more after that."""
        first_time = outbox.c.unknowns == 0
        return await self.requeue(
            which,
            state=case((first_time, State.QUEUED.value), else_=State.UNKNOWN.value),
            unknowns=outbox.c.unknowns + 1,
            retry_at=retry_at,
            why="outcome unknown",
        )

    async def requeue(self, which: ColumnElement[bool], **values: object) -> int:
        """Give rows back to the queue, unless nobody wants them any more; how many were given back."""
        changed = update(outbox).where(which).values(**NO_LEASE, **values).returning(outbox.c.id)

        def work(connection: Connection) -> int:
            ids = connection.execute(changed).scalars().all()
            withdraw(connection, outbox.c.id.in_(ids) & UNWANTED)
            return len(ids)

        return await self._database.write(work)
