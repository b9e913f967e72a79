from __future__ import annotations

import gc
import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import structlog
from hypothesis import settings
from sqlalchemy import Connection, Dialect, Engine, event

from bot.storage.database import backend_of
from bot.storage.schema import prepare
from tests import postgresql
from tests.chromium import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from playwright.async_api import Browser

Place = Callable[[], str]

COMPILED: dict[object, object] = {}
DIALECTS: dict[str, Dialect] = {}
"""By name: the first that was connected."""

# A fifth of the time went to looking for garbage among all that the tests import, which stays.
gc.set_threshold(100_000, 50, 1000)

# The same examples in every run: what fails here fails everywhere, and what passes does not fail tomorrow.
# More of them: `pytest --hypothesis-profile=deep`.
settings.register_profile("everywhere", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile("everywhere")


@event.listens_for(Engine, "engine_connect")
def _compile_once(connection: Connection) -> None:
    """Each test opens its own database, and would put all its statements into SQL anew: a fifth of its time."""
    connection.dialect = DIALECTS.setdefault(connection.dialect.name, connection.dialect)
    connection.execution_options(compiled_cache=COMPILED)


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Errors are logged as they are in earnest, without local variables: gathering those takes seconds each."""
    structlog.reset_defaults()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.dev.set_exc_info,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )


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


@pytest.fixture
def postgresql_place(postgresql_server: str) -> Place:
    return lambda: postgresql.create_database(postgresql_server, f"new_{secrets.token_hex(4)}")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=10_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()
