"""A webhook behind a load balancer: several processes take what is posted, one keeps it registered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.app import App
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.updates import Webhook
from bot.settings import Settings
from tests.conftest import Place
from tests.jobs.scene import PROGRAMME, until
from tests.stage import TOKEN, still_clock
from tests.storage.scene import rows


class Balancer:
    """Passes each request to the next of `targets`; 502 where that one is not there."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.url = ""
        self._turns = count()

    async def pass_on(self, request: web.Request) -> web.Response:
        target = self.targets[next(self._turns) % len(self.targets)]
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        try:
            async with (
                aiohttp.ClientSession() as client,
                client.post(target + request.path, data=await request.read(), headers=headers) as answer,
            ):
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)


@pytest.fixture
async def balancer() -> AsyncIterator[Balancer]:
    balancer, application = Balancer(), web.Application()
    application.router.add_post("/telegram", balancer.pass_on)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    balancer.url = f"http://{host}:{port}/telegram"
    yield balancer
    await runner.cleanup()


@dataclass
class Fleet:
    sandbox: Sandbox
    clock: Clock
    url: str
    balancer: Balancer
    running: AsyncExitStack
    apps: list[App] = field(default_factory=list)

    async def start(self) -> None:
        """One more process, known to the balancer."""
        settings = Settings(
            token=SecretStr(TOKEN),
            api_url=self.sandbox.url,
            database_url=self.url,
            schedule=PROGRAMME,
            listen="127.0.0.1:0",
            metrics_listen="off",
            webhook_url=self.balancer.url,
        )
        app = await self.running.enter_async_context(App(settings, self.clock))
        self.apps.append(app)
        self.balancer.targets.append(app.web.url)

    async def greet(self, people: int) -> list[int]:
        """So many people write at once; how many messages each has then."""
        crowd = [self.sandbox.user("Alex", language="en") for _ in range(people)]
        await asyncio.gather(*(person.send("/start") for person in crowd))
        return [len(person.messages) for person in crowd]

    def taken(self) -> list[float]:
        """How many messages each process took."""
        name, kind = "confbot_updates_total", {"kind": "message"}
        return [app.metrics.registry.get_sample_value(name, kind) or 0 for app in self.apps]


@pytest.fixture
async def fleet(tmp_path: Path, postgresql_place: Place, balancer: Balancer) -> AsyncIterator[Fleet]:
    clock = still_clock()
    sandbox = Sandbox(TOKEN, clock)
    await sandbox.start()
    async with AsyncExitStack() as running:
        fleet = Fleet(sandbox, clock, postgresql_place(), balancer, running)
        await fleet.start()
        await fleet.start()
        yield fleet
    await sandbox.stop()


async def test_all_processes_take_what_is_posted(fleet: Fleet) -> None:
    assert await fleet.greet(20) == [1] * 20
    assert (sum(fleet.taken()), min(fleet.taken()) > 0) == (20, True)


async def test_what_a_process_that_ended_cannot_take_comes_again_to_another(fleet: Fleet) -> None:
    await fleet.greet(2)
    await fleet.apps[0].stop()
    assert await fleet.greet(4) == [1] * 4
    assert rows(fleet.url, "SELECT count(*) FROM chats") == [(6,)]


async def test_process_that_takes_over_sets_the_same_webhook_anew(fleet: Fleet) -> None:
    await fleet.greet(1)
    world = fleet.sandbox.world
    before = world.webhook
    await fleet.apps[0].stop()
    await until(lambda: world.webhook is not before)
    assert before is not None
    assert world.webhook == Webhook(before.url, before.secret, before.connections)
