"""``python -m bot run`` as an operator knows it: a process with a token, signals and an exit code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.clock import Clock
from bot.sandbox import Fault, Sandbox
from tests.conftest import Place
from tests.formats.files import MINIMAL
from tests.jobs.scene import until
from tests.process import BotProcess, ReadyBot
from tests.stage import TOKEN, free_port
from tests.storage.scene import rows

REFUSED = "BOT_TOKEN was refused by {url}; expected the bot's token from @BotFather"
BROKEN = MINIMAL.replace("type: ceremony", "type: party").replace("status: confirmed", "status: maybe")
PROBLEMS = [
    "schedule.yaml:20:11: error: type: found 'party'; expected one of ceremony, forum, talk, exhibition, activity, break",
    "schedule.yaml:24:13: error: status: found 'maybe'; expected one of confirmed, tentative, cancelled",
]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(TOKEN, Clock())
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


def serving(folder: Path, sandbox: Sandbox, **settings: object) -> ReadyBot:
    """``run`` on the small programme, against the sandbox."""
    (folder / "schedule.yaml").write_text(MINIMAL, encoding="utf-8")
    return ReadyBot(folder, "run", **{"token": TOKEN, "api_url": sandbox.url, **settings})


async def test_run_with_a_refused_token_names_the_variable_and_not_the_token(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    async with serving(tmp_path, sandbox, token="654321:" + "x" * 35) as process:
        code = await process.ended()
    assert (code, process.output, process.errors) == (1, [], [REFUSED.format(url=sandbox.url)])


async def test_run_with_a_broken_schedule_names_every_mistake(tmp_path: Path, sandbox: Sandbox) -> None:
    process = serving(tmp_path, sandbox)
    (tmp_path / "schedule.yaml").write_text(BROKEN, encoding="utf-8")
    async with process:
        code = await process.ended()
    assert (code, process.output, process.errors) == (1, [], PROBLEMS)


async def test_run_waits_for_a_network_that_is_not_there_yet(tmp_path: Path, sandbox: Sandbox) -> None:
    port = urlsplit(sandbox.url).port or 0
    await sandbox.stop()
    async with serving(tmp_path, sandbox) as process:
        waiting = await process.logged("Telegram is not reached; trying again")
        await sandbox.start(port=port)
        await process.logged("ready")
        process.terminate()
        assert (await process.ended(), waiting["reason"]) == (0, "NotSent")


async def test_second_process_with_the_token_says_so_and_keeps_trying(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    person = sandbox.user("Alex")
    said_so = "another program polls with this BOT_TOKEN; only one may, so stop the other; trying on"
    async with (
        serving(tmp_path, sandbox, database_url="sqlite:///first.sqlite3") as first,
        serving(tmp_path, sandbox, database_url="sqlite:///second.sqlite3") as second,
    ):
        await asyncio.gather(first.logged(said_so), second.logged(said_so))
        first.terminate()
        assert await first.ended() == 0
        welcome = await person.send("/start")
        second.terminate()
        assert (await second.ended(), welcome.text.split("\n")[0]) == (0, "A tiny conference")


async def test_sigterm_lets_an_answer_be_finished(tmp_path: Path, sandbox: Sandbox) -> None:
    person = sandbox.user("Alex")
    sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, retry_after=1)
    async with serving(tmp_path, sandbox) as process:
        sandbox.world.send_text(person.id, person.id, "/start")
        await process.logged("throttled")
        process.terminate()
        code = await process.ended()
    assert (code, len(person.messages), len(sandbox.world.updates)) == (0, 1, 0)
    assert {log["level"] for log in process.logs} <= {"info", "warning"}


async def test_sigterm_does_not_wait_for_a_server_that_hangs(tmp_path: Path, sandbox: Sandbox) -> None:
    person = sandbox.user("Alex")
    sandbox.faults.add("sendMessage", Fault.HANG_BEFORE)
    async with serving(tmp_path, sandbox) as process:
        await process.logged("ready")
        sandbox.world.send_text(person.id, person.id, "/start")
        await until(lambda: sandbox.faults.met.total() == 1)
        process.terminate()
        async with asyncio.timeout(10):
            code = await process.ended()
    assert (code, len(sandbox.world.updates)) == (0, 1)


async def test_run_on_a_server_answers_and_keeps(
    tmp_path: Path, sandbox: Sandbox, postgresql_place: Place
) -> None:
    person, url = sandbox.user("Alex", language="en"), postgresql_place()
    (tmp_path / "schedule.yaml").write_text(MINIMAL, encoding="utf-8")
    async with BotProcess(tmp_path, "run", token=TOKEN, api_url=sandbox.url, database_url=url) as process:
        welcome = await person.send("/start")
        process.terminate()
        assert (await process.ended(), welcome.text.split("\n")[0]) == (0, "A tiny conference")
    assert rows(url, "SELECT chat_id, language FROM chats") == [(person.id, "en")]


async def test_run_on_a_server_that_is_not_there_never_shows_the_password(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    url = "postgresql://bot:hunter2@127.0.0.1:1/bot"
    async with serving(tmp_path, sandbox, database_url=url) as process:
        code = await process.ended()
    assert (code, process.output) == (1, [])
    assert process.errors == [
        "the database postgresql://127.0.0.1:1/bot cannot be reached: Connection refused; "
        "expected a PostgreSQL server there that lets the user of BOT_DATABASE_URL in"
    ]


async def test_run_in_a_role_on_a_file_says_what_to_do(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "schedule.yaml").write_text(MINIMAL, encoding="utf-8")
    async with ReadyBot(tmp_path, "run", "--role", "sender", token=TOKEN, api_url=sandbox.url) as process:
        code = await process.ended()
    assert (code, process.output) == (1, [])
    assert process.errors == [
        "--role sender is for several processes, and sqlite:///confbot.sqlite3 is for one; expected --role all, "
        "or a PostgreSQL server in BOT_DATABASE_URL (docs/database.md)"
    ]


async def test_run_with_a_webhook_answers_and_keeps_it_for_the_next_start(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    person, port = sandbox.user("Alex", language="en"), free_port()
    settings = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "listen": f"127.0.0.1:{port}"}
    async with serving(tmp_path, sandbox, **settings) as first:
        welcome = await person.send("/start")
        await first.kill()
    act = sandbox.world.send_text(person.id, person.id, "/start")
    before = sandbox.world.webhook
    async with serving(tmp_path, sandbox, **settings) as second:
        await sandbox.world.acknowledged(act.update_id)
        second.terminate()
        assert await second.ended() == 0
    after = sandbox.world.webhook
    assert (welcome.text.split("\n")[0], len(person.messages)) == ("A tiny conference", 2)
    assert before is not None
    assert after is not None
    assert (after.url, after.secret) == (before.url, before.secret)
    assert before.secret not in "\n".join([*first.errors, *second.errors])


async def test_run_tells_probes_and_scrapers_how_it_is(tmp_path: Path, sandbox: Sandbox) -> None:
    address = f"127.0.0.1:{free_port()}"
    async with (
        serving(tmp_path, sandbox, metrics_listen=address) as process,
        aiohttp.ClientSession() as client,
    ):
        await process.logged("ready")
        answers = []
        for path in ("healthz", "readyz", "metrics"):
            async with client.get(f"http://{address}/{path}") as response:
                answers.append(response.status)
        process.terminate()
        assert (await process.ended(), answers) == (0, [200, 200, 200])
