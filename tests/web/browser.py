"""The timetable page in a real Chromium, opened as Telegram opens it or as anyone does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, BrowserContext, Page

from tests.samples import at
from tests.stage import Stage
from tests.web.scene import signed

__all__ = [
    "DARK",
    "DESKTOP",
    "LIGHT",
    "MORNING",
    "PHONE",
    "Look",
    "Tab",
    "Windows",
    "opened",
]

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
TELEGRAMS = "https://telegram.org/js/telegram-web-app.js"
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

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Meanwhile, take down what the browser complains of and what it asks for."""
        heard: dict[str, Callable[[Any], None]] = {
            "console": lambda said: self.complaints.append(said.text) if said.type == "error" else None,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "request": lambda request: self.asked.append(request.url),
        }
        for event, take in heard.items():
            self.page.on(event, take)  # type: ignore[call-overload]
        try:
            yield
        finally:
            for event, take in heard.items():
                self.page.remove_listener(event, take)

    async def ready(self) -> None:
        await self.page.locator(".cell").first.wait_for()

    async def until(self, expression: str) -> None:
        """Wait until the page finds it true. Playwright's own way needs what the page's policy forbids."""
        async with asyncio.timeout(PATIENCE / 1000):
            while not await self.page.evaluate(expression):
                await self.page.wait_for_timeout(20)

    async def flaws(self, within: str = "html") -> list[str]:
        """What axe finds wrong in a part of the page: rule, place and why."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        options = {"runOnly": tags, "resultTypes": ["violations"]}
        found = await self.page.evaluate("given => axe.run(...given)", [within, options])
        return [
            f"{flaw['id']}: {node['target']}: {node['failureSummary']}"
            for flaw in found["violations"]
            for node in flaw["nodes"]
        ]


class Windows:
    """A browser whose windows are used again by the next test: a new one costs three times as much as a page."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: dict[tuple[str, bool], BrowserContext] = {}

    @asynccontextmanager
    async def lent(self, look: Look, *, in_telegram: bool, fresh: bool) -> AsyncIterator[Page]:
        """The one page of a window that knows nothing of earlier ones. A `fresh` one has never loaded anything,
        and may have service workers."""
        key = look.language, in_telegram
        window = None if fresh else self._free.pop(key, None)
        if window is None:
            window = await self._new(look.language, in_telegram=in_telegram, service_workers=fresh)
        page = window.pages[0]
        await page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
        await page.emulate_media(color_scheme=look.scheme)
        try:
            yield page
        except BaseException:
            fresh = True
            raise
        finally:
            if fresh or key in self._free:
                await window.close()
            else:
                await _forget(page)
                self._free[key] = window

    async def _new(self, language: str, *, in_telegram: bool, service_workers: bool) -> BrowserContext:
        window = await self.browser.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
            service_workers="allow" if service_workers else "block",
        )
        window.set_default_timeout(PATIENCE)
        if in_telegram:
            # Telegram's apps give their pages this object to speak to them.
            await window.add_init_script("window.TelegramWebviewProxy = { postEvent() {} }")
        await window.new_page()
        return window


async def _forget(page: Page) -> None:
    """Leave nothing of what was seen and chosen."""
    await page.unroute_all()
    await page.evaluate("localStorage.clear(), sessionStorage.clear()")
    await page.goto("about:blank")
    await page.mouse.move(0, 0)


@asynccontextmanager
async def opened(
    windows: Windows,
    stage: Stage,
    look: Look | None = None,
    *,
    reader: int | None = None,
    init_data: str | None = None,
    theme: dict[str, str] | None = None,
    query: str = "",
    script: str | None = None,
    fresh: bool = False,
) -> AsyncIterator[Tab]:
    """The page in a window of its own; of `reader` as Telegram opens it, without one as anyone does.

    `script` stands for Telegram's own, which is out of reach without. What the browser complains of fails the
    test, but for what a test takes out of `complaints`.
    """
    look = look or Look()
    address = f"{stage.app.web.url}/{query}"
    if reader is not None:
        chosen = theme or (DARK if look.scheme == "dark" else LIGHT)
        address += "#" + launch(init_data or signed(reader, look.language), chosen)
    async with windows.lent(look, in_telegram=reader is not None, fresh=fresh) as page:
        tab = Tab(page, page.context)
        with tab.listening():
            if script is not None:
                await page.route(
                    TELEGRAMS, lambda route: route.fulfill(body=script, content_type="text/javascript")
                )
            await page.goto(address)
            yield tab
        assert tab.complaints == []


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
