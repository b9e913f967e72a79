"""/my: by day, with clashes, free time and what was called off."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

EMPTY = {
    "id": """\
Agenda saya
Belum ada apa-apa. Tandai ☆ sebuah acara: acara itu tersimpan di sini dan Anda akan diingatkan.
[Agenda] [Topik]
[☰ Menu]""",
    "en": """\
My agenda
Nothing here yet. Star ☆ an event, and it is kept here and you are reminded of it.
[Agenda] [Tracks]
[☰ Menu]""",
    "zh": """\
我的日程
这里还没有内容。点☆收藏活动，它会保存在这里，并在开始前提醒您。
[议程] [专题]
[☰ 菜单]""",
}

THURSDAY = {
    "id": """\
Agenda saya · 5 acara
Kamis, 23 Juli

14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
1. ★ Upacara Pembukaan

kosong 30 menit

15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
2. ★ Forum Privasi
    ⚠️ bentrok dengan “Forum AI & Masyarakat”

15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
3. ★ Forum AI & Masyarakat\xa0◌
    ⚠️ bentrok dengan “Forum Privasi”

17:30–18:30 Beijing · 🌏 16:30–17:30 WIB
4. ★ Forum Awan · dibatalkan

kosong 6 jam

23:00–01:30 (+1 hari) Beijing · 🌏 22:00–00:30 (+1 hari) WIB
5. ★ Hackathon Malam

◌ sementara: judul dan waktu belum pasti
[1] [2] [3] [4] [5]
[★1] [★2] [★3] [★4] [★5]
[• Kam, 23 (5)]
[📅 Kalender] [🖼 Jadi gambar]
[Pengingat] [Agenda]
[☰ Menu]""",
    "en": """\
My agenda · 5 events
Thursday 23 July

14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
1. ★ Opening Ceremony

free for 30 min

15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
2. ★ Privacy Forum
    ⚠️ clashes with “AI & Society Forum”

15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
3. ★ AI & Society Forum\xa0◌
    ⚠️ clashes with “Privacy Forum”

17:30–18:30 Beijing · 🌏 09:30–10:30 UTC
4. ★ Cloud Forum · called off

free for 6 h

23:00–01:30 (+1 day) Beijing · 🌏 15:00–17:30 UTC
5. ★ Night Hackathon

◌ tentative: title and time not confirmed
[1] [2] [3] [4] [5]
[★1] [★2] [★3] [★4] [★5]
[• Thu 23 (5)]
[📅 Calendar] [🖼 As a picture]
[Reminders] [Agenda]
[☰ Menu]""",
    "zh": """\
我的日程 · 5项活动
7月23日星期四

14:00–15:00 北京
1. ★ 开幕式

空闲30分钟

15:30–16:30 北京
2. ★ 隐私论坛
    ⚠️ 与“人工智能与社会论坛”时间冲突

15:30–17:00 北京
3. ★ 人工智能与社会论坛\xa0◌
    ⚠️ 与“隐私论坛”时间冲突

17:30–18:30 北京
4. ★ 云论坛 · 已取消

空闲6小时

23:00–次日01:30 北京
5. ★ 黑客马拉松之夜

◌ 待定：标题和时间尚未确认
[1] [2] [3] [4] [5]
[★1] [★2] [★3] [★4] [★5]
[• 23日周四 (5)]
[📅 日历] [🖼 生成分享图]
[提醒] [议程]
[☰ 菜单]""",
}

FRIDAY = {
    "id": """\
Agenda saya · 3 acara
Jumat, 24 Juli

09:30–10:30 Beijing · 🌏 08:30–09:30 WIB
1. ★ Forum Tembok Api

kosong 2 jam 30 menit

13:00–14:00 Beijing · 🌏 12:00–13:00 WIB
2. ★ Forum Malware
[1] [2]
[★1] [★2]
[Kam, 23 (1)] [• Jum, 24 (2)]
[📅 Kalender] [🖼 Jadi gambar]
[Pengingat] [Agenda]
[☰ Menu]""",
    "en": """\
My agenda · 3 events
Friday 24 July

09:30–10:30 Beijing · 🌏 01:30–02:30 UTC
1. ★ Firewall Forum

free for 2 h 30 min

13:00–14:00 Beijing · 🌏 05:00–06:00 UTC
2. ★ Malware Forum
[1] [2]
[★1] [★2]
[Thu 23 (1)] [• Fri 24 (2)]
[📅 Calendar] [🖼 As a picture]
[Reminders] [Agenda]
[☰ Menu]""",
    "zh": """\
我的日程 · 3项活动
7月24日星期五

09:30–10:30 北京
1. ★ 防火墙论坛

空闲2小时30分钟

13:00–14:00 北京
2. ★ 恶意软件论坛
[1] [2]
[★1] [★2]
[23日周四 (1)] [• 24日周五 (2)]
[📅 日历] [🖼 生成分享图]
[提醒] [议程]
[☰ 菜单]""",
}

BARE_DAY = {
    "id": """\
Agenda saya · 1 acara
Sabtu, 25 Juli

Tidak ada yang ditandai pada hari ini.
[Kam, 23 (1)]
[📅 Kalender] [🖼 Jadi gambar]
[Pengingat] [Agenda]
[☰ Menu]""",
    "en": """\
My agenda · 1 event
Saturday 25 July

Nothing starred on this day.
[Thu 23 (1)]
[📅 Calendar] [🖼 As a picture]
[Reminders] [Agenda]
[☰ Menu]""",
    "zh": """\
我的日程 · 1项活动
7月25日星期六

这一天没有收藏的活动。
[23日周四 (1)]
[📅 日历] [🖼 生成分享图]
[提醒] [议程]
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_without_stars_says_how_to_star(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/my")) == EMPTY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_marks_clashes_names_free_time_and_keeps_the_called_off(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "ai-forum", "privacy", "hackathon", "cloud", "opening")
    assert screen(await reader.send("/my")) == THURSDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_has_a_page_for_each_day_with_stars(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening", "firewalls", "malware")
    await reader.send("/my")
    assert screen((await reader.press(data="my:2")).message) == FRIDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_day_whose_last_star_was_taken_back_is_said_to_be_bare(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    await reader.send("/my")
    assert screen((await reader.press(data="my:3")).message) == BARE_DAY[language]


async def test_my_opens_at_the_day_of_the_next_star(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "firewalls", "malware")
    scene.clock.jump(at("2020-07-23 15:00"))
    assert screen(await reader.send("/my")) == FRIDAY["en"]


async def test_my_opens_at_the_last_star_when_all_are_over(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "firewalls", "malware")
    scene.clock.jump(at("2020-07-26 12:00"))
    assert screen(await reader.send("/my")) == FRIDAY["en"]


async def test_free_time_before_the_first_of_a_second_page_is_named_there(scene: Stage) -> None:
    friday = ("market", "firewalls", "passwords", "lunch", "malware", "backups")
    reader = await newcomer(scene, "en", *friday)
    await reader.send("/my")
    shown = (await reader.press("›")).message
    assert (
        shown.text
        == """\
My agenda · 6 events
Friday 24 July

free for 1 h

15:00–16:00 Beijing · 🌏 07:00–08:00 UTC
1. ★ Backup Forum"""
    )


async def test_exhibitions_open_all_day_clash_with_nothing(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "expo", "opening")
    assert "clashes" not in (await reader.send("/my")).text


async def test_talks_of_a_starred_forum_do_not_clash_with_it(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "ai-forum", "vision", "ethics")
    assert "clashes" not in (await reader.send("/my")).text


async def test_star_taken_back_in_my_stays_in_my(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "firewalls", "malware")
    await reader.send("/my")
    answer = await reader.press("★")
    assert (answer.toast, answer.message.text.split("\n")[0]) == (
        "☆ Taken out of your agenda.",
        "My agenda · 2 events",
    )


async def test_card_leads_back_to_its_day_of_my(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "firewalls", "malware")
    await reader.send("/my")
    await reader.press("Fri 24")
    await reader.press("2")
    assert screen((await reader.press("‹ Back")).message) == FRIDAY["en"]


async def test_stars_of_two_readers_are_their_own(scene: Stage) -> None:
    await newcomer(scene, "en", "opening")
    assert screen(await scene.user().send("/my")) == EMPTY["en"]
