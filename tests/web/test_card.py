"""A card of the timetable page: opened, read, and left, by touch and by keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.chromium import IN_A_BROWSER
from tests.handlers.scene import newcomer
from tests.stage import Stage
from tests.web.browser import DESKTOP, Look, Windows, opened

pytestmark = IN_A_BROWSER
PRESSES_OF_TAB = 6


@pytest.mark.parametrize("way", ["Escape", "button", "beside", "back"])
async def test_card_is_left_by_any_way_and_the_focus_returns(
    browser: Windows, morning: Stage, way: str
) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        page = tab.page
        block = page.get_by_role("button", name="Cybersecurity Forum")
        await block.click()
        card = page.get_by_role("dialog", name="Cybersecurity Forum")
        await expect(card).to_be_visible()
        assert page.url.endswith("/?e=forum-cybersecurity")
        match way:
            case "Escape":
                await page.keyboard.press("Escape")
            case "button":
                await card.get_by_role("button", name="Close").click()
            case "beside":
                await page.mouse.click(400, 700)
            case "back":
                await page.go_back()
        await expect(card).to_be_hidden()
        await expect(block).to_be_focused()
        assert page.url.endswith("/")


async def test_focus_stays_in_the_card(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, reader=7001, query="?e=opening-ceremony") as tab:
        await expect(tab.page.get_by_role("heading", name="Opening Ceremony")).to_be_focused()
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        for _ in range(PRESSES_OF_TAB):
            await tab.page.keyboard.press("Tab")
            assert await tab.page.evaluate(inside)


async def test_link_to_a_card_opens_it(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, query="?e=opening-address") as tab:
        card = tab.page.get_by_role("dialog", name="Opening address by video")
        await expect(card).to_contain_text("Miao Wei (苗圩)Minister, Ministry of Industry")
        await card.get_by_role("button", name="in “Opening Ceremony”").click()
        await expect(tab.page.get_by_role("dialog", name="Opening Ceremony")).to_contain_text("Talks (2)")


async def test_link_to_what_is_gone_opens_the_programme(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, query="?e=nothing") as tab:
        await tab.ready()
        await expect(tab.page.get_by_role("dialog")).to_be_hidden()


async def test_card_stars_and_says_what_clashes(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning, "en", "forum-cloud-native")
    async with opened(browser, morning, reader=person.id, query="?e=forum-digital-content") as tab:
        card = tab.page.get_by_role("dialog", name="Digital Content Forum")
        await expect(card).to_contain_text("At the same time in your agenda:13:30–15:30 Cloud Native Forum")
        await card.get_by_role("button", name="☆ Add to my agenda").click()
        await expect(card.get_by_role("button", name="★ In my agenda")).to_be_focused()
        await expect(tab.page.locator(".toast")).to_have_text(
            "★ In your agenda. I'll remind you 10 minutes before.⚠️ At the same time: “Cloud Native Forum”."
        )
    assert "Digital Content Forum" in (await person.send("/my")).text


async def test_talk_is_starred_from_its_forums_card(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, reader=person.id, query="?e=opening-ceremony") as tab:
        star = tab.page.get_by_role("button", name="In my agenda: Welcome address")
        await star.click()
        await expect(star).to_have_attribute("aria-pressed", "true")
    assert "Welcome address" in (await person.send("/my")).text


async def test_anyone_may_look_and_is_led_to_telegram_to_star(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP), query="?e=opening-ceremony") as tab:
        card = tab.page.get_by_role("dialog", name="Opening Ceremony")
        link = card.get_by_role("link", name="☆ Star it in Telegram")
        chat = morning.sandbox.page_url
        await expect(link).to_have_attribute("href", f"{chat}?start=e_opening-ceremony")
        await expect(tab.page.locator(".star")).to_have_count(0)
        await tab.page.keyboard.press("Escape")
        await expect(tab.page.get_by_role("link", name="Open in Telegram")).to_have_attribute("href", chat)
        await expect(tab.page.get_by_role("button", name="Only mine")).to_have_count(0)


async def test_language_chosen_by_anyone_is_remembered(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        await tab.page.get_by_label("Language").select_option("中文")
        await expect(tab.page.get_by_role("heading", name="7月24日星期五")).to_be_visible()
        await tab.page.reload()
        await expect(tab.page.get_by_role("heading", name="7月24日星期五")).to_be_visible()
        assert await tab.page.title() == "2020（第十九届）中国互联网大会"
