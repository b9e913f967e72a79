"""The timetable page without a network: what was seen last, said to be that, and stars that wait."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.chromium import IN_A_BROWSER
from tests.handlers.scene import newcomer
from tests.stage import Stage
from tests.web.browser import DESKTOP, PHONE, Look, Tab, Windows, opened

pytestmark = IN_A_BROWSER
KEPT = """(async () => {
  const seen = await caches.open("seen");
  return Boolean(await seen.match("./")) && (await seen.keys()).some(({ url }) => url.includes("api/programme"));
})()"""
"""Whether the page could be opened without a network."""


def expected_of_an_offline_browser(tab: Tab) -> None:
    """Chromium itself calls every failed request an error."""
    tab.complaints[:] = [said for said in tab.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize(
    ("look", "title", "standing"),
    [
        (Look("id", PHONE, "light"), "Forum Keamanan Siber", "Luring, keadaan pukul 09:50"),
        (Look("en", PHONE, "dark"), "Cybersecurity Forum", "Offline, as of 09:50"),
        (Look("zh", DESKTOP, "light"), "网络安全论坛", "离线，内容截至09:50"),
    ],
    ids=["id", "en", "zh"],
)
async def test_page_opens_again_without_a_network_and_says_so(
    browser: Windows, morning: Stage, look: Look, title: str, standing: str
) -> None:
    async with opened(browser, morning, look, reader=7003, fresh=True) as tab:
        await tab.ready()
        await tab.until(KEPT)
        await tab.context.set_offline(offline=True)
        await tab.page.reload()
        await expect(tab.page.get_by_role("gridcell", name=title)).to_be_visible()
        await expect(tab.page.locator("#standing")).to_have_text(standing)
        await tab.context.set_offline(offline=False)
        await expect(tab.page.locator("#standing")).to_be_hidden()
        expected_of_an_offline_browser(tab)


async def test_star_without_a_network_is_set_once_there_is_one(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, reader=person.id, fresh=True) as tab:
        star = tab.page.get_by_role("button", name="In my agenda: Cybersecurity Forum")
        await expect(star).to_be_visible()
        await tab.until(KEPT)
        await tab.context.set_offline(offline=True)
        await star.click()
        await expect(tab.page.locator("#standing")).to_have_text("Offline, as of 09:50")
        await expect(star).to_have_attribute("aria-pressed", "true")
        await tab.page.reload()
        await expect(star).to_have_attribute("aria-pressed", "true")
        assert await morning.app.storage.favourites.of(person.id) == {}
        await tab.context.set_offline(offline=False)
        await expect(tab.page.locator(".toast")).to_have_text("★ In your agenda.")
        expected_of_an_offline_browser(tab)
    assert "Cybersecurity Forum" in (await person.send("/my")).text


async def test_server_that_is_gone_is_told_of_and_comes_back(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, reader=7004) as tab:
        await tab.ready()
        await tab.page.route("**/api/**", lambda route: route.abort())
        await tab.page.evaluate("dispatchEvent(new Event('online'))")
        await expect(tab.page.locator("#standing")).to_have_text("Offline, as of 09:50")
        await tab.page.unroute("**/api/**")
        await tab.page.evaluate("dispatchEvent(new Event('online'))")
        await expect(tab.page.locator("#standing")).to_be_hidden()
        tab.complaints[:] = [said for said in tab.complaints if "ERR_FAILED" not in said]
