from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.jobs.scene import BEGINNING, own_programme
from tests.stage import Stage, stage, still_clock


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The schedule file of `scene`; a test may edit it."""
    return own_programme(tmp_path)


@pytest.fixture
async def scene(tmp_path: Path, programme: Path) -> AsyncIterator[Stage]:
    """The application with the small programme, at its beginning."""
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING)) as running:
        yield running
