"""The pace of sending, one for all processes that share the database: a leaky bucket in one row (GCRA)."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Case, ColumnElement, Connection, Insert, bindparam, case, select
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import Database, insert
from bot.storage.records import Pace
from bot.storage.tables import pacing

__all__ = ["Pacing"]

T = TypeVar("T", bound=float)

ROW = 1
FARTHEST_SLOT = 120.0
"""Seconds: many times what all processes together take in advance."""
LONGEST_PAUSE = 900.0
"""Seconds that the others wait for a 429; who ran into it waits as long as it says."""


class Pacing:
    """Moments are real time, in epoch seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, real_now: float, count: int, every: float) -> float:
        """Take `count` slots, `every` seconds apart, for this process alone; when the first of them is."""
        values = {"now": real_now, "span": count * every}
        row = await self._database.write(
            lambda connection: connection.execute(_reserve(connection), values).one()
        )
        return float(row.next_free_at) - values["span"]

    async def pause(self, until: float) -> None:
        """No slot that is taken from now on, by whichever process, is before `until`."""
        await self._database.write(
            lambda connection: connection.execute(_pause(connection), {"until": until})
        )

    async def state(self) -> Pace:
        """Zeros while nothing was sent."""
        row = await self._database.read(lambda connection: connection.execute(STATE).one_or_none())
        return Pace(0.0, 0.0) if row is None else Pace(row.next_free_at, row.paused_until)


def _later(one: ColumnElement[T], other: ColumnElement[T]) -> Case[T]:
    return case((one > other, one), else_=other)


_NOW, _SPAN, _UNTIL = (bindparam(name, type_=pacing.c.next_free_at.type) for name in ("now", "span", "until"))

STATE = select(pacing.c.next_free_at, pacing.c.paused_until).where(pacing.c.id == ROW)


def _reserve(connection: Connection) -> ReturningInsert[tuple[float]]:
    first = insert(connection, pacing).values(id=ROW, next_free_at=_NOW + _SPAN, paused_until=0.0)
    # What is further ahead was written before the machine's time was set back.
    taken = case((pacing.c.next_free_at > _NOW + FARTHEST_SLOT, _NOW), else_=pacing.c.next_free_at)
    paused = case((pacing.c.paused_until > _NOW + LONGEST_PAUSE, _NOW), else_=pacing.c.paused_until)
    free = _later(_later(taken, paused), _NOW)
    moved = first.on_conflict_do_update(index_elements=[pacing.c.id], set_={"next_free_at": free + _SPAN})
    return moved.returning(pacing.c.next_free_at)


def _pause(connection: Connection) -> Insert:
    first = insert(connection, pacing).values(id=ROW, next_free_at=0.0, paused_until=_UNTIL)
    later = _later(pacing.c.paused_until, _UNTIL)
    return first.on_conflict_do_update(index_elements=[pacing.c.id], set_={"paused_until": later})
