"""Bring a database file to the tables this version of the bot knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.storage.database import StorageError, begin_writing, sqlite_engine
from bot.storage.migrations import HEAD
from bot.storage.tables import metadata

__all__ = ["prepare"]

# As Alembic makes it.
REVISION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def prepare(file: Path) -> None:
    """Create `file` and its directory, or migrate it, as needed; StorageError says why it cannot be used."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        engine = sqlite_engine(file)
        try:
            _bring_to_head(engine, file)
        finally:
            engine.dispose()
    except (OSError, DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        raise StorageError(f"the database {file} cannot be used: {cause}") from error


def _bring_to_head(engine: Engine, file: Path) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.connect() as connection:
        # Rebuilding a table drops it, which would take all that refers to it along.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
        with connection.begin():
            begin_writing(connection)
            _change(connection, file)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise StorageError(f"the migration of {file} left {len(broken)} rows without their chat")


def _change(connection: Connection, file: Path) -> None:
    """What is needed once the write lock is held: another process may have done it by then."""
    revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is not None:
        _migrate(connection, file, revision)
    elif inspect(connection).get_table_names():
        raise StorageError(
            f"the database {file} belongs to another program: it has tables, none of them ours"
        )
    else:
        # The same tables as by all the migrations, without the half second that loading Alembic takes.
        metadata.create_all(connection, checkfirst=False)
        REVISION.create(connection)
        connection.execute(insert(REVISION).values(version_num=HEAD))


def _revision(connection: Connection) -> str | None:
    """The revision the file is at; empty before the first one; None in a file that no bot has used."""
    try:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    except OperationalError as error:
        if "no such table" in str(error.orig):
            return None
        raise


def _migrate(connection: Connection, file: Path, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - slow to load and rarely needed
    from alembic.util import CommandError  # noqa: PLC0415

    from bot.storage.migrations.configuration import configuration  # noqa: PLC0415

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        raise StorageError(
            f"the database {file} is at revision {revision}, which this version does not know; "
            f"expected {HEAD} or older: use the version of the bot that wrote it, or a newer one"
        ) from error
