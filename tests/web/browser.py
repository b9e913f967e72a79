"""The timetable page in a real Chromium, opened as Telegram opens it or as anyone does."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, BrowserContext, Page, Route

from tests.samples import at
from tests.stage import Stage
from tests.web.scene import signed

__all__ = [
    "CHROMIUM",
    "DARK",
    "DESKTOP",
    "FLAGS",
    "IN_A_BROWSER",
    "LIGHT",
    "MORNING",
    "PHONE",
    "Look",
    "Tab",
    "opened",
]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_A_BROWSER = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine: the timetable page is not tested"
    ),
]
"""The marks of a module that uses the fixtures `browser` and `morning`."""
MORNING = at("2020-07-24 09:50")
"""On the second day of the programme that ships, with six forums on."""
PHONE, DESKTOP = (360, 740), (1280, 800)
PATIENCE = 10_000
"""Milliseconds."""
LIGHT = {
    "bg_color": "#ffffff",
    "text_color": "#000000",
    "hint_color": "#999999",
    "link_color": "#168acd",
    "button_color": "#40a7e3",
    "button_text_color": "#ffffff",
    "secondary_bg_color": "#f1f1f1",
}
DARK = {
    "bg_color": "#17212b",
    "text_color": "#f5f5f5",
    "hint_color": "#708499",
    "link_color": "#6ab3f3",
    "button_color": "#5288c1",
    "button_text_color": "#ffffff",
    "secondary_bg_color": "#232e3c",
}
LOCALES = {"id": "id-ID", "en": "en-GB", "zh": "zh-CN"}


@dataclass(frozen=True)
class Look:
    """What the page is looked at on."""

    language: str = "en"
    size: tuple[int, int] = PHONE
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.language}-{self.size[0]}-{self.scheme}"


@dataclass
class Tab:
    """An open page, and all that went on behind it."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The addresses that were asked for."""

    async def ready(self) -> None:
        await self.page.locator(".cell").first.wait_for()

    async def until(self, expression: str) -> None:
        """Wait until the page finds it true. Playwright's own way needs what the page's policy forbids."""
        async with asyncio.timeout(PATIENCE / 1000):
            while not await self.page.evaluate(expression):
                await self.page.wait_for_timeout(20)

    async def flaws(self, within: str = "html") -> list[str]:
        """What axe finds wrong in a part of the page: rule, place and why."""
        await self.page.evaluate(AXE_SCRIPT)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        options = {"runOnly": tags, "resultTypes": ["violations"]}
        found = await self.page.evaluate("given => axe.run(...given)", [within, options])
        return [
            f"{flaw['id']}: {node['target']}: {node['failureSummary']}"
            for flaw in found["violations"]
            for node in flaw["nodes"]
        ]


@asynccontextmanager
async def opened(
    browser: Browser,
    stage: Stage,
    look: Look | None = None,
    *,
    reader: int | None = None,
    init_data: str | None = None,
    theme: dict[str, str] | None = None,
    query: str = "",
    script: str | None = None,
    service_workers: Literal["allow", "block"] = "block",
) -> AsyncIterator[Tab]:
    """The page in a window of its own; of `reader` as Telegram opens it, without one as anyone does.

    `script` stands for Telegram's own, which is out of reach without. What the browser complains of fails the
    test, but for what a test takes out of `complaints`.
    """
    look = look or Look()
    context = await browser.new_context(
        viewport={"width": look.size[0], "height": look.size[1]},
        locale=LOCALES[look.language],
        color_scheme=look.scheme,
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
        service_workers=service_workers,
    )
    context.set_default_timeout(PATIENCE)
    tab = Tab(await context.new_page(), context)
    tab.page.on("console", lambda said: tab.complaints.append(said.text) if said.type == "error" else None)
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.page.on("request", lambda request: tab.asked.append(request.url))
    address = f"{stage.app.web.url}/{query}"
    if reader is not None:
        # Telegram's apps give their pages this object to speak to them.
        await context.add_init_script("window.TelegramWebviewProxy = { postEvent() {} }")
        chosen = theme or (DARK if look.scheme == "dark" else LIGHT)
        address += "#" + launch(init_data or signed(reader, look.language), chosen)
    await tab.page.route(re.compile("^https:"), lambda route: _answered(route, script))
    await tab.page.goto(address)
    yield tab
    await context.close()
    assert tab.complaints == []


async def _answered(route: Route, script: str | None) -> None:
    """No test asks the network for anything."""
    if script is None:
        await route.abort()
    else:
        await route.fulfill(body=script, content_type="text/javascript")


def launch(init_data: str, theme: dict[str, str]) -> str:
    """What Telegram says behind the # of a Mini App's address."""
    return urlencode(
        {
            "tgWebAppData": init_data,
            "tgWebAppVersion": "8.0",
            "tgWebAppPlatform": "android",
            "tgWebAppThemeParams": json.dumps(theme),
        }
    )
