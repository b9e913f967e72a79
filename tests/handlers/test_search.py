"""/search, and plain text as a search."""

from __future__ import annotations

import pytest

from bot.sandbox import Shown
from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = {
    "id": """\
Cari
Ketik yang Anda cari: topik, beberapa kata judul, atau pembicara.
Contoh: 5G, blockchain, keamanan, 人工智能
[Topik] [Pembicara]
[☰ Menu]""",
    "en": """\
Search
Type what you look for: a subject, a few words of a title, a speaker.
For example: 5G, blockchain, keamanan, 人工智能
[Tracks] [Speakers]
[☰ Menu]""",
    "zh": """\
搜索
请输入要找的内容：主题、标题中的几个字或嘉宾姓名。
例如：5G、blockchain、keamanan、人工智能
[专题] [嘉宾]
[☰ 菜单]""",
}

FOUND = {
    "id": """\
4 hasil untuk “robot”

Kam, 23 Jul · 09:00–21:00 Beijing · 🌏 08:00–20:00 WIB
1. Pameran Robot
    Kecerdasan Buatan · sedang berlangsung

Kam, 23 Jul · 15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
2. Forum AI & Masyarakat ◌
    Kecerdasan Buatan

Kam, 23 Jul · 15:35–16:00 Beijing · 🌏 14:35–15:00 WIB
3. Mata Mesin ◌
    ↳ Forum AI & Masyarakat

Kam, 23 Jul · 16:00–16:30 Beijing · 🌏 15:00–15:30 WIB
4. Siapa Bertanggung Jawab? ◌
    ↳ Forum AI & Masyarakat

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
[1] [2] [3] [4]
[☆1] [☆2] [☆3] [☆4]
[☰ Menu]""",
    "en": """\
4 results for “robot”

Thu 23 Jul · 09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
1. Robot Expo
    Artificial Intelligence · on now

Thu 23 Jul · 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
2. AI & Society Forum ◌
    Artificial Intelligence

Thu 23 Jul · 15:35–16:00 Beijing · 🌏 07:35–08:00 UTC
3. The Eye of the Machine ◌
    ↳ AI & Society Forum

Thu 23 Jul · 16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
4. Who Answers for It? ◌
    ↳ AI & Society Forum

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
[1] [2] [3] [4]
[☆1] [☆2] [☆3] [☆4]
[☰ Menu]""",
    "zh": """\
“robot”有4个结果

7月23日周四 · 09:00–21:00 北京
1. 机器人展
    人工智能 · 正在进行

7月23日周四 · 15:30–17:00 北京
2. 人工智能与社会论坛 ◌
    人工智能

7月23日周四 · 15:35–16:00 北京
3. 机器之眼 ◌
    ↳ 人工智能与社会论坛

7月23日周四 · 16:00–16:30 北京
4. 谁来负责？ ◌
    ↳ 人工智能与社会论坛

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
[1] [2] [3] [4]
[☆1] [☆2] [☆3] [☆4]
[☰ 菜单]""",
}

NONE = {
    "id": """\
Tidak ditemukan apa pun untuk “qqqqqqqqqq”.
Coba kata yang lebih sedikit atau lain, dalam salah satu dari tiga bahasa, atau telusuri:
[Agenda] [Topik] [Pembicara]
[☰ Menu]""",
    "en": """\
I found nothing for “qqqqqqqqqq”.
Try fewer or other words, in any of the three languages, or look through:
[Agenda] [Tracks] [Speakers]
[☰ Menu]""",
    "zh": """\
没有找到与“qqqqqqqqqq”相关的内容。
请用更少或其他的词再试，三种语言均可，或浏览：
[议程] [专题] [嘉宾]
[☰ 菜单]""",
}

LAST_PAGE = {
    "id": """\
11 hasil untuk “forum”

Kam, 23 Jul · 16:00–16:30 Beijing · 🌏 15:00–15:30 WIB
1. Siapa Bertanggung Jawab? ◌
    ↳ Forum AI & Masyarakat

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
[Siapa Bertanggung Jawab?]
[☆ Siapa Bertanggung Jawab?]
[‹] [3/3]
[☰ Menu]""",
    "en": """\
11 results for “forum”

Thu 23 Jul · 16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
1. Who Answers for It? ◌
    ↳ AI & Society Forum

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
[Who Answers for It?]
[☆ Who Answers for It?]
[‹] [3/3]
[☰ Menu]""",
    "zh": """\
“forum”有11个结果

7月23日周四 · 16:00–16:30 北京
1. 谁来负责？ ◌
    ↳ 人工智能与社会论坛

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
[谁来负责？]
[☆ 谁来负责？]
[‹] [3/3]
[☰ 菜单]""",
}


def first_title(shown: Shown) -> str:
    """The first result's title."""
    line = next(line for line in shown.text.split("\n") if line.startswith("1. "))
    return line.removeprefix("1. ")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_search_without_words_asks_for_some(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/search")) == PROMPT[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_search_button_asks_for_words(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.press(data="search")).message) == PROMPT[language]


@pytest.mark.parametrize("text", ["/search robot", "robot"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_words_find_events_with_or_without_the_command(scene: Stage, language: str, text: str) -> None:
    assert screen(await scene.user(language).send(text)) == FOUND[language]


@pytest.mark.parametrize("text", ["/search qqqqqqqqqq", "qqqqqqqqqq"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_search_that_finds_nothing_says_what_to_try(scene: Stage, language: str, text: str) -> None:
    assert screen(await scene.user(language).send(text)) == NONE[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_last_page_of_the_results(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/search forum")
    await reader.press("›")
    assert screen((await reader.press("›")).message) == LAST_PAGE[language]


async def test_pages_of_results_for_plain_text(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("forum")
    await reader.press("›")
    assert screen((await reader.press("›")).message) == LAST_PAGE["en"]


async def test_results_reply_to_the_message_that_asked(scene: Stage) -> None:
    shown = await scene.user().send("robot")
    assert shown.json["reply_to_message"]["text"] == "robot"


async def test_card_leads_back_to_its_page_of_the_results(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/search forum")
    await reader.press("›")
    await reader.press("›")
    await reader.press("Who Answers")
    assert screen((await reader.press("‹ Back")).message) == LAST_PAGE["en"]


async def test_results_without_the_message_that_asked_lead_to_a_new_search(scene: Stage) -> None:
    reader = await newcomer(scene)
    assert screen((await reader.press(data="found:1")).message) == PROMPT["en"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("pembukaan", "Opening Ceremony"),
        ("开幕式", "Opening Ceremony"),
        ("openning ceremny", "Opening Ceremony"),
        ("李娜", "The Eye of the Machine ◌"),
        ("li na", "The Eye of the Machine ◌"),
    ],
)
async def test_words_of_any_language_and_with_typos_find(scene: Stage, words: str, title: str) -> None:
    assert first_title(await scene.user().send(words)) == title


async def test_words_that_look_like_markup_are_shown_as_written(scene: Stage) -> None:
    shown = await scene.user().send("<b>&amp;</b> zzzzzzzz")
    assert shown.text.split("\n")[0] == "I found nothing for “<b>&amp;</b> zzzzzzzz”."
