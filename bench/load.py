"""People in many chats who look through the agenda, each going on as soon as the bot has answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import Sandbox

__all__ = ["Load", "Step", "agenda_mix"]

PATIENCE = 120.0
"""Seconds without an answer to anybody after which a bot is given up."""
LANGUAGES = ("id", "en", "zh")
PAGES = ((1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1))
"""A day and a page of it: others than the one that opens, for an edit without a change tells nobody."""
SEARCHES = ("5G", "人工智能", "data", "keamanan")
QUESTIONS = (
    "any AI forums tomorrow afternoon?",
    "ada forum AI besok siang?",
    "周六有什么",
    "who speaks at the opening?",
)


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does: a text, or a press of a button with `data`."""

    text: str = ""
    data: str = ""


def agenda_mix(number: int, round_: int, events: Sequence[str]) -> list[Step]:
    """Open, page, card, star, search, ask: what the person of that number does in a round."""
    event, wanted = events[number % len(events)], "off" if round_ % 2 else "on"
    at = number + round_
    day, page = PAGES[at % len(PAGES)]
    return [
        Step(text="/agenda"),
        Step(data=f"day:{day}:{page}"),
        Step(data=f"event:{event}:d{page}"),
        Step(data=f"star:{wanted}:{event}:d{page}"),
        Step(text=f"/search {SEARCHES[at % len(SEARCHES)]}"),
        Step(text=QUESTIONS[at // 2 % len(QUESTIONS)]),
    ]


@dataclass(slots=True)
class _Walk:
    """One person's steps; `missing` are the kinds of event that the last one still waits for."""

    chat_id: int
    steps: Sequence[Step]
    at: int = 0
    missing: set[str] = field(default_factory=set)


class Load:
    """So many private chats in a sandbox, in the bot's three languages in turn.

    For an `echo` bot every press is a text instead: it answers nothing else.
    """

    def __init__(self, sandbox: Sandbox, chats: int, *, echo: bool = False) -> None:
        self._world = sandbox.world
        self._echo = echo
        languages = (LANGUAGES[number % len(LANGUAGES)] for number in range(chats))
        self.chat_ids = [
            self._world.add_user(f"P{number}", language_code=language).id
            for number, language in enumerate(languages)
        ]
        self._walks: dict[int, _Walk] = {}
        self._left = 0
        self._over = asyncio.Event()
        self._stirred = False
        self._last: dict[int, int] = {}
        self._world.watch(self._look)

    async def run(self, steps: Sequence[Sequence[Step]]) -> int:
        """Have each chat take its steps; the number of updates. TimeoutError when the bot stops answering."""
        self._walks = {
            chat_id: _Walk(chat_id, own) for chat_id, own in zip(self.chat_ids, steps, strict=True)
        }
        self._left = len(self._walks)
        self._over.clear()
        for walk in list(self._walks.values()):
            self._step(walk)
        while not self._over.is_set():
            self._stirred = False
            try:
                await asyncio.wait_for(self._over.wait(), PATIENCE)
            except TimeoutError:
                if not self._stirred:
                    raise
        return sum(map(len, steps))

    def _look(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind not in ("message", "edited", "callback_answer"):
            return
        chat_id = event["chat_id"]
        walk = self._walks.get(chat_id)
        if walk is None or (kind == "message" and event["message"]["from"]["id"] == chat_id):
            return
        if kind == "message":
            self._last[chat_id] = event["message"]["message_id"]
        walk.missing.discard(kind)
        if not walk.missing:
            self._stirred = True
            asyncio.get_running_loop().call_soon(self._step, walk)

    def _step(self, walk: _Walk) -> None:
        if walk.at == len(walk.steps):
            self._walks.pop(walk.chat_id, None)
            self._left -= 1
            if not self._left:
                self._over.set()
            return
        step, walk.at = walk.steps[walk.at], walk.at + 1
        if step.text or self._echo:
            walk.missing = {"message"}
            self._world.send_text(walk.chat_id, walk.chat_id, step.text or step.data)
        else:
            walk.missing = {"edited", "callback_answer"}
            self._world.press(walk.chat_id, walk.chat_id, self._last[walk.chat_id], step.data)
