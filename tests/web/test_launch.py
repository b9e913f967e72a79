"""How the timetable page is opened: by Telegram, by its stand-in, by a launch that is too old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.chromium import IN_A_BROWSER
from tests.handlers.scene import newcomer
from tests.stage import TOKEN, Stage, stage, still_clock
from tests.web.browser import DESKTOP, MORNING, PHONE, Look, Windows, launch, opened
from tests.web.scene import signed

pytestmark = IN_A_BROWSER
SCRIPT = "https://telegram.org/js/telegram-web-app.js"
TELEGRAMS = """
window.said = [];
const app = { themeParams: {}, isVersionAtLeast: () => true };
const heard = (name) => (...given) => window.said.push([name, ...given.filter((one) => typeof one === "string")]);
for (const name of ["onEvent", "expand", "ready", "disableVerticalSwipes", "setHeaderColor", "setBackgroundColor",
  "openLink", "openTelegramLink"]) app[name] = heard(name);
for (const part of ["BackButton", "HapticFeedback"])
  app[part] = new Proxy({}, { get: (_, name) => heard(`${part}.${name}`) });
window.Telegram = { WebApp: app };
"""
"""As much of Telegram's script as tells what was asked of it."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def on_telegram(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The application as Telegram's apps open its page, with Telegram's own script."""
    async with stage(tmp_path_factory.mktemp("launch"), clock=still_clock(MORNING)) as running:
        yield running


async def asked(page: Page) -> list[list[str]]:
    """What the page asked of the app around it, so far."""
    said: list[list[str]] = await page.evaluate("window.said")
    return said


async def test_page_speaks_to_telegrams_own_script(browser: Windows, on_telegram: Stage) -> None:
    async with opened(browser, on_telegram, reader=7001, script=TELEGRAMS) as tab:
        await tab.until("Boolean(window.said?.some(([name]) => name === 'ready'))")
        first = await asked(tab.page)
        assert ["expand"] in first
        assert ["disableVerticalSwipes"] in first
        assert ["onEvent", "themeChanged"] in first
        await tab.page.get_by_role("button", name="In my agenda: Cybersecurity Forum").click()
        await tab.page.get_by_role("button", name="Cybersecurity Forum").first.click()
        await tab.page.get_by_role("button", name="Close").click()
        assert (await asked(tab.page))[len(first) :] == [
            ["HapticFeedback.impactOccurred", "light"],
            ["BackButton.show"],
            ["BackButton.hide"],
        ]
        assert {url for url in tab.asked if not url.startswith(on_telegram.app.web.url)} == {SCRIPT}


async def test_page_does_without_telegrams_script_where_that_is_out_of_reach(
    browser: Windows, on_telegram: Stage
) -> None:
    async with opened(browser, on_telegram, reader=7002) as tab:
        star = tab.page.get_by_role("button", name="In my agenda: Cybersecurity Forum")
        await star.click()
        await expect(tab.page.locator(".toast")).to_have_text("★ In your agenda.")
        dark = {"theme_params": {"bg_color": "#101418", "text_color": "#ffffff"}}
        await tab.until("Boolean(window.Telegram?.WebView?.receiveEvent)")
        await tab.page.evaluate("given => window.Telegram.WebView.receiveEvent('theme_changed', given)", dark)
        assert await tab.page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert await tab.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 24)"
        assert tab.complaints.pop().endswith("net::ERR_NAME_NOT_RESOLVED")


async def test_page_that_telegram_did_not_open_asks_telegram_for_nothing(
    browser: Windows, on_telegram: Stage
) -> None:
    async with opened(browser, on_telegram, Look("en", DESKTOP)) as tab:
        await tab.ready()
        link = tab.page.get_by_role("link", name="Open in Telegram")
        await expect(link).to_have_attribute("href", "https://t.me/conference_bot")
        assert [url for url in tab.asked if not url.startswith(on_telegram.app.web.url)] == []


async def test_link_with_a_launch_in_it_is_not_believed_outside_telegram(
    browser: Windows, on_telegram: Stage
) -> None:
    query = "#" + launch(signed(7003), {})
    async with opened(browser, on_telegram, Look("en", DESKTOP), query=query) as tab:
        await tab.ready()
        await expect(tab.page.locator(".star")).to_have_count(0)


@pytest.mark.parametrize(
    ("init_data", "says"),
    [
        (
            signed(7004, at=datetime.now(UTC) - timedelta(hours=25)),  # noqa: TID251  # Telegram's clock is real
            "This page was opened a day ago. To star, open it from the chat again.",
        ),
        (
            signed(7004, token=TOKEN[:-1]),
            "I cannot tell who you are. To star, open the timetable from the chat again.",
        ),
    ],
    ids=["stale", "forged"],
)
async def test_launch_that_does_not_hold_is_told_and_the_programme_stays(
    browser: Windows, on_telegram: Stage, init_data: str, says: str
) -> None:
    async with opened(browser, on_telegram, reader=7004, init_data=init_data, script=TELEGRAMS) as tab:
        await expect(tab.page.locator(".toast")).to_have_text(says)
        await expect(tab.page.locator(".star")).to_have_count(0)
        await expect(tab.page.get_by_role("gridcell", name="Cybersecurity Forum")).to_be_visible()
        assert all("401" in said for said in tab.complaints)
        tab.complaints.clear()


async def test_page_opened_by_a_link_to_an_event_shows_it(browser: Windows, on_telegram: Stage) -> None:
    query = "#" + launch(signed(7005), {}) + "&tgWebAppStartParam=e_opening-forum"
    async with opened(browser, on_telegram, script=TELEGRAMS, reader=7005) as tab:
        await tab.page.goto("about:blank")
        await tab.page.goto(f"{on_telegram.app.web.url}/{query}")
        await expect(tab.page.get_by_role("dialog", name="Opening Forum")).to_be_visible()


async def test_first_load_asks_for_little(browser: Windows, on_telegram: Stage) -> None:
    async with opened(browser, on_telegram, reader=7006, script=TELEGRAMS, fresh=True) as tab:
        await tab.ready()
        own = [url for url in tab.asked if url.startswith(on_telegram.app.web.url)]
        # A stream of changes that ends is opened again, and the time asked for anew; the programme goes once
        # more through the worker that keeps it for off-line. When that is, nobody knows.
        again = {url.rpartition("/")[2] for url in own if own.count(url) > 1}
        assert again <= {"live", "now", "en"}
        assert len(set(own)) <= 32


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_demo_opens_the_page_in_its_chat(
    browser: Windows, morning: Stage, size: tuple[int, int]
) -> None:
    person = morning.user("en", "Rina")
    page = await browser.browser.new_page(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce"
    )
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(f"{morning.sandbox.page_url}?user={person.id}")
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.locator("#below").get_by_role("button", name="🗓 Timetable").click()
    app = page.frame_locator("iframe")
    await app.get_by_role("button", name="In my agenda: Cybersecurity Forum").click()
    await expect(app.locator(".toast")).to_have_text("★ In your agenda.")
    await app.get_by_role("button", name="Cybersecurity Forum").first.click()
    await expect(app.get_by_role("dialog", name="Cybersecurity Forum")).to_be_visible()
    await page.get_by_role("button", name="Back").click()
    await expect(app.get_by_role("dialog")).to_be_hidden()
    await page.get_by_role("button", name="Close").click()
    await expect(page.locator("iframe")).to_have_count(0)
    await page.locator("textarea").fill("/my")
    await page.keyboard.press("Enter")
    await expect(page.locator("#messages")).to_contain_text("★ Cybersecurity Forum")
    await page.locator("#below").get_by_role("button", name="🗓 Timetable").click()
    await expect(app.get_by_role("button", name="In my agenda: Cybersecurity Forum")).to_have_attribute(
        "aria-pressed", "true"
    )
    await page.close()
    assert complaints == []


async def test_demo_sends_an_event_into_a_group_by_inline_mode(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    friend = morning.user("id", "Sari")
    morning.sandbox.group("CIC", [person, friend])
    page = await browser.browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    await page.goto(f"{morning.sandbox.page_url}?user={person.id}")
    await page.get_by_role("navigation").get_by_role("button", name="CIC", exact=True).click()
    await page.locator("textarea").fill("@conference_bot cybersecurity")
    await page.get_by_role("option", name="Cybersecurity Forum").click()
    await expect(page.locator(".mine .bubble")).to_contain_text("via @conference_botCybersecurity Forum")
    await page.get_by_role("link", name="Open in the bot").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(
        page.locator(".theirs").last.get_by_role("button", name="☆ Add to my agenda")
    ).to_be_visible()
    await page.close()
