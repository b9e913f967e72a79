"""Several processes' worth of storage on one database: who leads, and what they tell each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.storage import Storage, StorageError, Word
from bot.storage.database import backend_of
from bot.storage.linked import ANYTHING, MOST_TOLD
from bot.storage.locks import LEADER, PROCESS
from tests.conftest import Place
from tests.jobs.scene import until
from tests.storage.scene import REAL, claim_all, joined, minute, publish, row, rows

CUT = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = {leader}"
THERE = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = {process} "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
CHANNEL = "confbot_2200"
"""Of the schema public, which has that number in every database."""


@dataclass
class Processes:
    """All on one new database."""

    url: str
    opened: AsyncExitStack

    async def join(self, *, may_lead: bool = True, options: str = "") -> Storage:
        storage = await self.opened.enter_async_context(await Storage.open(self.url + options))
        await storage.fleet.join(may_lead=may_lead)
        return storage

    def there(self) -> int:
        """How many the server knows of."""
        [(count,)] = rows(self.url, THERE.format(process=PROCESS))
        return int(str(count))

    def cut_leader(self) -> None:
        """The server ends the connection by which the leader is one of the fleet."""
        rows(self.url, CUT.format(leader=LEADER))


@pytest.fixture
async def processes(postgresql_place: Place) -> AsyncIterator[Processes]:
    async with AsyncExitStack() as opened:
        yield Processes(postgresql_place(), opened)


async def test_first_leads_and_the_next_follows_when_it_leaves(processes: Processes) -> None:
    first, second = await processes.join(), await processes.join()
    assert (first.fleet.leads, second.fleet.leads) == (True, False)
    await first.fleet.leave()
    assert not first.fleet.leads
    await until(lambda: second.fleet.leads)


async def test_who_may_not_lead_never_does(processes: Processes) -> None:
    sender, web = await processes.join(may_lead=False), await processes.join()
    assert (sender.fleet.leads, web.fleet.leads) == (False, True)


async def test_leader_that_is_cut_off_ceases_and_at_no_moment_two_lead(processes: Processes) -> None:
    first, second = await processes.join(), await processes.join()
    led: list[tuple[bool, bool]] = []
    for storage in (first, second):
        storage.fleet.watch(lambda: led.append((first.fleet.leads, second.fleet.leads)))
    processes.cut_leader()
    await until(lambda: first.fleet.leads or second.fleet.leads if led else False)
    assert led[0] == (False, False)
    assert (True, True) not in led


async def test_leaders_of_two_conferences_in_one_database_are_two(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join(options="&options=-csearch_path%3Dother")
    assert (one.fleet.leads, other.fleet.leads) == (True, True)
    heard: list[str] = []
    other.fleet.hear(Word.WORK, lambda _: heard.append("other"))
    third = await processes.join()
    third.fleet.hear(Word.WORK, lambda _: heard.append("third"))
    one.fleet.tell(Word.WORK)
    await until(lambda: bool(heard))
    assert heard == ["third"]


async def test_others_hear_what_one_tells_and_itself_does_not(processes: Processes) -> None:
    heard: list[tuple[str, Word, str]] = []
    a, b, c = [await processes.join() for _ in range(3)]
    for name, storage in zip("abc", (a, b, c), strict=True):
        for word in Word:
            storage.fleet.hear(word, lambda about, name=name, word=word: heard.append((name, word, about)))  # type: ignore[misc]
    a.fleet.tell(Word.WORK)
    a.fleet.tell(Word.CHANNEL, "-100123 our channel")
    await until(lambda: len(heard) == 4)
    assert sorted(heard) == [
        ("b", Word.CHANNEL, "-100123 our channel"),
        ("b", Word.WORK, ""),
        ("c", Word.CHANNEL, "-100123 our channel"),
        ("c", Word.WORK, ""),
    ]


async def test_word_of_a_newer_version_is_passed_over(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join()
    heard: list[str] = []
    other.fleet.hear(Word.WORK, heard.append)
    rows(processes.url, f"SELECT pg_notify('{CHANNEL}', '7 weather sunny'), pg_notify('{CHANNEL}', '')")
    one.fleet.tell(Word.WORK, "after that")
    await until(lambda: bool(heard))
    assert heard == ["after that"]


async def test_star_on_one_process_wakes_who_watches_the_chat_on_another(processes: Processes) -> None:
    chat, page = await processes.join(), await processes.join()
    await joined(chat, 1)
    heard: list[int] = []
    for chat_id in (1, 2):
        page.notices.watch(chat_id, lambda chat_id=chat_id: heard.append(chat_id))  # type: ignore[misc]
    await chat.favourites.add(1, ["a"], minute(1))
    await until(lambda: bool(heard))
    assert heard == [1]


async def test_chats_beyond_counting_are_told_in_one_word(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join()
    told: list[str] = []
    every: list[str] = []
    other.fleet.hear(Word.CHAT, told.append)
    other.fleet.hear(Word.CHATS, every.append)
    for chat_id in range(2 * MOST_TOLD):
        one.fleet.tell(Word.CHAT, str(chat_id))
    one.fleet.tell(Word.WORK)
    await until(lambda: bool(every))
    await asyncio.sleep(0)
    assert len(told) <= MOST_TOLD


async def test_who_was_cut_off_looks_at_everything_when_it_is_back(processes: Processes) -> None:
    storage = await processes.join()
    heard: list[Word] = []
    for word in Word:
        storage.fleet.hear(word, lambda _, word=word: heard.append(word))  # type: ignore[misc]
    processes.cut_leader()
    await until(lambda: len(heard) == len(ANYTHING))
    assert heard == list(ANYTHING)
    await until(lambda: storage.fleet.leads)


async def test_publish_is_told(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join()
    heard: list[str] = []
    other.fleet.hear(Word.VERSION, heard.append)
    await publish(one, row("a", 30))
    await until(lambda: bool(heard))
    assert heard == ["1"]


async def test_leases_of_a_dead_process_are_taken_by_the_living_at_the_second_look(
    processes: Processes,
) -> None:
    dead, living = await processes.join(), await processes.join()
    await joined(dead, 1, ["a"])
    await publish(dead, row("a", 30))
    await dead.outbox.fan_out_reminders(minute(20))
    assert len(await claim_all(dead, minute(20))) == 1
    looks = [await living.outbox.recover(REAL)]
    await dead.fleet.leave()
    await until(lambda: processes.there() == 1)  # the server notices a little later
    looks += [await living.outbox.recover(REAL) for _ in range(3)]
    assert looks == [0, 0, 1, 0]


async def test_who_is_cut_off_for_a_moment_keeps_its_leases(processes: Processes) -> None:
    cut_off, other = await processes.join(), await processes.join()
    await joined(cut_off, 1, ["a"])
    await publish(cut_off, row("a", 30))
    await cut_off.outbox.fan_out_reminders(minute(20))
    await claim_all(cut_off, minute(20))
    back: list[str] = []
    cut_off.fleet.hear(Word.WORK, back.append)
    processes.cut_leader()
    first = await other.outbox.recover(REAL)
    await until(lambda: bool(back))
    assert (first, await other.outbox.recover(REAL), await other.outbox.recover(REAL)) == (0, 0, 0)


async def test_ticks_of_two_at_once_write_every_reminder_once(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join()
    for chat_id in range(1, 31):
        await joined(one, chat_id, ["a", "b"])
    await publish(one, row("a", 30), row("b", 31))
    moments: list[datetime] = [minute(20), minute(21), minute(22)]
    ticks = [storage.outbox.fan_out_reminders(now) for now in moments for storage in (one, other)]
    assert sum(await asyncio.gather(*ticks)) == 60
    assert await one.outbox.counts() == {"queued": 60}


async def test_tell_before_joining_and_after_leaving_is_silent(processes: Processes) -> None:
    one, other = await processes.join(), await processes.join()
    heard: list[str] = []
    other.fleet.hear(Word.WORK, heard.append)
    await one.fleet.leave()
    one.fleet.tell(Word.WORK, "too late")
    await one.fleet.leave()
    await one.fleet.join(may_lead=False)
    one.fleet.tell(Word.WORK, "back")
    await until(lambda: bool(heard))
    assert heard == ["back"]


async def test_server_that_only_pretends_to_lock_is_refused(processes: Processes) -> None:
    async with await Storage.open(processes.url):
        rows(processes.url, "CREATE TABLE pg_locks (locktype TEXT, pid INTEGER)")
    with pytest.raises(StorageError) as raised:
        await processes.join(options="&options=-csearch_path%3Dpublic,pg_catalog")
    assert str(raised.value) == (
        f"the database {backend_of(processes.url).name} only pretends to take advisory locks, by which processes "
        "find out who leads; expected PostgreSQL, or one like it that does (docs/database.md)"
    )


async def test_second_process_on_a_file_is_refused_until_the_first_has_left(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    async with (
        await Storage.open(f"sqlite:///{file}") as first,
        await Storage.open(f"sqlite:///{file}") as second,
    ):
        await first.fleet.join(may_lead=True)
        with pytest.raises(StorageError) as raised:
            await second.fleet.join(may_lead=True)
        assert (first.fleet.leads, second.fleet.leads) == (True, False)
        await first.fleet.leave()
        await second.fleet.join(may_lead=True)
        assert (first.fleet.leads, second.fleet.leads) == (False, True)
    assert str(raised.value) == (
        f"another process runs the bot on {file}, and SQLite is for one: end that one first, or give all of them "
        "a PostgreSQL server in BOT_DATABASE_URL (docs/database.md)"
    )


async def test_file_that_cannot_be_locked_says_why(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    (tmp_path / "bot.sqlite3-lock").mkdir()
    async with await Storage.open(f"sqlite:///{file}") as storage:
        with pytest.raises(StorageError) as raised:
            await storage.fleet.join(may_lead=True)
    assert str(raised.value) == f"the database {file} cannot be used: unable to open database file"
