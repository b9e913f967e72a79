from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.jobs.scene import BEGINNING, PROGRAMME, own_programme, settled
from tests.stage import Reused, Stage, reused, stage, still_clock


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The schedule file of `scene`; a test may edit it."""
    return own_programme(tmp_path)


@pytest.fixture
async def scene(tmp_path: Path, programme: Path) -> AsyncIterator[Stage]:
    """The application with the small programme, at its beginning."""
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reused]:
    folder = tmp_path_factory.mktemp("scene")
    async with reused(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as shared:
        yield shared


@pytest_asyncio.fixture(loop_scope="module")
async def reused_scene(shared_scene: Reused) -> AsyncIterator[Stage]:
    """The same for a module whose tests only star, jump and read; nothing is on its way when one begins."""
    running = shared_scene.anew()
    yield running
    await settled(running)
