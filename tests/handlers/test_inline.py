"""Inline mode: what ``@bot words`` offers in any chat, and the card that is sent there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.agenda import next_events, on_now
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows
from tests.handlers.test_groups import team
from tests.stage import Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFERED = {
    "id": ("Forum Kata Sandi", "Jum, 24 Jul · 10:30–11:30 Beijing · 🌏 09:30–10:30 WIB · Keamanan"),
    "en": ("Password Forum", "Fri 24 Jul · 10:30–11:30 Beijing · Security"),
    "zh": ("密码论坛", "7月24日周五 · 10:30–11:30 北京 · 安全"),
}
CARD = {
    "id": """\
Upacara Pembukaan

🗓 Kamis, 23 Juli
🕘 14:00–15:00 waktu Beijing
🌏 waktu Anda: 13:00–14:00 WIB
🏷 Upacara
📍 Panggung Utama · dalam bahasa Tionghoa
👤 Zhang Wei (张伟)""",
    "en": """\
Opening Ceremony

🗓 Thursday 23 July
🕘 14:00–15:00 Beijing time
🌏 yours: 06:00–07:00 UTC
🏷 Ceremony
📍 Main Stage · held in Chinese
👤 Zhang Wei (张伟)""",
    "zh": """\
开幕式

🗓 7月23日星期四
🕘 14:00–15:00 北京时间
🌏 您的时间：06:00–07:00 UTC
🏷 仪式
📍 主会场 · 使用语言：中文
👤 张伟（Zhang Wei）""",
}
WORDS = {"id": "forum kata sandi besok", "en": "password forum tmrw", "zh": "明天密码论坛"}


def ids(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_result_has_title_times_and_forum(scene: Stage, language: str) -> None:
    [result] = (await scene.user(language).type_inline(WORDS[language]))["results"]
    assert (result["title"], result["description"]) == OFFERED[language]


async def test_nothing_typed_offers_what_is_on_and_next(scene: Stage) -> None:
    schedule = scene.app.published.schedule
    expected = on_now(schedule, BEGINNING) + next_events(schedule, BEGINNING)
    assert ids(await scene.user().type_inline("")) == [event.id for event in expected] == ["expo", "opening"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_is_for_readers_anywhere(scene: Stage, language: str) -> None:
    [result] = (await scene.user(language).type_inline("opening"))["results"]
    message = result["message"]
    assert message["text"] == CARD[language]
    assert [entity["type"] for entity in message["entities"]].count("date_time") == 2


async def test_card_opens_in_the_bot(scene: Stage) -> None:
    [result] = (await scene.user().type_inline("opening"))["results"]
    assert [button["text"] for row in result["reply_markup"]["inline_keyboard"] for button in row] == [
        "Join ↗",
        "Open in the bot ↗",
    ]
    [_, button] = result["reply_markup"]["inline_keyboard"][0]
    assert button["url"] == "https://t.me/conference_bot?start=e_opening"


async def test_share_button_of_a_card_finds_that_event(scene: Stage) -> None:
    reader = scene.user()
    card = await reader.send("/start e_opening")
    chosen = card.button("Share ↗").json["switch_inline_query_chosen_chat"]
    assert chosen == {
        "query": "opening",
        "allow_user_chats": True,
        "allow_group_chats": True,
        "allow_channel_chats": True,
    }
    assert ids(await reader.type_inline(chosen["query"])) == ["opening"]


async def test_own_zone_and_stars_are_in_the_results(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    await reader.press(data="zone:Asia/Kathmandu")
    [result] = (await reader.type_inline("my agenda"))["results"]
    assert (result["title"], result["description"]) == (
        "★ Opening Ceremony",
        "Thu 23 Jul · 14:00–15:00 Beijing · 11:45–12:45 UTC+5:45",
    )


async def test_what_is_called_off_says_so(scene: Stage) -> None:
    [result] = (await scene.user().type_inline("cloud forum"))["results"]
    assert (result["title"], result["description"].split(" · ")[0]) == ("❌ Cloud Forum", "called off")


async def test_nothing_found_leads_into_the_bot(scene: Stage) -> None:
    answer = await scene.user().type_inline("qqqqqqqqqq")
    assert (answer["results"], answer["button"]) == (
        [],
        {"text": "Nothing found. Ask me in private ↗", "start_parameter": "inline"},
    )


async def test_long_list_comes_in_pages_that_telegram_takes(tmp_path: Path) -> None:
    before, closing, after = PROGRAMME.read_text().partition("  - id: closing")
    repeated = "".join(f"{closing}-{number:02}{after}\n" for number in range(60))
    schedule = tmp_path / "schedule.yaml"
    schedule.write_text(before + repeated)
    async with stage(tmp_path, schedule=schedule, clock=still_clock(BEGINNING)) as here:
        reader = here.user()
        first = await reader.type_inline("saturday")
        second = await reader.type_inline("saturday", first["next_offset"])
        assert (first["next_offset"], second["next_offset"]) == ("50", "")
        assert ids(first) + ids(second) == [f"closing-{number:02}" for number in range(60)]


async def test_typing_inline_stores_nothing(scene: Stage) -> None:
    await scene.user().type_inline("forum")
    assert rows(scene.folder, "SELECT * FROM chats") == []


async def test_card_sent_into_the_chat_with_the_bot_is_not_taken_for_a_question(scene: Stage) -> None:
    reader = scene.user()
    [result] = (await reader.type_inline("opening"))["results"]
    assert (await reader.send_inline(result)).messages == []


async def test_card_sent_into_a_group_is_not_answered(scene: Stage) -> None:
    there = await team(scene)
    [result] = (await there.member.type_inline("opening"))["results"]
    assert (await there.member.send_inline(result, chat=there.chat)).messages == []


@pytest.mark.parametrize("words", ["🎉", "x" * 500, "<b>", "'; drop table chats --", "   "])
async def test_anything_may_be_typed(scene: Stage, words: str) -> None:
    assert (await scene.user().type_inline(words))["type"] == "inline_answer"
