"""/remind: what is to come, pausing, and the chat's lead time."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_REMINDER = {
    "id": """\
Pengingat
Belum ada pengingat. Tandai ☆ sebuah acara, dan saya kabari sebelum dimulai.

Berapa menit sebelum mulai?
[5] [• 10] [15] [30] [60]
[Jeda pengingat]
[Agenda saya] [☰ Menu]""",
    "en": """\
Reminders
No reminders are coming up. Star ☆ an event, and I'll remind you before it starts.

How many minutes before the start?
[5] [• 10] [15] [30] [60]
[Pause reminders]
[My agenda] [☰ Menu]""",
    "zh": """\
提醒
暂无提醒。点☆收藏活动，开始前会提醒您。

开始前多少分钟提醒？
[5] [• 10] [15] [30] [60]
[暂停提醒]
[我的日程] [☰ 菜单]""",
}

COMING = {
    "id": """\
Pengingat
Berikutnya: dalam 10 menit.

1. Kam, 23 Jul 12:50 WIB · 10 menit sebelumnya
    Upacara Pembukaan
2. Kam, 23 Jul 14:20 WIB · 10 menit sebelumnya
    Forum AI & Masyarakat\xa0◌

Berapa menit sebelum mulai?
[1] [2]
[5] [• 10] [15] [30] [60]
[Jeda pengingat]
[Agenda saya] [☰ Menu]""",
    "en": """\
Reminders
The next one: in 10 minutes.

1. Thu 23 Jul 13:50 Beijing · 10 minutes before
    Opening Ceremony
2. Thu 23 Jul 15:20 Beijing · 10 minutes before
    AI & Society Forum\xa0◌

How many minutes before the start?
[1] [2]
[5] [• 10] [15] [30] [60]
[Pause reminders]
[My agenda] [☰ Menu]""",
    "zh": """\
提醒
下一次：10分钟后。

1. 7月23日周四 13:50 北京 · 提前10分钟
    开幕式
2. 7月23日周四 15:20 北京 · 提前10分钟
    人工智能与社会论坛\xa0◌

开始前多少分钟提醒？
[1] [2]
[5] [• 10] [15] [30] [60]
[暂停提醒]
[我的日程] [☰ 菜单]""",
}

PAUSED = {
    "id": """\
Pengingat
Dijeda: tanda Anda tetap tersimpan dan saya tidak mengirim apa pun.

1. Kam, 23 Jul 12:50 WIB · 10 menit sebelumnya
    Upacara Pembukaan

Berapa menit sebelum mulai?
[1]
[5] [• 10] [15] [30] [60]
[Aktifkan pengingat lagi]
[Agenda saya] [☰ Menu]""",
    "en": """\
Reminders
Paused: I keep your stars and write nothing by myself.

1. Thu 23 Jul 13:50 Beijing · 10 minutes before
    Opening Ceremony

How many minutes before the start?
[1]
[5] [• 10] [15] [30] [60]
[Send reminders again]
[My agenda] [☰ Menu]""",
    "zh": """\
提醒
已暂停：您的收藏会保留，我不会主动发消息。

1. 7月23日周四 13:50 北京 · 提前10分钟
    开幕式

开始前多少分钟提醒？
[1]
[5] [• 10] [15] [30] [60]
[恢复提醒]
[我的日程] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_remind_without_stars_says_how_to_get_reminders(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/remind")) == NO_REMINDER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_remind_lists_what_comes_but_not_what_has_begun_or_was_called_off(
    scene: Stage, language: str
) -> None:
    reader = await newcomer(scene, language, "opening", "ai-forum", "cloud", "expo")
    assert screen(await reader.send("/remind")) == COMING[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_paused_reminders_are_said_to_be(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    await reader.send("/remind")
    assert screen((await reader.press(data="reminders:off")).message) == PAUSED[language]


async def test_reminders_begin_again_after_a_pause(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "ai-forum", "cloud", "expo")
    await reader.send("/remind")
    await reader.press("Pause reminders")
    assert screen((await reader.press("Send reminders again")).message) == COMING["en"]


@pytest.mark.parametrize("minutes", ["5", "15", "30", "60"])
async def test_lead_time_of_all_reminders(scene: Stage, minutes: str) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    await reader.send("/remind")
    shown = (await reader.press(data=f"default:{minutes}")).message
    assert (f"{minutes} minutes before" in shown.text, shown.button("• ").text) == (True, f"• {minutes}")


async def test_lead_time_that_is_no_choice_changes_nothing(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "ai-forum", "cloud", "expo")
    await reader.send("/remind")
    await reader.press(data="default:7")
    assert screen(reader.last) == COMING["en"]


async def test_own_lead_time_shows_in_the_list_and_in_its_order(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "privacy", "ai-forum")
    await reader.press(data="lead:ai-forum:30")
    assert (
        (await reader.send("/remind")).text
        == """\
Reminders
The next one: in 1 h 20 min.

1. Thu 23 Jul 15:00 Beijing · 30 minutes before
    AI & Society Forum\xa0◌
2. Thu 23 Jul 15:20 Beijing · 10 minutes before
    Privacy Forum

How many minutes before the start?"""
    )


async def test_hours_of_reminders_are_on_the_chosen_clock(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "hackathon")
    await reader.press(data="zone:Pacific/Kiritimati")
    line = (await reader.send("/remind")).text.split("\n")[3]
    assert line == "1. Fri 24 Jul 04:50 UTC+14 · 10 minutes before"


async def test_card_leads_back_to_the_reminders(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "ai-forum", "cloud", "expo")
    await reader.send("/remind")
    await reader.press("1")
    assert screen((await reader.press("‹ Back")).message) == COMING["en"]


async def test_reminders_that_have_passed_leave_the_list(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    scene.clock.jump(at("2020-07-23 14:00"))
    assert screen(await reader.send("/remind")) == NO_REMINDER["en"]
