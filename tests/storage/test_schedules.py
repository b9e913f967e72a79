from __future__ import annotations

from bot.storage import Arrived, PublishedSchedule, Storage
from tests.storage.scene import claim_all, joined, minute, publish, row, rows


async def test_current_before_the_first_publish_is_none(storage: Storage) -> None:
    assert await storage.schedules.current() is None


async def test_publish_counts_up_and_current_is_the_last(storage: Storage) -> None:
    published = [
        await storage.schedules.publish(
            version=f"0.{n}", content=f"版本 {n}", digest=str(n), programme=[], now=minute(n), comment="!"
        )
        for n in range(3)
    ]
    assert published == [1, 2, 3]
    assert await storage.schedules.current() == PublishedSchedule(3, "0.2", "2", "版本 2", minute(2), "!")


async def test_get_is_that_version(storage: Storage) -> None:
    for start in (30, 40):
        await publish(storage, row("a", start), now=minute(start))
    first = await storage.schedules.get(1)
    assert first == PublishedSchedule(1, "1.0", repr((row("a", 30),)), "…", minute(30))
    assert await storage.schedules.get(3) is None


async def test_history_is_the_last_versions_without_content(storage: Storage) -> None:
    for n in range(3):
        await storage.schedules.publish(
            version=f"0.{n}", content="…", digest=str(n), programme=[], now=minute(n), comment="!"
        )
    assert await storage.schedules.history(2) == [
        PublishedSchedule(3, "0.2", "2", "", minute(2), "!"),
        PublishedSchedule(2, "0.1", "1", "", minute(1), "!"),
    ]


async def test_untold_are_the_versions_after_the_first_until_they_are_told(storage: Storage) -> None:
    untold = [await storage.schedules.untold()]
    for start in (30, 40, 40, 50, 60):
        await publish(storage, row("a", start))
        untold.append(await storage.schedules.untold())
    await storage.schedules.mark_told(3)
    untold.append(await storage.schedules.untold())
    assert untold == [[], [], [2], [2], [2, 3], [2, 3, 4], [4]]


async def test_publish_of_the_current_digest_changes_nothing(storage: Storage) -> None:
    first = await publish(storage, row("a", 30))
    current = await storage.schedules.current()
    assert await publish(storage, row("a", 30), now=minute(5)) == first
    assert await storage.schedules.current() == current


async def test_number_is_that_of_the_last_version(storage: Storage) -> None:
    numbers = [await storage.schedules.number()]
    for start in (30, 40):
        await publish(storage, row("a", start))
        numbers.append(await storage.schedules.number())
    assert numbers == [0, 1, 2]


async def test_taken_is_the_last_version_that_came_from_the_file(storage: Storage) -> None:
    taken = [await storage.schedules.taken()]
    for digest, from_file in (("a", True), ("b", True), ("a", False)):
        await storage.schedules.publish(
            version="1", content="…", digest=digest, programme=[], now=minute(0), from_file=from_file
        )
        taken.append(await storage.schedules.taken())
    assert taken == [None, "a", "b", "b"]


async def test_publish_of_an_earlier_digest_is_a_new_version(storage: Storage) -> None:
    numbers = [await publish(storage, row("a", start)) for start in (30, 40, 30)]
    assert numbers == [1, 2, 3]


async def test_publish_replaces_the_programme(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30), row("b", 40), row("c", 50))
    await publish(storage, row("b", 40, cancelled=True), row("c", 55, 10), row("d", 60))
    start = int(minute(0).timestamp())
    listed = rows(url, "SELECT event_id, starts_at, ends_at, cancelled FROM programme ORDER BY event_id")
    assert [
        (id_, (int(str(a)) - start) // 60, (int(str(b)) - start) // 60, off) for id_, a, b, off in listed
    ] == [
        ("b", 40, 100, 1),
        ("c", 55, 65, 0),
        ("d", 60, 120, 0),
    ]


async def test_moved_event_takes_its_queued_reminders_back_and_rearms(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    await publish(storage, row("a", 60), now=minute(21))
    assert await storage.outbox.counts() == {}
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (49, 50)] == [0, 1]


async def test_event_moved_away_and_back_before_sending_reminds(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    for start in (30, 60, 30):
        await publish(storage, row("a", start), now=minute(20))
        await storage.outbox.fan_out_reminders(minute(20))
    assert [(row.event_id, row.starts_at) for row in await claim_all(storage, minute(20))] == [
        ("a", minute(30))
    ]


async def test_event_moved_after_its_reminder_reminds_again(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    claimed = await claim_all(storage, minute(20))
    await storage.outbox.sent([Arrived(tuple(row.id for row in claimed), 7, minute(20))])
    await publish(storage, row("a", 60), now=minute(21))
    await storage.outbox.fan_out_reminders(minute(50))
    assert [row.starts_at for row in await claim_all(storage, minute(50))] == [minute(60)]


async def test_event_moved_close_reminds_at_once_though_starred_late(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 60))
    await publish(storage, row("a", 5), now=minute(2))
    assert await storage.outbox.fan_out_reminders(minute(2)) == 1


async def test_cancelled_event_takes_its_queued_reminders_back(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await publish(storage, row("a", 30, cancelled=True), now=minute(21))
    assert (await storage.outbox.counts(), await storage.outbox.fan_out_reminders(minute(22))) == ({}, 0)


async def test_event_called_on_again_reminds(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30, cancelled=True))
    assert await storage.outbox.fan_out_reminders(minute(20)) == 0
    await publish(storage, row("a", 30), now=minute(21))
    assert await storage.outbox.fan_out_reminders(minute(21)) == 1


async def test_event_that_is_gone_keeps_its_stars(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await publish(storage)
    assert (await storage.favourites.of(1), await storage.outbox.fan_out_reminders(minute(20))) == (
        {"a": None},
        0,
    )


async def test_reminder_of_an_event_that_ends_later_is_of_use_longer(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30, 60))
    await storage.outbox.fan_out_reminders(minute(20))
    await publish(storage, row("a", 30, 90), now=minute(21))
    assert [row.useful_until for row in await claim_all(storage, minute(95))] == [minute(120)]
    assert await storage.outbox.fan_out_reminders(minute(22)) == 0


async def test_event_that_ends_later_still_reminds_at_the_start_who_starred_late(storage: Storage) -> None:
    await publish(storage, row("a", 30, 60))
    await joined(storage, stars=["a"], at_minute=22)
    await publish(storage, row("a", 30, 90), now=minute(24))
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (24, 30)] == [0, 1]
