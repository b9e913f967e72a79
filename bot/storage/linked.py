"""The processes on one PostgreSQL database, each with a connection of its own for being one of them.

That connection holds two of PostgreSQL's advisory locks, which end with it: one that says that the process is
there, and, of one process, the leader's. It also hears what the others tell (LISTEN). The server ends it once
nothing has come over it for `SILENCE`; the process itself counts as leading only for `LEADS` from its last
look at the lock. So a leader that hangs or is cut off has ceased to lead before another one can begin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from operator import methodcaller
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Connection, text

from bot.storage.errors import StorageError, UnavailableError
from bot.storage.fleet import Fleet, Word
from bot.storage.locks import LEADER, PROCESS, key

if TYPE_CHECKING:
    from psycopg import AsyncConnection

__all__ = ["Linked"]

log = structlog.get_logger()

LOOK = 1.0
"""Seconds between two looks at the lock; as long a dead leader's place stays empty."""
LEADS = 4.0
SILENCE = 8.0
AGAIN = 0.5
"""Seconds until a connection that was lost is made anew, and until what could not be told is told again."""
REFRESH = 60.0
"""Seconds after which whoever watches chats looks anew, whether or not anything was heard."""
MOST_TOLD = 1000
"""Words that wait to be told; of more, chats are not named one by one."""
WORDS = frozenset(word.value for word in Word)
ANYTHING = (Word.CHATS, Word.VERSION, Word.WORK, Word.ANNOUNCED, Word.FEEDBACK)
"""What may have been told while nobody listened."""

SETTINGS = (
    f"SET idle_session_timeout = {SILENCE * 1000:.0f}",
    # Of a machine that is gone the server hears nothing: it need not wait the two hours that it would.
    f"SET tcp_keepalives_idle = {LEADS:.0f}",
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
)
WHERE = "SELECT (SELECT oid FROM pg_namespace WHERE nspname = current_schema()), pg_backend_pid()"
HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
TELL = text("SELECT pg_notify(:channel, told) FROM unnest(CAST(:told AS text[])) AS told")

Connect = Callable[[], Awaitable["AsyncConnection[Any]"]]
Write = Callable[[Callable[[Connection], object]], Awaitable[object]]


class Linked(Fleet):
    """`number`, of 32 bits, is this process's own; `name` is what messages call the database."""

    shared = True

    def __init__(self, connect: Connect, write: Write, number: int, name: str) -> None:
        super().__init__()
        self._connect = connect
        self._write = write
        self._number = number
        self._name = name
        self._may_lead = False
        self._leads_until = 0.0
        self._ceasing: asyncio.TimerHandle | None = None
        self._attending: asyncio.Task[None] | None = None
        self._schema, self._channel, self._session = 0, "", 0
        self._to_tell: dict[tuple[Word, str], None] = {}
        self._telling: asyncio.Task[None] | None = None
        self._refresh_at = 0.0

    @property
    def leads(self) -> bool:
        return self._attending is not None and _now() < self._leads_until

    async def join(self, *, may_lead: bool) -> None:
        from psycopg import Error  # noqa: PLC0415 - only who uses PostgreSQL has it

        self._may_lead = may_lead
        try:
            connection = await self._open()
        except (Error, OSError, TimeoutError) as error:
            raise StorageError(f"the database {self._name} cannot be used: {_gist(error)}") from error
        self._attending = asyncio.create_task(self._attend(connection), name="fleet")
        self._changed()

    async def leave(self) -> None:
        attending, self._attending = self._attending, None
        if attending is None:
            return
        if self._telling is not None:
            await asyncio.wait({self._telling}, timeout=AGAIN)
            self._telling.cancel()
        attending.cancel()
        await asyncio.wait({attending})
        self._cease()

    def tell(self, word: Word, about: str = "") -> None:
        if self._attending is None:
            return
        if len(self._to_tell) >= MOST_TOLD:
            self._to_tell = {one: None for one in self._to_tell if one[0] is not Word.CHAT}
            self._to_tell[Word.CHATS, ""] = None
        self._to_tell[word, about] = None
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell(), name="telling")

    async def _tell(self) -> None:
        """What is told while the database is busy goes together."""
        while self._to_tell:
            told, self._to_tell = self._to_tell, {}
            payloads = [f"{self._number} {word} {about}" for word, about in told]
            statement = TELL.bindparams(channel=self._channel, told=payloads)
            try:
                await self._write(methodcaller("execute", statement))
            except UnavailableError:  # the next try tells it
                await self._later(told)
            except Exception:
                log.exception("the other processes were not told", words=len(told))
                await self._later(told)

    async def _later(self, told: dict[tuple[Word, str], None]) -> None:
        self._to_tell = told | self._to_tell
        await asyncio.sleep(AGAIN)

    async def _open(self) -> AsyncConnection[Any]:
        """A connection that is one of the processes', listens, and has looked at the lock."""
        async with asyncio.timeout(LEADS):
            connection = await self._connect()
            try:
                await self._enter(connection)
                await self._look(connection)
            except BaseException:
                await connection.close()
                raise
        return connection

    async def _enter(self, connection: AsyncConnection[Any]) -> None:
        for setting in SETTINGS:
            await connection.execute(setting.encode())
        self._schema, self._session = await _one(connection, WHERE)
        self._channel = f"confbot_{self._schema}"
        await connection.execute(f"LISTEN {self._channel}".encode())
        # Shared: a former connection of this process may not have ended yet.
        await _one(connection, f"SELECT pg_advisory_lock_shared({key(PROCESS, self._number)})")
        if await _one(connection, HELD) == (0,):
            raise StorageError(
                f"the database {self._name} only pretends to take advisory locks, by which processes "
                "find out who leads; expected PostgreSQL, or one like it that does (docs/database.md)"
            )

    async def _attend(self, connection: AsyncConnection[Any] | None) -> None:
        """Be one of the processes until cancelled, on one connection after the other."""
        from psycopg import Error  # noqa: PLC0415

        while True:
            try:
                if connection is None:
                    connection = await self._open()
                    log.info("back among the other processes")
                    for word in ANYTHING:
                        self._heard(word, "")
                await self._listen(connection)
            except (Error, OSError, TimeoutError, StorageError) as error:
                log.warning("cut off from the other processes; trying again", reason=_gist(error))
            finally:
                self._cease()
                if connection is not None:
                    await connection.close()
            connection = None
            await asyncio.sleep(AGAIN)

    async def _listen(self, connection: AsyncConnection[Any]) -> None:
        while True:
            async for notify in connection.notifies(timeout=LOOK):
                self._take(notify.payload)
            async with asyncio.timeout(LEADS):
                await self._look(connection)
            if _now() >= self._refresh_at:
                self._refresh_at = _now() + REFRESH
                self._heard(Word.CHATS, "")

    def _take(self, payload: str) -> None:
        number, _, told = payload.partition(" ")
        word, _, about = told.partition(" ")
        # One that a newer version tells may be unknown here.
        if number != str(self._number) and word in WORDS:
            self._heard(Word(word), about)

    async def _look(self, connection: AsyncConnection[Any]) -> None:
        """Lead on, or see whether this process leads from now on. The lock goes with the connection only."""
        began, leader = _now(), key(LEADER, self._schema)
        led = _now() < self._leads_until
        lock = f"pg_try_advisory_lock({leader})" if self._may_lead and not led else "NULL"
        got, session = await _one(connection, f"SELECT {lock}, pg_backend_pid()")
        if session != self._session:
            raise StorageError(
                "a pooler gives the connection to others in between; expected one that keeps it for its "
                "session (pgbouncer: pool_mode = session)"
            )
        if got or led:
            self._lead_until(began + LEADS)

    def _lead_until(self, moment: float) -> None:
        led = self.leads
        self._leads_until = moment
        if self._ceasing is not None:
            self._ceasing.cancel()
        self._ceasing = asyncio.get_running_loop().call_at(moment, self._cease)
        if self.leads and not led:
            self._changed()

    def _cease(self) -> None:
        if self._ceasing is not None:
            self._ceasing.cancel()
            self._ceasing, self._leads_until = None, 0.0
            self._changed()


async def _one(connection: AsyncConnection[Any], statement: str) -> tuple[Any, ...]:
    cursor = await connection.execute(statement.encode())
    row = await cursor.fetchone()
    if row is None:
        raise StorageError(f"no answer to {statement}")
    return tuple(row)


def _gist(error: BaseException) -> str:
    with suppress(IndexError):
        return str(error).splitlines()[0]
    return type(error).__name__


def _now() -> float:
    return asyncio.get_running_loop().time()
