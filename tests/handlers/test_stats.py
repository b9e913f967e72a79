"""/stats: for organizers, and as it is now."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pictures.picture import WIDTH
from bot.sandbox import ApiError, Sandbox, Shown
from bot.settings import ChannelBinding
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows, screen
from tests.jobs.scene import choose, jump
from tests.samples import at
from tests.stage import ORGANIZER, Reused, Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def office(shared_office: Reused) -> Stage:
    return shared_office.anew()


# --- who may -------------------------------------------------------------------------------------------------


async def test_anyone_else_gets_what_an_unknown_command_gets(office: Stage) -> None:
    stranger = office.user()
    unknown = screen(await stranger.send("/unheard")).replace("/unheard", "/stats")
    assert screen(await stranger.send("/stats")) == unknown


async def test_organizer_in_a_group_gets_what_an_unknown_command_gets(office: Stage) -> None:
    organizer = office.organizer()
    group = office.sandbox.group("Team", [organizer])
    await organizer.add_bot(group)
    name = office.app.bot.username
    shown = await organizer.send(f"/stats@{name}", chat=group)
    assert shown.text.partition("\n")[0] == f"I do not know /stats@{name}."


async def test_press_of_anyone_else_leads_to_the_start(office: Stage) -> None:
    stranger = await newcomer(office)
    home = screen(stranger.last)
    await stranger.press(data="stats")
    assert [screen(shown) for shown in stranger.messages] == [home]


# --- what it shows -------------------------------------------------------------------------------------------

PEOPLE = {
    "id": """\
📊 Pengguna
13:40 Beijing · 12:40 WIB · program 7

Dapat dihubungi: 3 · menandai acara: 2
Aktif dalam 24 jam terakhir: 3 · dalam 7 hari: 3
Tidak lagi dapat dihubungi: 1 · grup: 1
[• Pengguna] [Minat] [Pengiriman]
[Perkiraan] [Penilaian]
[🔄 Perbarui] [☰ Menu]""",
    "en": """\
📊 People
13:40 Beijing · programme 7

Reachable: 3 · with stars: 2
Active in the last 24 hours: 3 · in 7 days: 3
No longer reachable: 1 · groups: 1
[• People] [Interest] [Delivery]
[Forecast] [Ratings]
[🔄 Refresh] [☰ Menu]""",
    "zh": """\
📊 用户
13:40 北京 · 议程版本7

可联系：3 · 有收藏：2
过去24小时活跃：3 · 7天内：3
已无法联系：1 · 群组：1
[• 用户] [关注度] [送达情况]
[预测] [评分]
[🔄 刷新] [☰ 菜单]""",
}


def body(shown: Shown) -> list[str]:
    """What is under the heading."""
    return shown.text.split("\n")[3:]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stats_are_a_picture_of_the_real_database(office: Stage, language: str) -> None:
    organizer = office.organizer(language)
    await newcomer(office, "en", "opening", "market")
    await newcomer(office, "zh", "opening")
    await (await newcomer(office, "id", "opening")).block()
    await organizer.add_bot(office.sandbox.group("Team", [organizer]))
    shown = await organizer.send("/stats")
    assert screen(shown) == PEOPLE[language]
    assert shown.json["photo"][-1]["width"] == WIDTH


async def test_buttons_turn_the_pages_of_one_message(office: Stage) -> None:
    organizer = office.organizer()
    await newcomer(office, "en", "opening", "market")
    await newcomer(office, "en", "opening")
    first = await organizer.send("/stats")
    bodies = []
    for button in ("Interest", "Delivery", "Forecast", "Ratings"):
        answer = await organizer.press(button)
        assert (answer.message.id, answer.message.edited) == (first.id, True)
        bodies.append(body(answer.message))
    interest, delivery, forecast, ratings = bodies
    assert interest[:4] == [
        "2 people and groups have starred something; in brackets is the share of that.",
        "",
        "Most wanted",
        "2 (100%) · Opening Ceremony",
    ]
    assert delivery == [
        "Reminders in the last 24 hours",
        "Sent: 0 · after the start: 0",
        "Failed: 0 · unknown: 0",
        "Messages waiting now: 0",
    ]
    assert forecast == [
        "Reminders to come",
        "All in time, at 1,000 messages a second.",
        "",
        "Thu 23 Jul",
        "13:50 · 2 reminders of what starts at 14:00",
        "",
        "Fri 24 Jul",
        "08:50 · 1 reminder of what starts at 09:00",
    ]
    assert ratings == ["There are no answers yet."]


async def test_interest_can_be_looked_at_day_by_day(office: Stage) -> None:
    organizer = office.organizer()
    await newcomer(office, "en", "opening")
    await organizer.send("/stats")
    all_, day = await organizer.press("Interest"), await organizer.press("Fri 24")
    assert "[Tracks] [Thu 23] [• Fri 24] [Sat 25]" in screen(day.message)
    assert all_.message.json["photo"] != day.message.json["photo"]


@pytest.mark.parametrize("data", ["stats:nonsense", "stats:interest:99", "stats:interest:x", "stats"])
async def test_press_of_nonsense_shows_a_page(office: Stage, data: str) -> None:
    organizer = office.organizer()
    await organizer.send("/stats")
    await organizer.press(data=data)
    assert organizer.last.text.split("\n")[0] in ("📊 People", "📊 Interest")


async def test_button_of_an_earlier_version_brings_the_first_page(office: Stage) -> None:
    organizer = office.organizer()
    await organizer.send("/start")
    answer = await organizer.press(data="stats")
    assert (answer.message.edited, answer.message.text.split("\n")[0]) == (False, "📊 People")


async def test_refresh_shows_what_has_happened_since(office: Stage) -> None:
    organizer = office.organizer()
    readers = [await newcomer(office, "en", "opening") for _ in range(3)]
    await organizer.send("/stats")
    await organizer.press("Delivery")
    office.sandbox.faults.add("sendMessage", ApiError(400, "Bad Request: nothing"), chat_id=readers[0].id)
    await jump(office, "2020-07-23 13:50")
    answer = await organizer.press("🔄")
    assert answer.message.edited
    assert body(organizer.last) == [
        "Reminders in the last 24 hours",
        "Sent: 2 · after the start: 0",
        "Failed: 1 · unknown: 0",
        "Messages waiting now: 0",
    ]
    await organizer.press("Forecast")
    assert body(organizer.last) == ["Reminders to come", "None are to come."]


async def test_refresh_of_what_is_as_it_was_is_no_error(office: Stage) -> None:
    organizer = office.organizer()
    before = screen(await organizer.send("/stats"))
    answer = await organizer.press("🔄")
    assert (answer.toast, screen(organizer.last)) == ("", before)


async def test_reminders_older_than_a_day_are_not_told_of(office: Stage) -> None:
    organizer = office.organizer()
    await newcomer(office, "en", "opening")
    await jump(office, "2020-07-23 13:50")
    await jump(office, "2020-07-24 13:51")
    await organizer.send("/stats")
    await organizer.press("Delivery")
    assert body(organizer.last)[1] == "Sent: 0 · after the start: 0"


async def test_waiting_messages_are_told_of(own_office: Stage, tmp_path: Path) -> None:
    organizer = own_office.organizer()
    await newcomer(own_office, "en", "opening")
    await own_office.app.sender.stop()
    own_office.clock.jump(at("2020-07-23 13:50"))
    await own_office.app.ticker.tick()
    await organizer.send("/stats")
    await organizer.press("Delivery")
    assert rows(tmp_path, "SELECT state FROM outbox") == [("queued",)]
    assert body(organizer.last)[-1] == "Messages waiting now: 1"


async def test_lead_times_of_their_own_are_bursts_of_their_own(office: Stage) -> None:
    organizer = office.organizer()
    await newcomer(office, "en", "opening")
    early = await newcomer(office, "en", "opening")
    await choose(early, "default:15")
    await organizer.send("/stats")
    await organizer.press("Forecast")
    assert body(organizer.last)[-2:] == [
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
        people = body(await organizer.send("/stats"))
        delivery = body((await organizer.press("Delivery")).message)
        forecast = body((await organizer.press("Forecast")).message)
    assert delivery[-3:] == [
        "Channels",
        "@uji_all · the whole programme · 中文 · ⚠️ I may not post there",
        "@uji_ai · Artificial Intelligence · Indonesia",
    ]
    assert people[0] == "Reachable: 1 · with stars: 0"
    assert forecast == ["Reminders to come", "None are to come."]
