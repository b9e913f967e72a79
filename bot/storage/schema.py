"""Bring a database to the tables this version of the bot knows."""

from __future__ import annotations

import structlog
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DBAPIError

from bot.storage.backend import Backend, StorageError
from bot.storage.migrations import HEAD
from bot.storage.newer import obstacles
from bot.storage.tables import metadata, outbox

__all__ = ["prepare"]

log = structlog.get_logger()

# As Alembic makes it.
REVISION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def prepare(backend: Backend, *, create: bool = True) -> None:
    """Make the database or its tables, or migrate them, as needed; StorageError says why it cannot be used.

    Without `create` it must have been made before.
    """
    try:
        _bring_to_head(backend, create=create)
    except (OSError, DBAPIError) as error:
        backend.dispose()
        raise StorageError(backend.problem(error)) from error
    except BaseException:
        backend.dispose()
        raise


def _bring_to_head(backend: Backend, *, create: bool) -> None:
    revision = None
    if backend.is_there():
        with backend.reading.connect() as connection:
            if why := backend.unfit(connection):
                raise StorageError(why)
            revision = _revision(connection)
            if revision is not None and revision > HEAD:
                return _accept(connection, backend.name, revision)
    if revision is None and not create:
        raise StorageError(f"{backend.address}: no such database; expected the bot's own")
    if revision != HEAD:
        with backend.changing_tables() as connection:
            _change(connection, backend.name)
    return None


def _accept(connection: Connection, name: str, revision: str) -> None:
    """A newer version has changed the tables. Where it only added to them, this one works on beside it."""
    if not connection.dialect.has_table(connection, outbox.name):
        raise _of_another_program(name)
    if found := obstacles(connection):
        raise StorageError(
            f"the database {name} is at revision {revision}, and this version cannot work with it "
            f"({', '.join(found)}); expected {HEAD} or older, or one that only adds to that: "
            "use the version of the bot that wrote it, or a newer one"
        )
    log.warning("the database is of a newer version of the bot, which only added to it", revision=revision)


def _change(connection: Connection, name: str) -> None:
    """What is needed now that nobody else changes the tables: another process may have done it by then."""
    revision = _revision(connection)
    if revision is not None and revision >= HEAD:
        return
    if revision is not None:
        _migrate(connection, name)
    elif inspect(connection).get_table_names():
        raise _of_another_program(name)
    else:
        # The same tables as by all the migrations, without the half second that loading Alembic takes.
        metadata.create_all(connection, checkfirst=False)
        REVISION.create(connection)
        connection.execute(insert(REVISION).values(version_num=HEAD))


def _revision(connection: Connection) -> str | None:
    """The revision the tables are at; empty before the first one; None in a database that no bot has used."""
    if not connection.dialect.has_table(connection, REVISION.name):
        return None
    return connection.execute(select(REVISION.c.version_num)).scalar() or ""


def _migrate(connection: Connection, name: str) -> None:
    from alembic import command  # noqa: PLC0415 - slow to load and rarely needed
    from alembic.util import CommandError  # noqa: PLC0415

    from bot.storage.migrations.configuration import configuration  # noqa: PLC0415

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        raise _of_another_program(name) from error


def _of_another_program(name: str) -> StorageError:
    return StorageError(f"the database {name} belongs to another program: it has tables, none of them ours")
