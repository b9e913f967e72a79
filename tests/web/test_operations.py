"""Health, readiness and metrics, as a prober and a scraper of the real application see them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.app import App
from bot.sandbox import Fault
from bot.settings import Settings
from tests.handlers.scene import BEGINNING, PROGRAMME, newcomer, rows
from tests.jobs.scene import Wall, standing_clock, until
from tests.samples import at
from tests.stage import TOKEN, Stage, free_port, stage, still_clock


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Stage]:
    """The application with the small programme, its health and metrics served."""
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), metrics=True) as running:
        yield running


async def get(watched: Stage, path: str) -> tuple[int, str, str]:
    """Status, type and body."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(watched.app.operations_url + path) as response,
    ):
        return response.status, response.headers["Content-Type"], await response.text()


async def scraped(watched: Stage) -> dict[str, float]:
    """Each sample by its name and labels, as it is written."""
    _, _, text = await get(watched, "/metrics")
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


async def ready(watched: Stage) -> tuple[int, dict[str, Any]]:
    status, _, text = await get(watched, "/readyz")
    return status, json.loads(text)


async def test_process_is_alive(watched: Stage) -> None:
    assert await get(watched, "/healthz") == (200, "application/json; charset=utf-8", '{"alive": true}')


async def test_ready_bot_tells_how_each_part_is(watched: Stage) -> None:
    await watched.user().send("/start")
    status, said = await ready(watched)
    assert said["scheduler"].pop("next")
    assert 0 <= said["sends"].pop("last_seconds_ago") < 20
    assert (status, said) == (
        200,
        {
            "ready": True,
            "start": {"ok": True},
            "database": {"ok": True},
            "schedule": {"ok": True, "version": "7", "number": 1},
            "sends": {"ok": True},
            "scheduler": {"ok": True},
        },
    )


async def test_bot_that_has_sent_nothing_yet_is_ready(watched: Stage) -> None:
    status, said = await ready(watched)
    assert (status, said["sends"]) == (200, {"ok": True, "last_seconds_ago": None})


async def test_bot_is_ready_while_telegram_is_away(tmp_path: Path) -> None:
    wall = Wall()
    clock = standing_clock(wall, passing=True)
    async with stage(tmp_path, schedule=PROGRAMME, clock=clock, metrics=True) as watched:
        person = await newcomer(watched)
        wall.stop()
        watched.sandbox.faults.add("sendMessage", Fault.RESET_BEFORE)
        watched.sandbox.world.send_text(person.id, person.id, "/help")
        await until(lambda: len(watched.sandbox.world.updates) == 0)
        wall.move_on(61)
        status, said = await ready(watched)
    said["sends"].pop("last_seconds_ago")
    assert (status, said["ready"], said["sends"]) == (
        200,
        True,
        {"ok": False, "wrong": "no message got through for 61 s"},
    )


async def test_nothing_of_it_is_on_the_public_address(watched: Stage) -> None:
    async with aiohttp.ClientSession(watched.app.web.url) as session:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with session.get(path) as response:
                assert response.status == 404


async def test_metrics_are_off_where_they_are_not_wanted(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        assert running.app.operations_url == ""


async def test_metrics_are_prometheus_text(watched: Stage) -> None:
    status, kind, text = await get(watched, "/metrics")
    families = {family.name: family.type for family in text_string_to_metric_families(text)}
    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert {name: kind for name, kind in families.items() if not name.endswith("_created")} == {
        "confbot_updates": "counter",
        "confbot_updates_refused": "counter",
        "confbot_handler_seconds": "histogram",
        "confbot_sends": "counter",
        "confbot_throttled": "counter",
        "confbot_updates_in_work": "gauge",
        "confbot_outbox_due": "gauge",
        "confbot_outbox_sending": "gauge",
        "confbot_outbox_late_seconds": "gauge",
        "confbot_people": "gauge",
        "confbot_schedule_number": "gauge",
        "confbot_schedule_info": "gauge",
        "confbot_database_up": "gauge",
    }


async def test_updates_and_their_handlers_are_counted_by_kind(watched: Stage) -> None:
    person = watched.user()
    await person.send("/start")
    await person.press(data="star:on:opening")
    await person.press(data="star:off:opening")
    found = await scraped(watched)
    assert [
        found[f'confbot_updates_total{{kind="{kind}"}}']
        for kind in ("message", "callback_query", "inline_query", "my_chat_member", "other")
    ] == [1, 2, 0, 0, 0]
    assert found['confbot_handler_seconds_count{kind="callback_query"}'] == 2
    assert found['confbot_handler_seconds_bucket{kind="callback_query",le="30.0"}'] == 2
    assert found["confbot_updates_in_work"] == 0


async def test_sends_are_counted_by_what_became_of_them(watched: Stage) -> None:
    person = await newcomer(watched)
    before = await scraped(watched)
    watched.sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, retry_after=1)
    await person.send("/start")
    watched.sandbox.faults.add("sendMessage", Fault.SERVER_ERROR)
    await person.send("/start")
    found = await scraped(watched)
    grown = {name: found[name] - before[name] for name in found if name.startswith("confbot_sends_total")}
    assert {name: value for name, value in grown.items() if value} == {
        'confbot_sends_total{outcome="sent"}': 2,
        'confbot_sends_total{outcome="throttled"}': 1,
        'confbot_sends_total{outcome="failed"}': 1,
    }
    assert found["confbot_throttled_total"] - before["confbot_throttled_total"] == 1


async def test_state_of_the_conference_is_shown(watched: Stage) -> None:
    await newcomer(watched)
    await newcomer(watched)
    found = await scraped(watched)
    assert found['confbot_schedule_info{version="7"}'] == 1
    assert [
        found[f"confbot_{name}"]
        for name in (
            "schedule_number",
            "people",
            "outbox_due",
            "outbox_sending",
            "outbox_late_seconds",
            "database_up",
        )
    ] == [1, 2, 0, 0, 0, 1]


async def test_queue_that_cannot_be_sent_is_deep_and_late(watched: Stage, tmp_path: Path) -> None:
    await newcomer(watched, "en", "opening")
    await watched.app.sender.stop()
    watched.clock.jump(at("2020-07-23 13:50"))
    await watched.app.ticker.tick()
    watched.clock.jump(at("2020-07-23 13:53"))
    await watched.app.ticker.tick()
    found = await scraped(watched)
    assert (found["confbot_outbox_due"], found["confbot_outbox_late_seconds"]) == (1, 180)


async def test_readings_are_kept_for_a_while(watched: Stage) -> None:
    before = (await scraped(watched))["confbot_people"]
    await newcomer(watched)
    assert (before, (await scraped(watched))["confbot_people"]) == (0, 0)


async def test_no_metric_tells_of_a_person_or_a_secret(watched: Stage) -> None:
    person = await newcomer(watched, "en", "opening")
    await person.send("where is the opening?")
    _, _, text = await get(watched, "/metrics")
    assert str(person.id) not in text
    assert TOKEN.partition(":")[2] not in text
    assert set(re.findall(r'(\w+)="', text)) == {"kind", "le", "outcome", "why", "version"}


async def test_database_that_does_not_answer_is_named(watched: Stage, tmp_path: Path) -> None:
    rows(tmp_path, "ALTER TABLE versions RENAME TO elsewhere")
    status, said = await ready(watched)
    rows(tmp_path, "ALTER TABLE elsewhere RENAME TO versions")
    assert (status, said["ready"], said["database"]) == (
        503,
        False,
        {"ok": False, "wrong": "the database does not answer"},
    )


async def test_metrics_of_a_bot_without_its_database_say_so(watched: Stage, tmp_path: Path) -> None:
    for table in ("versions", "outbox", "chats"):
        rows(tmp_path, f"ALTER TABLE {table} RENAME TO {table}_elsewhere")
    found = await scraped(watched)
    assert (found["confbot_database_up"], str(found["confbot_people"]), str(found["confbot_outbox_due"])) == (
        0,
        "nan",
        "nan",
    )


async def test_bot_that_has_not_reached_telegram_yet_is_alive_and_not_ready(tmp_path: Path) -> None:
    settings = Settings(
        token=SecretStr(TOKEN),
        api_url=f"http://127.0.0.1:{free_port()}",
        database_url=f"sqlite:///{tmp_path / 'test.sqlite3'}",
        schedule=PROGRAMME,
        listen="127.0.0.1:0",
        metrics_listen="127.0.0.1:0",
    )
    app = App(settings, still_clock())
    starting = asyncio.create_task(app.start())
    await until(lambda: app.operations_url != "")
    async with aiohttp.ClientSession(app.operations_url) as session:
        async with session.get("/healthz") as response:
            alive = response.status
        async with session.get("/readyz") as response:
            status, said = response.status, await response.json()
    starting.cancel()
    await asyncio.wait({starting})
    assert (alive, status, said) == (
        200,
        503,
        {
            "ready": False,
            "start": {"ok": False, "wrong": "the bot is starting"},
            "database": {"ok": True},
            "schedule": {"ok": True, "version": "7", "number": 1},
            "sends": {"ok": True, "last_seconds_ago": None},
        },
    )
