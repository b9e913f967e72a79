from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.storage.scene import url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite3"


@pytest.fixture
async def storage(file: Path) -> AsyncIterator[Storage]:
    async with await Storage.open(url(file)) as opened:
        yield opened
