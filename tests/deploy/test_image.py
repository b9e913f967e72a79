"""The Containerfile, read; its health check, run."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from aiohttp import web

from tests.deploy.files import ROOT, stages, text

BUILD, LAST = stages("Containerfile")
Check = Callable[[str], Coroutine[Any, Any, int]]


def said(stage: list[tuple[str, str]], word: str) -> list[str]:
    return [rest.strip() for instruction, rest in stage if instruction == word]


def test_image_runs_as_nobody_in_particular() -> None:
    assert said(LAST, "USER") == ["10001:10001"]


def test_image_keeps_what_changes_in_a_volume() -> None:
    (variables,) = said(LAST, "ENV")
    paths = re.findall(r"BOT_(?:SCHEDULE=|DATABASE_URL=sqlite:///)(\S+)", variables)
    assert (said(LAST, "VOLUME"), paths) == (["/data"], ["/data/schedule.yaml", "/data/confbot.sqlite3"])


def test_last_stage_installs_nothing() -> None:
    assert not re.search(r"apt-get|uv |pip install|-m venv", " ".join(said(LAST, "RUN")))


def test_packages_are_those_of_the_lock() -> None:
    (install,) = [run for run in said(BUILD, "RUN") if "run.txt" in run]
    assert install.count("--require-hashes") == 2
    assert text("requirements/run.txt").count("--hash=sha256:") > 0


def test_what_is_copied_is_what_is_let_in() -> None:
    let_in = {
        line.removeprefix("!") for line in text(".containerignore").splitlines() if line.startswith("!")
    }
    copied = [
        rest.split()[:-1] for stage in (BUILD, LAST) for rest in said(stage, "COPY") if "--from" not in rest
    ]
    assert {name for names in copied for name in names if not name.startswith("--")} == let_in
    assert [name for name in let_in if not (ROOT / name).exists()] == []


def test_docker_ignores_the_same() -> None:
    assert text(".dockerignore") == text(".containerignore")


@pytest.fixture
def check() -> Check:
    """The health check, of a bot that serves health at an address; its exit code."""
    (command,) = said(LAST, "HEALTHCHECK")
    arguments = json.loads(command.partition("CMD ")[2])

    async def run(address: str) -> int:
        environment = {**os.environ, "BOT_METRICS_LISTEN": address}
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments[1:], env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        return await process.wait()

    return run


@pytest.fixture
async def served(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """Where /healthz answers with the status of the parameter."""

    async def health(_: web.Request) -> web.Response:
        return web.Response(status=request.param)

    application = web.Application()
    application.router.add_get("/healthz", health)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"0.0.0.0:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize("served", [200], indirect=True)
async def test_health_check_passes_where_the_bot_is_alive(check: Check, served: str) -> None:
    assert await check(served) == 0


@pytest.mark.parametrize("served", [503], indirect=True)
async def test_health_check_fails_where_the_bot_says_no(check: Check, served: str) -> None:
    assert await check(served) == 1


async def test_health_check_fails_where_nobody_answers(check: Check) -> None:
    assert await check("0.0.0.0:1") == 1
