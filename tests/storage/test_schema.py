from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.domain.chat import Chat
from bot.storage import Storage, StorageError
from bot.storage.migrations import HEAD
from bot.storage.migrations.configuration import configuration
from bot.storage.tables import metadata
from tests.storage.scene import joined, rows, url

EVERYTHING = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
FIRST_DATA = (
    "INSERT INTO chats VALUES (1, 0, 'id', NULL, 10, 1, 0, 'off', NULL, 0, 5, 5, NULL)",
    "INSERT INTO favourites VALUES (1, 'a', 30, 5)",
    "INSERT INTO versions VALUES (1, '0.1', 'd', '…', 4, NULL), (2, '0.2', 'e', '…', 5, NULL)",
    "INSERT INTO outbox VALUES "
    "(1, 1, 'reminder', 'a', 90, 1, 30, 99, 'queued', 0, 0, NULL, NULL, NULL, NULL, NULL, NULL)",
)
OPEN_IN_A_NEW_PROCESS = """
import asyncio, sys
from bot.storage import Storage
async def main():
    await (await Storage.open(sys.argv[1])).close()
asyncio.run(main())
sys.exit("alembic" in sys.modules)
"""


def migrate(connection: Connection, revision: str) -> None:
    command.upgrade(configuration(connection), revision)


def migrated(file: Path) -> None:
    engine = create_engine(url(file))
    with engine.begin() as connection:
        migrate(connection, "head")
    engine.dispose()


def execute(file: Path, statement: str) -> None:
    engine = create_engine(url(file))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_migrations_make_exactly_the_tables() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, "head")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_new_file_is_as_the_migrations_make_it(tmp_path: Path) -> None:
    await (await Storage.open(url(tmp_path / "new.sqlite3"))).close()
    migrated(tmp_path / "migrated.sqlite3")
    made, expected = (
        rows(tmp_path / "new.sqlite3", EVERYTHING),
        rows(tmp_path / "migrated.sqlite3", EVERYTHING),
    )
    assert [row[:2] for row in made] == [row[:2] for row in expected]
    assert [words(row[2]) for row in made] == [words(row[2]) for row in expected]


def words(sql: object) -> list[str]:
    return sorted(str(sql).replace(",", " ").replace(")", " ) ").split())


def test_migrations_can_be_taken_back() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, "head")
        command.downgrade(configuration(connection), "base")
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        assert tables.scalars().all() == ["alembic_version"]
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(configuration(connection)).get_heads() == [HEAD]
    engine.dispose()


async def test_open_makes_file_and_directory(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "bot.sqlite3"
    await (await Storage.open(url(file))).close()
    assert rows(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]


async def test_open_migrates_an_older_file(file: Path) -> None:
    execute(file, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    async with await Storage.open(url(file)) as storage:
        await joined(storage, stars=["a"])
        assert await storage.favourites.of(1) == {"a": None}
    assert rows(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]


async def test_open_migrates_a_file_of_the_first_tables_with_its_data(file: Path) -> None:
    engine = create_engine(url(file))
    with engine.begin() as connection:
        migrate(connection, "0001")
    engine.dispose()
    for statement in FIRST_DATA:
        execute(file, statement)
    async with await Storage.open(url(file)) as storage:
        assert await storage.chats.get(1) == Chat(1, group=False, language="id", seen_version=2)
        assert await storage.favourites.of(1) == {"a": 30}
        assert await storage.schedules.untold() == []
        assert await storage.outbox.counts() == {"queued": 1}
        await storage.chats.forget(1)
        assert await storage.outbox.counts() == {}
    assert rows(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]


async def test_open_again_keeps_what_is_there(file: Path) -> None:
    async with await Storage.open(url(file)) as storage:
        await joined(storage, stars=["a"])
    async with await Storage.open(f"sqlite+aiosqlite:///{file}") as storage:
        assert await storage.favourites.of(1) == {"a": None}


async def test_open_at_once_makes_the_tables_once(file: Path) -> None:
    opened = await asyncio.gather(*(Storage.open(url(file)) for _ in range(5)))
    for storage in opened:
        await storage.close()
    assert rows(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]


async def test_open_of_a_newer_file_is_an_error(file: Path) -> None:
    await (await Storage.open(url(file))).close()
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError) as raised:
        await Storage.open(url(file))
    assert str(raised.value) == (
        f"the database {file} is at revision 9999, which this version does not know; expected {HEAD} "
        "or older: use the version of the bot that wrote it, or a newer one"
    )


async def test_open_of_another_programs_file_is_an_error(file: Path) -> None:
    execute(file, "CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(StorageError) as raised:
        await Storage.open(url(file))
    assert (
        str(raised.value)
        == f"the database {file} belongs to another program: it has tables, none of them ours"
    )
    assert rows(file, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_open_of_no_database_is_an_error(file: Path) -> None:
    file.write_text("conference:\n" * 100)
    with pytest.raises(StorageError) as raised:
        asyncio.run(Storage.open(url(file)))
    assert str(raised.value) == f"the database {file} cannot be used: file is not a database"


async def test_open_of_a_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        await Storage.open(url(tmp_path))
    assert str(raised.value) == f"the database {tmp_path} cannot be used: unable to open database file"


def test_open_leaves_alembic_alone(file: Path) -> None:
    for _ in range(2):
        opened = subprocess.run(  # noqa: S603
            [sys.executable, "-c", OPEN_IN_A_NEW_PROCESS, url(file)],
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert opened.returncode == 0
