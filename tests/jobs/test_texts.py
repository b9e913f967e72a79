"""What the bot writes of its own accord, word for word in each language."""

from __future__ import annotations

import pytest

from bot.sandbox import Shown
from tests.jobs.scene import attendee, choose, jump, said, unasked
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def scene(reused_scene: Stage) -> Stage:
    return reused_scene


LANGUAGES = ("id", "en", "zh")

SOON = {
    "id": """\
⏰ Dimulai dalam 10 menit
Upacara Pembukaan
14:00–16:00 Beijing · 🌏 13:00–15:00 WIB
Panggung Utama · Ikuti ↗""",
    "en": """\
⏰ Starts in 10 minutes
Opening Ceremony
14:00–16:00 Beijing · 🌏 06:00–08:00 UTC
Main Stage · Join ↗""",
    "zh": """\
⏰ 10分钟后开始
开幕式
14:00–16:00 北京
主会场 · 进入会场 ↗""",
}
SOON_BUTTONS = {
    "id": [["Rincian", "Ikuti ↗"], ["⏰ Ingatkan 5 mnt sebelum"], ["⏰ Ingatkan saat mulai"]],
    "en": [["Details", "Join ↗"], ["⏰ Again 5 min before"], ["⏰ Again at the start"]],
    "zh": [["详情", "进入会场 ↗"], ["⏰ 提前5分钟再提醒"], ["⏰ 开始时再提醒"]],
}
ON_NOW = {
    "id": """\
⏰ Sedang berlangsung, sisa 1 jam 57 menit
Upacara Pembukaan
14:00–16:00 Beijing · 🌏 13:00–15:00 WIB
Panggung Utama · Ikuti ↗""",
    "en": """\
⏰ On now, 1 h 57 min left
Opening Ceremony
14:00–16:00 Beijing · 🌏 06:00–08:00 UTC
Main Stage · Join ↗""",
    "zh": """\
⏰ 正在进行，还剩1小时57分钟
开幕式
14:00–16:00 北京
主会场 · 进入会场 ↗""",
}
TWO = {
    "id": """\
⏰ Dimulai dalam 10 menit
Forum 5G
16:30–17:30 Beijing · 🌏 15:30–16:30 WIB
Ikuti ↗

⏰ Dimulai dalam 10 menit
Forum AI & Masyarakat\xa0◌
16:30–18:00 Beijing · 🌏 15:30–17:00 WIB
Panggung Samping · tautan untuk bergabung belum ada

◌ sementara: judul dan waktu belum pasti""",
    "en": """\
⏰ Starts in 10 minutes
5G Forum
16:30–17:30 Beijing · 🌏 08:30–09:30 UTC
Join ↗

⏰ Starts in 10 minutes
AI & Society Forum\xa0◌
16:30–18:00 Beijing · 🌏 08:30–10:00 UTC
Side Stage · the link to join is not known yet

◌ tentative: title and time not confirmed""",
    "zh": """\
⏰ 10分钟后开始
5G论坛
16:30–17:30 北京
进入会场 ↗

⏰ 10分钟后开始
人工智能与社会论坛\xa0◌
16:30–18:00 北京
分会场 · 参会链接尚未公布

◌ 待定：标题和时间尚未确认""",
}
TWO_BUTTONS = {
    "id": [
        ["Forum 5G", "Ikuti ↗"],
        ["Forum AI & Masyarakat"],
        ["⏰ Ingatkan 5 mnt sebelum"],
        ["⏰ Ingatkan saat mulai"],
    ],
    "en": [
        ["5G Forum", "Join ↗"],
        ["AI & Society Forum"],
        ["⏰ Again 5 min before"],
        ["⏰ Again at the start"],
    ],
    "zh": [["5G论坛", "进入会场 ↗"], ["人工智能与社会论坛"], ["⏰ 提前5分钟再提醒"], ["⏰ 开始时再提醒"]],
}
DIGEST = {
    "id": """\
☀️ Selamat pagi! 2 acara hari ini:

09:00–10:30 Beijing · 🌏 08:00–09:30 WIB
1. Forum Awan

14:00–15:00 Beijing · 🌏 13:00–14:00 WIB
2. Forum Privasi""",
    "en": """\
☀️ Good morning! 2 events today:

09:00–10:30 Beijing · 🌏 01:00–02:30 UTC
1. Cloud Forum

14:00–15:00 Beijing · 🌏 06:00–07:00 UTC
2. Privacy Forum""",
    "zh": """\
☀️ 早上好！今天有2项活动：

09:00–10:30 北京
1. 云计算论坛

14:00–15:00 北京
2. 隐私论坛""",
}
SEVEN = {"id": "2020-07-24 08:00", "en": "2020-07-24 07:00", "zh": "2020-07-24 07:00"}
"""On Beijing's clock, where each language's readers have seven o'clock."""
DIGEST_BUTTONS = {
    "id": [["1", "2"], ["Agenda saya", "☰ Menu"]],
    "en": [["1", "2"], ["My agenda", "☰ Menu"]],
    "zh": [["1", "2"], ["我的日程", "☰ 菜单"]],
}
OWN_ZONE = {
    "id": """\
⏰ Dimulai dalam 10 menit
Hackathon Malam
23:30–01:30 (+1 hari) Beijing · 18:30–20:30 UTC+3
tautan untuk bergabung belum ada""",
    "en": """\
⏰ Starts in 10 minutes
Night Hackathon
23:30–01:30 (+1 day) Beijing · 18:30–20:30 UTC+3
the link to join is not known yet""",
    "zh": """\
⏰ 10分钟后开始
夜间编程马拉松
23:30–次日01:30 北京 · 18:30–20:30 UTC+3
参会链接尚未公布""",
}
SNOOZED = {
    "id": "Saya ingatkan lagi 5 menit sebelumnya.",
    "en": "I'll remind you again 5 minutes before.",
    "zh": "开始前5分钟我会再提醒您。",
}


async def only_message(scene: Stage, language: str, moment: str, *event_ids: str, zone: str = "") -> Shown:
    """What the bot writes at `moment` to someone who starred the events."""
    person = await attendee(scene, *event_ids, language=language)
    if zone:
        await choose(person, f"zone:{zone}")
    await jump(scene, moment)
    (message,) = unasked(person)
    return message


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reminder_says_what_when_and_how_to_join(scene: Stage, language: str) -> None:
    message = await only_message(scene, language, "2020-07-23 13:50", "opening")
    assert (message.text, message.labels) == (SOON[language], SOON_BUTTONS[language])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reminder_of_what_has_begun_says_so(scene: Stage, language: str) -> None:
    message = await only_message(scene, language, "2020-07-23 14:03", "opening")
    assert (message.text, message.labels) == (ON_NOW[language], [SOON_BUTTONS[language][0]])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_reminders_in_one_are_told_apart_by_their_buttons(scene: Stage, language: str) -> None:
    message = await only_message(scene, language, "2020-07-23 16:20", "mobile", "ai")
    assert (message.text, message.labels) == (TWO[language], TWO_BUTTONS[language])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reminder_is_in_the_chosen_zone_too(scene: Stage, language: str) -> None:
    message = await only_message(scene, language, "2020-07-23 23:20", "night", zone="Europe/Moscow")
    assert message.text == OWN_ZONE[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_digest_names_what_is_starred_of_the_day(scene: Stage, language: str) -> None:
    person = await attendee(scene, "night", "cloud", "privacy", language=language)
    await choose(person, "digest:on")
    await jump(scene, SEVEN[language])
    message = unasked(person)[-1]
    assert (message.text, message.labels) == (DIGEST[language], DIGEST_BUTTONS[language])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_snooze_says_when_it_comes_again(scene: Stage, language: str) -> None:
    person = await attendee(scene, "opening", language=language)
    await jump(scene, "2020-07-23 13:50")
    answer = await person.press(data="snooze:opening:5")
    assert (answer.toast, answer.messages) == (SNOOZED[language], [])


async def test_reminder_leads_to_the_events_card(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    answer = await person.press("Details")
    assert (answer.message.edited, answer.message.text.split("\n")[0]) == (True, "Opening Ceremony")


async def test_snooze_pressed_after_the_start_says_that_it_has_begun(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    await jump(scene, "2020-07-23 14:01")
    answer = await person.press("⏰ Again 5 min before")
    assert (answer.toast, said(person)) == ("It has begun already.", ["⏰ Starts in 10 minutes"])
