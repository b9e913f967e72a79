"""Announcements in channels: which of them get what is said plainly before it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.sandbox import Channel, Person, Sandbox
from bot.settings import ChannelBinding
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, screen
from tests.jobs.scene import until_rows
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""
BINDINGS = (
    ChannelBinding("@uji_all", None, "zh"),
    ChannelBinding("@uji_en", None, "en"),
    ChannelBinding("@uji_ai", "ai", "id"),
)


@asynccontextmanager
async def office(
    folder: Path, language: str = "en"
) -> AsyncIterator[tuple[Stage, Person, dict[str, Channel]]]:
    """The application, its organizer, and the channels by their names."""
    people: list[Person] = []
    channels: dict[str, Channel] = {}

    def set_up(sandbox: Sandbox) -> None:
        people.append(sandbox.user("Rina", language=language))
        for binding in BINDINGS:
            channel = sandbox.channel(binding.chat, people[0], username=binding.chat[1:])
            sandbox.world.set_bot_in_channel(people[0].id, channel.id)
            channels[binding.chat] = channel

    async with stage(
        folder,
        schedule=PROGRAMME,
        clock=still_clock(BEGINNING),
        admins=frozenset({ORGANIZER}),
        channels=BINDINGS,
        before=set_up,
    ) as running:
        await running.app.binding.look()
        yield running, people[0], channels


PREVIEW = {
    "id": """\
📢 Pratinjau; belum ada yang dikirim

Dalam semua bahasa
Hello

Kepada: semua orang · 1 penerima
Saluran: @uji_all, @uji_en
Perlu kurang dari satu menit, dengan 1000 pesan per detik.
[• Semua orang]
[Pengikut topik] [Penanda acara]
[✅ Kirim ke 1] [✖️ Batal]""",
    "en": """\
📢 Preview; nothing is sent yet

In all languages
Hello

To: everyone · 1 recipient
Channels: @uji_all, @uji_en
It takes less than a minute, at 1000 messages a second.
[• Everyone]
[A track's followers] [Who starred an event]
[✅ Send to 1] [✖️ Cancel]""",
    "zh": """\
📢 预览，尚未发送

所有语言
Hello

发给：所有人 · 1位接收者
频道：@uji_all，@uji_en
按每秒1000条计算，不到一分钟即可发完。
[• 所有人]
[某专题的关注者] [收藏某活动的人]
[✅ 发送给1位] [✖️ 取消]""",
}
ONLY_CHANNEL = {
    "id": ["Kepada: pengikut Kecerdasan Buatan", "Saluran: @uji_ai", "✅ Kirim"],
    "en": ["To: who follows Artificial Intelligence", "Channel: @uji_ai", "✅ Send"],
    "zh": ["发给：关注“人工智能”的人", "频道：@uji_ai", "✅ 发送"],
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_channels_of_the_programme_belong_to_everyone(tmp_path: Path, language: str) -> None:
    async with office(tmp_path, language) as (_, organizer, _):
        assert screen(await organizer.send("/announce Hello")) == PREVIEW[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_tracks_channel_belongs_to_its_followers(tmp_path: Path, language: str) -> None:
    async with office(tmp_path, language) as (_, organizer, _):
        await organizer.send("/announce Hello")
        shown = (await organizer.press(data="announce:track:1:ai")).message
        assert [*shown.text.split("\n")[-3:-1], shown.labels[-1][0]] == ONLY_CHANNEL[language]


async def test_no_channel_starred_an_event(tmp_path: Path) -> None:
    async with office(tmp_path) as (scene, organizer, _):
        await newcomer(scene, "en", "market")
        await organizer.send("/announce Hello")
        shown = (await organizer.press(data="to:1:market")).message
        assert shown.text.split("\n")[-2:] == [
            "To: who starred Book Market · 1 recipient",
            "It takes less than a minute, at 1000 messages a second.",
        ]


async def test_announcement_is_posted_in_each_channels_language(tmp_path: Path) -> None:
    async with office(tmp_path) as (scene, organizer, channels):
        await organizer.send("/announce id: Aula dibuka\nen: The hall is open\nzh: 大厅已开放")
        await organizer.press("✅")
        await scene.app.announcing.look()
        await until_rows(tmp_path / "test.sqlite3", "kind = 'announcement' AND state = 'sent'", 3)
        posted = {name: [post.text for post in channel.posts] for name, channel in channels.items()}
    assert posted == {"@uji_all": ["大厅已开放"], "@uji_en": ["The hall is open"], "@uji_ai": []}


async def test_announcement_to_followers_is_posted_in_their_channel(tmp_path: Path) -> None:
    async with office(tmp_path) as (scene, organizer, channels):
        await organizer.send("/announce id: Aula dibuka\nen: The hall is open")
        await organizer.press(data="announce:track:1:ai")
        await organizer.press("✅")
        await scene.app.announcing.look()
        await until_rows(tmp_path / "test.sqlite3", "kind = 'announcement' AND state = 'sent'", 1)
        posted = {name: [post.text for post in channel.posts] for name, channel in channels.items()}
    assert posted == {"@uji_all": [], "@uji_en": [], "@uji_ai": ["Aula dibuka"]}
