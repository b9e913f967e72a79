"""The real bot on the chat page, in a real Chromium: what a newcomer does first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.chromium import IN_A_BROWSER
from tests.stage import Stage, stage

pytestmark = IN_A_BROWSER
PATIENCE = 10_000
"""Milliseconds."""
PHONE, DESKTOP = (360, 740), (1280, 800)


@dataclass
class Scene:
    stage: Stage
    page: Page
    complaints: list[str] = field(default_factory=list)

    async def say(self, text: str) -> None:
        await self.page.locator("textarea").fill(text)
        await self.page.keyboard.press("Enter")

    async def press(self, caption: str) -> None:
        await self.page.get_by_role("button", name=caption, exact=True).last.click()

    async def shows(self, text: str) -> None:
        await expect(self.page.locator("#messages")).to_contain_text(text)


@asynccontextmanager
async def opened(
    browser: Browser, folder: Path, size: tuple[int, int], language: str = "en"
) -> AsyncIterator[Scene]:
    """The page as a new person sees it; whatever the browser complains about is collected."""
    async with stage(folder) as running:
        person = running.user(language, "Rina")
        running.user("zh-hans", "小林")
        viewport = {"width": size[0], "height": size[1]}
        page = await browser.new_page(viewport=viewport, timezone_id="Asia/Jakarta")  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        scene = Scene(running, page)
        page.on("console", lambda said: scene.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: scene.complaints.append(str(error)))
        await page.goto(f"{running.sandbox.page_url}?user={person.id}")
        yield scene
        await page.close()
        assert scene.complaints == []


BUTTONS = {
    "id": ("Mulai", "☆ Tambahkan ke agenda saya", "★ Di agenda saya"),
    "en": ("Start", "☆ Add to my agenda", "★ In my agenda"),
    "zh-hans": ("开始", "☆ 加入我的日程", "★ 已在我的日程"),
}


@pytest.mark.parametrize(("language", "size"), [("id", PHONE), ("en", DESKTOP), ("zh-hans", PHONE)])
async def test_starring_on_the_page_brings_the_reminder(
    chromium: Browser, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    start, star, starred = BUTTONS[language]
    async with opened(chromium, tmp_path, size, language) as scene:
        await scene.page.get_by_role("button", name=start, exact=True).click()
        await expect(scene.page.locator("#messages > li").last).to_be_visible()
        await scene.say("/start e_opening-ceremony")
        await scene.press(star)
        await expect(scene.page.get_by_role("button", name=starred, exact=True).last).to_be_visible()
        await expect(scene.page.locator("#toasts")).to_contain_text("★")
        scene.stage.clock.jump(scene.stage.clock.now().replace(hour=5, minute=50))
        await scene.shows("⏰")


async def test_time_is_shown_on_the_readers_own_clock(chromium: Browser, tmp_path: Path) -> None:
    async with opened(chromium, tmp_path, DESKTOP) as scene:
        await scene.press("Start")
        await scene.say("/start e_opening-ceremony")
        await scene.shows("yours: Thursday 13:00–15:00")


async def test_pictures_and_files_can_be_looked_at(chromium: Browser, tmp_path: Path) -> None:
    async with opened(chromium, tmp_path, PHONE) as scene:
        await scene.press("Start")
        await scene.say("/timetable")
        picture = scene.page.locator("#messages .photo img")
        await expect(picture).to_have_js_property("naturalWidth", 1080)
        before = await picture.get_attribute("src")
        await scene.press("Fri 24")
        await expect(picture).not_to_have_attribute("src", before or "")
        await expect(picture).to_have_js_property("naturalWidth", 1080)
        await scene.say("/calendar")
        await scene.press("The whole programme")
        file = scene.page.locator("#messages a.file")
        async with scene.page.expect_download() as loading:
            await file.click()
        assert (await (await loading.value).path()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        assert (await loading.value).suggested_filename == "cic2020-programme.ics"
