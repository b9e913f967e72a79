"""What only one of several processes may do: taken up and laid down as this one begins and ceases to lead."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from bot.storage import Fleet

__all__ = ["Duty", "Leadership"]

log = structlog.get_logger()
AFTER_FAILURE = 1.0
"""Real seconds until a duty that could not be taken up, for want of the database say, is tried again."""


class Duty(Protocol):
    async def take_up(self) -> None:
        """Begin; whoever did it before has ended, or has lost the right to it."""

    async def lay_down(self) -> None:
        """End. Safe to repeat."""


class Leadership:
    """`duties` are taken up in their order, and laid down in the opposite one."""

    def __init__(self, fleet: Fleet, duties: Sequence[Duty]) -> None:
        self._fleet = fleet
        self._duties = duties
        self._held = False
        self._changed = asyncio.Event()
        self._following: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take up at once what this process leads already; an error of that is raised."""
        self._fleet.watch(self._changed.set)
        if self._fleet.leads:
            await self._take_up()
        self._following = asyncio.create_task(self._follow(), name="leadership")

    async def stop(self) -> None:
        """Take nothing up any more. What is held is held on: its parts are ended by whoever ends all."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait({self._following})

    async def _follow(self) -> None:
        while True:
            self._changed.clear()
            try:
                if self._fleet.leads and not self._held:
                    await self._take_up()
                elif self._held and not self._fleet.leads:
                    await self._lay_down()
            except Exception:  # whatever it is, the duties are this process's while it leads
                log.exception("duties not changed; trying again")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), AFTER_FAILURE)
            else:
                if self._fleet.leads is self._held:
                    await self._changed.wait()

    async def _take_up(self) -> None:
        for duty in self._duties:
            await duty.take_up()
        self._held = True
        log.info("this process leads")

    async def _lay_down(self) -> None:
        self._held = False
        log.warning("this process leads no longer")
        for duty in reversed(self._duties):
            await duty.lay_down()
