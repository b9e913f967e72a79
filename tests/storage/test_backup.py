"""The commands of docs/deploy.md that copy a database while the bot writes into it, and what comes of the copy."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.storage import Storage
from tests import postgresql
from tests.conftest import Place
from tests.storage.scene import joined, minute, rows

GUIDE = (Path(__file__).parents[2] / "docs" / "deploy.md").read_text(encoding="utf-8")
BEFORE = 50
STARS = ("forum", "opening")
"""Starred by everybody, both in one transaction."""
BackUp = Callable[[str], str]


@asynccontextmanager
async def crowded(url: str) -> AsyncIterator[Storage]:
    """The bot's storage with the first people in it, and more of them arriving all the time."""
    async with await Storage.open(url) as storage:
        for chat_id in range(1, BEFORE + 1):
            await joined(storage, chat_id, STARS)
        going_on, stop = asyncio.Event(), asyncio.Event()

        async def arrive() -> None:
            for chat_id in count(BEFORE + 1):
                await joined(storage, chat_id, STARS)
                going_on.set()
                if stop.is_set():
                    return

        arriving = asyncio.create_task(arrive())
        await going_on.wait()
        try:
            yield storage
        finally:
            stop.set()
            await arriving


def vacuumed(url: str) -> str:
    """By the guide's own command; returns the address of the copy."""
    (program,) = re.findall(r"python -c '(import sqlite3[^']+)'", GUIDE)
    file = str(make_url(url).database)
    run(sys.executable, "-c", program, file, f"{file}.copy")
    return f"sqlite:///{file}.copy"


def dumped(url: str, new: str) -> str:
    """By the guide's pg_dump and pg_restore, into the new database; returns its address."""
    for command in ("pg_dump --format=custom --file=", "pg_restore --exit-on-error --no-owner --dbname="):
        assert command in GUIDE
    dump = Path(str(make_url(url).query["host"])) / f"{make_url(new).database}.dump"
    run(postgresql.tool("pg_dump"), "--format=custom", f"--file={dump}", url)
    run(postgresql.tool("pg_restore"), "--exit-on-error", "--no-owner", f"--dbname={new}", dump)
    return new


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - the guide's commands, on files of the test's own


@pytest.fixture(params=["sqlite", "postgresql"])
def place_and_back_up(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, BackUp]:
    """The address of a new database, and what copies it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'confbot.sqlite3'}", vacuumed
    place: Place = request.getfixturevalue("postgresql_place")
    return place(), lambda url: dumped(url, place())


async def test_backup_while_the_bot_writes_has_every_transaction_whole(
    place_and_back_up: tuple[str, BackUp],
) -> None:
    url, back_up = place_and_back_up
    async with crowded(url):
        copy = await asyncio.to_thread(back_up, url)
    stars = rows(copy, "SELECT chat_id, count(*) FROM favourites GROUP BY chat_id")
    assert {number for _, number in stars} == {len(STARS)}
    copied, now_there = {chat_id for chat_id, _ in stars}, rows(url, "SELECT chat_id FROM chats")
    assert set(range(1, BEFORE + 2)) <= copied <= {chat_id for (chat_id,) in now_there}


async def test_backup_opens_and_is_worked_on_with(place_and_back_up: tuple[str, BackUp]) -> None:
    url, back_up = place_and_back_up
    async with crowded(url):
        copy = await asyncio.to_thread(back_up, url)
    async with await Storage.open(copy, create=False) as restored:
        await restored.favourites.add(1, ["closing"], minute(1))
        assert list(await restored.favourites.of(1)) == [*STARS, "closing"]


async def test_online_backup_begins_anew_when_the_bot_has_written(tmp_path: Path) -> None:
    file, copy = tmp_path / "confbot.sqlite3", tmp_path / "copy.sqlite3"
    loop, latecomers = asyncio.get_running_loop(), iter(range(BEFORE + 1, BEFORE + 4))
    async with await Storage.open(f"sqlite:///{file}") as storage:
        for chat_id in range(1, BEFORE + 1):
            await joined(storage, chat_id, STARS)

        def between_two_pages(*_: object) -> None:
            if (chat_id := next(latecomers, None)) is not None:
                asyncio.run_coroutine_threadsafe(joined(storage, chat_id, STARS), loop).result()

        def back_up() -> None:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target, pages=1, progress=between_two_pages)

        await asyncio.to_thread(back_up)
    stars = rows(f"sqlite:///{copy}", "SELECT count(DISTINCT chat_id), count(*) FROM favourites")
    assert stars == [(BEFORE + 3, len(STARS) * (BEFORE + 3))]
    assert rows(f"sqlite:///{copy}", "PRAGMA integrity_check") == [("ok",)]
