"""Taking rows out of the outbox that nobody should get any more."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    String,
    Update,
    case,
    cast,
    delete,
    exists,
    or_,
    select,
    update,
)

from bot.storage.records import AnnouncementState, Kind, State
from bot.storage.tables import QUEUED, announcements, chats, favourites, outbox, programme, switches

__all__ = [
    "FEEDBACK",
    "FEEDBACK_ON",
    "GIVEN_UP",
    "OFF_SCHEDULE",
    "TOO_LATE",
    "UNWANTED",
    "withdraw",
    "withdrawal",
]

_SCHEDULED = exists().where(
    programme.c.event_id == outbox.c.event_id,
    programme.c.starts_at == outbox.c.starts_at,
    ~programme.c.cancelled,
)
_STARRED = exists().where(
    favourites.c.chat_id == outbox.c.chat_id, favourites.c.event_id == outbox.c.event_id
)
_SILENT = or_(
    chats.c.retired_at.is_not(None),
    outbox.c.kind.in_((Kind.REMINDER.value, Kind.CHANGES.value, Kind.FEEDBACK.value)) & ~chats.c.reminders,
    (outbox.c.kind == Kind.DIGEST.value) & ~chats.c.digest,
)
# The one row of its chat; of several EXISTS PostgreSQL would each answer from all chats there are.
_CHAT_IS_SILENT = select(_SILENT).where(chats.c.chat_id == outbox.c.chat_id).scalar_subquery()
_STOPPED = exists().where(
    cast(announcements.c.id, String) == outbox.c.event_id,
    announcements.c.state == AnnouncementState.STOPPED.value,
)
_ANNOUNCEMENT = outbox.c.kind == Kind.ANNOUNCEMENT.value

FEEDBACK = "feedback"
"""The name of the switch."""
FEEDBACK_ON = exists().where(switches.c.name == FEEDBACK)
"""Organizers want people to be asked how events were."""

OFF_SCHEDULE = outbox.c.kind.in_((Kind.REMINDER.value, Kind.SNOOZE.value)) & ~_SCHEDULED
"""A reminder of an event that starts at another time now, was cancelled, or is gone."""

TOO_LATE = ("too late", "ended")
"""Why a row expired that somebody would have liked to get: its turn did not come, or the bot was away."""

GIVEN_UP = case((outbox.c.unknowns > 0, State.UNKNOWN.value), else_=State.EXPIRED.value)
"""The state of a row that is of no use any more: the first try may have arrived."""

UNWANTED = or_(
    OFF_SCHEDULE,
    _CHAT_IS_SILENT,
    outbox.c.kind.in_((Kind.REMINDER.value, Kind.FEEDBACK.value)) & ~_STARRED,
    (outbox.c.kind == Kind.FEEDBACK.value) & ~FEEDBACK_ON,
    _ANNOUNCEMENT & _STOPPED,
)
"""A row that would not be written today."""


def withdraw(connection: Connection, which: ColumnElement[bool], why: str = "withdrawn") -> None:
    """Take those of the queued rows out that are `which`.

    What surely was not sent is deleted, so that it is written anew should it be wanted again. What may have
    arrived stays as unknown, so that it is not; an announcement stays as expired, so that it is counted.
    """
    for statement in withdrawal(which, why):
        connection.execute(statement)


def withdrawal(which: ColumnElement[bool], why: str = "withdrawn") -> tuple[Update, Delete]:
    """The statements of `withdraw`, in their order, for who builds them once."""
    queued = (outbox.c.state == QUEUED) & which
    kept = or_(outbox.c.unknowns > 0, _ANNOUNCEMENT)
    return update(outbox).where(queued, kept).values(state=GIVEN_UP, why=why), delete(outbox).where(queued)
