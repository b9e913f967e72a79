from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from bot.storage.database import backend_of
from bot.storage.schema import prepare
from tests import postgresql

Place = Callable[[], str]
KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with postgresql.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> str:
    """One for all tests of a worker: deleting a few rows is quicker than making tables."""
    url = postgresql.create_database(postgresql_server, f"worker_{os.getpid()}")
    backend = backend_of(url)
    prepare(backend)
    backend.dispose()
    return url


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with no rows in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    address: str = request.getfixturevalue("postgresql_database")
    postgresql.empty(address)
    return address


@pytest.fixture
def postgresql_place(postgresql_server: str) -> Place:
    return lambda: postgresql.create_database(postgresql_server, f"new_{secrets.token_hex(4)}")


@pytest.fixture(params=KINDS)
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each call is the address of a new database, without tables."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / secrets.token_hex(4)}.sqlite3"
    place: Place = request.getfixturevalue("postgresql_place")
    return place


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with await Storage.open(url) as opened:
        yield opened
