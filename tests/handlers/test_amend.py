"""/delay, /move, /cancel, /room, /link, /record: each from the command to the file, in three languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import BotCommandScopeChat

from bot.domain.amendment import Amending
from bot.handlers.profile import introduce
from tests.handlers.amending import Office, office_in
from tests.handlers.scene import LANGUAGES, rows, screen
from tests.stage import ORGANIZER


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_in(tmp_path) as found:
        yield found


DELAY = {
    "id": """\
📝 Pratinjau; belum ada yang diubah

Forum AI & Masyarakat
🕘 Kam, 23 Jul 15:30–17:00 Beijing → Kam, 23 Jul 15:45–17:15 Beijing · 🌏 14:45–16:15 WIB
2 presentasinya ikut berubah.

👥 2 orang akan dikabari.
[+5 menit] [+10 menit] [• +15 menit] [+30 menit]
[✅ Terbitkan]
[‹ Kembali]""",
    "en": """\
📝 Preview; nothing is changed yet

AI & Society Forum
🕘 Thu 23 Jul 15:30–17:00 Beijing → Thu 23 Jul 15:45–17:15 Beijing · 🌏 07:45–09:15 UTC
Its 2 talks change with it.

👥 2 people will be told.
[+5 min] [+10 min] [• +15 min] [+30 min]
[✅ Publish]
[‹ Back]""",
    "zh": """\
📝 预览，尚未更改

人工智能与社会论坛
🕘 7月23日周四 15:30–17:00 北京 → 7月23日周四 15:45–17:15 北京
其中2场演讲随之变动。

👥 将通知2人。
[+5分钟] [+10分钟] [• +15分钟] [+30分钟]
[✅ 发布]
[‹ 返回]""",
}
DELAYED = {
    "id": """\
✅ Sudah terbit

Forum AI & Masyarakat\xa0◌
🕘 Kam, 23 Jul 15:45–17:15 Beijing

Yang menandainya dikabari dalam beberapa menit, dalam satu pesan.
[↩️ Urungkan]
[Rincian] [☰ Menu]""",
    "en": """\
✅ Published

AI & Society Forum\xa0◌
🕘 Thu 23 Jul 15:45–17:15 Beijing

Whoever starred it is told within a few minutes, in one message.
[↩️ Undo]
[Details] [☰ Menu]""",
    "zh": """\
✅ 已发布

人工智能与社会论坛\xa0◌
🕘 7月23日周四 15:45–17:15 北京

收藏者将在几分钟内收到一条通知。
[↩️ 撤销]
[详情] [☰ 菜单]""",
}
UNDONE = {
    "id": """\
↩️ Sudah diurungkan

Forum AI & Masyarakat\xa0◌
🕘 Kam, 23 Jul 15:30–17:00 Beijing

Berkas jadwal kembali seperti semula dan sudah terbit. Yang telanjur dikabari akan dikabari tentang ini juga.
[Rincian] [☰ Menu]""",
    "en": """\
↩️ Undone

AI & Society Forum\xa0◌
🕘 Thu 23 Jul 15:30–17:00 Beijing

The schedule file is as before, and published. Whoever was told of the change is told of this.
[Details] [☰ Menu]""",
    "zh": """\
↩️ 已撤销

人工智能与社会论坛\xa0◌
🕘 7月23日周四 15:30–17:00 北京

议程文件已恢复原样并发布。已收到变动通知的人也会收到此消息。
[详情] [☰ 菜单]""",
}
CALLED_OFF = {
    "id": """\
📝 Pratinjau; belum ada yang diubah

Forum Privasi
❌ Dibatalkan; semula Kam, 23 Jul 15:30–16:30 Beijing.

👥 1 orang akan dikabari.
[✅ Terbitkan]
[‹ Kembali]""",
    "en": """\
📝 Preview; nothing is changed yet

Privacy Forum
❌ Called off; it was to be Thu 23 Jul 15:30–16:30 Beijing.

👥 1 person will be told.
[✅ Publish]
[‹ Back]""",
    "zh": """\
📝 预览，尚未更改

隐私论坛
❌ 已取消，原定7月23日周四 15:30–16:30 北京。

👥 将通知1人。
[✅ 发布]
[‹ 返回]""",
}
MOVED = {
    "id": """\
📝 Pratinjau; belum ada yang diubah

Forum Privasi
🕘 Kam, 23 Jul 15:30–16:30 Beijing → Jum, 24 Jul 09:00–10:30 Beijing · 🌏 08:00–09:30 WIB

👥 Belum ada yang menandainya, jadi tidak ada yang dikabari.
[✅ Terbitkan]
[‹ Kembali]""",
    "en": """\
📝 Preview; nothing is changed yet

Privacy Forum
🕘 Thu 23 Jul 15:30–16:30 Beijing → Fri 24 Jul 09:00–10:30 Beijing · 🌏 01:00–02:30 UTC

👥 Nobody has starred it, so nobody is told.
[✅ Publish]
[‹ Back]""",
    "zh": """\
📝 预览，尚未更改

隐私论坛
🕘 7月23日周四 15:30–16:30 北京 → 7月24日周五 09:00–10:30 北京

👥 无人收藏此活动，不会通知任何人。
[✅ 发布]
[‹ 返回]""",
}
LINK = {
    "id": ("🔗 Tautan baru untuk bergabung", "✅ Sudah terbit"),
    "en": ("🔗 The new link to join", "✅ Published"),
    "zh": ("🔗 新的参会链接", "✅ 已发布"),
}
RECORDING = {"id": "▶️ Rekaman", "en": "▶️ The recording", "zh": "▶️ 回放"}


# --- who may -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", list(Amending))
async def test_anyone_else_gets_what_an_unknown_command_gets(office: Office, command: str) -> None:
    stranger = await office.fan()
    for words in ("", " privacy 15m"):
        unknown = screen(await stranger.send(f"/unheard{words}")).replace("/unheard", f"/{command}")
        assert screen(await stranger.send(f"/{command}{words}")) == unknown
    assert office.changed == []


@pytest.mark.parametrize("command", list(Amending))
async def test_organizer_in_a_group_gets_what_an_unknown_command_gets(office: Office, command: str) -> None:
    group = office.stage.sandbox.group("Team", [office.organizer])
    await office.organizer.add_bot(group)
    name = office.stage.app.bot.username
    shown = await office.organizer.send(f"/{command}@{name} privacy 15m", chat=group)
    assert shown.text.partition("\n")[0] == f"I do not know /{command}@{name}."


@pytest.mark.parametrize(
    "data",
    ["amend:publish:1", "amend:undo:1", "amend:show:1", "amend:to:1:5", "on:1:privacy", "edit:privacy"],
)
async def test_press_of_anyone_else_does_nothing(office: Office, data: str) -> None:
    await office.send("/delay privacy 15m")
    stranger = await office.fan()
    home = screen(stranger.last)
    await stranger.press(data=data)
    assert (screen(stranger.last), office.changed, office.published) == (home, [], 1)


async def test_press_of_an_organizer_in_a_group_does_nothing(office: Office) -> None:
    await office.send("/delay privacy 15m")
    group = office.stage.sandbox.group("Team", [office.organizer])
    await office.organizer.add_bot(group)
    await office.organizer.press(data="amend:publish:1", chat=group)
    assert (office.changed, office.published) == ([], 1)


async def test_organizers_see_their_commands_in_the_list(office: Office) -> None:
    bot = office.stage.app.bot
    await office.send("/start")
    await introduce(bot, office.stage.app.published.schedule, {ORGANIZER})
    theirs = [each.command for each in await bot.get_my_commands(BotCommandScopeChat(ORGANIZER), "zh")]
    everyones = [each.command for each in await bot.get_my_commands(language_code="zh")]
    assert [name for name in theirs if name not in everyones][1:7] == list(Amending)


# --- /delay --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_delay_is_shown_published_and_undone(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        await office.fan("ai-forum", "privacy")
        await office.fan("vision")
        assert await office.send("/delay ai-forum 15m") == DELAY[language]
        assert (office.changed, office.published) == ([], 1)
        assert await office.press("✅") == DELAYED[language]
        assert office.changed == [
            "-start: 2020-07-23 15:30",
            "-end: 2020-07-23 17:00",
            "+start: 2020-07-23 15:45",
            "+end: 2020-07-23 17:15",
            "-start: 15:35",
            "-end: 16:00",
            "+start: 15:50",
            "+end: 16:15",
            "-start: 16:00",
            "-end: 16:30",
            "+start: 16:15",
            "+end: 16:45",
        ]
        assert office.published == 2
        assert await office.press("↩️") == UNDONE[language]
        assert (office.file.read_bytes(), office.published) == (office.before, 3)


async def test_versions_say_what_was_changed(office: Office) -> None:
    await office.send("/delay ai-forum 15m")
    await office.press("✅")
    await office.press("↩️")
    assert await office.comments() == ["undo: delay ai-forum 15m (chat)", "delay ai-forum 15m (chat)", None]


async def test_delayed_talk_moves_alone(office: Office) -> None:
    await office.send("/delay ethics 20m")
    await office.press("✅")
    assert office.changed == ["-start: 16:00", "-end: 16:30", "+start: 16:20", "+end: 16:50"]


async def test_another_delay_is_pressed_in_the_preview(office: Office) -> None:
    await office.send("/delay opening 20m")
    assert office.organizer.last.labels[0] == ["+5 min", "+10 min", "+15 min", "+30 min"]
    await office.press("+30")
    assert office.organizer.last.labels[0] == ["+5 min", "+10 min", "+15 min", "• +30 min"]
    await office.press("✅")
    assert office.changed[2:] == ["+start: 2020-07-23 14:30", "+end: 2020-07-23 15:30"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "id",
            "Dengan pengunduran itu acara akan mulai pada hari lain. Tidak ada yang diubah; gunakan /move untuk memindahkannya.",
        ),
        ("en", "So much later it would begin on another day. Nothing was changed; /move moves it there."),
        ("zh", "推迟这么久，活动将在另一天开始。未作任何更改；如确要移到那天，请用/move。"),
    ],
)
async def test_delay_into_another_day_is_refused(tmp_path: Path, language: str, text: str) -> None:
    async with office_in(tmp_path, language) as office:
        shown = await office.send("/delay hackathon 90m")
        assert (shown.partition("\n")[0], office.changed) == (text, [])


# --- the others ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_new_time(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        assert await office.send("/move privacy 24 9:00-10:30") == MOVED[language]
        await office.press("✅")
        assert office.changed == [
            "-start: 2020-07-23 15:30",
            "-end: 2020-07-23 16:30",
            "+start: 2020-07-24 09:00",
            "+end: 2020-07-24 10:30",
        ]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_called_off(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        await office.fan("privacy")
        assert await office.send("/cancel privacy") == CALLED_OFF[language]
        await office.press("✅")
        assert office.changed == ["-status: confirmed", "+status: cancelled"]
        assert await office.comments() == ["cancel privacy (chat)", None]


@pytest.mark.parametrize(
    ("language", "room"),
    [
        ("id", "Panggung Samping → Panggung Utama"),
        ("en", "Side Stage → Main Stage"),
        ("zh", "分会场 → 主会场"),
    ],
)
async def test_another_room(tmp_path: Path, language: str, room: str) -> None:
    async with office_in(tmp_path, language) as office:
        shown = await office.send("/room privacy main")
        assert shown.split("\n")[3] == f"📍 {room}"
        await office.press("✅")
        assert office.organizer.last.text.split("\n")[3] == f"📍 {room.partition(' → ')[2]}"
        assert office.changed == ["-room: side", "+room: main"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_link_to_join(tmp_path: Path, language: str) -> None:
    told, published = LINK[language]
    async with office_in(tmp_path, language) as office:
        shown = await office.send("/link privacy https://example.org/x?y=1#z")
        assert shown.split("\n")[3:5] == [told, "https://example.org/x?y=1#z"]
        await office.press("✅")
        lines = office.organizer.last.text.split("\n")
        assert (lines[0], lines[3]) == (published, "🔗 https://example.org/x?y=1#z")
        assert office.changed == ["+url: https://example.org/x?y=1#z"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_recording(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        shown = await office.send("/record opening https://example.org/r")
        assert shown.split("\n")[3:5] == [RECORDING[language], "https://example.org/r"]
        await office.press("✅")
        assert office.organizer.last.text.split("\n")[3] == "▶️ https://example.org/r"
        assert office.changed == [
            "-recording: https://video.example.org/opening",
            "+recording: https://example.org/r",
        ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Peserta tidak dikabari tentang ini."),
        ("en", "Attendees are told nothing of this."),
        ("zh", "此项更改不会通知参会者。"),
    ],
)
async def test_change_of_what_is_called_off_tells_nobody(tmp_path: Path, language: str, text: str) -> None:
    async with office_in(tmp_path, language) as office:
        await office.fan("cloud")
        shown = (await office.send("/room cloud side")).split("\n")
        assert shown[3] == text
        assert shown[4].startswith("[✅")
        assert len((await office.press("✅")).split("\n")) == 6
        assert office.changed == ["-room: main", "+room: side"]


async def test_attendees_are_told_once_and_see_the_new_time(office: Office) -> None:
    fan = await office.fan("ai-forum")
    await office.send("/delay ai-forum 15m")
    await office.press("✅")
    await office.stage.app.alerts.tell()
    assert (await fan.send("/start e_ai-forum")).text.split("\n")[4] == "🕘 15:45–17:15 Beijing time"
    assert rows(office.file.parent, "SELECT chat_id, event_id FROM outbox WHERE kind = 'changes'") == [
        (fan.id, "v1")
    ]
