"""What the organizers were told of their file, so that they are told once, whoever is restarted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, delete

from bot.storage.database import Database, insert
from bot.storage.tables import complaints

__all__ = ["Complaints"]


class Complaints:
    """A complaint is a set of lines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, lines: Sequence[str]) -> bool:
        """Whether it is new; from now on it is not."""

        def work(connection: Connection) -> int:
            new = insert(connection, complaints).values(digest=_digest(lines)).on_conflict_do_nothing()
            return connection.execute(new.execution_options(preserve_rowcount=True)).rowcount

        return await self._database.write(work) == 1

    async def forget(self, lines: Sequence[str]) -> None:
        """It was not told after all."""
        gone = delete(complaints).where(complaints.c.digest == _digest(lines))
        await self._database.write(lambda connection: connection.execute(gone))

    async def settle(self, *standing: Sequence[str]) -> None:
        """All is well again, but for what is `standing`; whatever comes back is new then."""
        settled = delete(complaints).where(complaints.c.digest.not_in([_digest(lines) for lines in standing]))
        await self._database.write(lambda connection: connection.execute(settled))


def _digest(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
