from __future__ import annotations

from datetime import timedelta

from bot.storage import LEASE, Arrived, Claimed, Kind, Storage
from tests.storage.scene import REAL, claim_all, hang_up, joined, minute, publish, row, rows

DAY = 24 * 60
SECOND = timedelta(seconds=1)
SPREAD = 10 * SECOND
"""Over so long, what a crash left in doubt is tried again."""


async def claimed_one(storage: Storage) -> Claimed:
    """Chat 1's reminder of "a", which is from 13:30 to 14:30, claimed at 13:20."""
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    (claimed,) = await claim_all(storage, minute(20))
    return claimed


async def test_claimed_row_is_claimed_once(storage: Storage) -> None:
    await claimed_one(storage)
    assert await claim_all(storage, minute(20)) == []
    assert await storage.outbox.counts() == {"sending": 1}


async def test_claim_takes_the_most_urgent_chats_first(storage: Storage) -> None:
    for chat_id, event_id in enumerate("abc", start=1):
        await joined(storage, chat_id, [event_id])
    await publish(storage, row("a", 28, 90), row("b", 30, 30), row("c", 29, 60))
    for at in (18, 19, 20):
        await storage.outbox.fan_out_reminders(minute(at))
    taken = [await storage.outbox.claim(minute(20), REAL, 2) for _ in range(3)]
    assert [[row.chat_id for row in rows_] for rows_ in taken] == [[2, 3], [1], []]


async def test_claim_takes_whole_chats(storage: Storage) -> None:
    await joined(storage, 1, ["a", "c"])
    await joined(storage, 2, ["b"])
    await publish(storage, row("a", 30, 90), row("b", 30, 60), row("c", 25, 20))
    await storage.outbox.fan_out_reminders(minute(20))
    taken = [await storage.outbox.claim(minute(20), REAL, 1) for _ in range(2)]
    assert [[(row.chat_id, row.event_id) for row in rows_] for rows_ in taken] == [
        [(1, "c"), (1, "a")],
        [(2, "b")],
    ]


async def test_claim_keeps_the_rows_of_a_chat_together(storage: Storage) -> None:
    await joined(storage, 1, ["a", "c"])
    await joined(storage, 2, ["b"])
    await publish(storage, row("a", 30, 90), row("b", 30, 60), row("c", 25, 20))
    await storage.outbox.fan_out_reminders(minute(20))
    taken = [(row.chat_id, row.event_id) for row in await claim_all(storage, minute(20))]
    assert taken == [(1, "c"), (1, "a"), (2, "b")]


async def test_claim_expires_what_is_of_no_use_any_more(storage: Storage, url: str) -> None:
    await joined(storage, stars=["a"])
    await publish(storage, row("a", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    assert await claim_all(storage, minute(90)) == []
    assert rows(url, "SELECT state, why FROM outbox") == [("expired", "too late")]


async def test_snooze_is_claimed_when_it_is_due(storage: Storage) -> None:
    await joined(storage)
    await publish(storage, row("a", 30))
    for _ in range(2):
        await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    assert (await storage.outbox.next_due(), await claim_all(storage, minute(24))) == (minute(25), [])
    (claimed,) = await claim_all(storage, minute(25))
    assert (claimed.kind, claimed.event_id, claimed.lead_time) == (Kind.SNOOZE, "a", 5)
    assert (claimed.starts_at, claimed.useful_until) == (minute(30), minute(90))


async def test_sent_is_final(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    for _ in range(2):
        await storage.outbox.sent([Arrived((claimed.id,), 77, minute(21))])
    await storage.outbox.failed([claimed.id], "blocked")
    await storage.outbox.retry_later([claimed.id], REAL, "502")
    await storage.outbox.unknown([claimed.id])
    sent = rows(url, "SELECT state, message_id, sent_at, why, lease_until, lease_owner FROM outbox")
    assert sent == [("sent", 77, int(minute(21).timestamp()), None, None, None)]


async def test_sent_counts_though_the_lease_has_run_out(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.recover(REAL + LEASE)
    await storage.outbox.sent([Arrived((claimed.id,), 77, minute(21))])
    assert (await claim_all(storage, minute(21)), await storage.outbox.counts()) == ([], {"sent": 1})


async def test_failed_keeps_its_reason(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.failed([claimed.id], "Forbidden: bot was blocked by the user")
    assert rows(url, "SELECT state, why FROM outbox") == [
        ("failed", "Forbidden: bot was blocked by the user")
    ]


async def test_expired_keeps_its_reason(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.expired([claimed.id], "no longer true")
    assert rows(url, "SELECT state, why FROM outbox") == [("expired", "no longer true")]


async def test_retry_later_waits_in_real_time(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.retry_later([claimed.id], REAL + 2.5 * SECOND, "429")
    assert (await storage.outbox.next_due(), await storage.outbox.next_retry()) == (None, REAL + 3 * SECOND)
    assert await claim_all(storage, minute(21), REAL + 2 * SECOND) == []
    (again,) = await claim_all(storage, minute(21), REAL + 3 * SECOND)
    assert (again.id, again.attempts, again.unknowns) == (claimed.id, 2, 0)
    assert await storage.outbox.next_retry() is None


async def test_retry_ends_with_the_use(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.retry_later([claimed.id], REAL, "429")
    assert (await claim_all(storage, minute(90)), await storage.outbox.counts()) == ([], {"expired": 1})


async def test_unknown_is_tried_once_more(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.unknown([claimed.id], REAL + SECOND)
    assert await claim_all(storage, minute(21), REAL) == []
    (again,) = await claim_all(storage, minute(21), REAL + SECOND)
    assert (again.id, again.unknowns) == (claimed.id, 1)
    await storage.outbox.unknown([claimed.id])
    assert (await claim_all(storage, minute(22)), await storage.outbox.counts()) == ([], {"unknown": 1})


async def test_unknown_that_is_of_no_use_any_more_stays_unknown(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.unknown([claimed.id])
    assert (await claim_all(storage, minute(90)), await storage.outbox.counts()) == ([], {"unknown": 1})


async def test_unknown_given_up_by_the_sender_stays_unknown(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.unknown([claimed.id])
    await claim_all(storage, minute(21))
    await storage.outbox.expired([claimed.id], "no longer true")
    assert await storage.outbox.counts() == {"unknown": 1}


async def test_unknown_that_is_withdrawn_stays_unknown(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.unknown([claimed.id])
    await storage.favourites.remove(1, ["a"])
    await storage.favourites.add(1, ["a"], minute(21))
    assert await storage.outbox.fan_out_reminders(minute(30)) == 0
    assert rows(url, "SELECT state, why FROM outbox") == [("unknown", "withdrawn")]


async def test_recover_takes_back_what_the_lease_ran_out_for(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    taken = [await storage.outbox.recover(REAL + wait) for wait in (LEASE - SECOND, LEASE, LEASE)]
    (again,) = await claim_all(storage, minute(22), REAL + LEASE + SPREAD)
    assert (taken, again.id, again.attempts, again.unknowns) == ([0, 1, 0], claimed.id, 2, 1)


async def test_recovered_rows_are_tried_again_over_some_seconds(storage: Storage) -> None:
    for chat_id in range(1, 21):
        await joined(storage, chat_id)
        await storage.favourites.add(chat_id, ["opening"], minute(0))
    await publish(storage, row("opening", 30))
    await storage.outbox.fan_out_reminders(minute(20))
    assert len(await claim_all(storage, minute(20))) == 20
    await storage.outbox.recover(REAL + LEASE)
    back = [len(await claim_all(storage, minute(20), REAL + LEASE + second * SECOND)) for second in range(10)]
    assert back == [2] * 10


async def test_recover_takes_the_leases_of_dead_processes(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    await storage.close()
    hang_up(url)
    async with await Storage.open(url) as restarted:
        # On PostgreSQL who is gone for a moment may be back in the next.
        assert await restarted.outbox.recover(REAL) == (0 if restarted.fleet.shared else 1)
        await restarted.outbox.recover(REAL)
        (again,) = await claim_all(restarted, minute(21), REAL + SPREAD)
        assert await restarted.outbox.recover(REAL) == 0
    assert (again.id, again.unknowns) == (claimed.id, 1)


async def test_second_crash_leaves_it_unknown(storage: Storage) -> None:
    await claimed_one(storage)
    await storage.outbox.recover(REAL + LEASE)
    await claim_all(storage, minute(22), REAL + LEASE + SPREAD)
    await storage.outbox.recover(REAL + 2 * LEASE + SPREAD)
    assert await storage.outbox.counts() == {"unknown": 1}


async def test_report_of_who_lost_the_lease_does_not_touch_the_next(storage: Storage, url: str) -> None:
    claimed = await claimed_one(storage)
    async with await Storage.open(url) as other:
        await other.outbox.recover(REAL + LEASE)
        await claim_all(other, minute(22), REAL + LEASE + SPREAD)
        await storage.outbox.failed([claimed.id], "late")
        await storage.outbox.expired([claimed.id], "late")
        await storage.outbox.retry_later([claimed.id], REAL, "late")
        await storage.outbox.unknown([claimed.id])
        assert await other.outbox.counts() == {"sending": 1}


async def test_reports_on_no_rows_do_nothing(storage: Storage) -> None:
    await claimed_one(storage)
    await storage.outbox.sent([Arrived((), 1, minute(21))])
    await storage.outbox.failed([], "")
    await storage.outbox.unknown([])
    assert await storage.outbox.counts() == {"sending": 1}


async def test_next_due_of_an_empty_outbox_is_none(storage: Storage) -> None:
    assert (await storage.outbox.next_due(), await storage.outbox.next_retry()) == (None, None)


async def test_counts_of_a_state_without_rows_is_zero(storage: Storage) -> None:
    await claimed_one(storage)
    assert (await storage.outbox.counts())["sent"] == 0


async def test_prune_deletes_finished_rows_of_no_use_since(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.sent([Arrived((claimed.id,), 7, minute(20))])
    pruned = [await storage.outbox.prune(minute(at)) for at in (90, 91, 91)]
    assert (pruned, await storage.outbox.counts()) == ([0, 1, 0], {})


async def test_prune_keeps_what_is_not_finished(storage: Storage) -> None:
    await claimed_one(storage)
    await storage.outbox.add_snooze(1, "a", minute(30), minute(90), 5)
    assert await storage.outbox.prune(minute(5 * DAY)) == 0
    assert await storage.outbox.counts() == {"sending": 1, "queued": 1}


async def test_prune_keeps_what_tells_that_a_longer_event_was_reminded_of(storage: Storage) -> None:
    claimed = await claimed_one(storage)
    await storage.outbox.sent([Arrived((claimed.id,), 7, minute(20))])
    await publish(storage, row("a", 30, 3 * DAY), now=minute(21))
    assert await storage.outbox.prune(minute(DAY)) == 0
    assert await storage.outbox.fan_out_reminders(minute(2 * DAY)) == 0
