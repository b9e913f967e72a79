"""What organizers are told of channels that cannot be served: what was found, and what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.channel import Trouble, Why
from bot.sandbox import Channel, Person, Sandbox
from bot.settings import ChannelBinding
from bot.storage import Storage
from bot.texts import texts
from bot.views.bindings import troubles
from bot.views.message import length, plain
from tests.jobs.channels import owned, posts, with_tracks
from tests.jobs.scene import BEGINNING, edit, jump
from tests.stage import Stage, stage, still_clock

ADMIN = 1001
"""The sandbox's first person."""
ALL = ChannelBinding("@uji_all", None, "en")


@asynccontextmanager
async def office(
    folder: Path, programme: Path, *channels: ChannelBinding, language: str = "en", may_post: bool = False
) -> AsyncIterator[tuple[Stage, Person, Channel]]:
    """The application, an organizer who began it long ago, and a channel of hers."""
    made: list[tuple[Person, Channel]] = []

    def set_up(sandbox: Sandbox) -> None:
        admin = sandbox.user("Rina", language=language)
        sandbox.world.users[admin.id].started = True
        made.append((admin, owned(sandbox, admin, may_post=may_post)))

    async with await Storage.open(f"sqlite:///{folder / 'test.sqlite3'}") as storage:
        await storage.chats.ensure(ADMIN, group=False, language=language, now=BEGINNING)
    async with stage(
        folder,
        schedule=programme,
        clock=still_clock(BEGINNING),
        admins=frozenset({ADMIN}),
        channels=channels,
        before=set_up,
    ) as running:
        await running.app.binding.look()
        yield running, *made[0]


def told(admin: Person) -> list[str]:
    return [shown.text for shown in admin.messages if shown.text.startswith("⚠️")]


NO_RIGHT = {
    "id": """\
⚠️ Saluran di BOT_CHANNELS

@uji_all
Saya tidak boleh menulis di sana. Jadikan saya admin saluran itu dengan izin mengirim pesan.""",
    "en": """\
⚠️ Channels in BOT_CHANNELS

@uji_all
I may not post there. Make me an administrator of the channel, with the right to post messages.""",
    "zh": """\
⚠️ BOT_CHANNELS里的频道

@uji_all
我不能在那里发消息。请把我设为该频道的管理员，并给予发布消息的权限。""",
}


@pytest.mark.parametrize("language", ["id", "en", "zh"])
async def test_admins_are_told_how_to_let_the_bot_post(
    tmp_path: Path, programme: Path, language: str
) -> None:
    async with office(tmp_path, programme, ALL, language=language) as (_, admin, _):
        assert told(admin) == [NO_RIGHT[language]]


@pytest.mark.parametrize(
    ("trouble", "tracks", "said"),
    [
        (
            Trouble("@cic", Why.UNKNOWN),
            ["5g"],
            {
                "id": "Tidak ada saluran dengan nama atau nomor ini. Periksa penulisannya; "
                "untuk saluran privat, jadikan saya admin di sana dulu.",
                "en": "I find no channel of this name or number. Check how it is written; "
                "in a private channel, make me an administrator first.",
                "zh": "找不到这个名称或编号的频道。请检查写法；私密频道需先把我设为管理员。",
            },
        ),
        (
            Trouble("@cic", Why.NO_CHANNEL),
            ["5g"],
            {
                "id": "Ini bukan saluran, melainkan grup atau orang. Tulis sebuah saluran.",
                "en": "This is not a channel, but a group or a person. Name a channel.",
                "zh": "这不是频道，而是群组或个人。请填写一个频道。",
            },
        ),
        (
            Trouble("@cic", Why.SAME, "@cic_5g"),
            ["5g"],
            {
                "id": "Ini saluran yang sama dengan @cic_5g. Hanya yang ditulis pertama yang berlaku.",
                "en": "This is the same channel as @cic_5g. Only the first entry counts.",
                "zh": "这与@cic_5g是同一个频道，只有第一条生效。",
            },
        ),
        (
            Trouble("@cic", Why.NO_TRACK, "6g"),
            ["security", "5g"],
            {
                "id": "Program ini tidak punya topik 6g; yang ada 5g, security. "
                "Tidak ada yang dikirim sampai ini dibetulkan.",
                "en": "The programme has no track 6g; it has 5g, security. "
                "Nothing is posted until that is right.",
                "zh": "议程里没有专题6g，现有的是：5g, security。改正之前，那里不会发布任何内容。",
            },
        ),
        (
            Trouble("@cic", Why.NO_TRACK, "6g"),
            [],
            {
                "id": "Program ini tidak punya topik, jadi tidak ada yang dikirim ke sana. "
                "Tulis * untuk seluruh program.",
                "en": "The programme has no tracks, so nothing is posted there. Write * for all of it.",
                "zh": "议程没有专题，因此那里不会发布任何内容。若要包括全部议程，请写*。",
            },
        ),
    ],
)
def test_each_trouble_has_its_remedy(trouble: Trouble, tracks: list[str], said: dict[str, str]) -> None:
    found = {
        language: plain(troubles(texts(language), [trouble], tracks).text).split("\n")[3] for language in said
    }
    assert found == said


def test_note_of_many_troubles_fits_a_message() -> None:
    many = [Trouble(f"@{'x' * 30}{n}", Why.NO_TRACK, "t" * 40) for n in range(99)]
    note = troubles(texts("id"), many, [f"{n:040}" for n in range(99)])
    assert length(note.text) <= 4096
    assert plain(note.text).split("\n")[-1] == "… dan 89 lagi."


async def test_admins_are_told_once(tmp_path: Path, programme: Path) -> None:
    async with office(tmp_path, programme, ALL) as (scene, admin, _):
        for _ in range(3):
            await scene.app.binding.look()
        assert told(admin) == [NO_RIGHT["en"]]


async def test_admins_are_told_again_after_it_was_well(tmp_path: Path, programme: Path) -> None:
    async with office(tmp_path, programme, ALL) as (scene, admin, channel):
        for may_post in (True, False):
            await channel.admit_bot(may_post=may_post)
            await scene.app.binding.look()
        assert told(admin) == [NO_RIGHT["en"]] * 2


async def test_trouble_is_logged_with_its_remedy(tmp_path: Path, programme: Path) -> None:
    with capture_logs() as logs:
        async with office(tmp_path, programme, ALL):
            pass
    assert [line for line in logs if line["log_level"] == "warning"] == [
        {
            "event": "channel cannot be served",
            "log_level": "warning",
            "channel": "@uji_all",
            "found": "no right",
            "what": None,
            "do": "make the bot an administrator of the channel with the right to post",
        }
    ]


async def test_unknown_track_is_told_and_served_once_the_programme_has_it(
    tmp_path: Path, programme: Path
) -> None:
    five_g = ChannelBinding("@uji_all", "5g", "en")
    async with office(tmp_path, programme, five_g, may_post=True) as (scene, admin, channel):
        assert [text.split("\n")[3] for text in told(admin)] == [
            "The programme has no tracks, so nothing is posted there. Write * for all of it."
        ]
        with_tracks(programme)
        await scene.app.reload.look()
        await scene.app.binding.look()
        await jump(scene, "2020-07-23 16:20")
        assert posts(channel) == ["⏰ Starts in 10 minutes"]


async def test_track_that_goes_is_told(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    five_g = ChannelBinding("@uji_all", "5g", "en")
    async with office(tmp_path, programme, five_g, may_post=True) as (scene, admin, _):
        edit(programme, ("{id: 5g, name: 5G}", "{id: 6g, name: 6G}"), ("track: 5g", "track: 6g"))
        await scene.app.reload.look()
        await scene.app.binding.look()
        assert [text.split("\n")[3] for text in told(admin)] == [
            "The programme has no track 5g; it has 6g, ai. Nothing is posted until that is right."
        ]


async def test_channel_that_nobody_knows_is_told(tmp_path: Path, programme: Path) -> None:
    async with office(tmp_path, programme, ChannelBinding("@nowhere", None, "en")) as (_, admin, _):
        assert [text.split("\n")[2:] for text in told(admin)] == [
            [
                "@nowhere",
                "I find no channel of this name or number. Check how it is written; "
                "in a private channel, make me an administrator first.",
            ]
        ]


async def test_group_is_no_channel(tmp_path: Path, programme: Path) -> None:
    binding = ChannelBinding("-1000000000501", None, "en")
    async with office(tmp_path, programme, binding) as (scene, admin, _):
        world = scene.sandbox.world
        group = world.add_group("Team", [admin.id], supergroup=True)
        world.add_bot_to_group(admin.id, group.id)
        await scene.app.binding.look()
        assert told(admin)[-1].split("\n")[3] == (
            "This is not a channel, but a group or a person. Name a channel."
        )


async def test_channel_named_twice_is_served_once(tmp_path: Path, programme: Path) -> None:
    twice = ChannelBinding("-1001000000501", None, "id")
    async with office(tmp_path, programme, ALL, twice, may_post=True) as (scene, admin, channel):
        await jump(scene, "2020-07-23 13:50")
        assert posts(channel) == ["⏰ Starts in 10 minutes"]
        assert told(admin)[-1].split("\n")[2:] == [
            "-1001000000501",
            "This is the same channel as @uji_all. Only the first entry counts.",
        ]


async def test_private_channel_is_bound_by_its_number(tmp_path: Path, programme: Path) -> None:
    binding = ChannelBinding("-1001000000502", None, "en")
    async with office(tmp_path, programme, binding) as (scene, admin, _):
        private = scene.sandbox.channel("Private", admin)
        await private.admit_bot()
        await scene.app.binding.look()
        await jump(scene, "2020-07-23 13:50")
        assert posts(private) == ["⏰ Starts in 10 minutes"]


async def test_admin_who_never_began_the_bot_costs_nothing(tmp_path: Path, programme: Path) -> None:
    async with stage(
        tmp_path, schedule=programme, clock=still_clock(BEGINNING), admins=frozenset({7}), channels=(ALL,)
    ) as scene:
        with capture_logs() as logs:
            await scene.app.binding.look()
    assert [line["event"] for line in logs if line["log_level"] == "error"] == []
