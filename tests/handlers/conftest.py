from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import ORGANIZER, Reused, Stage, reused, stage, still_clock


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
    async with reused(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as shared:
        yield shared


@pytest.fixture
async def own_scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Reused]:
    """The application with the small programme and an organizer."""
    folder, clock = tmp_path_factory.mktemp("office"), still_clock(BEGINNING)
    admins = frozenset({ORGANIZER})
    async with reused(
        folder, schedule=PROGRAMME, clock=clock, admins=admins, first=Stage.organizer
    ) as shared:
        yield shared


@pytest_asyncio.fixture(loop_scope="module")
async def own_office(tmp_path: Path) -> AsyncIterator[Stage]:
    """The same for one test alone, which publishes, sends, or stops a part of it."""
    clock = still_clock(BEGINNING)
    async with stage(tmp_path, schedule=PROGRAMME, clock=clock, admins=frozenset({ORGANIZER})) as running:
        running.organizer()
        yield running
