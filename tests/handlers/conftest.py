from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Stage, stage, still_clock


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Stage:
    """The application with the small programme, at its beginning.

    Its start costs more than most tests. A module whose tests look only at what their own people are shown
    shares one by running on one loop, ``pytestmark = pytest.mark.asyncio(loop_scope="module")``; elsewhere
    each test has its own, with its database in `tmp_path`.
    """
    mark = request.node.get_closest_marker("asyncio")
    shared = mark is not None and mark.kwargs.get("loop_scope") == "module"
    found: Stage = request.getfixturevalue("shared_scene" if shared else "own_scene")
    found.clock.jump(BEGINNING)
    found.sandbox.faults.clear()
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("scene")
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest.fixture
async def own_scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running
