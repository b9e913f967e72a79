from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Reused, Stage, stage, still_clock


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Stage:
    """The application with the small programme, at its beginning.

    A module whose tests can share one (see `Reused`) runs on one loop,
    ``pytestmark = pytest.mark.asyncio(loop_scope="module")``; elsewhere each test has its own.
    """
    mark = request.node.get_closest_marker("asyncio")
    if mark is not None and mark.kwargs.get("loop_scope") == "module":
        shared: Reused = request.getfixturevalue("shared_scene")
        return shared.anew()
    own: Stage = request.getfixturevalue("own_scene")
    return own


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reused]:
    folder = tmp_path_factory.mktemp("scene")
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        with closing(Reused(running)) as reused:
            yield reused


@pytest.fixture
async def own_scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running
