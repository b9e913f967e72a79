from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests import postgresql
from tests.conftest import Place
from tests.sqlite import new_database

KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with no rows in it."""
    if request.param == "sqlite":
        return new_database(tmp_path / "bot.sqlite3")
    address: str = request.getfixturevalue("postgresql_database")
    postgresql.empty(address)
    return address


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
