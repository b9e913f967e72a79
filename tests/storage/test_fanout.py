from __future__ import annotations

import asyncio

import pytest

from bot.storage import Burst, Kind, Storage, fanout
from tests.storage.scene import claim_all, crowd, joined, minute, publish, row, rows

DAY = 24 * 60


async def test_reminder_is_due_its_lead_time_before_the_start(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30, 45))
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (19.99, 20, 20)] == [0, 1, 0]
    (claimed,) = await claim_all(storage, minute(20))
    assert (claimed.chat_id, claimed.kind, claimed.event_id) == (1, Kind.REMINDER, "a")
    assert (claimed.starts_at, claimed.lead_time, claimed.useful_until) == (minute(30), 10, minute(75))
    assert (claimed.attempts, claimed.unknowns) == (1, 0)


@pytest.mark.parametrize(("chats", "own", "due"), [(5, None, 55), (60, None, 0), (5, 30, 30), (60, 0, 60)])
async def test_lead_time_is_the_favourites_or_else_the_chats(
    storage: Storage, chats: int, own: int | None, due: int
) -> None:
    await joined(storage, stars=["a"], at_minute=-10)
    await storage.chats.update(1, lead_time=chats)
    await storage.favourites.set_lead(1, "a", own)
    await publish(storage, row("a", 60))
    ticks = {at: await storage.outbox.fan_out_reminders(minute(at)) for at in (-1, 0, 29, 30, 54, 55, 59, 60)}
    assert [at for at, written in ticks.items() if written] == [due]


async def test_late_tick_writes_what_fell_due_before(storage: Storage) -> None:
    await joined(storage, stars=["a", "b"])
    await publish(storage, row("a", 20), row("b", 30))
    assert await storage.outbox.fan_out_reminders(minute(45)) == 2
    assert [row.event_id for row in await claim_all(storage, minute(45))] == ["a", "b"]


async def test_reminder_whose_event_has_ended_is_expired(storage: Storage, url: str) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30, 15))
    assert await storage.outbox.fan_out_reminders(minute(45)) == 1
    assert await claim_all(storage, minute(45)) == []
    assert rows(url, "SELECT state, why FROM outbox") == [("expired", "ended")]


async def test_event_that_ended_more_than_a_day_ago_is_ignored(storage: Storage) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30, 15))
    assert await storage.outbox.fan_out_reminders(minute(45 + DAY)) == 0


async def test_star_after_the_due_moment_reminds_at_the_start(storage: Storage) -> None:
    await publish(storage, row("a", 30), now=minute(-60))
    await joined(storage, stars=["a"], at_minute=22)
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (22, 29, 30, 31)] == [0, 0, 1, 0]
    assert [(row.starts_at, row.lead_time) for row in await claim_all(storage, minute(30))] == [
        (minute(30), 0)
    ]


async def test_star_while_the_event_is_on_does_not_remind(storage: Storage) -> None:
    await publish(storage, row("a", 30), now=minute(-60))
    await joined(storage, stars=["a"], at_minute=31)
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (31, 60, 90, 100)] == [0, 0, 0, 0]


async def test_lead_time_grown_after_the_reminder_does_not_remind_again(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    await storage.chats.update(1, lead_time=60)
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (21, 30)] == [0, 0]


async def test_lead_time_shortened_before_it_has_run_out_reminds_once_more(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 60))
    await storage.favourites.set_lead(1, "a", 60)
    assert await storage.outbox.fan_out_reminders(minute(0)) == 1
    await storage.favourites.set_lead(1, "a", 10)
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (49, 50, 60)] == [0, 1, 0]


async def test_lead_time_shortened_after_it_has_run_out_does_not_remind_again(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 60))
    await storage.favourites.set_lead(1, "a", 60)
    written = [await storage.outbox.fan_out_reminders(minute(at)) for at in (0, 30, 45, 50)]
    await storage.favourites.set_lead(1, "a", 15)
    written += [await storage.outbox.fan_out_reminders(minute(at)) for at in (52, 60)]
    assert written == [1, 0, 0, 0, 0, 0]


async def test_lead_time_grown_past_the_moment_reminds_at_once(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 30), now=minute(-60))
    assert await storage.outbox.fan_out_reminders(minute(5)) == 0
    await storage.favourites.set_lead(1, "a", 30)
    assert await storage.outbox.fan_out_reminders(minute(6)) == 1


async def test_clock_set_back_reminds_of_what_is_starred_then(storage: Storage) -> None:
    await publish(storage, row("a", 30), row("b", 30))
    await joined(storage, stars=["a"])
    await storage.outbox.fan_out_reminders(minute(40))
    await storage.favourites.add(1, ["b"], minute(5))
    assert [await storage.outbox.fan_out_reminders(minute(at)) for at in (19, 20, 21)] == [0, 1, 0]


async def test_tick_reminds_every_chat_over_several_pages(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30))
    crowd(url, 2 * fanout.PAGE + 1, "a", stale=False)
    assert await storage.outbox.fan_out_reminders(minute(20)) == 2 * fanout.PAGE + 1
    assert await storage.outbox.counts() == {"queued": 2 * fanout.PAGE + 1}


async def test_stale_chats_are_reminded_over_several_pages(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    crowd(url, 2 * fanout.STALE_PAGE + 1, "a", stale=True)
    assert await storage.outbox.fan_out_reminders(minute(21)) == 2 * fanout.STALE_PAGE + 1
    assert rows(url, "SELECT count(*) FROM chats WHERE reminders_stale") == [(0,)]


async def test_tick_of_two_processes_at_once_writes_each_reminder_once(storage: Storage, url: str) -> None:
    for chat_id in range(1, 50):
        await joined(storage, chat_id, ["a"])
    await publish(storage, row("a", 30))
    async with await Storage.open(url) as other:
        written = await asyncio.gather(*(s.outbox.fan_out_reminders(minute(20)) for s in (storage, other)))
    assert sum(written) == 49


async def test_burst_that_goes_early_is_written_from_then_on(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 30), now=minute(-60))
    early = {Burst(minute(20), minute(30), 1): minute(12)}
    written = [await storage.outbox.fan_out_reminders(minute(at), early) for at in (11, 12, 15, 20, 30)]
    assert written == [0, 1, 0, 0, 0]
    assert [row.lead_time for row in await claim_all(storage, minute(12))] == [10]


async def test_burst_that_grows_is_written_even_when_its_beginning_has_passed(storage: Storage) -> None:
    await joined(storage, stars=["a"], at_minute=-60)
    await publish(storage, row("a", 30), now=minute(-60))
    assert await storage.outbox.fan_out_reminders(minute(14), {}) == 0
    early = {Burst(minute(20), minute(30), 1): minute(12)}
    assert await storage.outbox.fan_out_reminders(minute(15), early) == 1


async def test_star_after_an_early_beginning_is_reminded_when_due(storage: Storage) -> None:
    await publish(storage, row("a", 30), now=minute(-60))
    await joined(storage, stars=["a"], at_minute=14)
    early = {Burst(minute(20), minute(30), 1): minute(12)}
    written = [await storage.outbox.fan_out_reminders(minute(at), early) for at in (15, 19, 20, 30)]
    assert written == [0, 0, 1, 0]
