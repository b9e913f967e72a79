"""When the operating system says that the schedule file may have changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from watchfiles import Change

from bot.jobs.watching import concerning, watch
from tests.jobs.scene import until

WORDS = 3


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "schedule.yaml"
    file.write_text("1")
    return file


async def heard(path: Path, change: Callable[[], object]) -> None:
    """Change the file until there was word of it three times, each of something that came after the last."""
    told: list[None] = []
    stop = asyncio.Event()
    watching = asyncio.create_task(watch(path, lambda: told.append(None), stop))

    def enough() -> bool:
        change()
        return len(told) >= WORDS

    await until(enough)
    stop.set()
    await watching


async def test_file_written_in_place(file: Path) -> None:
    await heard(file, lambda: file.write_text("2"))


async def test_file_that_another_takes_the_place_of(file: Path) -> None:
    new = file.with_suffix(".new")

    def save() -> None:
        new.write_text("2")
        new.replace(file)

    await heard(file, save)


async def test_file_that_is_gone_and_comes_back(file: Path) -> None:
    def save() -> None:
        file.unlink()
        file.write_text("2")

    await heard(file, save)


async def test_file_that_a_link_leads_to(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "other" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(file)
    await heard(link, lambda: file.write_text("2"))


@pytest.mark.parametrize(
    ("name", "concerns"),
    [
        ("schedule.yaml", True),
        ("..data", True),
        ("confbot.sqlite3-wal", False),
        (".schedule.yaml.swp", False),
    ],
)
def test_what_concerns_the_file(file: Path, name: str, *, concerns: bool) -> None:
    assert concerning(file)(Change.modified, str(file.with_name(name))) is concerns


async def test_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with capture_logs() as logs:
        await watch(tmp_path / "none" / "schedule.yaml", lambda: None, asyncio.Event())
    assert [log["event"] for log in logs] == ["changes of the schedule file are not told, only looked for"]
