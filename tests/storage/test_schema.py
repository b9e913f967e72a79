from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url

from bot.domain.chat import Chat
from bot.domain.revisions import Revision
from bot.storage import Storage, StorageError
from bot.storage.database import backend_of
from bot.storage.migrations import HEAD
from bot.storage.migrations.configuration import configuration
from bot.storage.tables import metadata
from tests.conftest import Place
from tests.storage.scene import joined, rows

EVERYTHING = {
    "sqlite": ("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name",),
    "postgresql": (
        "SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, column_name",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY conname",
    ),
}
FIRST_DATA = (
    "INSERT INTO chats VALUES (1, FALSE, 'id', NULL, 10, TRUE, FALSE, 'off', NULL, FALSE, 5, 5, NULL)",
    "INSERT INTO favourites VALUES (1, 'a', 30, 5)",
    "INSERT INTO versions VALUES (1, '0.1', 'd', '…', 4, NULL), (2, '0.2', 'e', '…', 5, NULL)",
    "INSERT INTO outbox VALUES "
    "(1, 1, 'reminder', 'a', 90, 1, 30, 99, 'queued', 0, 0, NULL, NULL, NULL, NULL, NULL, NULL)",
)
REVISION = "SELECT version_num FROM alembic_version"
OPEN_IN_A_NEW_PROCESS = """
import asyncio, sys
from bot.storage import Storage
async def main():
    await (await Storage.open(sys.argv[1])).close()
asyncio.run(main())
sys.exit("alembic" in sys.modules or sys.argv[1].startswith("sqlite") and "psycopg" in sys.modules)
"""


def migrate(url: str, revision: str) -> None:
    with backend_of(url).changing_tables() as connection:
        command.upgrade(configuration(connection), revision)


def structure(url: str) -> list[list[object]]:
    """All that there is in a database, without the order and the punctuation in which it was said."""
    kind = make_url(url).get_backend_name()
    found = [row for query in EVERYTHING[kind] for row in rows(url, query)]
    return [[*row[:-1], words(row[-1])] for row in found]


def words(sql: object) -> list[str]:
    return sorted(str(sql).replace(",", " ").replace(")", " ) ").split())


def test_migrations_make_exactly_the_tables(new_place: Place) -> None:
    url = new_place()
    migrate(url, "head")
    with backend_of(url).reading.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


async def test_new_database_is_as_the_migrations_make_it(new_place: Place) -> None:
    new, migrated = new_place(), new_place()
    await (await Storage.open(new)).close()
    migrate(migrated, "head")
    assert structure(new) == structure(migrated) != []


def test_migrations_can_be_taken_back(new_place: Place) -> None:
    url = new_place()
    migrate(url, "head")
    with backend_of(url).changing_tables() as connection:
        command.downgrade(configuration(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_head_is_the_newest_migration() -> None:
    with create_engine("sqlite://").connect() as connection:
        assert ScriptDirectory.from_config(configuration(connection)).get_heads() == [HEAD]


async def test_open_makes_file_and_directory(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'bot.sqlite3'}"
    await (await Storage.open(url)).close()
    assert rows(url, REVISION) == [(HEAD,)]


async def test_open_migrates_an_older_database(new_place: Place) -> None:
    url = new_place()
    rows(url, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    async with await Storage.open(url) as storage:
        await joined(storage, stars=["a"])
        assert await storage.favourites.of(1) == {"a": None}
    assert rows(url, REVISION) == [(HEAD,)]


async def test_open_migrates_the_first_tables_with_their_data(new_place: Place) -> None:
    url = new_place()
    migrate(url, "0001")
    for statement in FIRST_DATA:
        rows(url, statement)
    async with await Storage.open(url) as storage:
        assert await storage.chats.get(1) == Chat(1, group=False, language="id", seen_version=2)
        assert await storage.favourites.of(1) == {"a": 30}
        assert await storage.schedules.untold() == []
        assert await storage.outbox.counts() == {"queued": 1}
        await storage.chats.forget(1)
        assert await storage.outbox.counts() == {}
    assert rows(url, REVISION) == [(HEAD,)]


async def test_events_of_an_older_database_count_as_changed_with_its_version(new_place: Place) -> None:
    url = new_place()
    migrate(url, "0005")
    columns = "number, version, digest, content, published_at"
    rows(url, f"INSERT INTO versions ({columns}) VALUES (1, '0.1', 'd', '…', 4), (2, '0.2', 'e', '…', 5)")  # noqa: S608
    rows(url, "INSERT INTO programme VALUES ('a', 90, 99, FALSE, 4, NULL)")
    async with await Storage.open(url) as storage:
        assert await storage.schedules.revisions() == {"a": Revision(2, datetime.fromtimestamp(5, UTC))}


async def test_open_again_keeps_what_is_there(new_place: Place) -> None:
    url = new_place()
    async with await Storage.open(url) as storage:
        await joined(storage, stars=["a"])
    driver = {"sqlite": "aiosqlite", "postgresql": "psycopg"}[url.partition(":")[0]]
    async with await Storage.open(url.replace(":", f"+{driver}:", 1)) as storage:
        assert await storage.favourites.of(1) == {"a": None}


@pytest.mark.parametrize("revision", [None, "0001"])
async def test_open_at_once_makes_the_tables_once(new_place: Place, revision: str | None) -> None:
    url = new_place()
    if revision is not None:
        migrate(url, revision)
    opened = await asyncio.gather(*(Storage.open(url) for _ in range(5)))
    for storage in opened:
        await storage.close()
    assert rows(url, REVISION) == [(HEAD,)]


NEWER = "UPDATE alembic_version SET version_num = '9999'"


@pytest.mark.parametrize(
    "addition",
    [
        "CREATE TABLE weather (day INTEGER NOT NULL)",
        "ALTER TABLE chats ADD COLUMN mood VARCHAR",
        "ALTER TABLE chats ADD COLUMN mood VARCHAR NOT NULL DEFAULT 'good'",
        "CREATE INDEX ix_chats_seen ON chats (seen_at)",
    ],
)
async def test_open_of_a_database_that_a_newer_version_added_to_works(
    new_place: Place, addition: str
) -> None:
    url = new_place()
    await (await Storage.open(url)).close()
    rows(url, addition)
    rows(url, NEWER)
    async with await Storage.open(url) as storage:
        await joined(storage, stars=["a"])
        assert await storage.favourites.of(1) == {"a": None}
    assert rows(url, REVISION) == [("9999",)]


@pytest.mark.parametrize(
    ("changes", "obstacles"),
    [
        (["DROP TABLE feeds"], "no table feeds"),
        (["ALTER TABLE chats RENAME COLUMN zone TO place"], "no column chats.zone"),
        (
            ["CREATE TABLE t AS SELECT 1", "DROP TABLE pacing", "CREATE TABLE pacing (id INTEGER NOT NULL)"],
            "no column pacing.next_free_at, no column pacing.paused_until",
        ),
        (
            ["DROP TABLE complaints", "CREATE TABLE complaints (digest VARCHAR, who VARCHAR NOT NULL)"],
            "a value needed for complaints.who",
        ),
    ],
)
async def test_open_of_a_database_that_a_newer_version_changed_is_an_error(
    new_place: Place, changes: list[str], obstacles: str
) -> None:
    url = new_place()
    await (await Storage.open(url)).close()
    for change in (*changes, NEWER):
        rows(url, change)
    with pytest.raises(StorageError) as raised:
        await Storage.open(url)
    assert str(raised.value) == (
        f"the database {backend_of(url).name} is at revision 9999, and this version cannot work with it "
        f"({obstacles}); expected {HEAD} or older, or one that only adds to that: use the version of the bot "
        "that wrote it, or a newer one"
    )


@pytest.mark.parametrize(
    "tables",
    [
        "CREATE TABLE recipes (id INTEGER)",
        "CREATE TABLE alembic_version AS SELECT 'b6a1c5e0d1f2' AS version_num",
    ],
    ids=["without migrations", "with migrations"],
)
async def test_open_of_another_programs_database_is_an_error(new_place: Place, tables: str) -> None:
    url = new_place()
    rows(url, tables)
    before = structure(url)
    with pytest.raises(StorageError) as raised:
        await Storage.open(url)
    assert str(raised.value) == (
        f"the database {backend_of(url).name} belongs to another program: it has tables, none of them ours"
    )
    assert structure(url) == before


async def test_open_without_making_it_of_none_is_an_error(new_place: Place) -> None:
    url = new_place()
    with pytest.raises(StorageError) as raised:
        await Storage.open(url, create=False)
    assert str(raised.value) == f"{backend_of(url).address}: no such database; expected the bot's own"


async def test_open_without_making_it_of_what_is_there_opens_it(storage: Storage, url: str) -> None:
    await joined(storage, stars=["a"])
    async with await Storage.open(url, create=False) as again:
        assert await again.favourites.of(1) == {"a": None}


def test_open_of_no_database_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    file.write_text("conference:\n" * 100)
    with pytest.raises(StorageError) as raised:
        asyncio.run(Storage.open(f"sqlite:///{file}"))
    assert str(raised.value) == f"the database {file} cannot be used: file is not a database"


async def test_open_of_a_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        await Storage.open(f"sqlite:///{tmp_path}")
    assert str(raised.value) == f"the database {tmp_path} cannot be used: unable to open database file"


def test_open_leaves_alembic_alone(url: str) -> None:
    for _ in range(2):
        opened = subprocess.run(  # noqa: S603
            [sys.executable, "-c", OPEN_IN_A_NEW_PROCESS, url],
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert opened.returncode == 0


def test_texts_are_compared_by_their_bytes(postgresql_database: str) -> None:
    collations = (
        "SELECT DISTINCT collation_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type = 'character varying' AND table_name <> 'alembic_version'"
    )
    assert rows(postgresql_database, collations) == [("C",)]


async def test_open_makes_the_schema_that_is_asked_for(postgresql_place: Place) -> None:
    url = f"{postgresql_place()}&options=-csearch_path%3Dconference"
    async with await Storage.open(url) as storage:
        await joined(storage, stars=["a"])
    assert rows(url, "SELECT event_id FROM conference.favourites") == [("a",)]
