from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.storage.database import Database, StorageError, backend_of
from bot.storage.postgresql import Postgresql
from bot.storage.sqlite import Sqlite

ADDRESS = "expected sqlite:///path or postgresql://user:password@host:port/name"
AMBIGUOUS = (
    "the database address is ambiguous; "
    "expected postgresql://user:password@host:port/name, with %XX for special characters of the password"
)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database(backend_of(url))
    await opened.write(lambda connection: connection.execute(text("CREATE TABLE t (n INTEGER)")))
    yield opened
    await opened.write(lambda connection: connection.execute(text("DROP TABLE t")))
    await opened.close()


def total(connection: Connection) -> int:
    return int(connection.execute(text("SELECT coalesce(sum(n), 0) FROM t")).scalar_one())


def put(connection: Connection) -> None:
    connection.execute(text("INSERT INTO t VALUES (1)"))


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///var/bot.sqlite3", Path("var/bot.sqlite3")),
        ("sqlite+aiosqlite:////srv/bot.sqlite3", Path("/srv/bot.sqlite3")),
    ],
)
def test_address_of_a_file_is_sqlites(url: str, file: Path) -> None:
    backend = backend_of(url)
    assert isinstance(backend, Sqlite)
    assert backend.file == file


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://bot:secret@db:5432/bot", "postgresql://db:5432/bot"),
        (
            "postgresql+psycopg://bot:s%40cret@db.example.org/bot?sslmode=require",
            "postgresql://db.example.org/bot",
        ),
        ("postgresql://bot:secret@[fd00::1]:5432/bot", "postgresql://[fd00::1]:5432/bot"),
        (
            "postgresql:///bot?host=/run/postgresql&password=secret",
            "postgresql:///bot?host=%2Frun%2Fpostgresql",
        ),
    ],
)
def test_address_of_a_server_is_shown_without_user_password_and_options(url: str, shown: str) -> None:
    backend = backend_of(url)
    assert isinstance(backend, Postgresql)
    assert (backend.name, backend.address) == (shown, shown)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("bot.sqlite3", f"the database address has no known form; {ADDRESS}"),
        ("postgresql://bot:secret@db:port/bot", f"the database address has no known form; {ADDRESS}"),
        ("mysql://bot:secret@db/bot", f"the database is mysql; {ADDRESS}"),
        ("sqlite://", "sqlite:// names no file; expected sqlite:///path"),
        ("sqlite:///:memory:", "sqlite:///:memory: names no file; expected sqlite:///path"),
        ("postgresql://bot:sec@ret@db/bot", AMBIGUOUS),
        ("postgresql://bot:sec@r/et@db/bot", AMBIGUOUS),
    ],
)
def test_address_of_no_database_is_an_error_without_the_password(url: str, error: str) -> None:
    with pytest.raises(StorageError) as raised:
        backend_of(url)
    assert str(raised.value) == error


async def test_write_that_raises_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        put(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(fail)
    assert await database.read(total) == 0


async def test_read_after_a_write_sees_it(database: Database) -> None:
    seen = []
    for _ in range(10):
        await database.write(put)
        seen.append(await database.read(total))
    assert seen == list(range(1, 11))


async def test_writes_at_once_are_all_kept(database: Database) -> None:
    await asyncio.gather(*(database.write(put) for _ in range(200)))
    assert await database.read(total) == 200


async def test_write_whose_caller_is_cancelled_is_whole(database: Database) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(connection: Connection) -> None:
        put(connection)
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        put(connection)

    task = asyncio.create_task(database.write(slow))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await database.write(put)
    assert await database.read(total) == 3


async def test_read_does_not_wait_for_a_write(database: Database) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(connection: Connection) -> None:
        put(connection)
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()

    task = asyncio.create_task(database.write(slow))
    await begun.wait()
    assert await database.read(total) == 0
    go_on.set()
    await task
    assert await database.read(total) == 1


async def test_every_connection_to_sqlite_has_the_settings(tmp_path: Path) -> None:
    def settings(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    database = Database(backend_of(f"sqlite:///{tmp_path / 'bot.sqlite3'}"))
    assert await database.read(settings) == ["wal", 1, 1, 10_000]
    assert await database.write(settings) == ["wal", 1, 1, 10_000]
    await database.close()
