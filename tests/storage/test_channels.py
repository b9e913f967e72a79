"""Channels as chats: bound, bound otherwise, retired and back; never counted as people."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from bot.domain.agenda import WHOLE_PROGRAMME
from bot.domain.chat import Chat
from bot.storage import Arrived, BoundChannel, Burst, Delivered, Storage
from tests.storage.scene import claim_all, joined, minute, publish, row, rows

CHANNEL = -1001000000501
FIVE_G = ("track", "5g")
STARS = "SELECT event_id, by_follow FROM favourites ORDER BY event_id"


async def bound(
    storage: Storage,
    events: Collection[str] = (),
    *,
    follow: tuple[str, str] = FIVE_G,
    at_minute: float = -60,
    name: str = "@cic_5g",
    chat_id: int = CHANNEL,
    language: str = "zh",
) -> None:
    """The channel is one that the bot may post in, and is about these events."""
    await storage.channels.admit(chat_id, name, language, minute(at_minute))
    channel = Chat(chat_id, group=False, language=language, channel=name)
    await storage.channels.bind(channel, follow, events, minute(at_minute))


async def test_channel_is_a_chat_with_ten_minutes_and_no_choices(storage: Storage) -> None:
    await bound(storage, "ab")
    chat = await storage.chats.get(CHANNEL)
    assert chat == Chat(CHANNEL, group=False, language="zh", channel="@cic_5g")
    assert chat is not None
    assert (chat.lead_time, chat.reminders, chat.digest, chat.quiet) == (10, True, False, "off")
    assert await storage.follows.of(CHANNEL) == {FIVE_G}
    assert await storage.favourites.of(CHANNEL) == {"a": None, "b": None}
    assert await storage.channels.all() == [BoundChannel("@cic_5g", CHANNEL, posts=True)]


async def test_people_are_no_channels(storage: Storage) -> None:
    await joined(storage, 1)
    await joined(storage, -1)
    assert await storage.channels.all() == []


async def test_channel_that_was_never_admitted_is_not_bound(storage: Storage, url: str) -> None:
    channel = Chat(CHANNEL, group=False, language="en", channel="@cic_5g")
    await storage.channels.bind(channel, FIVE_G, ["a"], minute(0))
    assert rows(url, "SELECT * FROM chats") == rows(url, "SELECT * FROM follows") == []


async def test_binding_again_changes_language_track_and_stars(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30), row("b", 30), row("c", 30))
    await bound(storage, "ab")
    await bound(storage, "bc", follow=WHOLE_PROGRAMME, language="en")
    assert await storage.follows.of(CHANNEL) == {WHOLE_PROGRAMME}
    assert rows(url, STARS) == [("b", 1), ("c", 1)]
    assert rows(url, "SELECT language FROM chats") == [("en",)]


async def test_binding_again_withdraws_what_is_not_its_own_any_more(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30), row("b", 30))
    await bound(storage, "ab")
    await storage.outbox.fan_out_reminders(minute(20))
    await bound(storage, "b")
    assert rows(url, "SELECT event_id, state FROM outbox") == [("b", "queued")]


async def test_binding_again_repeats_nothing(storage: Storage) -> None:
    await publish(storage, row("a", 30))
    await bound(storage, "a")
    written = [await storage.outbox.fan_out_reminders(minute(20))]
    await bound(storage, "a", at_minute=21)
    written += [await storage.outbox.fan_out_reminders(minute(at)) for at in (21, 30, 31)]
    assert written == [1, 0, 0, 0]


async def test_event_that_has_gone_from_the_programme_stays_to_be_told_of(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30), row("b", 30))
    await bound(storage, "ab")
    await publish(storage, row("b", 30))
    await bound(storage, "b")
    assert rows(url, STARS) == [("a", 1), ("b", 1)]


async def test_name_that_went_to_another_channel_takes_the_place(storage: Storage) -> None:
    await bound(storage, "a")
    await bound(storage, "a", chat_id=CHANNEL - 1)
    assert await storage.channels.all() == [BoundChannel("@cic_5g", CHANNEL - 1, posts=True)]


async def test_retired_channel_gets_nothing_and_comes_back_when_admitted(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30), row("b", 90))
    await bound(storage, "ab")
    await storage.chats.retire(CHANNEL, minute(0))
    assert await storage.channels.all() == [BoundChannel("@cic_5g", CHANNEL, posts=False)]
    assert await storage.outbox.fan_out_reminders(minute(20)) == 0
    await bound(storage, "ab", at_minute=25)
    assert await storage.outbox.fan_out_reminders(minute(25)) == 1
    assert rows(url, "SELECT event_id, due_at FROM outbox") == [("a", int(minute(20).timestamp()))]


async def test_new_event_of_its_track_or_of_the_programme_is_starred(storage: Storage) -> None:
    await bound(storage)
    await bound(storage, follow=WHOLE_PROGRAMME, name="@cic_all", chat_id=CHANNEL - 1)
    await storage.follows.star_new([("track", "5g", "a"), (*WHOLE_PROGRAMME, "b")], minute(0))
    assert await storage.favourites.of(CHANNEL) == {"a": None}
    assert await storage.favourites.of(CHANNEL - 1) == {"b": None}


async def test_forecast_and_deliveries_leave_channels_out(storage: Storage) -> None:
    await publish(storage, row("a", 60), now=minute(-120))
    await joined(storage, 1, ["a"], at_minute=-60)
    await bound(storage, "a")
    assert await storage.outbox.bursts(minute(0), minute(90)) == [Burst(minute(50), minute(60), 1)]
    await storage.outbox.fan_out_reminders(minute(50))
    for item in await claim_all(storage, minute(50)):
        await storage.outbox.sent([Arrived((item.id,), 7, minute(51))])
    assert (await storage.outbox.delivered(minute(0))).sent == 1
    assert await storage.outbox.delivered(minute(52)) == Delivered(0, 0, minute(0) - minute(0))


async def test_channel_about_everything_belongs_to_everyone(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    await storage.follows.add(1, "track", "5g", ["a"], minute(0))
    await bound(storage, "a")
    await bound(storage, "a", follow=WHOLE_PROGRAMME, name="@cic_all", chat_id=CHANNEL - 1)
    found = {
        audience: (
            await storage.announcements.audience_size(audience),
            await storage.announcements.audience_channels(audience),
        )
        for audience in ("all", "track:5g", "track:ai", "event:a")
    }
    assert found == {
        "all": (1, ["@cic_all"]),
        "track:5g": (1, ["@cic_5g"]),
        "track:ai": (0, []),
        "event:a": (1, []),
    }


async def test_announcement_reaches_just_the_channels_it_was_said_to(storage: Storage, url: str) -> None:
    await joined(storage, 1, ["a"])
    await bound(storage, "a")
    await bound(storage, "a", follow=WHOLE_PROGRAMME, name="@cic_all", chat_id=CHANNEL - 1)
    for audience in ("all", "track:5g", "event:a"):
        draft = await storage.announcements.draft({"": "Hello"}, audience, 1, minute(0))
        await storage.announcements.start(draft, minute(0))
    assert rows(url, "SELECT event_id, chat_id FROM outbox ORDER BY event_id, chat_id") == [
        ("1", CHANNEL - 1),
        ("1", 1),
        ("2", CHANNEL),
        ("3", 1),
    ]


async def test_retired_channel_is_not_announced_to(storage: Storage) -> None:
    await bound(storage, follow=WHOLE_PROGRAMME)
    await storage.chats.retire(CHANNEL, minute(0))
    assert await storage.announcements.audience_channels("all") == []


async def test_post_does_not_go_early_with_the_burst_and_goes_before_it(storage: Storage) -> None:
    await publish(storage, row("a", 60), now=minute(-120))
    for chat_id in (1, 2):
        await joined(storage, chat_id, ["a"], at_minute=-60)
    await bound(storage, "a")
    early = {Burst(minute(50), minute(60), 2): minute(39)}
    assert [await storage.outbox.fan_out_reminders(minute(at), early) for at in (38, 39, 49, 50)] == [
        0,
        2,
        0,
        1,
    ]
    assert [item.chat_id for item in await claim_all(storage, minute(50))] == [CHANNEL, 1, 2]


@pytest.mark.parametrize(("length", "useful"), [(60, 70), (5, 65)])
async def test_post_is_of_use_until_shortly_after_the_start(
    storage: Storage, url: str, length: int, useful: int
) -> None:
    await publish(storage, row("a", 60, length))
    await bound(storage, "a")
    await storage.outbox.fan_out_reminders(minute(50))
    until = "SELECT useful_until FROM outbox"
    before = rows(url, until)
    await publish(storage, row("a", 60, length), row("b", 90))
    assert before == rows(url, until) == [(int(minute(useful).timestamp()),)]


async def test_post_about_what_has_long_begun_is_not_made(storage: Storage) -> None:
    await publish(storage, row("a", 60))
    await bound(storage, "a")
    await storage.outbox.fan_out_reminders(minute(71))
    assert await claim_all(storage, minute(71)) == []
