"""/stats: for organizers, and as it is now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import ApiError, Person, Sandbox
from bot.settings import ChannelBinding
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows, screen
from tests.jobs.scene import choose, jump
from tests.samples import at
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Stage]:
    clock = still_clock(BEGINNING)
    async with stage(tmp_path, schedule=PROGRAMME, clock=clock, admins=frozenset({ORGANIZER})) as running:
        yield running


def lines_of(person: Person, heading: str) -> list[str]:
    """What the last message says under that heading."""
    text = person.last.text
    return text.partition(f"\n{heading}\n")[2].partition("\n\n")[0].split("\n")


# --- who may -------------------------------------------------------------------------------------------------


async def test_anyone_else_gets_what_an_unknown_command_gets(office: Stage) -> None:
    office.user()
    stranger = office.user()
    unknown = screen(await stranger.send("/unheard")).replace("/unheard", "/stats")
    assert screen(await stranger.send("/stats")) == unknown


async def test_organizer_in_a_group_gets_what_an_unknown_command_gets(office: Stage) -> None:
    organizer = office.user()
    group = office.sandbox.group("Team", [organizer])
    await organizer.add_bot(group)
    name = office.app.bot.username
    shown = await organizer.send(f"/stats@{name}", chat=group)
    assert shown.text.partition("\n")[0] == f"I do not know /stats@{name}."


async def test_press_of_anyone_else_leads_to_the_start(office: Stage) -> None:
    office.user()
    stranger = await newcomer(office)
    home = screen(stranger.last)
    await stranger.press(data="stats")
    assert [screen(shown) for shown in stranger.messages] == [home]


# --- what it shows -------------------------------------------------------------------------------------------

BEFORE = {
    "id": """\
📊 Keadaan terkini
13:40 Beijing · 12:40 WIB · program 7

Pengguna
Dapat dihubungi: 3 · menandai acara: 2
Tidak lagi dapat dihubungi: 1 · grup: 1

Pengingat 24 jam terakhir
Terkirim: 0 · setelah acara mulai: 0
Gagal: 0 · tidak pasti sampai: 0
Pesan yang sedang menunggu: 0

Pengingat yang akan dikirim
Semua tepat waktu, dengan 1.000 pesan per detik.

Kam, 23 Jul
13:50 · 2 pengingat untuk yang dimulai pukul 14:00

Jum, 24 Jul
08:50 · 1 pengingat untuk yang dimulai pukul 09:00
[🔄 Perbarui]
[☰ Menu]""",
    "en": """\
📊 How it stands
13:40 Beijing · programme 7

People
Reachable: 3 · with stars: 2
No longer reachable: 1 · groups: 1

Reminders in the last 24 hours
Sent: 0 · after the start: 0
Failed: 0 · unknown: 0
Messages waiting now: 0

Reminders to come
All in time, at 1,000 messages a second.

Thu 23 Jul
13:50 · 2 reminders of what starts at 14:00

Fri 24 Jul
08:50 · 1 reminder of what starts at 09:00
[🔄 Refresh]
[☰ Menu]""",
    "zh": """\
📊 当前情况
13:40 北京 · 议程版本7

用户
可联系：3 · 有收藏：2
已无法联系：1 · 群组：1

过去24小时的提醒
已发送：0 · 开始后才送达：0
失败：0 · 不确定是否送达：0
正在等待发送的消息：0

待发提醒
按每秒1,000条计算，全部来得及。

7月23日周四
13:50 · 14:00开始的活动：2条提醒

7月24日周五
08:50 · 09:00开始的活动：1条提醒
[🔄 刷新]
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stats_of_the_real_database(office: Stage, language: str) -> None:
    organizer = office.user(language)
    await newcomer(office, "en", "opening", "market")
    await newcomer(office, "zh", "opening")
    await (await newcomer(office, "id", "opening")).block()
    await organizer.add_bot(office.sandbox.group("Team", [organizer]))
    assert screen(await organizer.send("/stats")) == BEFORE[language]


async def test_refresh_shows_what_has_happened_since(office: Stage) -> None:
    organizer = office.user()
    readers = [await newcomer(office, "en", "opening") for _ in range(3)]
    await organizer.send("/stats")
    office.sandbox.faults.add("sendMessage", ApiError(400, "Bad Request: nothing"), chat_id=readers[0].id)
    await jump(office, "2020-07-23 13:50")
    answer = await organizer.press("🔄")
    assert answer.message.edited
    assert lines_of(organizer, "Reminders in the last 24 hours") == [
        "Sent: 2 · after the start: 0",
        "Failed: 1 · unknown: 0",
        "Messages waiting now: 0",
    ]
    assert lines_of(organizer, "Reminders to come") == ["None are to come."]


async def test_refresh_of_what_is_as_it_was_is_no_error(office: Stage) -> None:
    organizer = office.user()
    before = screen(await organizer.send("/stats"))
    answer = await organizer.press("🔄")
    assert (answer.toast, screen(organizer.last)) == ("", before)


async def test_reminders_older_than_a_day_are_not_told_of(office: Stage) -> None:
    organizer = office.user()
    await newcomer(office, "en", "opening")
    await jump(office, "2020-07-23 13:50")
    await jump(office, "2020-07-24 13:51")
    await organizer.send("/stats")
    assert lines_of(organizer, "Reminders in the last 24 hours")[0] == "Sent: 0 · after the start: 0"


async def test_waiting_messages_are_told_of(office: Stage, tmp_path: Path) -> None:
    organizer = office.user()
    await newcomer(office, "en", "opening")
    await office.app.sender.stop()
    office.clock.jump(at("2020-07-23 13:50"))
    await office.app.ticker.tick()
    await organizer.send("/stats")
    assert rows(tmp_path, "SELECT state FROM outbox") == [("queued",)]
    assert lines_of(organizer, "Reminders in the last 24 hours")[-1] == "Messages waiting now: 1"


async def test_lead_times_of_their_own_are_bursts_of_their_own(office: Stage) -> None:
    organizer = office.user()
    await newcomer(office, "en", "opening")
    early = await newcomer(office, "en", "opening")
    await choose(early, "default:15")
    await organizer.send("/stats")
    assert organizer.last.text.split("\n")[-2:] == [
        "13:45 · 1 reminder of what starts at 14:00",
        "13:50 · 1 reminder of what starts at 14:00",
    ]


async def test_channels_are_told_with_what_keeps_the_bot_out(tmp_path: Path) -> None:
    bindings = (ChannelBinding("@uji_all", None, "zh"), ChannelBinding("@uji_ai", "ai", "id"))

    def set_up(sandbox: Sandbox) -> None:
        owner = sandbox.user("Rina")
        for binding in bindings:
            channel = sandbox.channel(binding.chat, owner, username=binding.chat[1:])
            if binding.track:
                sandbox.world.set_bot_in_channel(owner.id, channel.id)

    async with stage(
        tmp_path,
        schedule=PROGRAMME,
        clock=still_clock(BEGINNING),
        admins=frozenset({ORGANIZER + 1}),
        channels=bindings,
        before=set_up,
    ) as running:
        await running.app.binding.look()
        organizer = running.user()
        await organizer.send("/stats")
    assert lines_of(organizer, "Channels") == [
        "@uji_all · the whole programme · 中文 · ⚠️ I may not post there",
        "@uji_ai · Artificial Intelligence · Indonesia",
    ]
    assert lines_of(organizer, "People")[0] == "Reachable: 1 · with stars: 0"
    assert lines_of(organizer, "Reminders to come") == ["None are to come."]
