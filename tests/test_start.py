"""What a start does without, so that the first answer comes soon: told by what it loads, not by a watch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.sandbox import Sandbox
from tests.process import BotProcess
from tests.stage import TOKEN

PROGRAMME = Path(__file__).parent.parent / "schedule.yaml"
LOADED = re.compile(r"import time: .* \| +(\S+)")
"""A line that Python writes of each module once it is loaded, with PYTHONPROFILEIMPORTTIME."""
NOT_TO_SERVE = {
    "PIL",
    "alembic",
    "bot.pictures.canvas",
    "bot.sandbox",
    "bot.standing",
    "icalendar",
    "psycopg",
    "sqlalchemy.dialects.postgresql",
}
NOT_TO_HELP = {"aiohttp", "pydantic", "rich", "sqlalchemy", "structlog", "telegram", "yaml"}


@pytest.fixture(autouse=True)
def _telling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")


def loaded(lines: list[str]) -> set[str]:
    """The modules that Python loaded before it wrote that it is ready, or before its end."""
    ready = next((at for at, line in enumerate(lines) if '"event": "ready"' in line), len(lines))
    return {match[1] for line in lines[:ready] if (match := LOADED.match(line))}


async def start(folder: Path) -> set[str]:
    """What a process loads until it is ready."""
    sandbox = Sandbox(TOKEN, Clock())
    await sandbox.start()
    async with BotProcess(folder, "run", token=TOKEN, api_url=sandbox.url, schedule=PROGRAMME) as process:
        await process.logged("ready")
    await sandbox.stop()
    return loaded(process.errors)


async def test_first_start_loads_nothing_that_the_first_answers_do_without(tmp_path: Path) -> None:
    found = await start(tmp_path)
    assert ("bot.features" in found, found & NOT_TO_SERVE) == (True, set())


async def test_later_start_loads_nothing_that_the_first_answers_do_without(tmp_path: Path) -> None:
    await start(tmp_path)
    found = await start(tmp_path)
    assert ("bot.features" in found, found & NOT_TO_SERVE) == (True, set())


async def test_help_loads_nothing_that_commands_work_with(tmp_path: Path) -> None:
    async with BotProcess(tmp_path, "--help") as process:
        await process.ended()
    found = loaded(process.errors)
    assert ("bot.commands" in found, found & NOT_TO_HELP) == (True, set())
