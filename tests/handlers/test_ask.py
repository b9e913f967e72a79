"""/search, and plain text as a search: names, words of titles, pages of what was found."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

PROMPT = {
    "id": """\
Cari
Ketik yang Anda cari, atau tanyakan dengan kata-kata Anda sendiri. Contoh:
• Upacara Pembukaan mulai jam berapa?
• ada acara Keamanan pada Jumat, 24 Juli?
• Zhang Wei bicara jam berapa?
[Topik] [Pembicara]
[☰ Menu]""",
    "en": """\
Search
Type what you look for, or ask in your own words. For example:
• when does Opening Ceremony start?
• anything about Security on Friday 24 July?
• what time does Zhang Wei speak?
[Tracks] [Speakers]
[☰ Menu]""",
    "zh": """\
搜索
请输入要找的内容，或者直接提问。例如：
• 开幕式几点开始？
• 7月24日星期五有没有安全的活动？
• 张伟几点讲？
[专题] [嘉宾]
[☰ 菜单]""",
}

FOUND = {
    "id": """\
Kecerdasan Buatan

Kam, 23 Jul · 09:00–21:00 Beijing · 🌏 08:00–20:00 WIB
1. Pameran Robot
    Kecerdasan Buatan · sedang berlangsung

Kam, 23 Jul · 15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
2. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.
[1] [2]
[☆1] [☆2]
[☰ Menu]""",
    "en": """\
Artificial Intelligence

Thu 23 Jul · 09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
1. Robot Expo
    Artificial Intelligence · on now

Thu 23 Jul · 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
2. AI & Society Forum\xa0◌
    Artificial Intelligence

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.
[1] [2]
[☆1] [☆2]
[☰ Menu]""",
    "zh": """\
人工智能

7月23日周四 · 09:00–21:00 北京
1. 机器人展
    人工智能 · 正在进行

7月23日周四 · 15:30–17:00 北京
2. 人工智能与社会论坛\xa0◌
    人工智能

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。
[1] [2]
[☆1] [☆2]
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

UNKNOWN = {
    "id": """\
Itu tidak bisa saya jawab: yang saya tahu hanya program konferensi ini.
Anda bisa bertanya, misalnya:
• Upacara Pembukaan mulai jam berapa?
• ada acara Keamanan pada Jumat, 24 Juli?
• Zhang Wei bicara jam berapa?
[Saat ini] [Agenda]
[Agenda saya] [Bantuan]""",
    "en": """\
I have no answer to that: all I know is the programme of this conference.
You can ask, for example:
• when does Opening Ceremony start?
• anything about Security on Friday 24 July?
• what time does Zhang Wei speak?
[On now] [Agenda]
[My agenda] [Help]""",
    "zh": """\
这个我答不上来：我只了解本次大会的日程。
您可以这样问：
• 开幕式几点开始？
• 7月24日星期五有没有安全的活动？
• 张伟几点讲？
[正在进行] [议程]
[我的日程] [帮助]""",
}

LAST_PAGE = {
    "id": """\
Forum

Jum, 24 Jul · 14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
1. Forum Tanda Tangan
    Keamanan

Jum, 24 Jul · 15:00–16:00 Beijing · 🌏 14:00–15:00 WIB
2. Forum Cadangan
    Keamanan

Jum, 24 Jul · 16:00–17:00 Beijing · 🌏 15:00–16:00 WIB
3. Forum Tambalan
    Keamanan

Baris atas membuka, ☆ menandai.
[1] [2] [3]
[☆1] [☆2] [☆3]
[‹] [2/2]
[☰ Menu]""",
    "en": """\
Forum

Fri 24 Jul · 14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
1. Signature Forum
    Security

Fri 24 Jul · 15:00–16:00 Beijing · 🌏 07:00–08:00 UTC
2. Backup Forum
    Security

Fri 24 Jul · 16:00–17:00 Beijing · 🌏 08:00–09:00 UTC
3. Patch Forum
    Security

The upper row opens, ☆ stars.
[1] [2] [3]
[☆1] [☆2] [☆3]
[‹] [2/2]
[☰ Menu]""",
    "zh": """\
论坛

7月24日周五 · 14:00–15:00 北京
1. 数字签名论坛
    安全

7月24日周五 · 15:00–16:00 北京
2. 备份论坛
    安全

7月24日周五 · 16:00–17:00 北京
3. 补丁论坛
    安全

上排打开详情，☆收藏。
[1] [2] [3]
[☆1] [☆2] [☆3]
[‹] [2/2]
[☰ 菜单]""",
}


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


@pytest.mark.parametrize("language", LANGUAGES)
async def test_search_that_finds_nothing_says_what_to_try(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/search qqqqqqqqqq")) == NONE[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_plain_text_that_finds_nothing_gets_what_can_be_asked(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("qqqqqqqqqq")) == UNKNOWN[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_last_page_of_the_results(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/search forum")
    assert screen((await reader.press("›")).message) == LAST_PAGE[language]


async def test_pages_of_results_for_plain_text(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("forum")
    assert screen((await reader.press("›")).message) == LAST_PAGE["en"]


async def test_results_reply_to_the_message_that_asked(scene: Stage) -> None:
    shown = await scene.user().send("robot")
    assert shown.json["reply_to_message"]["text"] == "robot"


async def test_card_leads_back_to_its_page_of_the_results(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/search forum")
    await reader.press("›")
    await reader.press("2")
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
        ("李娜", "👤 Li Na (李娜), Scientist, Cloud Institute"),
        ("li na", "👤 Li Na (李娜), Scientist, Cloud Institute"),
    ],
)
async def test_words_of_any_language_and_with_typos_find(scene: Stage, words: str, title: str) -> None:
    assert (await scene.user().send(words)).text.split("\n")[0] == title


async def test_word_of_a_description_is_found(scene: Stage) -> None:
    shown = await scene.user().send("rontgen")
    assert shown.text.split("\n")[0] == "1 result for “rontgen”"


async def test_words_that_look_like_markup_are_shown_as_written(scene: Stage) -> None:
    shown = await scene.user().send("/search <b>&amp;</b> zzzzzzzz")
    assert shown.text.split("\n")[0] == "I found nothing for “<b>&amp;</b> zzzzzzzz”."
