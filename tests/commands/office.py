"""A folder in which a bot has run: its schedule file, and its database with a version and some chats."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from bot.storage import Storage
from bot.storage.published import Published
from tests.formats.files import MINIMAL
from tests.samples import at

__all__ = ["LATER", "PUBLISHED_AT", "database", "edit_schedule", "open_office", "versions"]

T = TypeVar("T")
PUBLISHED_AT = at("2020-07-01 09:00")
URL = "sqlite:///confbot.sqlite3"
LATER = ("start: 2020-07-24 09:00", "start: 2020-07-24 10:00")
"""The 5G forum, which two have starred, an hour later."""


def open_office() -> None:
    """Make it in the current folder."""
    Path("schedule.yaml").write_text(MINIMAL, encoding="utf-8")
    database(_begin)


async def _begin(storage: Storage) -> None:
    await Published(storage.schedules).publish_file(Path("schedule.yaml"), PUBLISHED_AT)
    for chat_id, starred in ((1, "forum-5g"), (2, "forum-5g"), (3, "opening")):
        await storage.chats.ensure(chat_id, group=False, language="en", now=PUBLISHED_AT)
        await storage.favourites.add(chat_id, [starred], PUBLISHED_AT)


def database(work: Callable[[Storage], Awaitable[T]]) -> T:
    """What `work` returns on the database of the folder."""

    async def run() -> T:
        async with await Storage.open(URL) as storage:
            return await work(storage)

    return asyncio.run(run())


def edit_schedule(*edits: tuple[str, str]) -> None:
    text = Path("schedule.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
        text = text.replace(old, new)
    Path("schedule.yaml").write_text(text, encoding="utf-8")


def versions() -> list[tuple[int, str, str | None]]:
    """(number, name, comment) of each, the newest first."""

    async def history(storage: Storage) -> list[tuple[int, str, str | None]]:
        found = await storage.schedules.history(100)
        return [(version.number, version.version, version.comment) for version in found]

    return database(history)
