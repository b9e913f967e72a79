"""The application in one process: what it starts with, and how it ends."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, StartError
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.settings import Settings
from tests.jobs.scene import PROGRAMME, attendee, edit, own_programme, until
from tests.samples import at
from tests.stage import TOKEN, stage, still_clock


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(TOKEN, Clock())
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


def settings(folder: Path, **given: object) -> Settings:
    return Settings(
        **{  # type: ignore[arg-type]
            "token": SecretStr(TOKEN),
            "database_url": f"sqlite:///{folder / 'test.sqlite3'}",
            "schedule": PROGRAMME,
            "listen": "127.0.0.1:0",
            "metrics_listen": "off",
            **given,
        }
    )


async def start_error(given: Settings) -> str:
    with pytest.raises(StartError) as caught:
        await App(given, still_clock()).start()
    return str(caught.value)


def test_app_without_a_token_is_none(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"^BOT_TOKEN is not set$"):
        App(settings(tmp_path, token=None), still_clock())


async def test_missing_schedule_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "schedule.yaml"
    assert await start_error(settings(tmp_path, schedule=missing)) == (
        f"{missing}: No such file or directory; expected a schedule file (BOT_SCHEDULE)"
    )


async def test_address_that_is_taken_is_named(tmp_path: Path, sandbox: Sandbox) -> None:
    taken = sandbox.url.removeprefix("http://")
    assert await start_error(settings(tmp_path, api_url=sandbox.url, listen=taken)) == (
        f"BOT_LISTEN: {taken} cannot be had: address already in use; "
        "expected a free address and port, such as 127.0.0.1:8081"
    )


async def test_address_of_no_machine_is_named(tmp_path: Path, sandbox: Sandbox) -> None:
    said = await start_error(settings(tmp_path, api_url=sandbox.url, listen="192.0.2.1:0"))
    assert said.startswith("BOT_LISTEN: 192.0.2.1:0 cannot be had: cannot assign requested address; expected")


async def test_address_for_metrics_that_is_taken_is_named(tmp_path: Path, sandbox: Sandbox) -> None:
    taken = sandbox.url.removeprefix("http://")
    assert await start_error(settings(tmp_path, api_url=sandbox.url, metrics_listen=taken)) == (
        f"BOT_METRICS_LISTEN: {taken} cannot be had: address already in use; "
        "expected a free address and port, such as 127.0.0.1:9465, or off"
    )


async def test_bot_whose_usual_address_for_metrics_is_taken_goes_without(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    taken = sandbox.url.removeprefix("http://")
    usual = settings(tmp_path, api_url=sandbox.url)
    given = usual.model_copy(update={"metrics_listen": taken})
    given.model_fields_set.discard("metrics_listen")
    async with App(given, still_clock()) as app:
        assert (app.operations_url, app.web.url != "") == ("", True)


async def test_database_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "test.sqlite3").write_text("no database, whatever its name says" * 100, encoding="utf-8")
    assert await start_error(settings(tmp_path)) == (
        f"the database {tmp_path / 'test.sqlite3'} cannot be used: file is not a database"
    )


async def test_start_of_the_clock_without_a_zone_is_on_the_conferences_clock(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    given = settings(tmp_path, api_url=sandbox.url, now=datetime.fromisoformat("2020-07-23T13:40"))
    clock = Clock(speed=1e-9)
    async with App(given, clock) as app:
        published = await app.storage.schedules.current()
        assert clock.now() == at("2020-07-23 13:40")
        assert published is not None
        assert published.published_at == at("2020-07-23 13:40")


async def test_broken_schedule_leaves_the_last_good_one_and_the_admins_are_told(tmp_path: Path) -> None:
    file = own_programme(tmp_path)
    async with stage(tmp_path, schedule=file):
        pass
    edit(file, ("status: tentative", "status: maybe"))
    async with stage(tmp_path, schedule=file, admins=frozenset({1001})) as second:
        admin = second.user()
        await admin.send("/start")
        await second.app.reload.look()
        assert second.app.published.schedule.version == "1"
        assert admin.last.text == (
            "programme.yaml:30:13: error: status: found 'maybe'; expected one of confirmed, tentative, cancelled"
        )


async def test_missing_schedule_leaves_the_last_good_one(tmp_path: Path) -> None:
    file = own_programme(tmp_path)
    async with stage(tmp_path, schedule=file):
        pass
    file.unlink()
    async with stage(tmp_path, schedule=file) as second:
        assert second.app.published.schedule.version == "1"


async def test_token_that_is_refused_in_the_midst_ends_the_run(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME) as running:
        running.sandbox.world.token = "another one"
        running.sandbox.world.send_text(running.user().id, running.user().id, "/start")
        with pytest.raises(StartError, match=re.escape(f"BOT_TOKEN was refused by {running.sandbox.url}")):
            await running.app.until_refused()


async def test_commands_and_descriptions_are_set_in_every_language(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME) as running:
        bot = running.sandbox.world.bot
        await until(lambda: len(bot.short_descriptions) == 4)
    assert bot.short_descriptions == {
        "": "Konferensi Uji",
        "id": "Konferensi Uji",
        "en": "Test Conference",
        "zh": "测试大会",
    }
    assert {key: len(commands) for key, commands in bot.commands.items()} == dict.fromkeys(
        [("default", ""), ("default", "id"), ("default", "en"), ("default", "zh")],
        len(bot.commands["default", ""]),
    )


async def test_ended_application_answers_nothing_more(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME) as running:
        person = await attendee(running, "opening")
        await running.app.stop()
        running.clock.jump(at("2020-07-23 13:50"))
        running.sandbox.world.send_text(person.id, person.id, "/now")
        assert (len(person.messages), len(running.sandbox.world.updates)) == (1, 1)


async def test_application_that_ends_in_the_midst_of_its_start_leaves_no_errors(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        async with stage(tmp_path, schedule=PROGRAMME):
            pass
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []
