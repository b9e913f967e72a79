"""The changes that organizers make from the chat: from the first word to what turns them back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.amendment import Amending
from bot.storage.database import Database
from bot.storage.epoch import epoch
from bot.storage.records import AmendmentDraft, AmendmentState, Undo
from bot.storage.tables import amendments

__all__ = ["AmendmentChanges", "Amendments"]


class AmendmentChanges(TypedDict, total=False):
    """The fields of an `AmendmentDraft` that can change."""

    event_id: str | None
    value: str | None
    words: str
    said: str
    preview: str | None
    state: AmendmentState
    undo: Undo | None


class Amendments:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(
        self, chat_id: int, kind: Amending, now: datetime, **known: Unpack[AmendmentChanges]
    ) -> AmendmentDraft:
        """A new draft of an organizer, whose chat must be stored."""
        values = {"words": "", "said": "", "state": AmendmentState.DRAFT, **known}
        row = insert(amendments).values(
            chat_id=chat_id, kind=kind.value, created_at=epoch(now), **_columns(values)
        )
        new = row.returning(*amendments.c)
        return _draft(await self._database.write(lambda connection: connection.execute(new).one()))

    async def get(self, id_: int) -> AmendmentDraft | None:
        chosen = select(amendments).where(amendments.c.id == id_)
        row = await self._database.read(lambda connection: connection.execute(chosen).one_or_none())
        return _draft(row) if row else None

    async def change(self, id_: int, **changes: Unpack[AmendmentChanges]) -> AmendmentDraft:
        """The draft after `changes`; LookupError when there is none of that id."""
        changed = update(amendments).where(amendments.c.id == id_).values(**_columns(dict(changes)))
        statement = changed.returning(*amendments.c)
        row = await self._database.write(lambda connection: connection.execute(statement).one_or_none())
        if row is None:
            raise LookupError(f"there is no amendment {id_}")
        return _draft(row)

    async def prune(self, before: datetime) -> int:
        """Forget those begun before then; how many there were."""
        old = delete(amendments).where(amendments.c.created_at < epoch(before))
        return await self._database.write(lambda connection: connection.execute(old).rowcount)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """As the table has them."""
    columns = dict(values)
    if "state" in columns:
        columns["state"] = columns["state"].value
    if columns.get("undo") is not None:
        columns["undo"] = json.dumps(asdict(columns["undo"]), ensure_ascii=False)
    return columns


def _draft(row: Row[Any]) -> AmendmentDraft:
    undo = json.loads(row.undo) if row.undo else None
    return AmendmentDraft(
        id=row.id,
        chat_id=row.chat_id,
        kind=Amending(row.kind),
        event_id=row.event_id,
        value=row.value,
        words=row.words,
        said=row.said,
        preview=row.preview,
        state=AmendmentState(row.state),
        undo=Undo(undo["before"], undo["after"], tuple(undo["patch"])) if undo else None,
    )
