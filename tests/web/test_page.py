"""The timetable page as people use it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import expect

from tests.chromium import IN_A_BROWSER
from tests.handlers.scene import newcomer
from tests.samples import at
from tests.stage import SHIPPED, Stage, stage, still_clock
from tests.web.browser import DESKTOP, MORNING, PHONE, Look, Windows, opened

pytestmark = IN_A_BROWSER
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = (PHONE, DESKTOP)
LOOKS = [Look(code, size, scheme) for code in ("id", "en", "zh") for size in SIZES for scheme in SCHEMES]


WORDS = {
    "id": (
        "Jumat, 24 Juli",
        "Forum 5G dan Aplikasi Industri",
        "Di agenda saya: Forum Keamanan Siber",
        "Hanya milik saya",
        "Forum Keamanan Siber",
    ),
    "en": (
        "Friday 24 July",
        "5G and Industry Applications Forum",
        "In my agenda: Cybersecurity Forum",
        "Only mine",
        "Cybersecurity Forum",
    ),
    "zh": (
        "7月24日星期五",
        "5G与行业应用论坛",
        "在我的日程：网络安全论坛",
        "只看我的",
        "网络安全论坛",
    ),
}


@pytest.mark.parametrize("look", LOOKS, ids=str)
async def test_page_opens_at_now_and_is_starred_and_filtered_in_every_look(
    browser: Windows, morning: Stage, look: Look
) -> None:
    day, title, star, mine, starred = WORDS[look.language]
    person = await newcomer(morning, look.language)
    async with opened(browser, morning, look, reader=person.id) as tab:
        await expect(tab.page.get_by_role("heading", name=day)).to_be_in_viewport()
        await expect(tab.page.get_by_role("gridcell", name=title).first).to_be_in_viewport()
        assert await tab.page.evaluate("document.documentElement.scrollWidth") == look.size[0]
        await tab.page.get_by_role("button", name=star).click()
        await tab.page.get_by_role("button", name=mine).click()
        await expect(tab.page.locator(".block .title")).to_have_text([starred])
    assert f"★ {starred}" in (await person.send("/my")).text


PINK = {"bg_color": "#ffd6e7", "text_color": "#e86a9a", "hint_color": "#ffc0d5", "button_color": "#ffb3cc"}


@pytest.mark.parametrize(
    ("look", "theme"),
    [
        (Look("id", PHONE, "light"), None),
        (Look("en", PHONE, "dark"), None),
        (Look("en", DESKTOP, "light"), None),
        (Look("zh", DESKTOP, "dark"), None),
        (Look("en", PHONE, "light"), PINK),
    ],
    ids=lambda value: str(value) if isinstance(value, Look) else "" if value is None else "pink",
)
async def test_page_can_be_read_by_everyone(
    browser: Windows, morning: Stage, look: Look, theme: dict[str, str] | None
) -> None:
    async with opened(browser, morning, look, reader=7000, theme=theme) as tab:
        await tab.ready()
        assert await tab.flaws() == []
        await tab.page.get_by_role("button", name=WORDS[look.language][1]).first.click()
        await expect(tab.page.get_by_role("dialog")).to_be_visible()
        assert await tab.flaws("dialog") == []


async def test_star_on_the_page_is_in_the_chat(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, reader=person.id) as tab:
        star = tab.page.get_by_role("button", name="In my agenda: Cybersecurity Forum")
        await expect(star).to_have_attribute("aria-pressed", "false")
        await star.click()
        await expect(star).to_have_attribute("aria-pressed", "true")
        await expect(tab.page.locator(".toast")).to_have_text("★ In your agenda.")
    assert "Cybersecurity Forum" in (await person.send("/my")).text


async def test_star_in_the_chat_is_on_the_page_at_once(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, reader=person.id) as tab:
        star = tab.page.get_by_role("button", name="In my agenda: Cybersecurity Forum")
        for data, pressed in (
            ("star:on:forum-cybersecurity", "true"),
            ("star:off:forum-cybersecurity", "false"),
        ):
            await person.press(data=data)
            await expect(star).to_have_attribute("aria-pressed", pressed)


async def test_page_speaks_the_chats_language_and_changes_with_it(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning, "zh")
    async with opened(browser, morning, Look("en"), reader=person.id) as tab:
        await expect(tab.page.get_by_role("heading", name="7月24日星期五")).to_be_visible()
        await person.press(data="language:id")
        await expect(tab.page.get_by_role("heading", name="Jumat, 24 Juli")).to_be_visible()
        days = tab.page.get_by_role("navigation", name="Hari").locator("[aria-current=true]")
        await expect(days).to_have_text("Jum, 24")
        assert await tab.page.evaluate("document.documentElement.lang") == "id-ID"


async def test_times_are_on_both_clocks(browser: Windows, morning: Stage) -> None:
    person = await newcomer(morning)
    async with opened(browser, morning, reader=person.id, query="?e=opening-forum") as tab:
        card = tab.page.get_by_role("dialog", name="Opening Forum")
        await expect(card).to_contain_text("Thursday 23 July19:00–21:00 Beijing timeyours: 18:00–20:00 WIB")
        await person.press(data="zone:Pacific/Auckland")
        await expect(card).to_contain_text("yours: 23:00–01:00 (+1 day) UTC+12")
        await expect(tab.page.locator(".zones").first).to_have_text("BeijingUTC+12")


async def test_now_is_the_bots_and_not_the_devices(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, reader=7001) as tab:
        now = tab.page.get_by_role("button", name="Now, 09:50")
        await expect(now).to_be_enabled()
        line = tab.page.locator(".rows > .now:visible")
        await expect(line).to_have_count(1)
        before = await line.evaluate("node => node.offsetLeft")
        morning.clock.jump(MORNING + timedelta(hours=2))
        await expect(tab.page.get_by_role("button", name="Now, 11:50")).to_be_enabled()
        hour = await tab.page.evaluate(
            "parseFloat(getComputedStyle(document.getElementById('sheet')).getPropertyValue('--minute')) * 60"
        )
        assert await line.evaluate("node => node.offsetLeft") - before == pytest.approx(2 * hour, abs=2)
        await expect(tab.page.locator(".past", has_text="Cybersecurity Forum")).to_have_count(1)
        morning.clock.jump(at("2020-07-28 09:00"))
        await expect(tab.page.get_by_role("button", name="Now, 09:00")).to_be_disabled()


async def test_search_shows_what_fits_in_any_words(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        field = tab.page.get_by_role("searchbox", name="Search")
        blocks = tab.page.locator(".block .title")
        for words, found in {
            "blockchain": ["Blockchain Applications Forum", "Blockchain in Public Services Forum"],
            "MIAO wei": ["Opening Ceremony"],
            "区块链 public": ["Blockchain in Public Services Forum"],
            "stage-z": [],
        }.items():
            await field.fill(words)
            await expect(blocks).to_have_text(found)
        await expect(tab.page.get_by_role("search").get_by_role("status")).to_have_text("Found: 0")
        await tab.page.get_by_role("button", name="Show everything").click()
        await expect(blocks.nth(40)).to_be_attached()
        await expect(field).to_have_value("")


async def test_tracks_and_languages_choose_what_is_shown(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        titles = tab.page.locator(".block .title")
        for chip in ("Digital Health", "Blockchain"):
            await tab.page.get_by_role("button", name=chip, exact=True).click()
        await expect(titles).to_have_text(
            [
                "Digital Health Forum",
                "Blockchain Applications Forum",
                "Blockchain in Public Services Forum",
                "Internet Hospitals Forum",
            ]
        )
        for chip in ("Digital Health", "Blockchain", "Chinese"):
            await tab.page.get_by_role("button", name=chip, exact=True).click()
        await expect(titles).to_have_text(["Opening Ceremony", "Opening Forum"])


async def test_only_mine_is_a_list_on_a_phone_and_a_grid_on_a_desktop(
    browser: Windows, morning: Stage
) -> None:
    person = await newcomer(morning, "en", "forum-cybersecurity", "opening-address")
    for look, role in ((Look(size=PHONE), "list"), (Look(size=DESKTOP), "grid")):
        async with opened(browser, morning, look, reader=person.id) as tab:
            await tab.page.get_by_role("button", name="Only mine").click()
            titles = tab.page.get_by_role(role).locator(".block .title")  # type: ignore[arg-type]
            await expect(titles).to_have_text(["Opening Ceremony", "Cybersecurity Forum"])
            assert await tab.flaws() == []
            await person.press(data="star:off:forum-cybersecurity")
            await expect(titles).to_have_text(["Opening Ceremony"])
            await person.press(data="star:on:forum-cybersecurity")


async def test_rows_are_rooms_or_tracks(browser: Windows, morning: Stage) -> None:
    async with opened(browser, morning, Look("en", DESKTOP)) as tab:
        rows = tab.page.get_by_role("grid", name="Friday 24 July").get_by_role("rowheader")
        await expect(rows.nth(1)).to_have_text("Main Stage")
        await tab.page.get_by_role("button", name="Tracks", exact=True).click()
        await expect(rows.nth(1)).to_have_text("5G & Mobile")
        await expect(rows.last).to_have_text("Other")
        assert await tab.flaws() == []
        await tab.page.reload()
        await expect(rows.nth(1)).to_have_text("5G & Mobile")


async def test_change_of_the_programme_is_shown_at_once(browser: Windows, tmp_path: Path) -> None:
    file = tmp_path / "schedule.yaml"
    file.write_bytes(SHIPPED.read_bytes())
    async with (
        stage(tmp_path, schedule=file, clock=still_clock(MORNING)) as running,
        opened(browser, running, Look("en", DESKTOP)) as tab,
    ):
        exhibition = tab.page.get_by_role("gridcell", name="Online Exhibition, Day 1")
        await expect(exhibition).to_contain_text("tentative: title and time not confirmed")
        text = file.read_text(encoding="utf-8").replace(
            "\n    status: tentative", "\n    status: cancelled", 1
        )
        file.write_text(text, encoding="utf-8")
        await running.app.reload.look()
        await expect(exhibition).to_contain_text("called off")
        await exhibition.get_by_role("button").click()
        await expect(tab.page.get_by_role("dialog")).to_contain_text("Called off: this will not take place.")
        assert await tab.flaws("dialog") == []
