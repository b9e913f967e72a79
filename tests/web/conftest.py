from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Stage, stage, still_clock
from tests.web.browser import MORNING, Windows


def wanted(request: pytest.FixtureRequest, name: str) -> Any:
    """The fixture that a module shares, where it runs on one loop, else each test's own."""
    mark = request.node.get_closest_marker("asyncio")
    shared = mark is not None and mark.kwargs.get("loop_scope") == "module"
    return request.getfixturevalue(f"{'shared' if shared else 'own'}_{name}")


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Stage:
    """The application with the small programme of the chat's tests, at its beginning."""
    found: Stage = wanted(request, "scene")
    return found


@pytest.fixture
def web(request: pytest.FixtureRequest) -> aiohttp.ClientSession:
    """A client of the scene's HTTP side, which unpacks nothing by itself."""
    found: aiohttp.ClientSession = wanted(request, "web")
    return found


@pytest.fixture
async def own_scene(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest.fixture
async def own_web(own_scene: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(own_scene.app.web.url, auto_decompress=False) as session:
        yield session


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("scene")
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_web(shared_scene: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(shared_scene.app.web.url, auto_decompress=False) as session:
        yield session


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Windows:
    return Windows(chromium)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_morning(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("page")
    async with stage(folder, clock=still_clock(MORNING), mini_app=True) as running:
        yield running


@pytest.fixture
def morning(shared_morning: Stage) -> Stage:
    """The demo's application with the programme that ships, on its second morning; all share it."""
    shared_morning.clock.jump(MORNING)
    return shared_morning
