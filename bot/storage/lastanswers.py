"""What each chat was answered last, for questions that go on from it: as understood, not as typed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Insert, bindparam, delete, select

from bot.domain.questions import Answer
from bot.storage.database import Database, insert_of
from bot.storage.epoch import epoch
from bot.storage.tables import last_answers

__all__ = ["KEPT", "LastAnswer", "LastAnswers"]

KEPT = timedelta(minutes=30)
"""How long a question can be gone on from."""
OF_CHAT = select(last_answers.c.answer, last_answers.c.asked_in, last_answers.c.answered_at).where(
    last_answers.c.chat_id == bindparam("id")
)


@cache
def _stored() -> TypeAdapter[Answer]:
    """How an answer is written; made with the first question, because the start need not wait for it."""
    return TypeAdapter(Answer)


@cache
def _keeping(dialect: str) -> Insert:
    made = insert_of(dialect, last_answers)
    new = {name: made.excluded[name] for name in ("answer", "asked_in", "answered_at")}
    return made.on_conflict_do_update(index_elements=[last_answers.c.chat_id], set_=new)


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """`asked_in` is the id of the message that asked."""

    answer: Answer
    asked_in: int


class LastAnswers:
    """Every call is safe to repeat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int, now: datetime) -> LastAnswer | None:
        """The chat's last answer; None once it is old, or where another version of the bot wrote it."""
        for answer, asked_in, answered_at in await self._database.look(OF_CHAT, chat_id):
            if abs(epoch(now) - answered_at) <= KEPT.total_seconds():
                with suppress(ValidationError):
                    return LastAnswer(_stored().validate_json(answer), asked_in)
        return None

    async def keep(self, chat_id: int, last: LastAnswer, now: datetime) -> None:
        """From now on this is the last answer of the chat, which must be stored."""
        values = {
            "answer": _stored().dump_json(last.answer, exclude_defaults=True).decode(),
            "asked_in": last.asked_in,
            "answered_at": epoch(now),
        }

        def work(connection: Connection) -> None:
            connection.execute(_keeping(connection.dialect.name), {"chat_id": chat_id, **values})

        await self._database.write(work)

    async def prune(self, before: datetime) -> None:
        """Forget those of before then."""
        old = delete(last_answers).where(last_answers.c.answered_at < epoch(before))
        await self._database.write(lambda connection: connection.execute(old))
