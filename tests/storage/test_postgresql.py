"""What only a server does: go away, let others write at the same time, refuse."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from bot.storage import Storage, StorageError
from bot.storage.database import Database, backend_of
from bot.storage.paging import PAGE
from bot.storage.postgresql import Postgresql
from tests import postgresql
from tests.conftest import Place
from tests.postgresql import SEALED
from tests.storage.scene import crowd, hang_up, minute, publish, row, rows

OURS = "FROM pg_stat_activity WHERE application_name LIKE 'confbot-%' AND datname = current_database()"
EXPECTED = "expected a PostgreSQL server there that lets the user of BOT_DATABASE_URL in"


@pytest.fixture
async def database(postgresql_database: str) -> AsyncIterator[Database]:
    """With a table of two rows, numbers 1 and 2, that count from 0."""
    hang_up(postgresql_database)
    rows(postgresql_database, "CREATE TABLE t AS SELECT k, 0 AS n FROM generate_series(1, 2) AS k")
    opened = Database(backend_of(postgresql_database))
    yield opened
    await opened.close()
    rows(postgresql_database, "DROP TABLE t")


def count(connection: Connection, number: int = 1) -> None:
    connection.execute(text("UPDATE t SET n = n + 1 WHERE k = :k"), {"k": number})


def counted(connection: Connection) -> list[int]:
    return list(connection.execute(text("SELECT n FROM t ORDER BY k")).scalars())


def once(connection: Connection, statement: str, done: list[str]) -> None:
    """Do it at the first try only."""
    if not done:
        done.append(statement)
        connection.execute(text(statement))


async def test_lost_connections_are_made_again(database: Database, postgresql_database: str) -> None:
    await database.write(count)
    assert await database.read(counted) == [1, 0]
    rows(postgresql_database, f"SELECT pg_terminate_backend(pid) {OURS}")
    await database.write(count)
    rows(postgresql_database, f"SELECT pg_terminate_backend(pid) {OURS}")
    assert await database.read(counted) == [2, 0]


@pytest.mark.parametrize(
    "failure",
    [
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "DO 'BEGIN RAISE serialization_failure; END'",
        "DO 'BEGIN RAISE deadlock_detected; END'",
    ],
)
async def test_transaction_that_fails_in_passing_is_run_again(database: Database, failure: str) -> None:
    done: list[str] = []

    def work(connection: Connection) -> None:
        count(connection)
        once(connection, failure, done)

    await database.write(work)
    assert await database.read(counted) == [1, 0]


async def test_transaction_that_is_wrong_is_run_once(database: Database) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("INSERT INTO favourites (chat_id, event_id, created_at) VALUES (1, 'a', 1)"))

    with pytest.raises(IntegrityError):
        await database.write(work)
    assert tries == [1]


async def test_transaction_whose_end_is_not_heard_is_not_run_again(
    database: Database, postgresql_database: str
) -> None:
    def work(connection: Connection) -> None:
        count(connection)
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        rows(postgresql_database, f"SELECT pg_terminate_backend({mine}, 5000)")

    with pytest.raises(StorageError) as raised:
        await database.write(work)
    assert str(raised.value) == (
        f"the connection to {backend_of(postgresql_database).name} was lost with the last word of a "
        "transaction: whether it counts is unknown"
    )
    assert await database.read(counted) == [0, 0]


async def test_deadlock_costs_nobody_anything(database: Database) -> None:
    both = threading.Barrier(2)

    def crossing(first: int, second: int) -> Callable[[Connection], None]:
        met: list[int] = []

        def work(connection: Connection) -> None:
            count(connection, first)
            if not met:
                met.append(both.wait())
            count(connection, second)

        return work

    await asyncio.gather(database.write(crossing(1, 2)), database.write(crossing(2, 1)))
    assert await database.read(counted) == [2, 2]


async def test_connections_are_few_and_idle_after_work(database: Database, postgresql_database: str) -> None:
    work = [call for _ in range(50) for call in (database.write(count), database.read(counted))]
    await asyncio.gather(*work)
    states = rows(postgresql_database, f"SELECT state {OURS}")
    assert set(states) == {("idle",)}
    assert len(states) <= Postgresql.readers + Postgresql.writers


async def test_transactions_see_what_others_commit(database: Database) -> None:
    level = text("SELECT current_setting('transaction_isolation')")
    assert await database.write(lambda connection: connection.execute(level).scalar()) == "read committed"


async def test_fan_out_lets_the_server_count_anew(postgresql_place: Place) -> None:
    url = postgresql_place()
    async with await Storage.open(url) as storage:
        await publish(storage, row("a", 30))
        crowd(url, 2 * PAGE, "a", stale=False)
        await storage.outbox.fan_out_reminders(minute(20))
    assert rows(url, "SELECT reltuples FROM pg_class WHERE relname = 'outbox'") == [(PAGE,)]


async def refusal(url: str) -> str:
    with pytest.raises(StorageError) as raised:
        await Storage.open(url)
    return str(raised.value)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (
            "postgresql://bot:secret@127.0.0.1:1/bot",
            "the database postgresql://127.0.0.1:1/bot cannot be reached: Connection refused",
        ),
        (
            "postgresql:///bot?host=/nowhere&user=bot&password=secret",
            "the database postgresql:///bot?host=%2Fnowhere cannot be reached: No such file or directory",
        ),
        (
            "postgresql://bot:secret@127.0.0.1:70000/bot",
            'the database postgresql://127.0.0.1:70000/bot cannot be reached: invalid port number: "70000"',
        ),
    ],
)
async def test_server_that_is_not_there_is_an_error_without_the_password(url: str, error: str) -> None:
    assert await refusal(url) == f"{error}; {EXPECTED}"


async def test_wrong_password_is_an_error_that_does_not_show_it(postgresql_server: str) -> None:
    rows(postgresql_server, f"DROP ROLE IF EXISTS {SEALED}; CREATE ROLE {SEALED} LOGIN PASSWORD 'right'")
    url = postgresql_server.replace("postgres:@", f"{SEALED}:wrong@")
    assert await refusal(url) == (
        f"the database {backend_of(url).name} cannot be reached: "
        f'password authentication failed for user "{SEALED}"; {EXPECTED}'
    )


async def test_database_that_is_not_there_is_an_error(postgresql_server: str) -> None:
    url = postgresql_server.replace("/postgres?", "/nowhere?")
    assert await refusal(url) == (
        f'the database {backend_of(url).name} cannot be reached: database "nowhere" does not exist; {EXPECTED}'
    )


async def test_user_who_may_make_no_tables_is_told_so(postgresql_server: str) -> None:
    rows(postgresql_server, "DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    url = postgresql_server.replace("postgres:@", "guest@")
    assert await refusal(url) == (
        f"the database {backend_of(url).name} cannot be used: permission denied for schema public"
    )


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
async def test_database_that_cannot_hold_every_text_is_an_error(
    postgresql_server: str, encoding: str
) -> None:
    url = postgresql.create_database(
        postgresql_server, f"in_{encoding.lower()}", f"ENCODING {encoding} LOCALE 'C' TEMPLATE template0"
    )
    assert await refusal(url) == (
        f"the database {backend_of(url).name} keeps texts as {encoding}; expected UTF8, for all languages: "
        "make a new one with createdb --encoding UTF8 --template template0"
    )


async def test_missing_driver_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert await refusal("postgresql://bot:secret@db/bot") == (
        "PostgreSQL needs the package psycopg, which is not installed; expected confbot[postgresql]"
    )


def test_no_repr_shows_the_password() -> None:
    backend = backend_of("postgresql://bot:secret@db/bot")
    assert "secret" not in f"{backend!r} {vars(backend)!r} {backend.writing.url} {backend.reading.pool!r}"
