"""Taking rows out of the outbox that nobody should get any more."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, delete, exists, or_, update

from bot.storage.records import Kind, State
from bot.storage.tables import QUEUED, chats, favourites, outbox, programme

__all__ = ["GIVEN_UP", "OFF_SCHEDULE", "UNWANTED", "withdraw"]

_SCHEDULED = exists().where(
    programme.c.event_id == outbox.c.event_id,
    programme.c.starts_at == outbox.c.starts_at,
    ~programme.c.cancelled,
)
_STARRED = exists().where(
    favourites.c.chat_id == outbox.c.chat_id, favourites.c.event_id == outbox.c.event_id
)
_CHAT = exists().where(chats.c.chat_id == outbox.c.chat_id)

OFF_SCHEDULE = outbox.c.kind.in_((Kind.REMINDER.value, Kind.SNOOZE.value)) & ~_SCHEDULED
"""A reminder of an event that starts at another time now, was cancelled, or is gone."""

GIVEN_UP = case((outbox.c.unknowns > 0, State.UNKNOWN.value), else_=State.EXPIRED.value)
"""The state of a row that is of no use any more: the first try may have arrived."""

UNWANTED = or_(
    OFF_SCHEDULE,
    _CHAT.where(chats.c.retired_at.is_not(None)),
    (outbox.c.kind == Kind.REMINDER.value) & (~_STARRED | _CHAT.where(~chats.c.reminders)),
    (outbox.c.kind == Kind.DIGEST.value) & _CHAT.where(~chats.c.digest),
)
"""A row that would not be written today."""


def withdraw(connection: Connection, which: ColumnElement[bool]) -> None:
    """Take those of the queued rows out that are `which`.

    What surely was not sent is deleted, so that it is written anew should it be wanted again. What may have
    arrived stays as unknown, so that it is not.
    """
    queued = (outbox.c.state == QUEUED) & which
    connection.execute(
        update(outbox).where(queued, outbox.c.unknowns > 0).values(state=State.UNKNOWN.value, why="withdrawn")
    )
    connection.execute(delete(outbox).where(queued))
