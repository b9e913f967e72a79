"""Several applications on one PostgreSQL: who does what, and what reaches the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import App, StartError
from bot.clock import Clock
from bot.roles import Role
from bot.sandbox import Person, Sandbox
from bot.settings import Settings
from tests.conftest import Place
from tests.jobs.scene import PROGRAMME, choose, edit, own_programme, said, until
from tests.samples import at
from tests.stage import TOKEN, still_clock
from tests.storage.scene import rows

ADMIN = 4001
DUE = "2020-07-23 13:50"


@dataclass
class Fleet:
    """Applications with one file, one database, one Telegram and one time."""

    folder: Path
    url: str
    sandbox: Sandbox
    clock: Clock
    running: AsyncExitStack
    file: Path = field(init=False)

    def __post_init__(self) -> None:
        self.file = own_programme(self.folder)

    def settings(self, **given: object) -> Settings:
        return Settings(
            **{  # type: ignore[arg-type]
                "token": SecretStr(TOKEN),
                "api_url": self.sandbox.url,
                "database_url": self.url,
                "schedule": self.file,
                "admins": frozenset({ADMIN}),
                "messages_per_second": 1000,
                "listen": "127.0.0.1:0",
                "metrics_listen": "off",
                **given,
            }
        )

    async def start(self, role: Role = Role.ALL) -> App:
        app = App(self.settings(), self.clock, role=role)
        return await self.running.enter_async_context(app)

    async def person(self, *events: str) -> Person:
        """Somebody who has starred the events."""
        person = self.sandbox.user("Alex", language="en")
        await person.send("/start")
        for event in events:
            await choose(person, f"star:on:{event}")
        return person

    def states(self) -> list[tuple[object, ...]]:
        return rows(self.url, "SELECT state, count(*) FROM outbox GROUP BY state")


@pytest.fixture
async def fleet(tmp_path: Path, postgresql_place: Place) -> AsyncIterator[Fleet]:
    clock = still_clock()
    sandbox = Sandbox(TOKEN, clock)
    await sandbox.start()
    async with AsyncExitStack() as running:
        yield Fleet(tmp_path, postgresql_place(), sandbox, clock, running)
    await sandbox.stop()


async def test_one_of_two_answers_and_the_other_takes_over(fleet: Fleet) -> None:
    first, second = await fleet.start(), await fleet.start()
    person = await fleet.person("opening")
    assert (first.storage.fleet.leads, second.storage.fleet.leads) == (True, False)
    await first.stop()
    await person.send("/my")
    assert second.storage.fleet.leads
    assert len(person.messages) == 2


async def test_reminder_is_sent_once_however_many_processes_there_are(fleet: Fleet) -> None:
    for _ in range(3):
        await fleet.start()
    person = await fleet.person("opening")
    fleet.clock.jump(at(DUE))
    await until(lambda: bool(said(person)))
    await until(lambda: fleet.states() == [("sent", 1)])
    assert said(person) == ["⏰ Starts in 10 minutes"]


async def test_sender_sends_what_the_web_process_derives(fleet: Fleet) -> None:
    web, sender = await fleet.start(Role.WEB), await fleet.start(Role.SENDER)
    person = await fleet.person("opening")
    fleet.clock.jump(at(DUE))
    await until(lambda: bool(said(person)))
    assert (web.storage.fleet.leads, sender.storage.fleet.leads) == (True, False)
    assert not hasattr(sender, "web")


async def test_web_process_alone_derives_and_sends_nothing(fleet: Fleet) -> None:
    web = await fleet.start(Role.WEB)
    person = await fleet.person("opening")
    fleet.clock.jump(at(DUE))
    await web.ticker.tick()
    assert (fleet.states(), said(person)) == ([("queued", 1)], [])


async def test_sender_waits_for_the_first_schedule(fleet: Fleet) -> None:
    sender = asyncio.create_task(fleet.start(Role.SENDER))
    web = await fleet.start(Role.WEB)
    assert (await sender).published.number == web.published.number == 1


async def test_new_version_reaches_every_process(fleet: Fleet) -> None:
    apps = [await fleet.start(), await fleet.start(), await fleet.start(Role.SENDER)]
    edit(fleet.file, ('version: "1"', 'version: "2"'))
    await apps[0].reload.look()
    await until(lambda: all(app.published.number == 2 for app in apps))
    assert [app.published.schedule.version for app in apps] == ["2"] * 3


async def test_process_that_takes_over_keeps_what_another_published(fleet: Fleet) -> None:
    """Each machine has its file; the one of who takes over is the older one."""
    first = await fleet.start()
    second = await fleet.start()
    second_file = fleet.file.read_bytes()
    edit(fleet.file, ('version: "1"', 'version: "2"'))
    await first.reload.look()
    await until(lambda: second.published.number == 2)
    await first.stop()
    fleet.file.write_bytes(second_file)
    await second.reload.look()
    assert second.published.schedule.version == "2"


async def test_version_that_only_a_newer_bot_can_read_is_passed_over(fleet: Fleet) -> None:
    first, second = await fleet.start(), await fleet.start()
    await first.storage.schedules.publish(
        version="2", content="seats: [1, 2]", digest="newer", programme=[], now=fleet.clock.now()
    )
    for _ in range(2):
        await second.published.follow()
    assert (second.published.number, second.published.schedule.version) == (1, "1")
    edit(fleet.file, ('version: "1"', 'version: "3"'))
    await first.reload.look()
    await until(lambda: second.published.number == 3)
    assert second.published.schedule.version == "3"


async def test_star_on_one_process_reaches_the_page_on_another(fleet: Fleet) -> None:
    await fleet.start()
    second = await fleet.start()
    person = await fleet.person()
    heard: list[int] = []
    second.storage.notices.watch(person.id, lambda: heard.append(person.id))
    await choose(person, "star:on:opening")
    await until(lambda: bool(heard))
    assert heard == [person.id]


async def test_announcement_begun_on_any_process_goes_out(fleet: Fleet) -> None:
    leader, other = await fleet.start(Role.WEB), await fleet.start()
    person = await fleet.person()
    announcements = other.storage.announcements
    id_ = await announcements.draft({"en": "Lunch is served"}, "all", person.id, fleet.clock.now())
    assert await announcements.begin(id_, fleet.clock.now())
    other.work.announced()
    await until(lambda: person.last.text.endswith("Lunch is served"))
    assert leader.storage.fleet.leads


async def test_feedback_turned_on_at_any_process_is_asked_for_by_the_leader(fleet: Fleet) -> None:
    await fleet.start()
    other = await fleet.start(Role.WEB)
    person = await fleet.person("opening")
    fleet.clock.jump(at(DUE))
    await until(lambda: fleet.states() == [("sent", 1)])
    fleet.clock.jump(at("2020-07-23 16:30"))
    await other.storage.feedback.turn(on=True, now=at("2020-07-23 12:00"))
    other.work.feedback_turned()
    await until(lambda: person.last.text.startswith("⭐"))
    assert not other.storage.fleet.leads


async def test_every_web_process_serves_the_page(fleet: Fleet) -> None:
    first, second = await fleet.start(Role.WEB), await fleet.start(Role.WEB)
    async with aiohttp.ClientSession() as session:
        for app in (first, second):
            async with session.get(f"{app.web.url}/") as answer:
                assert answer.status == 200


@pytest.mark.parametrize("role", [Role.WEB, Role.SENDER])
async def test_roles_on_a_file_are_refused_with_what_to_do(fleet: Fleet, role: Role) -> None:
    address = f"sqlite:///{fleet.folder / 'bot.sqlite3'}"
    with pytest.raises(StartError) as raised:
        await App(fleet.settings(database_url=address), fleet.clock, role=role).start()
    assert str(raised.value) == (
        f"--role {role} is for several processes, and {address} is for one; expected --role all, or a PostgreSQL "
        "server in BOT_DATABASE_URL (docs/database.md)"
    )


async def test_second_process_on_a_file_is_refused(fleet: Fleet) -> None:
    file = fleet.folder / "bot.sqlite3"
    settings = fleet.settings(database_url=f"sqlite:///{file}", schedule=PROGRAMME)
    async with App(settings, fleet.clock):
        with pytest.raises(
            StartError, match=f"^another process runs the bot on {file}, and SQLite is for one"
        ):
            await App(settings, fleet.clock).start()
