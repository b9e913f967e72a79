"""What is to be sent, what was, and what became of it.

A row goes from queued to sending and from there to sent, failed, expired or unknown. Before a message is
sent its rows are committed as sending, so that a crash is seen: whether it arrived is unknown then, and it is
tried once more. A row whose sending surely did not succeed goes back to queued.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.storage.changealerts import derive_changes, open_batch
from bot.storage.claiming import any_due, take
from bot.storage.database import Database, insert
from bot.storage.epoch import epoch, epoch_not_before, moment
from bot.storage.fanout import DIGEST_USEFUL, derive_digests, derive_reminders
from bot.storage.forecast import bursts, delivered
from bot.storage.leases import LEASE, NO_LEASE, Leases
from bot.storage.records import Arrived, Burst, Claimed, Delivered, DigestAudience, Kind, State
from bot.storage.tables import QUEUED, chats, outbox, programme
from bot.storage.withdrawal import GIVEN_UP

__all__ = ["LEASE", "Outbox"]

PRUNE_PAGE = 5_000

ARRIVED = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        # Not `in_`: its values would be expanded anew for every row.
        or_(*(outbox.c.state == state.value for state in (State.SENDING, State.QUEUED, State.UNKNOWN))),
    )
    .values(
        state=State.SENT.value,
        sent_at=bindparam("sent_at"),
        message_id=bindparam("message_id"),
        why=None,
        **NO_LEASE,
    )
)


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._leases = Leases(database)

    async def fan_out_reminders(self, now: datetime, early: Mapping[Burst, datetime] | None = None) -> int:
        """Write the reminders that are due; how many are new. Those of a burst in `early` are from then on.

        Due is the start minus the lead time, or the start itself for what was starred after that. A reminder
        whose event has ended meanwhile is written as expired.
        """
        begins = {
            (epoch(burst.due_at), epoch(burst.starts_at)): epoch(at) for burst, at in (early or {}).items()
        }
        return await derive_reminders(self._database, epoch(now), begins)

    async def digest_zones(self) -> list[DigestAudience]:
        """Everyone who wants a morning digest, by zone and language."""
        columns = (chats.c.zone, chats.c.language)
        wanted = select(*columns).where(chats.c.digest, chats.c.retired_at.is_(None)).distinct()
        in_order = wanted.order_by(chats.c.zone.nulls_first(), chats.c.language)
        rows = await self._database.read(lambda connection: connection.execute(in_order).all())
        return [DigestAudience(row.zone, row.language) for row in rows]

    async def fan_out_digests(
        self, audience: DigestAudience, moment: datetime, until: datetime, now: datetime
    ) -> int:
        """Write the digests of `moment` for the chats of `audience` that want one; how many are new.

        Each had starred by then something that starts from `moment` on, before `until`. Nothing is written
        unless `now` is within 12 hours after `moment`.
        """
        if not moment <= now < moment + DIGEST_USEFUL:
            return 0
        return await derive_digests(self._database, audience, epoch(moment), epoch(until))

    async def fan_out_changes(
        self, base: int, event_ids: Iterable[str], due_at: datetime, useful_until: datetime
    ) -> int:
        """Write that something changed since version `base`, for all who starred one of the events.

        One row for a chat and a `due_at`: with that of the open batch only those are new who had none in it.
        Chats with reminders off and retired ones are left out.
        """
        return await derive_changes(self._database, base, event_ids, epoch(due_at), epoch(useful_until))

    async def open_batch(self, now: datetime) -> tuple[int, datetime] | None:
        """The base version and the `due_at` of the changes that wait and are not due at `now`.

        What joins a batch that is being sent may come too late: ask for a moment a little ahead.
        """
        return await self._database.read(lambda connection: open_batch(connection, now))

    async def add_snooze(
        self, chat_id: int, event_id: str, starts_at: datetime, ends_at: datetime, lead_time: int
    ) -> None:
        """Remind the chat once more, `lead_time` minutes before the start. Safe to repeat."""
        row = {
            "chat_id": chat_id,
            "kind": Kind.SNOOZE.value,
            "event_id": event_id,
            "starts_at": epoch(starts_at),
            "lead_time": lead_time,
            "due_at": epoch(starts_at) - lead_time * 60,
            "useful_until": epoch(ends_at),
            "state": State.QUEUED.value,
            "attempts": 0,
            "unknowns": 0,
        }

        def work(connection: Connection) -> None:
            connection.execute(insert(connection, outbox).values(row).on_conflict_do_nothing())

        await self._database.write(work)

    async def claim(
        self, now: datetime, real_now: datetime, limit: int, lease: timedelta = LEASE
    ) -> list[Claimed]:
        """Take rows to send; they are this process's until `real_now` + `lease`.

        The `limit` most urgent due rows choose the chats, and each comes with all its due rows, which stand
        together. Rows that are of no use any more expire.
        """
        # A look costs no write lock, and mostly there is nothing.
        if not await self._database.read(lambda connection: any_due(connection, now, real_now)):
            return []
        return await self._database.write(
            lambda connection: take(
                connection, now, real_now, limit, owner=self._database.owner, lease_until=real_now + lease
            )
        )

    async def sent(self, messages: Sequence[Arrived]) -> None:
        """They arrived; true also when a lease has run out meanwhile."""
        values = [
            {"row": id_, "message_id": message.message_id, "sent_at": epoch(message.at)}
            for message in messages
            for id_ in message.row_ids
        ]
        if values:
            await self._database.write(lambda connection: connection.execute(ARRIVED, values))

    async def retry_later(self, ids: Collection[int], not_before_real: datetime, why: str) -> None:
        """They surely did not arrive: back into the queue, for that real time or later."""
        await self._leases.requeue(
            self._leases.mine & outbox.c.id.in_(ids),
            state=State.QUEUED.value,
            retry_at=epoch_not_before(not_before_real),
            why=why,
        )

    async def failed(self, ids: Collection[int], why: str) -> None:
        """They cannot be sent, now or later."""
        await self._close(self._leases.mine & outbox.c.id.in_(ids), State.FAILED.value, why=why)

    async def expired(self, ids: Collection[int], why: str) -> None:
        """They are of no use any more; those that may have arrived at a first try end as unknown."""
        await self._close(self._leases.mine & outbox.c.id.in_(ids), GIVEN_UP, why=why)

    async def unknown(self, ids: Collection[int], not_before_real: datetime | None = None) -> None:
        """They may have arrived: tried once more, at that real time or later, and no more after that."""
        retry_at = None if not_before_real is None else epoch_not_before(not_before_real)
        await self._leases.doubt(self._leases.mine & outbox.c.id.in_(ids), retry_at)

    async def recover(self, real_now: datetime, going: Collection[int] = ()) -> int:
        """Take back the rows that nobody is sending any more; how many they were. See `Leases`."""
        return await self._leases.recover(real_now, going)

    async def set_back(self, real_now: datetime) -> None:
        """The machine's time went back to `real_now`: what waits for another try waits no longer for that."""
        await self._leases.set_back(real_now)

    async def prune(self, before: datetime) -> int:
        """Delete finished rows of no use since `before`, a day ago or longer; how many.

        Rows whose reminder could be derived again stay: they tell that it was sent.
        """
        derivable = exists().where(
            programme.c.event_id == outbox.c.event_id,
            programme.c.starts_at == outbox.c.starts_at,
            programme.c.ends_at >= epoch(before),
        )
        finished = outbox.c.state.not_in((State.QUEUED.value, State.SENDING.value))
        old = select(outbox.c.id).where(finished, outbox.c.useful_until < epoch(before), ~derivable)
        page = delete(outbox).where(outbox.c.id.in_(old.limit(PRUNE_PAGE)))
        deleted = 0
        while count := await self._database.write(lambda connection: connection.execute(page).rowcount):
            deleted += count
        return deleted

    async def next_due(self) -> datetime | None:
        """When, in conference time, the first queued row falls due that is not waiting for another try."""
        return await self._first(outbox.c.due_at, outbox.c.retry_at.is_(None))

    async def next_retry(self) -> datetime | None:
        """When, in real time, the first queued row may be tried again."""
        return await self._first(outbox.c.retry_at, outbox.c.retry_at.is_not(None))

    async def bursts(self, now: datetime, until: datetime) -> list[Burst]:
        """The reminders that fall due after `now`, by `until` at the latest; channels aside."""
        return await self._database.read(lambda connection: bursts(connection, now, until))

    async def delivered(self, since: datetime) -> Delivered:
        """How the reminders arrived that did so from `since` on; posts in channels aside."""
        return await self._database.read(lambda connection: delivered(connection, since))

    async def counts(self) -> Counter[str]:
        """How many rows there are, by state."""
        by_state = select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)
        rows = await self._database.read(lambda connection: connection.execute(by_state).all())
        return Counter({row.state: row.rows for row in rows})

    async def _first(self, column: ColumnElement[int | None], which: ColumnElement[bool]) -> datetime | None:
        first = select(func.min(column)).where(outbox.c.state == QUEUED, which)
        seconds = await self._database.read(lambda connection: connection.scalar(first))
        return None if seconds is None else moment(seconds)

    async def _close(self, which: ColumnElement[bool], state: str | Case[str], **values: object) -> None:
        closed = update(outbox).where(which).values(state=state, **NO_LEASE, **values)
        await self._database.write(lambda connection: connection.execute(closed))
