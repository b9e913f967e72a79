"""What organizers are told: whom the bot reaches, what became of reminders, what is left to send."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.spread import Sending
from bot.domain.statistics import People, Reminders, Stars
from bot.storage import Arrived, Burst, Kind, Storage, Told
from bot.storage.outlook import outlook
from tests.samples import event, schedule
from tests.storage.scene import REAL, claim_all, joined, minute, publish, row, rows

CHANNEL = -1001000000501
DAY = 24 * 60


async def crowd(storage: Storage, people: int) -> None:
    """So many people, and a channel, have starred "a" at 12:00; it begins at 14:00."""
    await publish(storage, row("a", 60), now=minute(-120))
    for chat_id in range(1, people + 1):
        await joined(storage, chat_id, ["a"], at_minute=-60)
    await storage.channels.admit(CHANNEL, "@cic", "en", minute(-60))
    await storage.favourites.add(CHANNEL, ["a"], minute(-60))


async def sent(storage: Storage, ids: list[int], at: datetime) -> None:
    await storage.outbox.sent([Arrived(tuple(ids), 7, at)])


async def test_people_of_nobody_are_none(storage: Storage) -> None:
    assert await storage.statistics.people(minute(0)) == People()


async def test_people_are_private_chats(storage: Storage) -> None:
    await joined(storage, 1, ["a", "b"])
    await joined(storage, 2)
    for gone in (3, 4, 5):
        await joined(storage, gone, ["a"])
        await storage.chats.retire(gone, minute(1))
    for group in (-1, -2):
        await joined(storage, group, ["a"])
    await storage.chats.retire(-2, minute(1))
    await storage.channels.admit(CHANNEL, "@cic", "en", minute(0))
    found = await storage.statistics.people(minute(2))
    assert (found.reachable, found.retired, found.starred, found.groups) == (2, 3, 1, 1)


async def test_people_are_active_who_wrote_lately(storage: Storage) -> None:
    for chat_id, days in enumerate((0, 0.5, 1.5, 6.5, 8), start=1):
        await joined(storage, chat_id, at_minute=-days * DAY)
    await joined(storage, -1)
    await joined(storage, 9)
    await storage.chats.retire(9, minute(1))
    found = await storage.statistics.people(minute(1))
    assert (found.reachable, found.of_day, found.of_week) == (5, 2, 4)


async def test_people_are_counted_by_language_and_zone(storage: Storage) -> None:
    zones = (None, "Asia/Jakarta", "Asia/Tokyo", "Asia/Jakarta", None, None)
    for chat_id, (language, zone) in enumerate(zip("eizzzi", zones, strict=True), start=1):
        await joined(storage, chat_id)
        await storage.chats.update(chat_id, language={"e": "en", "i": "id", "z": "zh"}[language], zone=zone)
    await joined(storage, -1)
    found = await storage.statistics.people(minute(1))
    assert found.languages == (("zh", 3), ("id", 2), ("en", 1))
    assert found.zones == ((None, 3), ("Asia/Jakarta", 2), ("Asia/Tokyo", 1))


async def test_stars_are_of_people_and_groups(storage: Storage) -> None:
    await joined(storage, 1, ["a", "b"])
    await joined(storage, 2, ["a"])
    await joined(storage, -1, ["b"])
    await joined(storage, 3)
    await storage.follows.add(3, "track", "5g", ["c"], minute(0))
    await storage.follows.add(3, "person", "miao-wei", [], minute(0))
    await storage.chats.retire(2, minute(1))
    await storage.channels.admit(CHANNEL, "@cic", "en", minute(0))
    await storage.follows.add(CHANNEL, "track", "5g", ["a"], minute(0))
    assert await storage.statistics.stars() == Stars({"a": 2, "b": 2, "c": 1}, {"5g": 1}, 4)


async def test_stars_of_nobody_are_none(storage: Storage) -> None:
    assert await storage.statistics.stars() == Stars({}, {}, 0)


async def test_reminders_are_counted_by_what_became_of_them(storage: Storage) -> None:
    await crowd(storage, 6)
    await storage.outbox.fan_out_reminders(minute(50))
    claimed = {item.chat_id: item.id for item in await claim_all(storage, minute(50))}
    await sent(storage, [claimed[1], claimed[CHANNEL]], minute(51))
    await sent(storage, [claimed[2]], minute(61))
    await storage.outbox.failed([claimed[3]], "Bad Request: nothing")
    await storage.outbox.expired([claimed[4]], "too late")
    await storage.outbox.expired([claimed[5]], "no longer true")
    await storage.outbox.unknown([claimed[6]])
    [again] = await claim_all(storage, minute(52))
    await storage.outbox.unknown([again.id])
    assert await storage.statistics.reminders(minute(50)) == Reminders(
        sent=2, after_start=1, failed=1, unknown=1, too_late=1, waits=(0, 1, 0, 1)
    )


async def test_reminders_before_that_time_are_not_counted(storage: Storage) -> None:
    await crowd(storage, 3)
    await storage.outbox.fan_out_reminders(minute(50))
    claimed = await claim_all(storage, minute(50))
    await sent(storage, [claimed[0].id], minute(51))
    await storage.outbox.failed([item.id for item in claimed[1:]], "Bad Request: nothing")
    assert await storage.statistics.reminders(minute(52)) == Reminders(waits=(0, 0, 0, 0))


async def test_waits_are_from_falling_due_to_arriving(storage: Storage) -> None:
    await crowd(storage, 8)
    await storage.outbox.fan_out_reminders(minute(50))
    claimed = [one for one in await claim_all(storage, minute(50)) if one.chat_id != CHANNEL]
    for one, seconds in zip(claimed, (0, 10, 11, 60, 61, 300, 301, 3000), strict=True):
        await sent(storage, [one.id], minute(50 + seconds / 60))
    assert (await storage.statistics.reminders(minute(0))).waits == (2, 2, 2, 2)


async def test_reminder_that_nobody_could_send_in_time_is_too_late(storage: Storage) -> None:
    await crowd(storage, 2)
    await storage.outbox.fan_out_reminders(minute(50))
    await claim_all(storage, minute(121))
    assert (await storage.statistics.reminders(minute(0))).too_late == 2


async def test_waiting_is_what_is_due_or_under_way(storage: Storage) -> None:
    await crowd(storage, 3)
    await storage.outbox.add_snooze(1, "a", minute(60), minute(120), 5)
    await storage.outbox.fan_out_reminders(minute(50))
    counts = [await storage.statistics.waiting(minute(at)) for at in (49, 50, 55)]
    claimed = await storage.outbox.claim(minute(50), REAL, 1)
    counts.append(await storage.statistics.waiting(minute(50)))
    await sent(storage, [claimed[0].id], minute(50))
    counts.append(await storage.statistics.waiting(minute(50)))
    assert counts == [0, 4, 5, 4, 3]


async def test_to_send_is_what_will_fall_due(storage: Storage) -> None:
    await crowd(storage, 3)
    assert await storage.statistics.to_send(minute(0), minute(200)) == [Burst(minute(50), minute(60), 3)]


async def test_burst_that_has_begun_early_counts_with_what_is_left(storage: Storage) -> None:
    await crowd(storage, 5)
    burst = Burst(minute(50), minute(60), 5)
    await storage.outbox.fan_out_reminders(minute(30), {burst: minute(30)})
    claimed = [item for item in await claim_all(storage, minute(30)) if item.chat_id != CHANNEL]
    await sent(storage, [item.id for item in claimed[:2]], minute(31))
    await joined(storage, 6, ["a"], at_minute=32)
    assert await storage.statistics.to_send(minute(33), minute(200)) == [Burst(minute(50), minute(60), 4)]


async def test_burst_that_waits_after_it_was_due_is_left_to_send(storage: Storage) -> None:
    await crowd(storage, 4)
    await storage.outbox.fan_out_reminders(minute(50))
    [first, *_] = [item for item in await claim_all(storage, minute(50)) if item.chat_id != CHANNEL]
    await sent(storage, [first.id], minute(51))
    left = [await storage.statistics.to_send(minute(at), minute(200)) for at in (55, 65)]
    assert left == [[Burst(minute(50), minute(60), 3)]] * 2


async def test_nothing_is_left_of_what_was_sent(storage: Storage, url: str) -> None:
    await crowd(storage, 2)
    await storage.outbox.fan_out_reminders(minute(50))
    await sent(storage, [item.id for item in await claim_all(storage, minute(50))], minute(51))
    assert await storage.statistics.to_send(minute(52), minute(200)) == []
    assert rows(url, "SELECT count(*) FROM outbox WHERE state = 'sent'") == [(3,)]


async def test_told_is_what_became_of_each_burst(storage: Storage) -> None:
    await crowd(storage, 4)
    burst = Burst(minute(50), minute(60), 4)
    await storage.outbox.fan_out_reminders(minute(40), {burst: minute(40)})
    claimed = [one for one in await claim_all(storage, minute(40)) if one.chat_id != CHANNEL]
    for one, at in zip(claimed, (40, 45, 61), strict=False):
        await sent(storage, [one.id], minute(at))
    assert await storage.statistics.told() == [
        Told(Kind.REMINDER, minute(50), minute(60), 4, 3, 1, minute(40), minute(61))
    ]


async def test_told_of_what_was_not_sent_has_no_times(storage: Storage) -> None:
    await crowd(storage, 2)
    await storage.outbox.fan_out_reminders(minute(50))
    assert await storage.statistics.told() == [
        Told(Kind.REMINDER, minute(50), minute(60), 2, 0, 0, None, None)
    ]


@pytest.mark.parametrize("hours", [2, 48])
async def test_who_starred_two_events_of_one_start_is_told_once(storage: Storage, hours: int) -> None:
    await publish(storage, row("a", 60), row("b", 60), row("c", 90), now=minute(-120))
    await joined(storage, 1, ["a", "b", "c"], at_minute=-60)
    await joined(storage, 2, ["b"], at_minute=-60)
    found = await storage.outbox.bursts(minute(0), minute(hours * 60))
    assert found == [Burst(minute(50), minute(60), 2), Burst(minute(80), minute(90), 1)]


async def test_outlook_reaches_to_the_end_of_the_programme(storage: Storage) -> None:
    await crowd(storage, 600)
    programme = schedule(event("a", "2020-07-23 14:00"))
    assert await outlook(storage.statistics, programme, 1.0, minute(45)) == [
        Sending(minute(50), minute(60), 600, minute(49.5), minute(59.5), 0)
    ]
