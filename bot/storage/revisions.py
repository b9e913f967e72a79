"""Since which version each event has been as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from bot.domain.revisions import Revision
from bot.storage.database import insert
from bot.storage.epoch import moment
from bot.storage.tables import revisions

__all__ = ["revise", "revisions_of"]


def revise(connection: Connection, fingerprints: Mapping[str, str], number: int, now: int) -> None:
    """Version `number` has exactly these events; those whose fingerprint is another one changed with it."""
    before = {row.event_id: row.fingerprint for row in connection.execute(select(revisions))}
    changed = [
        {"event_id": event_id, "fingerprint": fingerprint, "number": number, "changed_at": now}
        for event_id, fingerprint in fingerprints.items()
        if before.get(event_id) != fingerprint
    ]
    if changed:
        new = insert(connection, revisions)
        connection.execute(
            new.on_conflict_do_update(index_elements=["event_id"], set_=dict(new.excluded)), changed
        )
    gone: Iterable[str] = before.keys() - fingerprints.keys()
    connection.execute(delete(revisions).where(revisions.c.event_id.in_(gone)))


def revisions_of(connection: Connection) -> dict[str, Revision]:
    """Event id -> its revision, for every event of the current version."""
    rows = connection.execute(select(revisions.c.event_id, revisions.c.number, revisions.c.changed_at))
    return {row.event_id: Revision(row.number, moment(row.changed_at)) for row in rows}
