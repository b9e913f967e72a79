"""A channel gets what concerns its part of the programme, once, for as long as the settings bind it."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import ApiError, Channel
from bot.settings import ChannelBinding
from bot.storage import BoundChannel
from tests.jobs.channels import NAME, bound, posts, publish, with_tracks
from tests.jobs.scene import BEGINNING, attendee, jump, said, settled
from tests.samples import at
from tests.stage import Stage, stage, still_clock

TEN = "⏰ Starts in 10 minutes"
CHANGED = "📣 The programme has changed"
LATER = (
    "start: 2020-07-23 14:00\n    end: 2020-07-23 16:00",
    "start: 2020-07-23 14:30\n    end: 2020-07-23 16:15",
)
OFF = ("end: 2020-07-23 17:30\n    status: confirmed", "end: 2020-07-23 17:30\n    status: cancelled")
NEW = (
    "  - {id: tea, type: forum, title: Tea, start: 2020-07-23 15:00, end: 2020-07-23 15:30, track: 5g}\n"
    "  - id: opening\n"
)


def titles(channel: Channel) -> list[str]:
    """The second line of each post: the first title."""
    return [post.text.split("\n")[1] for post in channel.posts]


async def test_channel_of_the_programme_gets_every_start(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        for moment in ("23 13:49", "23 13:50", "23 16:20", "24 08:50"):
            await jump(scene, f"2020-07-{moment}")
        assert titles(channel) == ["Opening Ceremony", "5G Forum", "Cloud Forum"]


async def test_channel_of_a_track_gets_its_starts(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, track="5g") as (scene, channel):
        for moment in ("23 13:50", "23 16:20", "24 08:50"):
            await jump(scene, f"2020-07-{moment}")
        assert titles(channel) == ["5G Forum"]


async def test_talk_inside_a_forum_is_not_posted_by_itself(tmp_path: Path, programme: Path) -> None:
    talk = "    talks:\n      - {id: talk, title: A talk, start: 16:40, end: 17:00}\n"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace("    url: https://live.example.org/5g\n", talk), encoding="utf-8")
    async with bound(tmp_path, programme) as (scene, channel):
        await jump(scene, "2020-07-23 16:30")
        await jump(scene, "2020-07-23 16:40")
        assert [post.text for post in channel.posts if "talk" in post.text] == []


async def test_edits_within_two_minutes_are_one_post(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await publish(scene, programme, LATER)
        await jump(scene, "2020-07-23 13:41")
        await publish(scene, programme, OFF)
        await jump(scene, "2020-07-23 13:43")
        assert posts(channel) == [CHANGED]
        assert "5G Forum\n❌ Called off" in channel.posts[0].text


async def test_change_elsewhere_is_no_news_for_a_track(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, track="ai") as (scene, channel):
        await publish(scene, programme, LATER, OFF)
        await jump(scene, "2020-07-23 13:43")
        assert posts(channel) == []


async def test_new_event_of_the_track_is_posted_and_reminded_of(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, track="5g") as (scene, channel):
        await publish(scene, programme, ("  - id: opening\n", NEW))
        await jump(scene, "2020-07-23 13:43")
        await jump(scene, "2020-07-23 14:50")
        assert posts(channel) == [CHANGED, TEN]
        assert channel.posts[0].text.split("\n")[2:] == ["Tea", "🆕 New: Thu 23 Jul 15:00–15:30 Beijing"]


async def test_new_event_of_the_programme_is_posted(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme) as (scene, channel):
        await publish(scene, programme, ("  - id: opening\n", NEW))
        await jump(scene, "2020-07-23 13:43")
        assert channel.posts[0].text.split("\n")[2] == "Tea"


async def test_event_that_leaves_the_track_leaves_the_channel(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, track="5g") as (scene, channel):
        await publish(scene, programme, ("track: 5g", "track: ai"))
        await jump(scene, "2020-07-23 16:20")
        assert posts(channel) == []


async def test_channel_speaks_its_own_language_beside_people(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme, "id") as (scene, channel):
        person = await attendee(scene, "opening", language="zh-hans")
        await jump(scene, "2020-07-23 13:50")
        assert (posts(channel), said(person)) == (["⏰ Dimulai dalam 10 menit"], ["⏰ 10分钟后开始"])


async def test_channel_that_is_bound_late_is_told_at_the_start(tmp_path: Path, programme: Path) -> None:
    clock = still_clock(at("2020-07-23 13:52"))
    async with bound(tmp_path, programme, clock=clock) as (scene, channel):
        await jump(scene, "2020-07-23 13:55")
        assert posts(channel) == []
        await jump(scene, "2020-07-23 14:00")
        assert posts(channel) == ["⏰ Starts now"]


# --- from one process to the next ----------------------------------------------------------------------------


async def test_post_is_not_repeated_after_a_restart(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await jump(scene, "2020-07-23 13:50")
        assert posts(channel) == [TEN]
    async with bound(tmp_path, programme, clock=scene.clock) as (second, channel):
        await jump(second, "2020-07-23 13:51")
        await jump(second, "2020-07-23 14:00")
        assert posts(channel) == []


async def test_post_that_fell_due_meanwhile_comes_after_the_restart(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme):
        pass
    clock = still_clock(at("2020-07-23 13:53"))
    async with bound(tmp_path, programme, clock=clock) as (second, channel):
        await settled(second)
        assert posts(channel) == ["⏰ Starts in 7 minutes"]


async def test_language_and_track_follow_the_settings(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, "en", "5g"):
        pass
    async with bound(tmp_path, programme, "zh", "ai") as (second, channel):
        await jump(second, "2020-07-23 16:20")
        assert titles(channel) == ["人工智能与社会论坛\xa0◌"]


async def test_settings_hold_before_telegram_was_asked(tmp_path: Path, programme: Path) -> None:
    with_tracks(programme)
    async with bound(tmp_path, programme, "en", "5g") as (_, channel):
        pass
    other = (ChannelBinding(NAME, "ai", "zh"),)
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING), channels=other) as second:
        chat = await second.app.storage.chats.get(channel.id)
        assert chat is not None
        assert chat.language == "zh"
        assert await second.app.storage.favourites.of(channel.id) == {"ai": None}


async def test_channel_that_is_not_bound_any_more_is_forgotten(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme):
        pass
    async with stage(tmp_path, schedule=programme, clock=still_clock(at("2020-07-23 13:50"))) as second:
        channel = second.sandbox.channel("Uji", second.user(), username=NAME[1:])
        await channel.admit_bot()
        await settled(second)
        assert (posts(channel), await second.app.storage.channels.all()) == ([], [])


async def test_channel_named_by_its_number_from_now_on_stays_itself(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await jump(scene, "2020-07-23 13:50")
    by_number = (ChannelBinding(str(channel.id), None, "en"),)
    async with stage(tmp_path, schedule=programme, clock=scene.clock, channels=by_number) as second:
        again = second.sandbox.channel("Uji", second.user())
        await again.admit_bot()
        await second.app.binding.look()
        await jump(second, "2020-07-23 14:00")
        assert (posts(again), again.id) == ([], channel.id)
        assert await second.app.storage.channels.all() == [
            BoundChannel(str(channel.id), channel.id, posts=True)
        ]


# --- where the bot may not post ------------------------------------------------------------------------------


async def removed(scene: Stage, channel: Channel) -> list[BoundChannel]:
    """The channel removes the bot; what is stored then."""
    await channel.remove_bot()
    return await scene.app.storage.channels.all()


async def test_channel_that_removes_the_bot_is_left_alone(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        assert await removed(scene, channel) == [BoundChannel(NAME, channel.id, posts=False)]
        await jump(scene, "2020-07-23 13:50")
        assert posts(channel) == []


async def test_channel_that_refuses_a_post_is_retired(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        scene.sandbox.world.chats[channel.id].bot_status = "kicked"
        await jump(scene, "2020-07-23 13:50")
        assert await scene.app.storage.channels.all() == [BoundChannel(NAME, channel.id, posts=False)]


async def test_channel_that_lets_the_bot_in_again_goes_on(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await removed(scene, channel)
        await jump(scene, "2020-07-23 13:52")
        assert posts(channel) == []
        await channel.admit_bot()
        await scene.app.binding.look()
        await settled(scene)
        assert posts(channel) == ["⏰ Starts in 8 minutes"]


async def test_retired_channel_goes_on_after_a_restart(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await removed(scene, channel)
    async with bound(tmp_path, programme) as (second, channel):
        await jump(second, "2020-07-23 13:50")
        assert posts(channel) == [TEN]


async def test_right_to_post_that_is_taken_away_is_noticed(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        await channel.admit_bot(may_post=False)
        await scene.app.binding.look()
        assert await scene.app.storage.channels.all() == [BoundChannel(NAME, channel.id, posts=False)]
        await jump(scene, "2020-07-23 13:50")
        assert posts(channel) == []


async def test_channel_without_the_bot_is_not_stored(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme, may_post=False) as (scene, channel):
        await jump(scene, "2020-07-23 13:50")
        assert (posts(channel), await scene.app.storage.channels.all()) == ([], [])


async def test_telegram_that_does_not_answer_leaves_the_channel_bound(
    tmp_path: Path, programme: Path
) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        later = {"retry_after": 60}
        scene.sandbox.faults.add("getChat", ApiError(429, "Too Many Requests: retry after 60", later))
        await scene.app.binding.look()
        assert await scene.app.storage.channels.all() == [BoundChannel(NAME, channel.id, posts=True)]


# --- nobody talks to a channel -------------------------------------------------------------------------------


async def test_post_of_the_owner_is_not_answered(tmp_path: Path, programme: Path) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        for text in ("/start", "5G", "@conference_bot now"):
            await channel.post(text)
        await jump(scene, "2020-07-23 13:45")
        assert posts(channel) == ["/start", "5G", "@conference_bot now"]


async def test_channel_that_nobody_bound_is_neither_greeted_nor_stored(scene: Stage) -> None:
    channel = scene.sandbox.channel("Other", scene.user(), username="other")
    await channel.admit_bot()
    await channel.remove_bot()
    await channel.admit_bot()
    assert (channel.posts, await scene.app.storage.chats.get(channel.id)) == ([], None)


async def test_person_with_stars_and_a_channel_are_told_each_by_their_own_way(
    tmp_path: Path, programme: Path
) -> None:
    async with bound(tmp_path, programme) as (scene, channel):
        person = await attendee(scene, "opening")
        await jump(scene, "2020-07-23 13:50")
        [reminder] = [shown for shown in person.messages if shown.text.startswith("⏰")]
        assert reminder.labels == [
            ["Details", "Join ↗"],
            ["⏰ Again 5 min before"],
            ["⏰ Again at the start"],
        ]
        assert channel.posts[0].labels == [["Join ↗", "Open in the bot ↗"]]
