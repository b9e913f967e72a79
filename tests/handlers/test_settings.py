"""/settings: each choice, what it says then, and that it lasts."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETTINGS = {
    "id": """\
Pengaturan

Bahasa: Indonesia
Zona waktu: WIB · UTC+7 · belum dipilih
Pengingat: 10 menit sebelum mulai
Ringkasan pagi, pukul 7:00 waktu Anda: nonaktif
Suara: selalu

Tekan untuk mengubah. Menit sebelum mulai:
[5] [• 10] [15] [30] [60]
[• Indonesia] [English] [中文]
[🌏 Zona waktu] [Pengingat]
[☀️ Kirim ringkasan pagi]
[🔕 Senyap malam hari]
[📅 Kalender] [Privasi] [☰ Menu]""",
    "en": """\
Settings

Language: English
Time zone: Beijing time · UTC+8 · not chosen yet
Reminders: 10 minutes before the start
Morning digest, at 7:00 on your clock: off
Sound: always

Press to change. Minutes before the start:
[5] [• 10] [15] [30] [60]
[Indonesia] [• English] [中文]
[🌏 Time zone] [Reminders]
[☀️ Morning digest]
[🔕 Silent at night]
[📅 Calendar] [Privacy] [☰ Menu]""",
    "zh": """\
设置

语言：中文
时区：北京时间 · UTC+8 · 尚未选择
提醒：开始前10分钟
晨间摘要，您当地时间7:00：关闭
提示音：始终开启

按下即可更改。开始前的分钟数：
[5] [• 10] [15] [30] [60]
[Indonesia] [English] [• 中文]
[🌏 时区] [提醒]
[☀️ 晨间摘要]
[🔕 夜间静音]
[📅 日历] [隐私] [☰ 菜单]""",
}

CHANGED = {
    "id": """\
Pengaturan

Bahasa: Indonesia
Zona waktu: WIT · UTC+9
Pengingat: 60 menit sebelum mulai
Ringkasan pagi, pukul 7:00 waktu Anda: aktif
Suara: tidak pada 22:00–7:00

Tekan untuk mengubah. Menit sebelum mulai:
[5] [10] [15] [30] [• 60]
[• Indonesia] [English] [中文]
[🌏 Zona waktu] [Pengingat]
[☀️ Tanpa ringkasan pagi]
[🔕 Selalu senyap]
[📅 Kalender] [Privasi] [☰ Menu]""",
    "en": """\
Settings

Language: English
Time zone: WIT · UTC+9
Reminders: 60 minutes before the start
Morning digest, at 7:00 on your clock: on
Sound: not from 22:00 to 7:00

Press to change. Minutes before the start:
[5] [10] [15] [30] [• 60]
[Indonesia] [• English] [中文]
[🌏 Time zone] [Reminders]
[☀️ No digest]
[🔕 Always silent]
[📅 Calendar] [Privacy] [☰ Menu]""",
    "zh": """\
设置

语言：中文
时区：WIT · UTC+9
提醒：开始前60分钟
晨间摘要，您当地时间7:00：开启
提示音：22:00至7:00静音

按下即可更改。开始前的分钟数：
[5] [10] [15] [30] [• 60]
[Indonesia] [English] [• 中文]
[🌏 时区] [提醒]
[☀️ 关闭早报]
[🔕 始终静音]
[📅 日历] [隐私] [☰ 菜单]""",
}

SILENT = {
    "id": """\
Pengaturan

Bahasa: Indonesia
Zona waktu: WIB · UTC+7 · belum dipilih
Pengingat: 10 menit sebelum mulai
Ringkasan pagi, pukul 7:00 waktu Anda: nonaktif
Suara: tidak pernah

Tekan untuk mengubah. Menit sebelum mulai:
[5] [• 10] [15] [30] [60]
[• Indonesia] [English] [中文]
[🌏 Zona waktu] [Pengingat]
[☀️ Kirim ringkasan pagi]
[🔔 Dengan suara]
[📅 Kalender] [Privasi] [☰ Menu]""",
    "en": """\
Settings

Language: English
Time zone: Beijing time · UTC+8 · not chosen yet
Reminders: 10 minutes before the start
Morning digest, at 7:00 on your clock: off
Sound: never

Press to change. Minutes before the start:
[5] [• 10] [15] [30] [60]
[Indonesia] [• English] [中文]
[🌏 Time zone] [Reminders]
[☀️ Morning digest]
[🔔 With sound]
[📅 Calendar] [Privacy] [☰ Menu]""",
    "zh": """\
设置

语言：中文
时区：北京时间 · UTC+8 · 尚未选择
提醒：开始前10分钟
晨间摘要，您当地时间7:00：关闭
提示音：始终关闭

按下即可更改。开始前的分钟数：
[5] [• 10] [15] [30] [60]
[Indonesia] [English] [• 中文]
[🌏 时区] [提醒]
[☀️ 晨间摘要]
[🔔 开启提示音]
[📅 日历] [隐私] [☰ 菜单]""",
}

PAUSED_SETTINGS = {
    "id": """\
Pengaturan

Bahasa: Indonesia
Zona waktu: WIB · UTC+7 · belum dipilih
Pengingat: 10 menit sebelum mulai
(dijeda)
Ringkasan pagi, pukul 7:00 waktu Anda: nonaktif
Suara: selalu

Tekan untuk mengubah. Menit sebelum mulai:
[5] [• 10] [15] [30] [60]
[• Indonesia] [English] [中文]
[🌏 Zona waktu] [Pengingat]
[☀️ Kirim ringkasan pagi]
[🔕 Senyap malam hari]
[📅 Kalender] [Privasi] [☰ Menu]""",
    "en": """\
Settings

Language: English
Time zone: Beijing time · UTC+8 · not chosen yet
Reminders: 10 minutes before the start
(paused)
Morning digest, at 7:00 on your clock: off
Sound: always

Press to change. Minutes before the start:
[5] [• 10] [15] [30] [60]
[Indonesia] [• English] [中文]
[🌏 Time zone] [Reminders]
[☀️ Morning digest]
[🔕 Silent at night]
[📅 Calendar] [Privacy] [☰ Menu]""",
    "zh": """\
设置

语言：中文
时区：北京时间 · UTC+8 · 尚未选择
提醒：开始前10分钟
（已暂停）
晨间摘要，您当地时间7:00：关闭
提示音：始终开启

按下即可更改。开始前的分钟数：
[5] [• 10] [15] [30] [60]
[Indonesia] [English] [• 中文]
[🌏 时区] [提醒]
[☀️ 晨间摘要]
[🔕 夜间静音]
[📅 日历] [隐私] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_show_every_choice(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/settings")) == SETTINGS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_show_what_was_chosen(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    for data in ("settings", "lead_time:60", "digest:on", "quiet:night", "zone:Asia/Jayapura"):
        answer = await reader.press(data=data)
    assert screen(answer.message) == CHANGED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_show_that_all_is_silent(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.press(data="quiet:always")).message) == SILENT[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_settings_show_that_reminders_are_paused(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    await reader.press(data="reminders:off")
    assert screen((await reader.press(data="settings")).message) == PAUSED_SETTINGS[language]


async def test_choices_last(scene: Stage) -> None:
    reader = await newcomer(scene)
    for data in ("lead_time:60", "digest:on", "quiet:night", "zone:Asia/Jayapura"):
        await reader.press(data=data)
    assert screen(await reader.send("/settings")) == CHANGED["en"]


@pytest.mark.parametrize("language", ["id", "zh"])
async def test_language_changes_the_settings_themselves(scene: Stage, language: str) -> None:
    reader = scene.user("en")
    await reader.send("/settings")
    assert screen((await reader.press(data=f"language:{language}")).message) == SETTINGS[language]


@pytest.mark.parametrize(
    ("before", "after", "zone"),
    [
        ("id", "en", "Time zone: WIB · UTC+7"),
        ("id", "zh", "时区：WIB · UTC+7"),
        ("zh", "en", "Time zone: Beijing time · UTC+8"),
    ],
)
async def test_who_changes_the_language_has_not_moved(
    scene: Stage, before: str, after: str, zone: str
) -> None:
    reader = scene.user(before)
    await reader.send("/settings")
    answer = await reader.press(data=f"language:{after}")
    assert answer.message.text.splitlines()[3] == zone


async def test_language_changes_what_is_said_later(scene: Stage) -> None:
    reader = scene.user("en")
    await reader.send("/settings")
    await reader.press("中文")
    assert screen(await reader.send("/settings")) == SETTINGS["zh"]


@pytest.mark.parametrize("minutes", ["5", "15", "30", "60"])
async def test_lead_time_button_chooses(scene: Stage, minutes: str) -> None:
    reader = scene.user()
    await reader.send("/settings")
    shown = (await reader.press(minutes)).message
    assert (shown.text.split("\n")[4], shown.button("• ").text) == (
        f"Reminders: {minutes} minutes before the start",
        f"• {minutes}",
    )


async def test_digest_is_chosen_and_taken_back(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/settings")
    await reader.press("☀️ Morning digest")
    assert screen((await reader.press("☀️ No digest")).message) == SETTINGS["en"]


async def test_sound_button_goes_round_its_three_choices(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/settings")
    said = [
        (await reader.press(button)).message.text.split("\n")[6]
        for button in ("🔕 Silent at night", "🔕 Always silent", "🔔 With sound")
    ]
    assert said == ["Sound: not from 22:00 to 7:00", "Sound: never", "Sound: always"]


@pytest.mark.parametrize(
    "data",
    ["language:xx", "lead_time:7", "lead_time:", "quiet:loud", "zone:Nowhere/City", "zone:../etc", "zone:"],
)
async def test_choice_that_there_is_not_changes_nothing(scene: Stage, data: str) -> None:
    reader = scene.user()
    await reader.send("/settings")
    await reader.press(data=data)
    assert screen(reader.last) == SETTINGS["en"]
