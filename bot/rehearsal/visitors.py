"""A few of the simulated attendees, who press buttons while messages go out."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from statistics import median

from bot.rehearsal.findings import Replies
from bot.sandbox import BotTooSlowError, Person, Sandbox

__all__ = ["Visitors"]

MOST = 25
EVERY = 3.0
"""Seconds of conference time between two presses, about."""
PATIENCE = 10.0
"""Real seconds."""
COMMANDS = ("/now", "/next", "/my", "/today", "/tracks")
BUTTONS = ("now", "next", "my", "today", "tracks", "remind", "settings", "home")


class Visitors:
    """They look around and star nothing: what they do changes no plan."""

    def __init__(self, sandbox: Sandbox, chat_ids: Sequence[int], chance: random.Random) -> None:
        self._sandbox = sandbox
        self._chat_ids = chance.sample(chat_ids, min(MOST, len(chat_ids)))
        self._chance = chance
        self._waits: list[float] = []
        self._missing = 0

    async def press_buttons(self, speed: float) -> None:
        """For ever, one after another, with the clock at `speed`."""
        people = [Person(self._sandbox.world, chat_id, PATIENCE) for chat_id in self._chat_ids]
        clock = self._sandbox.world.clock
        while True:
            begun = clock.monotonic()
            try:
                await self._look_around(self._chance.choice(people))
            except BotTooSlowError:
                self._missing += 1
            else:
                self._waits.append(clock.monotonic() - begun)
            await asyncio.sleep(self._chance.expovariate(speed / EVERY))

    async def _look_around(self, person: Person) -> None:
        if any(shown.buttons for shown in person.messages) and self._chance.random() < 0.7:
            await person.press(data=self._chance.choice(BUTTONS))
        else:
            await person.send(self._chance.choice(COMMANDS))

    def replies(self) -> Replies:
        """How long they waited so far."""
        waits = self._waits
        return Replies(len(waits), median(waits) if waits else 0.0, max(waits, default=0.0), self._missing)
