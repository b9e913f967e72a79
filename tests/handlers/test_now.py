"""/now and /next."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = {
    "id": """\
Saat ini · 15:40 Beijing · 14:40 WIB

15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
1. Forum Privasi
    Keamanan · sedang berlangsung

15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
2. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan · sedang berlangsung

09:00–21:00 Beijing · 🌏 08:00–20:00 WIB
3. Pameran Robot
    Kecerdasan Buatan · sedang berlangsung

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.""",
    "en": """\
On now · 15:40 Beijing

15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
1. Privacy Forum
    Security · on now

15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
2. AI & Society Forum\xa0◌
    Artificial Intelligence · on now

09:00–21:00 Beijing · 🌏 01:00–13:00 UTC
3. Robot Expo
    Artificial Intelligence · on now

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.""",
    "zh": """\
正在进行 · 15:40 北京

15:30–16:30 北京
1. 隐私论坛
    安全 · 正在进行

15:30–17:00 北京
2. 人工智能与社会论坛\xa0◌
    人工智能 · 正在进行

09:00–21:00 北京
3. 机器人展
    人工智能 · 正在进行

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。""",
}

NOW_BUTTONS = {
    "id": [["1", "2", "3"], ["☆1", "☆2", "☆3"], ["Berikutnya", "Sehari penuh"], ["☰ Menu"]],
    "en": [["1", "2", "3"], ["☆1", "☆2", "☆3"], ["Next", "The whole day"], ["☰ Menu"]],
    "zh": [["1", "2", "3"], ["☆1", "☆2", "☆3"], ["接下来", "全天议程"], ["☰ 菜单"]],
}

NOTHING_ON = {
    "id": """\
Saat ini tidak ada acara.
Berikutnya · dalam 45 menit

Kam, 23 Jul · 23:00–01:30 (+1 hari) Beijing · 🌏 22:00–00:30 (+1 hari) WIB
1. Hackathon Malam

Baris atas membuka, ☆ menandai.""",
    "en": """\
Nothing is on right now.
Next · in 45 minutes

Thu 23 Jul · 23:00–01:30 (+1 day) Beijing · 🌏 15:00–17:30 UTC
1. Night Hackathon

The upper row opens, ☆ stars.""",
    "zh": """\
目前没有正在进行的活动。
接下来 · 45分钟后

7月23日周四 · 23:00–次日01:30 北京
1. 黑客马拉松之夜

上排打开详情，☆收藏。""",
}

NEXT = {
    "id": """\
Berikutnya · dalam 30 menit

Kam, 23 Jul · 15:30–16:30 Beijing · 🌏 14:30–15:30 WIB
1. Forum Privasi
    Keamanan

Kam, 23 Jul · 15:30–17:00 Beijing · 🌏 14:30–16:00 WIB
2. Forum AI & Masyarakat\xa0◌
    Kecerdasan Buatan

◌ sementara: judul dan waktu belum pasti
Baris atas membuka, ☆ menandai.""",
    "en": """\
Next · in 30 minutes

Thu 23 Jul · 15:30–16:30 Beijing · 🌏 07:30–08:30 UTC
1. Privacy Forum
    Security

Thu 23 Jul · 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC
2. AI & Society Forum\xa0◌
    Artificial Intelligence

◌ tentative: title and time not confirmed
The upper row opens, ☆ stars.""",
    "zh": """\
接下来 · 30分钟后

7月23日周四 · 15:30–16:30 北京
1. 隐私论坛
    安全

7月23日周四 · 15:30–17:00 北京
2. 人工智能与社会论坛\xa0◌
    人工智能

◌ 待定：标题和时间尚未确认
上排打开详情，☆收藏。""",
}

NEXT_BUTTONS = {
    "id": [["1", "2"], ["☆1", "☆2"], ["Saat ini", "Sehari penuh"], ["☰ Menu"]],
    "en": [["1", "2"], ["☆1", "☆2"], ["On now", "The whole day"], ["☰ Menu"]],
    "zh": [["1", "2"], ["☆1", "☆2"], ["正在进行", "全天议程"], ["☰ 菜单"]],
}

OVER = {
    "id": """\
Konferensi telah usai: tidak ada acara lagi.
Jika ada rekaman, tautannya ada di kartu acara.""",
    "en": """\
The conference is over: nothing more is to come.
Where there is a recording, the card of its event has the link.""",
    "zh": """\
大会已经结束，没有后续活动了。
如有回放，链接在活动卡片上。""",
}

OVER_BUTTONS = {
    "id": [["Agenda", "Agenda saya"], ["☰ Menu"]],
    "en": [["Agenda", "My agenda"], ["☰ Menu"]],
    "zh": [["议程", "我的日程"], ["☰ 菜单"]],
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_lists_what_is_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/now")).text == NOW[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_opens_stars_and_leads_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/now")).labels == NOW_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_when_nothing_is_on_shows_what_is_next(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 22:15"))
    assert (await scene.user(language).send("/now")).text == NOTHING_ON[language]


async def test_event_is_on_from_its_start(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 16:00"))
    assert (await scene.user().send("/now")).button("Closing Ceremony").data == "event:closing:n"


async def test_event_is_over_at_its_end(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    assert (await scene.user().send("/now")).text == OVER["en"]


async def test_now_leaves_out_what_was_called_off(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-23 17:40"))
    opened = [button.data for button in (await scene.user().send("/now")).rows[0]]
    assert opened == ["event:expo:n"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_lists_all_that_start_at_that_moment(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:00"))
    assert (await scene.user(language).send("/next")).text == NEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_opens_stars_and_leads_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:00"))
    assert (await scene.user(language).send("/next")).labels == NEXT_BUTTONS[language]


@pytest.mark.parametrize("command", ["/now", "/next"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_the_last_event_nothing_is_to_come(scene: Stage, language: str, command: str) -> None:
    scene.clock.jump(at("2020-07-26 12:00"))
    assert (await scene.user(language).send(command)).text == OVER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_the_last_event_buttons_lead_to_the_agenda(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-26 12:00"))
    assert (await scene.user(language).send("/next")).labels == OVER_BUTTONS[language]
