from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Stage, stage, still_clock


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    """The application with the small programme, at its beginning."""
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running
