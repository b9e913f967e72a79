"""How many are told of changes: as many as the alert then goes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.changes import compare
from bot.domain.chat import Chat
from bot.domain.model import Person, Schedule
from bot.storage import Storage
from tests.samples import event, schedule, text
from tests.storage.scene import joined, minute

A, B = event("a", "2020-07-23 14:00", track="t"), event("b", "2020-07-23 15:00", persons=("p",))
NEW = event("new", "2020-07-24 14:00", track="t", persons=("p",))
BEFORE = schedule(A, B)
LATER = replace(A, end=A.end + timedelta(hours=1))


async def told(storage: Storage, new: Schedule, old: Schedule = BEFORE) -> tuple[int, int]:
    """How many are said to be told, and how many alerts are then written."""
    changes = compare(old, new)
    said = await storage.favourites.told_of(changes, old, new)
    await storage.follows.star_new(changes.news(), minute(1))
    ids = sorted(changes.concerned(old, new))
    return said, await storage.outbox.fan_out_changes(1, ids, minute(3), minute(60))


async def test_those_who_starred_what_changes_are_told(storage: Storage) -> None:
    for chat_id, starred in ((1, ["a", "b"]), (2, ["a"]), (3, ["b"]), (-4, ["a"])):
        await joined(storage, chat_id, starred)
    assert await told(storage, schedule(LATER, B)) == (3, 3)


async def test_who_wants_to_hear_nothing_or_is_gone_is_not_counted(storage: Storage) -> None:
    for chat_id in (1, 2, 3):
        await joined(storage, chat_id, ["a"])
    await storage.chats.update(1, reminders=False)
    await storage.chats.retire(2, minute(0))
    assert await told(storage, schedule(LATER, B)) == (1, 1)


async def test_followers_are_told_of_what_is_new_once_each(storage: Storage) -> None:
    for chat_id, kind, id_ in ((1, "track", "t"), (2, "person", "p"), (3, "track", "u"), (4, "track", "t")):
        await joined(storage, chat_id)
        await storage.follows.add(chat_id, kind, id_, [], minute(0))
    await storage.follows.add(4, "person", "p", ["a"], minute(0))
    assert await told(storage, schedule(LATER, B, NEW)) == (3, 3)


async def test_name_of_a_speaker_concerns_those_who_starred_their_events(storage: Storage) -> None:
    await joined(storage, 1, ["b"])
    await joined(storage, 2, ["a"])
    before, after = (replace(BEFORE, persons={"p": Person("p", text(name))}) for name in ("Ada", "Ada L."))
    assert await told(storage, after, before) == (1, 1)


async def test_nobody_is_told_of_nothing(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    assert await told(storage, BEFORE) == (0, 0)


async def test_channels_are_not_counted(storage: Storage) -> None:
    channel = Chat(-1001, group=True, language="en", channel="@cic")
    await storage.channels.bind(channel, ("track", "t"), ["a"], minute(0))
    await joined(storage, 1, ["a"])
    assert (await told(storage, schedule(LATER, B)))[0] == 1
