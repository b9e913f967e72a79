"""The first screen: what this is, where the conference stands, and what a deep link names."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

BEFORE = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Dimulai dalam 3 hari.

Berikutnya, dalam 3 hari:
Pameran Robot
Kam, 23 Jul · 09:00–21:00 Beijing · 🌏 08:00–20:00 WIB

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

It starts in 3 days.

Next, in 3 days:
Robot Expo
Thu 23 Jul · 09:00–21:00 Beijing · 🌏 01:00–13:00 UTC

Look around, star ☆ what you want to see, and I'll remind you in time.""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

大会3天后开始。

接下来，3天后：
机器人展
7月23日周四 · 09:00–21:00 北京

随意浏览，点☆收藏想看的活动，我会准时提醒您。""",
}

DURING = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Hari ke-1 dari 3 · 15:40 Beijing · 14:40 WIB
▶️ Forum Privasi
▶️ Forum AI & Masyarakat\xa0◌
▶️ Pameran Robot

Berikutnya, dalam 7 jam 20 menit:
Hackathon Malam
23:00–01:30 (+1 hari) Beijing · 🌏 22:00–00:30 (+1 hari) WIB
◌ sementara: judul dan waktu belum pasti

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

Day 1 of 3 · 15:40 Beijing
▶️ Privacy Forum
▶️ AI & Society Forum\xa0◌
▶️ Robot Expo

Next, in 7 h 20 min:
Night Hackathon
23:00–01:30 (+1 day) Beijing · 🌏 15:00–17:30 UTC
◌ tentative: title and time not confirmed

Look around, star ☆ what you want to see, and I'll remind you in time.""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

第1天，共3天 · 15:40 北京
▶️ 隐私论坛
▶️ 人工智能与社会论坛\xa0◌
▶️ 机器人展

接下来，7小时20分钟后：
黑客马拉松之夜
23:00–次日01:30 北京
◌ 待定：标题和时间尚未确认

随意浏览，点☆收藏想看的活动，我会准时提醒您。""",
}

BETWEEN = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Hari ke-2 dari 3 · 20:00 Beijing · 19:00 WIB

Berikutnya, dalam 20 jam:
Upacara Penutupan
Sab, 25 Jul · 16:00–17:00 Beijing · 🌏 15:00–16:00 WIB

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

Day 2 of 3 · 20:00 Beijing

Next, in 20 hours:
Closing Ceremony
Sat 25 Jul · 16:00–17:00 Beijing · 🌏 08:00–09:00 UTC

Look around, star ☆ what you want to see, and I'll remind you in time.""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

第2天，共3天 · 20:00 北京

接下来，20小时后：
闭幕式
7月25日周六 · 16:00–17:00 北京

随意浏览，点☆收藏想看的活动，我会准时提醒您。""",
}

AFTER = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Konferensi telah usai. Terima kasih atas kehadiran Anda.
Rekaman: Upacara Pembukaan

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

The conference is over. Thank you for being there.
Recording: Opening Ceremony

Look around, star ☆ what you want to see, and I'll remind you in time.""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

大会已经结束，感谢您的参与。
回放：开幕式

随意浏览，点☆收藏想看的活动，我会准时提醒您。""",
}

MENU = {
    "id": [
        ["Saat ini", "Berikutnya"],
        ["Hari ini", "Agenda"],
        ["Topik", "Pembicara"],
        ["Cari", "Agenda saya"],
        ["Pengingat", "Pengaturan"],
        ["Bantuan"],
    ],
    "en": [
        ["On now", "Next"],
        ["Today", "Agenda"],
        ["Tracks", "Speakers"],
        ["Search", "My agenda"],
        ["Reminders", "Settings"],
        ["Help"],
    ],
    "zh": [
        ["正在进行", "接下来"],
        ["今天", "议程"],
        ["专题", "嘉宾"],
        ["搜索", "我的日程"],
        ["提醒", "设置"],
        ["帮助"],
    ],
}

GONE = {
    "id": "Acara ini tidak lagi ada di program. Yang masih ada tampil di agenda:",
    "en": "This is no longer in the programme. The agenda shows what is:",
    "zh": "该活动已不在议程中。请查看现有议程：",
}

TRACK = """\
Artificial Intelligence

Thu 23 Jul · 09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
1. Robot Expo
    on now

Thu 23 Jul · 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
2. AI & Society Forum\xa0◌

Thu 23 Jul · 15:35–16:00 Beijing · 🌏 07:35–08:00 UTC
3. The Eye of the Machine\xa0◌

Thu 23 Jul · 16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
4. Who Answers for It?\xa0◌

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars."""

PERSON = """\
Li Na (李娜)
Scientist
Cloud Institute

Thu 23 Jul · 15:35–16:00 Beijing · 🌏 07:35–08:00 UTC
1. The Eye of the Machine\xa0◌
    ↳ AI & Society Forum

Thu 23 Jul · 16:00–16:30 Beijing · 🌏 08:00–08:30 UTC
2. Who Answers for It?\xa0◌
    ↳ AI & Society Forum

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars."""

TALK = """\
The Eye of the Machine
◌ tentative: title and time not confirmed

🗓 Thursday 23 July
🕘 15:35–16:00 Beijing time
🌏 yours: 07:35–08:00 UTC
🏷 Talk · Artificial Intelligence
↳ in “AI & Society Forum”
📍 Main Stage

👤 Speaker
• Li Na (李娜), Scientist, Cloud Institute"""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_before_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-20 13:40"))
    assert (await scene.user(language).send("/start")).text == BEFORE[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_during_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/start")).text == DURING[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_when_nothing_is_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-24 20:00"))
    assert (await scene.user(language).send("/start")).text == BETWEEN[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_after_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    assert (await scene.user(language).send("/start")).text == AFTER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_leads_everywhere(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/start")).labels == MENU[language]


async def test_start_links_recordings_after_the_conference(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    links = [
        entity["url"]
        for entity in (await scene.user().send("/start")).entities
        if entity["type"] == "text_link"
    ]
    assert links == ["https://video.example.org/opening"]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("id", "id"),
        ("en-US", "en"),
        ("zh-hans", "zh"),
        ("zh-TW", "zh"),
        ("yue", "zh"),
        ("fr", "id"),
        ("", "id"),
    ],
)
async def test_start_speaks_the_language_of_the_readers_telegram(
    scene: Stage, code: str, language: str
) -> None:
    assert (await scene.user(code).send("/start")).labels == MENU[language]


async def test_language_of_the_first_contact_stays_when_telegram_changes_its_own(scene: Stage) -> None:
    reader = scene.user("zh")
    await reader.send("/start")
    reader.set_language("en")
    assert (await reader.send("/start")).labels == MENU["zh"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_menu_button_leads_to_the_first_screen(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    reader = scene.user(language)
    await reader.send("/now")
    assert (await reader.press("☰")).message.text == DURING[language]


async def test_deep_link_opens_an_event(scene: Stage) -> None:
    assert (await scene.user().send("/start e_vision")).text == TALK


async def test_deep_link_opens_a_track(scene: Stage) -> None:
    assert (await scene.user().send("/start t_ai")).text == TRACK


async def test_deep_link_opens_a_person(scene: Stage) -> None:
    assert (await scene.user().send("/start p_li-na")).text == PERSON


@pytest.mark.parametrize("payload", ["e_nothing", "t_nothing", "p_nothing", "e_", "e_opening-2"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_deep_link_to_what_is_gone_says_so(scene: Stage, language: str, payload: str) -> None:
    assert (await scene.user(language).send(f"/start {payload}")).text == GONE[language]


@pytest.mark.parametrize("payload", ["opening", "x_opening", "E_opening", "_"])
async def test_deep_link_of_no_known_kind_opens_the_first_screen(scene: Stage, payload: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user().send(f"/start {payload}")).text == DURING["en"]
