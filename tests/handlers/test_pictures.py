"""/timetable, and pictures to share: sent once, then known to Telegram by their ids."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from bot.sandbox import Shown
from bot.sandbox.accounts import Act
from tests.handlers.scene import LANGUAGES, newcomer, rows, screen
from tests.samples import at
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

TIMETABLE = {
    "id": """\
Kamis, 23 Juli · hari ke-1 dari 3
13:40 Beijing · 12:40 WIB
09:00–21:00 Pameran Robot
14:00–15:00 ★ Upacara Pembukaan
15:30–16:30 Forum Privasi
15:30–17:00 Forum AI & Masyarakat\xa0◌
17:30–18:30 Forum Awan · dibatalkan
23:00–01:30 (+1 hari) Hackathon Malam
◌ sementara: judul dan waktu belum pasti
[• Kam, 23] [Jum, 24] [Sab, 25]
[Sebagai daftar] [Agenda saya]
[☰ Menu]""",
    "en": """\
Thursday 23 July · day 1 of 3
13:40 Beijing
09:00–21:00 Robot Expo
14:00–15:00 ★ Opening Ceremony
15:30–16:30 Privacy Forum
15:30–17:00 AI & Society Forum\xa0◌
17:30–18:30 Cloud Forum · called off
23:00–01:30 (+1 day) Night Hackathon
◌ tentative: title and time not confirmed
[• Thu 23] [Fri 24] [Sat 25]
[As a list] [My agenda]
[☰ Menu]""",
    "zh": """\
7月23日星期四 · 第1天，共3天
13:40 北京
09:00–21:00 机器人展
14:00–15:00 ★ 开幕式
15:30–16:30 隐私论坛
15:30–17:00 人工智能与社会论坛\xa0◌
17:30–18:30 云论坛 · 已取消
23:00–次日01:30 黑客马拉松之夜
◌ 待定：标题和时间尚未确认
[• 23日周四] [24日周五] [25日周六]
[列表] [我的日程]
[☰ 菜单]""",
}

CARD = {
    "id": """\
Forum AI & Masyarakat
◌ sementara: judul dan waktu belum pasti

🗓 Kamis, 23 Juli
🕘 15:30–17:00 waktu Beijing
🌏 waktu Anda: 14:30–16:00 WIB
🏷 Forum · Kecerdasan Buatan
📍 Panggung Utama

👤 Pembicara
• Budi Santoso, Moderator

https://t.me/conference_bot?start=e_ai-forum
[Buka di bot ↗]""",
    "en": """\
AI & Society Forum
◌ tentative: title and time not confirmed

🗓 Thursday 23 July
🕘 15:30–17:00 Beijing time
🌏 yours: 07:30–09:00 UTC
🏷 Forum · Artificial Intelligence
📍 Main Stage

👤 Speaker
• Budi Santoso, Moderator

https://t.me/conference_bot?start=e_ai-forum
[Open in the bot ↗]""",
    "zh": """\
人工智能与社会论坛
◌ 待定：标题和时间尚未确认

🗓 7月23日星期四
🕘 15:30–17:00 北京时间
🏷 论坛 · 人工智能
📍 主会场

👤 嘉宾
• Budi Santoso，主持人

https://t.me/conference_bot?start=e_ai-forum
[在机器人中查看 ↗]""",
}

POSTER = {
    "id": """\
Agenda saya · 2 acara

Kamis, 23 Juli
14:00–15:00 Beijing · 🌏 13:00–14:00 WIB · Upacara Pembukaan

Sabtu, 25 Juli
16:00–17:00 Beijing · 🌏 15:00–16:00 WIB · Upacara Penutupan
[Buka bot ↗]""",
    "en": """\
My agenda · 2 events

Thursday 23 July
14:00–15:00 Beijing · 🌏 06:00–07:00 UTC · Opening Ceremony

Saturday 25 July
16:00–17:00 Beijing · 🌏 08:00–09:00 UTC · Closing Ceremony
[Open the bot ↗]""",
    "zh": """\
我的日程 · 2项活动

7月23日星期四
14:00–15:00 北京 · 开幕式

7月25日星期六
16:00–17:00 北京 · 闭幕式
[打开机器人 ↗]""",
}


def picture(stage: Stage, shown: Shown) -> Image.Image:
    """The picture in a message, as Telegram has it."""
    file = stage.sandbox.world.files.get(photo_id(shown))
    assert file is not None
    return Image.open(io.BytesIO(file.data))


def photo_id(shown: Shown) -> str:
    return str(shown.json["photo"][-1]["file_id"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_timetable_is_the_day_as_a_picture_and_in_words(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    shown = await reader.send("/timetable")
    assert screen(shown) == TIMETABLE[language]
    assert picture(scene, shown).width == 1080


async def test_press_of_another_day_changes_the_picture(scene: Stage) -> None:
    reader = await newcomer(scene)
    first = await reader.send("/timetable")
    answer = await reader.press("Sat 25")
    assert (answer.message.id, answer.message.edited, answer.toast) == (first.id, True, "")
    assert answer.message.text.startswith("Saturday 25 July · day 3 of 3\n16:00–17:00 Closing Ceremony")
    assert photo_id(answer.message) != photo_id(first)


async def test_day_that_there_is_not_is_the_nearest(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = [(await reader.press(data=f"timetable:{day}:7")).message for day in ("0", "99", "x")]
    assert [one.text.split(" · ")[0] for one in shown] == [
        "Thursday 23 July",
        "Saturday 25 July",
        "Thursday 23 July",
    ]


async def test_list_of_the_day_is_a_message_of_its_own(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = await reader.send("/timetable")
    answer = await reader.press("As a list")
    assert (answer.message.id != shown.id, answer.message.edited) == (True, False)
    assert answer.message.text.startswith("Thursday 23 July · day 1 of 3\n\n09:00")


async def test_same_picture_is_uploaded_once(scene: Stage) -> None:
    shown = [await (await newcomer(scene)).send("/timetable") for _ in range(3)]
    assert len({photo_id(one) for one in shown}) == 1
    assert len(rows(scene.folder, "SELECT * FROM uploads")) == 1


async def test_same_picture_asked_for_at_once_is_uploaded_once(scene: Stage) -> None:
    people = [await newcomer(scene) for _ in range(5)]
    shown = await asyncio.gather(*(person.send("/timetable") for person in people))
    assert len({photo_id(one) for one in shown}) == 1
    assert len(rows(scene.folder, "SELECT * FROM uploads")) == 1


async def test_own_stars_make_a_picture_of_ones_own(scene: Stage) -> None:
    plain, starry = [await newcomer(scene, "en", *stars) for stars in ((), ("opening",))]
    assert photo_id(await plain.send("/timetable")) != photo_id(await starry.send("/timetable"))


async def test_later_hour_is_another_picture(scene: Stage) -> None:
    reader = await newcomer(scene)
    first = await reader.send("/timetable")
    scene.clock.jump(at("2020-07-23 14:20"))
    assert photo_id(await reader.send("/timetable")) != photo_id(first)


async def test_picture_that_telegram_has_no_more_is_uploaded_again(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.send("/timetable")
    rows(scene.folder, "UPDATE uploads SET file_id = 'gone'")
    shown = await reader.send("/timetable")
    assert rows(scene.folder, "SELECT file_id FROM uploads") == [(photo_id(shown),)]


async def test_picture_whose_message_was_deleted_meanwhile_comes_anew(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = await reader.send("/timetable")

    def pressed_and_deleted(chat_id: int) -> Act:
        world = scene.sandbox.world
        act = world.press(reader.id, chat_id, shown.id, "timetable:2:0")
        world.delete(world.chats[chat_id], shown.id)
        return act

    answer = await reader.act(pressed_and_deleted)
    assert (answer.message.edited, answer.message.text.split(" · ")[0]) == (False, "Friday 24 July")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_card_can_be_shared(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    card = await reader.send("/start e_ai-forum")
    answer = await reader.press("🖼", message=card)
    assert screen(answer.message) == CARD[language]
    assert answer.message.id != card.id
    assert picture(scene, answer.message).width == 1080
    assert answer.message.buttons[0].json["url"] == "https://t.me/conference_bot?start=e_ai-forum"


async def test_picture_of_an_event_that_is_gone_is_said_to_be(scene: Stage) -> None:
    reader = await newcomer(scene)
    shown = (await reader.press(data="picture:another")).message
    assert shown.text == "This is no longer in the programme. The agenda shows what is:"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_my_agenda_can_be_shared(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening", "closing")
    my = await reader.send("/my")
    answer = await reader.press("🖼", message=my)
    assert screen(answer.message) == POSTER[language]
    assert picture(scene, answer.message).width == 1080


async def test_empty_agenda_is_no_picture(scene: Stage) -> None:
    reader = await newcomer(scene)
    assert (await reader.press(data="poster")).message.text.startswith("My agenda\nNothing here yet.")


async def test_group_gets_its_picture_as_a_reply(scene: Stage) -> None:
    admin = scene.user()
    group = scene.sandbox.group("Team", [admin], administrators=[admin])
    await admin.add_bot(group)
    shown = await admin.send("/timetable", chat=group)
    assert "reply_to_message" in shown.json
    assert picture(scene, shown).width == 1080
