"""A process that is killed between the tick and the sends, and the one that takes over."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import Fault, Sandbox
from bot.sandbox.accounts import Json
from bot.storage import Storage
from tests.jobs.scene import BEGINNING, PROGRAMME, until, until_rows
from tests.process import ReadyBot
from tests.samples import at
from tests.stage import TOKEN

CHATS = 500
DUE = at("2020-07-23 13:50")
ARRIVE, IN_FLIGHT = 100, 200
"""So many are sent before the kill; so many are under way then, as many as the sender has at a time."""
ARRIVED_UNHEARD = 10
"""Of those under way, so many had arrived, and the bot did not hear of it."""


class Arrivals:
    """Which texts arrived in which chat, and when (real time)."""

    def __init__(self) -> None:
        self.texts: dict[int, list[str]] = {}
        self.last = Clock().real_now()

    def __call__(self, event: Json) -> None:
        if event["type"] == "message":
            self.texts.setdefault(event["chat_id"], []).append(event["message"]["text"].partition("\n")[0])
            self.last = Clock().real_now()

    @property
    def times(self) -> Counter[int]:
        """How many chats got so many messages."""
        return Counter(len(texts) for texts in self.texts.values())


async def crowd(sandbox: Sandbox, url: str) -> list[int]:
    """So many people who starred the opening ceremony."""
    users = [sandbox.world.add_user(f"Person {number}") for number in range(CHATS)]
    async with await Storage.open(url) as storage:
        for user in users:
            user.started = True
            await storage.chats.ensure(user.id, group=False, language="en", now=BEGINNING)
            await storage.favourites.add(user.id, ["opening"], BEGINNING)
    return [user.id for user in users]


async def conference_time(process: ReadyBot, real: datetime) -> datetime:
    """What the clock of a process showed at a real time, told from its log."""
    ready = await process.logged("ready")
    return datetime.fromisoformat(ready["now"]) + (real - datetime.fromisoformat(ready["timestamp"]))


async def test_reminders_arrive_once_and_in_time_across_a_sigkill(tmp_path: Path) -> None:
    sandbox, arrivals, file = Sandbox(TOKEN, Clock()), Arrivals(), tmp_path / "kill.sqlite3"
    await sandbox.start()
    settings = {
        "token": TOKEN,
        "api_url": sandbox.url,
        "database_url": f"sqlite:///{file}",
        "schedule": PROGRAMME,
        "messages_per_second": 1000,
    }
    chats = await crowd(sandbox, str(settings["database_url"]))
    sandbox.world.watch(arrivals)
    for number, chat_id in enumerate(chats[ARRIVE:]):
        fault = Fault.HANG_AFTER if number < ARRIVED_UNHEARD else Fault.HANG_BEFORE
        sandbox.faults.add("sendMessage", fault, chat_id=chat_id)

    async with ReadyBot(tmp_path, "run", now="2020-07-23T13:49:59", **settings) as first:
        await until_rows(file, "state = 'sent'", ARRIVE)
        await until(lambda: sandbox.faults.met.total() == IN_FLIGHT)
        await first.kill()
        killed = Clock().real_now()
    sandbox.faults.clear()

    restarted_at = await conference_time(first, killed)
    async with ReadyBot(tmp_path, "run", now=restarted_at.isoformat(), **settings) as second:
        await until_rows(file, "state = 'sent'", CHATS)
        late = await conference_time(second, arrivals.last) - DUE
        second.terminate()
        assert await second.ended() == 0
    await sandbox.stop()

    await until_rows(file, "unknowns = 1", IN_FLIGHT)
    print(  # noqa: T201  # the figures this test is run for
        f"{CHATS} chats due at one minute; killed with {ARRIVE} sent, {IN_FLIGHT} under way ({ARRIVED_UNHEARD} of"
        f" them had arrived) and {CHATS - ARRIVE - IN_FLIGHT} waiting. After the restart {arrivals.times[1]} chats"
        f" have it once, {arrivals.times[2]} twice; the last came {late.total_seconds():.1f} s after it was due."
    )
    twice = [chat_id for chat_id in chats if len(arrivals.texts[chat_id]) == 2]
    assert (len(arrivals.texts), twice) == (CHATS, chats[ARRIVE : ARRIVE + ARRIVED_UNHEARD])
    assert {text for texts in arrivals.texts.values() for text in texts} == {"⏰ Starts in 10 minutes"}
    assert timedelta() <= late < timedelta(minutes=1)
