"""/today and /agenda."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, spans
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

THURSDAY = {
    "id": """\
Kamis, 23 Juli · hari ke-1 dari 3

09:00–21:00 Beijing · 🌏 08:00–20:00 WIB
1. Pameran Robot
    Kecerdasan Buatan · sedang berlangsung

14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
2. Upacara Pembukaan

15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
3. Forum Privasi
    Keamanan

15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
4. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan

17:30–18:30 Beijing · 🌏 16:30–17:30 WIB
5. Forum Awan · dibatalkan

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.""",
    "en": """\
Thursday 23 July · day 1 of 3

09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
1. Robot Expo
    Artificial Intelligence · on now

14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
2. Opening Ceremony

15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
3. Privacy Forum
    Security

15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
4. AI & Society Forum\xa0◌
    Artificial Intelligence

17:30–18:30 Beijing · 🌏 09:30–10:30 UTC
5. Cloud Forum · called off

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.""",
    "zh": """\
7月23日星期四 · 第1天，共3天

09:00–21:00 北京
1. 机器人展
    人工智能 · 正在进行

14:00–15:00 北京
2. 开幕式

15:30–16:30 北京
3. 隐私论坛
    安全

15:30–17:00 北京
4. 人工智能与社会论坛\xa0◌
    人工智能

17:30–18:30 北京
5. 云论坛 · 已取消

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。""",
}

THURSDAY_BUTTONS = {
    "id": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["• Kam, 23", "Jum, 24", "Sab, 25"],
        ["Ke saat ini", "Agenda saya"],
        ["☰ Menu"],
    ],
    "en": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["• Thu 23", "Fri 24", "Sat 25"],
        ["Jump to now", "My agenda"],
        ["☰ Menu"],
    ],
    "zh": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["• 23日周四", "24日周五", "25日周六"],
        ["跳到现在", "我的日程"],
        ["☰ 菜单"],
    ],
}

FRIDAY = {
    "id": """\
Jumat, 24 Juli · hari ke-2 dari 3

09:00–18:00 Beijing · 🌏 08:00–17:00 WIB
1. Pasar Buku

09:30–10:30 Beijing · 🌏 08:30–09:30 WIB
2. Forum Tembok Api
    Keamanan

10:30–11:30 Beijing · 🌏 09:30–10:30 WIB
3. Forum Kata Sandi
    Keamanan

12:00–13:00 Beijing · 🌏 11:00–12:00 WIB
4. Makan Siang

13:00–14:00 Beijing · 🌏 12:00–13:00 WIB
5. Forum Malware
    Keamanan

Baris atas membuka, ☆ menandai.""",
    "en": """\
Friday 24 July · day 2 of 3

09:00–18:00 Beijing · 🌏 01:00–10:00 UTC
1. Book Market

09:30–10:30 Beijing · 🌏 01:30–02:30 UTC
2. Firewall Forum
    Security

10:30–11:30 Beijing · 🌏 02:30–03:30 UTC
3. Password Forum
    Security

12:00–13:00 Beijing · 🌏 04:00–05:00 UTC
4. Lunch

13:00–14:00 Beijing · 🌏 05:00–06:00 UTC
5. Malware Forum
    Security

The upper row opens, ☆ stars.""",
    "zh": """\
7月24日星期五 · 第2天，共3天

09:00–18:00 北京
1. 书市

09:30–10:30 北京
2. 防火墙论坛
    安全

10:30–11:30 北京
3. 密码论坛
    安全

12:00–13:00 北京
4. 午餐

13:00–14:00 北京
5. 恶意软件论坛
    安全

上排打开详情，☆收藏。""",
}

FRIDAY_BUTTONS = {
    "id": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["Kam, 23", "• Jum, 24", "Sab, 25"],
        ["Ke saat ini", "Agenda saya"],
        ["☰ Menu"],
    ],
    "en": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["Thu 23", "• Fri 24", "Sat 25"],
        ["Jump to now", "My agenda"],
        ["☰ Menu"],
    ],
    "zh": [
        ["1", "2", "3", "4", "5"],
        ["☆1", "☆2", "☆3", "☆4", "☆5"],
        ["1/2", "›"],
        ["23日周四", "• 24日周五", "25日周六"],
        ["跳到现在", "我的日程"],
        ["☰ 菜单"],
    ],
}

FRIDAY_END = {
    "id": """\
Jumat, 24 Juli · hari ke-2 dari 3

14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
1. Forum Tanda Tangan
    Keamanan

15:00–16:00 Beijing · 🌏 14:00–15:00 WIB
2. Forum Cadangan
    Keamanan

16:00–17:00 Beijing · 🌏 15:00–16:00 WIB
3. Forum Tambalan
    Keamanan

Baris atas membuka, ☆ menandai.""",
    "en": """\
Friday 24 July · day 2 of 3

14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
1. Signature Forum
    Security

15:00–16:00 Beijing · 🌏 07:00–08:00 UTC
2. Backup Forum
    Security

16:00–17:00 Beijing · 🌏 08:00–09:00 UTC
3. Patch Forum
    Security

The upper row opens, ☆ stars.""",
    "zh": """\
7月24日星期五 · 第2天，共3天

14:00–15:00 北京
1. 数字签名论坛
    安全

15:00–16:00 北京
2. 备份论坛
    安全

16:00–17:00 北京
3. 补丁论坛
    安全

上排打开详情，☆收藏。""",
}

FRIDAY_END_BUTTONS = {
    "id": [
        ["1", "2", "3"],
        ["☆1", "☆2", "☆3"],
        ["‹", "2/2"],
        ["Kam, 23", "• Jum, 24", "Sab, 25"],
        ["Ke saat ini", "Agenda saya"],
        ["☰ Menu"],
    ],
    "en": [
        ["1", "2", "3"],
        ["☆1", "☆2", "☆3"],
        ["‹", "2/2"],
        ["Thu 23", "• Fri 24", "Sat 25"],
        ["Jump to now", "My agenda"],
        ["☰ Menu"],
    ],
    "zh": [
        ["1", "2", "3"],
        ["☆1", "☆2", "☆3"],
        ["‹", "2/2"],
        ["23日周四", "• 24日周五", "25日周六"],
        ["跳到现在", "我的日程"],
        ["☰ 菜单"],
    ],
}

NEXT_DAY = {
    "id": """\
Hari ini bukan hari konferensi. Hari berikutnya:
Kamis, 23 Juli · hari ke-1 dari 3

09:00–21:00 Beijing · 🌏 08:00–20:00 WIB
1. Pameran Robot
    Kecerdasan Buatan

14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
2. Upacara Pembukaan

15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
3. Forum Privasi
    Keamanan

15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
4. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan

17:30–18:30 Beijing · 🌏 16:30–17:30 WIB
5. Forum Awan · dibatalkan

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.""",
    "en": """\
Today is not a day of the conference. The next one:
Thursday 23 July · day 1 of 3

09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
1. Robot Expo
    Artificial Intelligence

14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
2. Opening Ceremony

15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
3. Privacy Forum
    Security

15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
4. AI & Society Forum\xa0◌
    Artificial Intelligence

17:30–18:30 Beijing · 🌏 09:30–10:30 UTC
5. Cloud Forum · called off

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.""",
    "zh": """\
今天不是大会日。下一个大会日：
7月23日星期四 · 第1天，共3天

09:00–21:00 北京
1. 机器人展
    人工智能

14:00–15:00 北京
2. 开幕式

15:30–16:30 北京
3. 隐私论坛
    安全

15:30–17:00 北京
4. 人工智能与社会论坛\xa0◌
    人工智能

17:30–18:30 北京
5. 云论坛 · 已取消

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。""",
}

LAST_DAY = {
    "id": """\
Hari ini bukan hari konferensi. Hari terakhirnya:
Sabtu, 25 Juli · hari ke-3 dari 3

16:00–17:00 Beijing · 🌏 15:00–16:00 WIB
1. Upacara Penutupan

Baris atas membuka, ☆ menandai.""",
    "en": """\
Today is not a day of the conference. The last one was:
Saturday 25 July · day 3 of 3

16:00–17:00 Beijing · 🌏 08:00–09:00 UTC
1. Closing Ceremony

The upper row opens, ☆ stars.""",
    "zh": """\
今天不是大会日。最后一个大会日：
7月25日星期六 · 第3天，共3天

16:00–17:00 北京
1. 闭幕式

上排打开详情，☆收藏。""",
}


@pytest.mark.parametrize("command", ["/today", "/agenda", "/agenda 1"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_agenda_opens_at_the_present_day(scene: Stage, language: str, command: str) -> None:
    assert (await scene.user(language).send(command)).text == THURSDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_agenda_has_a_button_for_each_day(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/agenda")).labels == THURSDAY_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_day_button_opens_that_day(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda")
    assert (await reader.press(data="day:2:0")).message.text == FRIDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_first_of_two_pages_leads_to_the_second(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/agenda 2")).labels == FRIDAY_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_page_of_a_day(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda 2")
    assert (await reader.press("›")).message.text == FRIDAY_END[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_last_page_leads_back_to_the_one_before(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda 2")
    assert (await reader.press("›")).message.labels == FRIDAY_END_BUTTONS[language]


async def test_page_before(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 2")
    await reader.press("›")
    assert (await reader.press("‹")).message.text == FRIDAY["en"]


async def test_today_opens_at_the_page_of_this_hour(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-24 15:30"))
    opened = [button.data for button in (await scene.user().send("/today")).rows[0]]
    assert opened == ["event:signatures:d1", "event:backups:d1", "event:patches:d1"]


async def test_jump_to_now_opens_the_present_day_from_another(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 3")
    assert (await reader.press("Jump to now")).message.text == THURSDAY["en"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_today_before_the_conference_is_its_first_day(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-22 23:59"))
    assert (await scene.user(language).send("/today")).text == NEXT_DAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_today_after_the_conference_is_its_last_day(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-26 00:01"))
    assert (await scene.user(language).send("/today")).text == LAST_DAY[language]


@pytest.mark.parametrize(
    ("words", "day"), [("2", "2"), ("0", "1"), ("99", "3"), ("x", "1"), ("-1", "1"), ("²", "1")]
)
async def test_agenda_of_a_day_by_its_number(scene: Stage, words: str, day: str) -> None:
    shown = await scene.user().send(f"/agenda {words}")
    assert [button.data for button in shown.buttons if button.text.startswith("• ")] == [f"day:{day}:0"]


async def test_event_on_now_is_marked_in_its_day(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 16:30"))
    assert (
        (await scene.user().send("/today")).text
        == """\
Saturday 25 July · day 3 of 3

16:00–17:00 Beijing · 🌏 08:00–09:00 UTC
1. Closing Ceremony
    on now

The upper row opens, ☆ stars."""
    )


async def test_titles_that_were_called_off_are_struck_through(scene: Stage) -> None:
    assert spans(await scene.user().send("/agenda 1"), "strikethrough") == ["Cloud Forum"]
