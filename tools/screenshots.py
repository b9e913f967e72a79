"""Pictures of the demo: those of the README into docs/images, all others into build/screenshots.

``python -m tools.screenshots``; needs Chromium. The clock stands still, so that pictures differ only where
the pages do.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright
from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.demo import conference_of, people
from bot.sandbox import Sandbox
from bot.settings import OFF, Settings

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "docs" / "images"
OTHERS = ROOT / "build" / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
TOKEN = "100000001:" + "x" * 35
COLORS = 256
PHONE, DESKTOP = (360, 740), (1280, 800)
BEFORE_THE_OPENING = datetime.fromisoformat("2020-07-23T13:40")
SECOND_MORNING = datetime.fromisoformat("2020-07-24T09:50")
PEOPLE = {"id": 1001, "en": 1002, "zh": 1003}
STARRED = ("forum-ai-industry", "forum-fintech", "forum-personal-information")


class Studio:
    """The demo, standing still, and a browser in front of it."""

    def __init__(self, app: App, sandbox: Sandbox, clock: Clock, browser: Browser) -> None:
        self.app = app
        self.sandbox = sandbox
        self.browser = browser
        self._clock = clock
        self._zone = app.published.schedule.conference.zone

    def go_to(self, local: datetime) -> None:
        self._clock.jump(local.replace(tzinfo=self._zone))

    @asynccontextmanager
    async def page(self, address: str, size: tuple[int, int], scheme: str = "light") -> AsyncIterator[Page]:
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2 if size == PHONE else 1,
            color_scheme=scheme,  # type: ignore[arg-type]
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        await page.goto(address)
        yield page
        await context.close()

    async def mini_app(self, page: Page, language: str) -> None:
        """Open the timetable as the person of that language does, and star a few events there."""
        user_id = PEOPLE[language]
        await self.app.storage.chats.ensure(user_id, group=False, language=language, now=self._clock.now())
        await self.app.storage.favourites.add(user_id, STARRED, self._clock.now())
        await page.locator(".menu-button").wait_for()
        await page.evaluate("document.querySelector('.menu-button').click()")
        await page.frame_locator("iframe").locator(".cell").first.wait_for()


@asynccontextmanager
async def studio() -> AsyncIterator[Studio]:
    schedule = ROOT / "schedule.yaml"
    zone = conference_of(schedule).zone
    clock = Clock(BEFORE_THE_OPENING.replace(tzinfo=zone), speed=1e-9)
    sandbox = Sandbox(TOKEN, clock, zone=zone.key)
    sandbox.world.bot.names[""] = "CIC2020"
    await sandbox.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=sandbox.url,
            database_url=f"sqlite:///{folder}/pictures.sqlite3",
            schedule=schedule,
            listen="127.0.0.1:0",
            metrics_listen=OFF,
        )
        async with App(settings, clock, sandbox=sandbox.page_url) as app, async_playwright() as playwright:
            people(sandbox, ())
            executable = shutil.which("chromium") or shutil.which("google-chrome")
            browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
            yield Studio(app, sandbox, clock, browser)
            await browser.close()
    await sandbox.stop()


async def keep_small(page: Page, path: Path) -> None:
    """A picture for the repository: in as few colours as look the same."""
    picture = Image.open(BytesIO(await page.screenshot())).convert("RGB")
    picture.quantize(COLORS, kmeans=8, dither=Image.Dither.NONE).save(path, optimize=True)


async def chat(studio: Studio) -> None:
    """A card with its star, and the reminder that comes of it."""
    studio.go_to(BEFORE_THE_OPENING)
    async with studio.page(f"{studio.sandbox.page_url}?user={PEOPLE['en']}", DESKTOP) as page:
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.locator(".theirs .key").first.wait_for()
        await page.locator("textarea").fill("/start e_opening-ceremony")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="☆ Add to my agenda").click()
        await page.get_by_role("button", name="★ In my agenda").wait_for()
        studio.go_to(BEFORE_THE_OPENING + timedelta(minutes=10))
        await page.get_by_text("Starts in 10 minutes").first.wait_for()
        await page.locator(".toast").wait_for(state="detached")
        await keep_small(page, README / "chat.png")


async def timetable(studio: Studio) -> None:
    """The public page on a desktop, and the Mini App over the chat on a phone."""
    studio.go_to(SECOND_MORNING)
    async with studio.page(studio.app.web.url, DESKTOP) as page:
        await page.get_by_label("Language").select_option("English")
        await page.get_by_role("heading", name="Friday 24 July").wait_for()
        await keep_small(page, README / "timetable.png")


async def every_look(studio: Studio) -> None:
    """The Mini App and a card in three languages, on a phone and a desktop, light and dark."""
    studio.go_to(SECOND_MORNING)
    OTHERS.mkdir(parents=True, exist_ok=True)
    for language, user_id in PEOPLE.items():
        studio.sandbox.world.send_text(user_id, user_id, "/start")
        for name, size in (("phone", PHONE), ("desktop", DESKTOP)):
            for scheme in ("light", "dark"):
                address = f"{studio.sandbox.page_url}?user={user_id}"
                async with studio.page(address, size, scheme) as page:
                    await studio.mini_app(page, language)
                    await page.screenshot(path=OTHERS / f"{language}-{name}-{scheme}.png")
                    frame = page.frame_locator("iframe")
                    await frame.locator("[data-id=forum-fintech] .block").click()
                    await page.screenshot(path=OTHERS / f"{language}-{name}-{scheme}-card.png")


async def main() -> int:
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        sys.stderr.write("there is no chromium or google-chrome on the PATH\n")
        return 1
    async with studio() as here:
        await chat(here)
        await timetable(here)
        await every_look(here)
    sys.stderr.write(f"pictures of the README are in {README}, all others in {OTHERS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
