"""Whatever the bot does not understand gets a next step; an outdated button refreshes; every press is answered."""

from __future__ import annotations

import pytest

from bot.sandbox import ApiError, Fault
from bot.sandbox.accounts import Act
from tests.handlers.scene import LANGUAGES, newcomer, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = {
    "id": """\
Saya tidak mengenal /nothing.
Ketik yang Anda cari, atau pilih:
[Saat ini] [Agenda]
[Cari] [Agenda saya]
[Bantuan]""",
    "en": """\
I do not know /nothing.
Type what you look for, or choose:
[On now] [Agenda]
[Search] [My agenda]
[Help]""",
    "zh": """\
我不认识/nothing这个命令。
请输入要找的内容，或选择：
[正在进行] [议程]
[搜索] [我的日程]
[帮助]""",
}

STICKER = {
    "id": """\
Saya membaca teks, dan lokasi untuk zona waktu Anda.
Ketik yang Anda cari, atau pilih:
[Saat ini] [Agenda]
[Cari] [Agenda saya]
[Bantuan]""",
    "en": """\
I read text, and locations for your time zone.
Type what you look for, or choose:
[On now] [Agenda]
[Search] [My agenda]
[Help]""",
    "zh": """\
我能读懂文字，也可用您发送的位置来设置时区。
请输入要找的内容，或选择：
[正在进行] [议程]
[搜索] [我的日程]
[帮助]""",
}

HOME = {
    "id": """\
Konferensi Uji
23–25 Jul 2020 · program 7

Hari ke-1 dari 3 · 13:40 Beijing · 12:40 WIB
▶️ Pameran Robot

Berikutnya, dalam 20 menit:
Upacara Pembukaan
14:00–15:00 Beijing · 🌏 13:00–14:00 WIB

Lihat-lihat, tandai ☆ yang ingin Anda ikuti, dan saya kabari tepat waktu.
[Saat ini] [Berikutnya]
[Hari ini] [Agenda]
[Topik] [Pembicara]
[Cari] [Agenda saya]
[Pengingat] [Pengaturan]
[Bantuan]""",
    "en": """\
Test Conference
23–25 Jul 2020 · programme 7

Day 1 of 3 · 13:40 Beijing
▶️ Robot Expo

Next, in 20 minutes:
Opening Ceremony
14:00–15:00 Beijing · 🌏 06:00–07:00 UTC

Look around, star ☆ what you want to see, and I'll remind you in time.
[On now] [Next]
[Today] [Agenda]
[Tracks] [Speakers]
[Search] [My agenda]
[Reminders] [Settings]
[Help]""",
    "zh": """\
测试大会
2020年7月23日至25日 · 议程版本7

第1天，共3天 · 13:40 北京
▶️ 机器人展

接下来，20分钟后：
开幕式
14:00–15:00 北京

随意浏览，点☆收藏想看的活动，我会准时提醒您。
[正在进行] [接下来]
[今天] [议程]
[专题] [嘉宾]
[搜索] [我的日程]
[提醒] [设置]
[帮助]""",
}

GONE = {
    "id": """\
Acara ini tidak lagi ada di program. Yang masih ada tampil di agenda:
[Agenda] [Agenda saya]
[☰ Menu]""",
    "en": """\
This is no longer in the programme. The agenda shows what is:
[Agenda] [My agenda]
[☰ Menu]""",
    "zh": """\
该活动已不在议程中。请查看现有议程：
[议程] [我的日程]
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_unknown_command_gets_a_next_step(scene: Stage, language: str) -> None:
    assert screen(await scene.user(language).send("/nothing here")) == UNKNOWN[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sticker_gets_a_next_step(scene: Stage, language: str) -> None:
    assert screen((await scene.user(language).send_sticker()).message) == STICKER[language]


async def test_document_gets_a_next_step(scene: Stage) -> None:
    reader, world = await newcomer(scene), scene.sandbox.world

    def document(chat_id: int) -> Act:
        return world.send_document(reader.id, chat_id, b"...", "notes.pdf", caption="robot")

    assert screen((await reader.act(document)).message) == STICKER["en"]


async def test_forwarded_sticker_gets_a_next_step(scene: Stage) -> None:
    reader, world = await newcomer(scene), scene.sandbox.world
    await reader.send_sticker()
    sticker = next(id_ for id_, message in world.chats[reader.id].messages.items() if "sticker" in message)
    answer = await reader.act(lambda chat_id: world.forward(reader.id, chat_id, reader.id, sticker))
    assert screen(answer.message) == STICKER["en"]


async def test_forwarded_text_is_read_as_a_question(scene: Stage) -> None:
    reader, world = scene.user(), scene.sandbox.world
    await reader.send("qqqqqqqq")
    text = next(iter(world.chats[reader.id].messages))
    answer = await reader.act(lambda chat_id: world.forward(reader.id, chat_id, reader.id, text))
    assert (
        answer.message.text.split("\n")[0]
        == "I have no answer to that: all I know is the programme of this conference."
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_button_of_an_earlier_version_leads_to_the_first_screen(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    await reader.send("/now")
    assert screen((await reader.press(data="whatever:1:2")).message) == HOME[language]


@pytest.mark.parametrize(
    "verb", ["event", "more", "talks", "leads", "lead", "star:on", "star:off", "star:all", "snooze"]
)
async def test_button_of_an_event_that_is_gone_says_so(scene: Stage, verb: str) -> None:
    reader = await newcomer(scene)
    answer = await reader.press(data=f"{verb}:whatever:5")
    assert (screen(answer.message), answer.toast) == (GONE["en"], "")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_event_that_is_gone_is_said_to_be_in_every_language(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language)
    assert screen((await reader.press(data="event:whatever")).message) == GONE[language]


@pytest.mark.parametrize(
    "data", ["", "::", "event", "star", "star:on", "star:maybe:opening", "lead:opening:x", "day", "day:x:y", "day:99:99",
    "my:99:99", "found", "track", "person", "zone", "snooze:opening", "forget", "talks:opening:99", "speakers:99"]
)  # fmt: skip
async def test_press_of_broken_data_is_answered(scene: Stage, data: str) -> None:
    reader = await newcomer(scene)
    assert (await reader.press(data=data or ":")).toast is not None


@pytest.mark.parametrize(
    "data", ["now", "day:2:0", "tracks", "settings", "help", "star:on:opening:D0", "reminders:off"]
)
async def test_press_edits_its_message_in_place(scene: Stage, data: str) -> None:
    reader = await newcomer(scene)
    answer = await reader.press(data=data)
    assert [(shown.id, shown.edited) for shown in answer.messages] == [(reader.messages[0].id, True)]


async def test_press_that_changes_nothing_is_answered_without_an_edit(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.press("On now")
    answer = await reader.press(data="now")
    assert (answer.messages, answer.toast) == ([], "")


async def test_press_on_an_older_message_edits_that_one(scene: Stage) -> None:
    reader = await newcomer(scene)
    first = reader.last
    await reader.send("/help")
    assert (await reader.press("On now", message=first)).message.id == first.id


async def test_press_on_a_deleted_message_gets_a_new_one(scene: Stage) -> None:
    reader = await newcomer(scene)
    first = reader.last
    del scene.sandbox.world.chats[reader.id].messages[first.id]
    answer = await reader.press(data="whatever", message=first)
    assert ([shown.edited for shown in answer.messages], screen(answer.message)) == ([False], HOME["en"])


async def test_server_error_while_editing_is_tried_again(scene: Stage) -> None:
    reader = await newcomer(scene)
    scene.sandbox.faults.add("editMessageText", Fault.SERVER_ERROR)
    assert (await reader.press(data="event:whatever")).message.text == GONE["en"].split("\n")[0]


async def test_failure_of_the_bot_is_said_and_leads_on(scene: Stage) -> None:
    reader = await newcomer(scene)
    scene.sandbox.faults.add("sendMessage", ApiError(400, "Bad Request: not to be foreseen"))
    assert (
        (await reader.send("/now")).text
        == """\
That went wrong on my side, and it is written down for the organizers.
Type what you look for, or choose:"""
    )
