"""Publishing from the command line: into the database, where a running bot finds it within seconds."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.commands.command import WrongInputError
from bot.commands.editions import database
from bot.settings import Settings
from bot.storage import Storage
from bot.storage.published import Published

__all__ = ["confirmed", "published", "restored"]


@asynccontextmanager
async def published(settings: Settings) -> AsyncIterator[Published]:
    """What attendees see. Raises WrongInputError where nothing was published."""
    async with database(settings) as storage:
        yield await restored(storage)


async def restored(storage: Storage) -> Published:
    """What attendees see, from an open database. Raises WrongInputError where nothing was published."""
    current = Published(storage.schedules)
    if not await current.restore():
        raise WrongInputError(f"{storage.address}: no schedule was published in it yet")
    return current


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether it is to be done. Raises WrongInputError where there is nobody to ask."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise WrongInputError("there is no terminal to ask; expected --yes")
    print(f"{question} [y/N]", end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
