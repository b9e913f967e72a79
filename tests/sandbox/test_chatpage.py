"""The chat page in a real Chromium, with a bot behind it that knows the HTTP API only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, expect

from bot.sandbox import Sandbox
from tests.chromium import IN_A_BROWSER
from tests.sandbox.calling import TOKEN, clock
from tests.sandbox.scripted import FAR_LINK, ScriptedBot

DESKTOP, PHONE = (1280, 800), (360, 740)

pytestmark = IN_A_BROWSER
Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def tab(chromium: Browser) -> AsyncIterator[Page]:
    """The one page of a reader in Jakarta; it keeps nothing between two addresses."""
    page = await chromium.new_page(timezone_id="Asia/Jakarta", reduced_motion="reduce")
    yield page
    await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stand_in() -> AsyncIterator[Sandbox]:
    """Alex (1001), Sari (1002) and a group of theirs without the bot, at 20:00 in Shanghai."""
    sandbox = Sandbox(TOKEN, clock(), bot_username="cic_bot", zone="Asia/Shanghai")
    alex, sari = sandbox.user("Alex", language="en"), sandbox.user("Sari", language="id")
    sandbox.group("CIC 2020", [alex, sari])
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(stand_in: Sandbox) -> AsyncIterator[ScriptedBot]:
    bot = ScriptedBot(stand_in.url)
    await bot.start()
    yield bot
    await bot.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def opened(tab: Page, stand_in: Sandbox, bot: ScriptedBot) -> AsyncIterator[Open]:
    """Opens the chat page; whatever the browser complains of fails the test."""
    complaints: list[str] = []

    def complain(about: ConsoleMessage | Error) -> None:
        complaints.append(str(about))

    async def opened(query: str = "", size: tuple[int, int] = DESKTOP) -> Page:
        await tab.set_viewport_size({"width": size[0], "height": size[1]})
        await tab.goto(stand_in.page_url + query)
        return tab

    tab.on("console", complain)
    tab.on("pageerror", complain)
    yield opened
    await tab.goto("about:blank")
    tab.remove_listener("console", complain)
    tab.remove_listener("pageerror", complain)
    assert complaints == []


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def started(opened: Open, size: tuple[int, int] = DESKTOP) -> Page:
    """Alex's page after START."""
    page = await opened(size=size)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("button", name="☆ Star")).to_be_visible()
    return page


async def test_start_button_sends_start(opened: Open) -> None:
    page = await started(opened)
    await expect(page.locator(".bubble .text")).to_have_text(["/start20:00", "Welcome, /start20:00"])


async def test_deep_link_in_the_address_is_sent_with_start(opened: Open) -> None:
    page = await opened("?user=1001&start=e_opening")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".mine .text")).to_have_text("/start e_opening20:00")


async def test_link_to_the_bot_is_followed_inside_the_page(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("link", name="Opening").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".mine .text").last).to_have_text("/start e_opening20:00")


async def test_url_button_opens_a_new_tab(opened: Open) -> None:
    page = await started(opened)
    link = page.get_by_role("link", name="Open", exact=True)
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("href", "https://example.org/live")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_press_shows_the_toast_and_edits_in_place(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("button", name="☆ Star").click()
    await expect(page.locator(".toast")).to_have_text("★ Starred")
    await expect(page.locator(".theirs .key")).to_have_text(["★ Starred"])
    await expect(page.locator(".theirs .edited")).to_have_text("edited ")


async def test_press_shows_progress_until_answered(opened: Open, stand_in: Sandbox, bot: ScriptedBot) -> None:
    page = await started(opened)
    queries: list[str] = []
    stand_in.world.watch(lambda event: queries.append(event.get("query_id", "")))
    button = page.get_by_role("button", name="Silent")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await bot.call("answerCallbackQuery", callback_query_id=next(filter(None, queries)))
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_alert_waits_to_be_closed(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("button", name="Clash").click()
    await expect(page.get_by_role("dialog")).to_contain_text("It clashes")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_edit_out_of_sight_does_not_move_the_view(opened: Open, bot: ScriptedBot) -> None:
    page = await started(opened)
    for number in range(30):
        await bot.call("sendMessage", chat_id=1001, text=f"message no. {number}.")
    read = page.locator(".message", has_text="no. 5.")
    await expect(page.locator(".message")).to_have_count(32)
    await read.evaluate("node => node.scrollIntoView({ block: 'start' })")
    before = await read.bounding_box()
    await bot.call("editMessageText", chat_id=1001, message_id=2, text="long\n" * 12)
    await expect(page.locator(".edited")).to_have_count(1)
    after = await read.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=1)


async def test_text_is_shown_by_its_entities_and_never_as_markup(opened: Open) -> None:
    page = await started(opened)
    await say(page, "card")
    card = page.locator(".theirs .text").last
    await expect(card.locator("strong")).to_have_text("Forum 5G")
    await expect(card.locator("strong em")).to_have_text("5G")
    await expect(card).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(card.locator("img")).to_have_count(0)
    await expect(card.locator(".moment")).to_have_text("Thursday 13:00")
    await card.get_by_role("button", name="Hidden text, press to show").click()
    await expect(card.locator(".revealed")).to_have_text("secret")
    await card.get_by_role("button", name="/my").click()
    await expect(page.locator(".mine .text").last).to_have_text("/my20:00")


async def test_commands_complete_with_the_keyboard(opened: Open) -> None:
    page = await started(opened)
    await page.keyboard.type("/a")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(options).to_have_text(["/agendaDay by day", "/allEverything"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text").last).to_have_text("/all20:00")


async def test_what_is_typed_behind_the_bots_name_is_offered_and_sent(opened: Open) -> None:
    page = await started(opened)
    await page.keyboard.type("@cic_bot 5g")
    offers = page.get_by_role("listbox", name="What the bot offers").get_by_role("option")
    await expect(offers).to_have_text(["5G ForumFriday"])
    await offers.first.click()
    card = page.locator(".mine").last
    await expect(card.locator(".bubble")).to_have_text("via @cic_bot5G Forum20:00")
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("")
    await card.get_by_role("link", name="In the bot").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".mine .text").last).to_have_text("/start e_opening20:00")


async def test_offers_are_chosen_with_the_keyboard_and_go_on(opened: Open) -> None:
    page = await started(opened)
    await page.keyboard.type("@cic_bot many")
    offers = page.get_by_role("listbox", name="What the bot offers").get_by_role("option")
    await expect(offers).to_have_count(50)
    await page.keyboard.press("ArrowUp")
    await expect(offers).to_have_count(60)
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .bubble").last).to_have_text("via @cic_bot5G Forum20:00")


async def test_nothing_to_offer_leads_into_the_bots_chat(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("navigation").get_by_role("button", name="CIC 2020").click()
    await page.keyboard.type("@cic_bot zzz")
    await page.get_by_role("option", name="Nothing found. Ask me").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".mine .text").last).to_have_text("/start inline20:00")


async def test_share_button_lets_one_choose_a_chat(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("button", name="Share").click()
    chats = page.get_by_role("dialog", name="Send to").get_by_role("button")
    await expect(chats).to_have_text(["", "CCIC 2020"])
    await chats.last.click()
    await expect(page.locator("#header h1")).to_have_text("CIC 2020")
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("@cic_bot 5g")
    await page.get_by_role("option", name="5G Forum").click()
    await expect(page.locator(".mine .bubble")).to_have_text("via @cic_bot5G Forum20:00")
    await page.get_by_role("link", name="In the bot").click()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_location_is_sent_by_choosing_a_city(opened: Open) -> None:
    page = await started(opened)
    await say(page, "/place")
    await page.get_by_role("button", name="My place").click()
    await page.keyboard.type("jaya")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .place")).to_have_text("Jayapura-2.5916°, 140.669°")
    await expect(page.locator(".theirs .text").last).to_have_text("Thank you20:00")
    await expect(page.get_by_role("button", name="My place")).to_be_hidden()


async def test_another_person_has_their_own_chat_and_language(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("button", name="Sari Indonesia").click()
    await page.get_by_role("button", name="Mulai", exact=True).click()
    await expect(page.locator(".mine .text")).to_have_text("/start20:00")
    await expect(page.locator("html")).to_have_attribute("lang", "id")
    await expect(page.get_by_role("region", name="Waktu konferensi")).to_be_visible()


async def test_language_chosen_is_the_persons_and_the_pages(opened: Open, stand_in: Sandbox) -> None:
    page = await started(opened)
    await page.get_by_label("Language of the app").select_option("zh-hans")
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    await expect(page.get_by_role("textbox", name="消息", exact=True)).to_be_visible()
    assert stand_in.world.users[1001].language_code == "zh-hans"


async def test_group_gets_the_bot_and_its_answers(opened: Open) -> None:
    page = await started(opened)
    await page.get_by_role("navigation").get_by_role("button", name="CIC 2020").click()
    await page.get_by_role("button", name="Add the bot").click()
    await expect(page.locator(".notice")).to_have_text("Alex added cic_bot")
    await say(page, "/place@cic_bot")
    await expect(page.locator(".theirs .sender").last).to_have_text("cic_bot")


async def test_channel_is_there_to_read(opened: Open, stand_in: Sandbox, bot: ScriptedBot) -> None:
    world = stand_in.world
    channel = world.add_channel("CIC 5G", [1001], 1002, username="cic_5g")
    world.set_bot_in_channel(1002, channel.id)
    buttons = {"inline_keyboard": [[{"text": "Open in the bot", "url": FAR_LINK}]]}
    await bot.call("sendMessage", chat_id="@cic_5g", text="Starts in 10 minutes", reply_markup=buttons)
    page = await opened()
    await page.get_by_role("navigation").get_by_role("button", name="CIC 5G").click()
    await expect(page.locator("#subtitle")).to_have_text("2 subscribers")
    await expect(page.locator(".theirs .text")).to_have_text("Starts in 10 minutes20:00")
    await expect(page.locator(".theirs .sender")).to_have_count(0)
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_hidden()
    await expect(page.get_by_role("button", name="Add the bot")).to_be_hidden()
    await page.get_by_role("link", name="Open in the bot").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".mine .text")).to_have_text("/start e_opening20:00")


async def test_clock_jumps_to_a_typed_moment_of_the_conference_zone(opened: Open, stand_in: Sandbox) -> None:
    page = await opened()
    await page.get_by_label("Jump to").fill("2020-07-24T08:55")
    await page.get_by_role("button", name="Go", exact=True).click()
    await expect(page.locator(".clock-time")).to_have_text("08:55:00")
    await expect(page.locator(".clock-day")).to_have_text("Friday 24 July")
    assert stand_in.world.clock.now() == datetime(2020, 7, 24, 0, 55, tzinfo=UTC)


async def test_clock_runs_at_the_chosen_speed(opened: Open, stand_in: Sandbox) -> None:
    page = await opened()
    await page.get_by_role("button", name="×60", exact=True).click()
    await expect(page.get_by_role("button", name="×60", exact=True)).to_have_attribute("aria-pressed", "true")
    assert stand_in.world.clock.speed == 60


async def test_phone_has_one_column_and_a_drawer(opened: Open, bot: ScriptedBot) -> None:
    app = {"type": "web_app", "text": "🗓 Timetable", "web_app": {"url": "https://example.org/"}}
    await bot.call("setChatMenuButton", menu_button=app)
    page = await started(opened, PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    sari = page.get_by_role("button", name="Sari Indonesia")
    await expect(sari).to_be_hidden()
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)
    await page.get_by_role("button", name="People and chats").click()
    await expect(sari).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(sari).to_be_hidden()
    await expect(page.get_by_role("button", name="People and chats")).to_be_focused()


async def test_lost_connection_is_told_and_comes_back(tab: Page, stand_in: Sandbox) -> None:
    await tab.goto(stand_in.page_url)
    await expect(tab.locator(".welcome")).to_be_visible()
    port = int(stand_in.url.rpartition(":")[2])
    await stand_in.stop()
    await expect(tab.locator("#connection")).to_have_text("Connection lost. Trying again…")
    await stand_in.start(port=port)
    await expect(tab.locator("#connection")).to_be_hidden()
