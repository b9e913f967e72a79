from __future__ import annotations

import pytest

from bot.domain.amendment import Amending
from bot.domain.chat import Chat, Quiet
from bot.domain.questions import Answer, Intent, Question
from bot.storage import Arrived, LastAnswer, Storage
from bot.storage.tables import metadata
from tests.storage.scene import REAL, claim_all, joined, minute, publish, row, rows

HOUR, DAY = 60, 24 * 60


async def test_get_of_a_stranger_is_none(storage: Storage) -> None:
    assert await storage.chats.get(1) is None


async def test_ensure_makes_a_chat_with_defaults(storage: Storage) -> None:
    made = await storage.chats.ensure(-100_123, group=True, language="zh", now=minute(0))
    assert made == Chat(id=-100_123, group=True, language="zh")
    assert await storage.chats.get(-100_123) == made


async def test_ensure_makes_a_chat_that_has_seen_what_is_published(storage: Storage) -> None:
    for start in (30, 40):
        await publish(storage, row("a", start))
    assert await storage.chats.ensure(1, group=False, language="id", now=minute(0)) == Chat(
        1, group=False, language="id", seen_version=2
    )
    await publish(storage, row("a", 50))
    again = await storage.chats.ensure(1, group=False, language="id", now=minute(2 * DAY))
    assert (again.seen_version, (await storage.chats.update(1, seen_version=3)).seen_version) == (2, 3)


async def test_ensure_again_changes_no_choice(storage: Storage) -> None:
    await storage.chats.ensure(1, group=False, language="id", now=minute(0))
    chosen = await storage.chats.update(1, language="en", digest=True)
    assert await storage.chats.ensure(1, group=False, language="zh", now=minute(2 * DAY)) == chosen


async def test_ensure_renews_seen_at_once_an_hour(storage: Storage, url: str) -> None:
    seen = []
    for at in (0, HOUR - 1, HOUR):
        await storage.chats.ensure(1, group=False, language="id", now=minute(at))
        seen += rows(url, "SELECT created_at, seen_at FROM chats")
    first, later = int(minute(0).timestamp()), int(minute(HOUR).timestamp())
    assert seen == [(first, first), (first, first), (first, later)]


async def test_ensure_of_a_retired_chat_takes_it_back(storage: Storage, url: str) -> None:
    await joined(storage)
    await storage.chats.retire(1, minute(1))
    await storage.chats.retire(1, minute(2))
    retired = rows(url, "SELECT retired_at FROM chats")
    await storage.chats.ensure(1, group=False, language="id", now=minute(3))
    assert (retired, rows(url, "SELECT retired_at FROM chats")) == (
        [(int(minute(1).timestamp()),)],
        [(None,)],
    )


async def test_update_changes_what_it_names(storage: Storage) -> None:
    await joined(storage)
    changed = await storage.chats.update(1, zone="Asia/Jakarta", lead_time=30, quiet=Quiet.NIGHT)
    changed = await storage.chats.update(1, awaiting="city", reminders=False)
    assert changed == Chat(
        id=1,
        group=False,
        language="id",
        zone="Asia/Jakarta",
        lead_time=30,
        reminders=False,
        quiet=Quiet.NIGHT,
        awaiting="city",
    )
    assert await storage.chats.get(1) == changed


async def test_update_to_none_takes_a_choice_back(storage: Storage) -> None:
    await joined(storage)
    await storage.chats.update(1, zone="Asia/Jakarta", awaiting="city")
    assert await storage.chats.update(1, zone=None, awaiting=None) == Chat(1, group=False, language="id")


async def test_update_of_nothing_returns_the_chat(storage: Storage) -> None:
    await joined(storage)
    assert await storage.chats.update(1) == Chat(1, group=False, language="id")


@pytest.mark.parametrize("language", [{}, {"language": "en"}])
async def test_update_of_a_stranger_is_an_error(storage: Storage, language: dict[str, str]) -> None:
    with pytest.raises(LookupError, match="there is no chat 1"):
        await storage.chats.update(1, **language)  # type: ignore[arg-type]


async def test_update_to_a_lead_time_that_is_never_looked_at_is_an_error(storage: Storage) -> None:
    await joined(storage)
    with pytest.raises(
        ValueError, match=r"lead time is 7 minutes; expected 0 or one of \(5, 10, 15, 30, 60\)"
    ):
        await storage.chats.update(1, lead_time=7)


async def test_reminders_switched_off_leave_the_queue(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    await storage.chats.update(1, reminders=False)
    assert await storage.outbox.counts() == {}


async def test_reminders_switched_on_again_come(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.chats.update(1, reminders=False)
    assert await storage.outbox.fan_out_reminders(minute(20)) == 0
    await storage.chats.update(1, reminders=True)
    assert await storage.outbox.fan_out_reminders(minute(21)) == 1


async def test_forget_leaves_no_row_of_the_chat_in_any_table(storage: Storage, url: str) -> None:
    for chat_id in (1, 2):
        await joined(storage, chat_id, ["a", "b"])
        await storage.follows.add(chat_id, "track", "5g", ["c"], minute(0))
        await storage.amendments.begin(chat_id, Amending.DELAY, minute(0))
        await storage.feeds.renew(chat_id, minute(0))
        answer = Answer(Question(Intent.LIST), ("a",))
        await storage.last_answers.keep(chat_id, LastAnswer(answer, asked_in=5), minute(0))
    await publish(storage, row("a", 20), row("b", 30))
    await storage.outbox.fan_out_reminders(minute(10))
    await claim_all(storage, minute(10))
    await storage.outbox.fan_out_reminders(minute(20))
    rows(url, "INSERT INTO ratings VALUES (1, 'a', 5, 'Bagus!', 0), (2, 'a', 1, NULL, 0)")
    await storage.chats.forget(1)
    await storage.chats.forget(1)
    tables = [table.name for table in metadata.sorted_tables if "chat_id" in table.columns]
    kept = {table: set(rows(url, f"SELECT chat_id FROM {table}")) for table in tables}  # noqa: S608
    named = ("amendments", "chats", "favourites", "feeds", "follows", "last_answers", "outbox", "ratings")
    assert kept == {name: {(2,)} for name in named}


async def test_report_on_a_forgotten_chat_meets_no_other_row(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.chats.forget(1)
    await joined(storage, 2, ["a"])
    await storage.outbox.fan_out_reminders(minute(30))
    await storage.outbox.sent([Arrived(tuple(row.id for row in claimed), 7, minute(30))])
    assert await storage.outbox.counts() == {"queued": 1}


async def test_retired_chat_gets_nothing_until_it_writes(storage: Storage) -> None:
    await joined(storage, stars=["a", "b"])
    await publish(storage, row("a", 20), row("b", 30))
    await storage.outbox.fan_out_reminders(minute(10))
    await storage.chats.retire(1, minute(11))
    before = (await storage.outbox.counts(), await storage.outbox.fan_out_reminders(minute(20)))
    await storage.chats.ensure(1, group=False, language="id", now=minute(21))
    await storage.outbox.fan_out_reminders(minute(22))
    back = [(row.event_id, row.starts_at) for row in await claim_all(storage, minute(22))]
    assert (before, back) == (({}, 0), [("a", minute(20)), ("b", minute(30))])


async def test_chat_retired_while_sending_gets_no_second_try(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.chats.retire(1, minute(21))
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "502")
    assert await storage.outbox.counts() == {}


async def test_migrate_moves_all_that_is_stored(storage: Storage, url: str) -> None:
    await joined(storage, -5, ["a"])
    await storage.chats.update(-5, language="en")
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    for _ in range(2):
        await storage.chats.migrate(-5, -1005)
    assert await storage.chats.get(-5) is None
    assert await storage.chats.get(-1005) == Chat(-1005, group=True, language="en")
    assert await storage.favourites.of(-1005) == {"a": None}
    assert rows(url, "SELECT chat_id, state FROM outbox") == [(-1005, "queued")]


async def test_migrate_to_a_chat_that_wrote_already_joins_the_two(storage: Storage, url: str) -> None:
    await joined(storage, -5, ["a", "b"])
    await storage.chats.update(-5, language="en")
    await joined(storage, -1005, ["b", "c"])
    await publish(storage, row("a", 30), row("b", 30), row("c", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    for row_ in await claim_all(storage, minute(20)):
        await storage.outbox.sent([Arrived((row_.id,), 7, minute(20))])
    await storage.chats.migrate(-5, -1005)
    assert await storage.chats.get(-1005) == Chat(-1005, group=True, language="en")
    assert await storage.favourites.of(-1005) == {"a": None, "b": None, "c": None}
    assert rows(url, "SELECT chat_id, event_id, state FROM outbox ORDER BY event_id") == [
        (-1005, event_id, "sent") for event_id in "abc"
    ]
    assert await storage.outbox.fan_out_reminders(minute(21)) == 0


async def test_migrate_takes_follows_and_announcements_along(storage: Storage, url: str) -> None:
    for chat_id, track in ((-5, "5g"), (-1005, "ai")):
        await joined(storage, chat_id)
        await storage.follows.add(chat_id, "track", track, ["a", "b"], minute(0))
        await storage.follows.add(chat_id, "track", "both", [], minute(0))
        await storage.announcements.draft({"id": "Halo"}, "all", chat_id, minute(0))
    await storage.favourites.add(-1005, ["b"], minute(1))
    await storage.chats.migrate(-5, -1005)
    assert await storage.follows.of(-1005) == {("track", "5g"), ("track", "ai"), ("track", "both")}
    starred = rows(url, "SELECT chat_id, event_id, by_follow FROM favourites ORDER BY event_id")
    assert starred == [(-1005, "a", 1), (-1005, "b", 0)]
    assert rows(url, "SELECT admin_chat_id FROM announcements") == [(-1005,), (-1005,)]


async def test_migrate_of_a_stranger_or_to_itself_does_nothing(storage: Storage) -> None:
    await joined(storage, 1, ["a"])
    await storage.chats.migrate(8, 9)
    await storage.chats.migrate(1, 1)
    assert (await storage.chats.get(9), await storage.favourites.of(1)) == (None, {"a": None})


async def test_migrate_while_sending_keeps_the_lease(storage: Storage) -> None:
    await joined(storage, -5, ["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.chats.migrate(-5, -1005)
    await storage.outbox.retry_later([row.id for row in claimed], REAL, "group migrated")
    assert [row.chat_id for row in await claim_all(storage, minute(20))] == [-1005]
