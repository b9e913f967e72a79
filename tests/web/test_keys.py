"""The timetable page without a mouse."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.chromium import IN_A_BROWSER
from tests.handlers.scene import newcomer
from tests.stage import Stage
from tests.web.browser import DESKTOP, Look, Windows, opened

pytestmark = IN_A_BROWSER
FOCUSED = "document.activeElement.closest('.cell')?.dataset.id"


async def after(page: Page, *keys: str) -> object:
    """The id of the event that has the focus after the keys."""
    for key in keys:
        await page.keyboard.press(key)
    return await page.evaluate(FOCUSED)


async def test_first_tab_leads_past_the_head(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        await tab.ready()
        await tab.page.keyboard.press("Tab")
        await expect(tab.page.get_by_role("link", name="To the programme")).to_be_focused()
        await tab.page.keyboard.press("Enter")
        assert await after(tab.page, "Tab") == "exhibition-day-1"


async def test_arrows_go_through_the_grid(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        page = tab.page
        await page.locator("[data-id=forum-cybersecurity] .block").focus()
        assert await after(page, "ArrowRight") == "forum-fintech"
        assert await after(page, "ArrowRight") == "forum-digital-talent"
        assert await after(page, "ArrowRight") == "forum-digital-talent"
        assert await after(page, "Home") == "forum-cybersecurity"
        assert await after(page, "End") == "forum-digital-talent"
        assert await after(page, "ArrowDown") == "forum-digital-village"
        assert await after(page, "ArrowUp", "ArrowUp") == "forum-internet-law"
        assert await after(page, "PageUp") == "opening-ceremony"
        await expect(page.locator("[data-id=opening-ceremony]")).to_be_in_viewport()
        assert await after(page, "PageDown", "PageDown") == "forum-sme-digital"


async def test_everything_is_done_by_keyboard(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, Look("en", DESKTOP), reader=person.id) as tab:
        page = tab.page
        await page.locator("[data-id=forum-cybersecurity] .block").focus()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        star = page.get_by_role("button", name="In my agenda: Cybersecurity Forum")
        await expect(star).to_be_focused()
        await expect(star).to_have_attribute("aria-pressed", "true")
        await page.keyboard.press("Shift+Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name="Cybersecurity Forum")).to_be_visible()
        await page.keyboard.press("Escape")
        assert await page.evaluate(FOCUSED) == "forum-cybersecurity"
        await page.get_by_role("button", name="Only mine").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".block .title")).to_have_text(["Cybersecurity Forum"])
        await expect(page.get_by_role("button", name="Only mine")).to_be_focused()


async def test_only_one_event_is_in_the_order_of_tab(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP), reader=7002) as tab:
        reachable = tab.page.locator(".cell button[tabindex='0']")
        await expect(reachable).to_have_count(1)
        await tab.page.locator("[data-id=forum-cybersecurity] .block").focus()
        await expect(reachable).to_have_count(2)
        await tab.page.get_by_role("button", name="Tracks", exact=True).click()
        await expect(reachable).to_have_count(1)
