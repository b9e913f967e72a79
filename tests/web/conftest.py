from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.stage import Stage, stage, still_clock
from tests.web.browser import CHROMIUM, FLAGS, MORNING


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Stage]:
    """The application with the small programme of the chat's tests, at its beginning."""
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        yield running


@pytest.fixture
async def web(scene: Stage) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the scene's HTTP side, which unpacks nothing and follows nothing by itself."""
    async with aiohttp.ClientSession(scene.app.web.url, auto_decompress=False) as session:
        yield session


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=10_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_morning(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("page")
    async with stage(folder, clock=still_clock(MORNING), mini_app=True) as running:
        yield running


@pytest.fixture
def morning(shared_morning: Stage) -> Stage:
    """The demo's application with the programme that ships, on its second morning; a module shares it."""
    shared_morning.clock.jump(MORNING)
    return shared_morning
