from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.gateway.transport import Transport
from tests.gateway.server import Server, serve


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serve() as server:
        yield server


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    async with Transport() as transport:
        yield transport
