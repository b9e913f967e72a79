"""What the tests of the jobs share: a small programme, people who star, and waiting until all is sent."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import Group, Person, Shown
from tests.samples import at
from tests.stage import Stage

__all__ = [
    "BEGINNING",
    "PROGRAMME",
    "Wall",
    "attendee",
    "choose",
    "edit",
    "jump",
    "own_programme",
    "said",
    "settled",
    "standing_clock",
    "star",
    "unasked",
    "until",
    "until_rows",
]

PROGRAMME = Path(__file__).with_name("programme.yaml")
BEGINNING = at("2020-07-23 13:40")
"""Twenty minutes before the opening of `PROGRAMME`."""
PATIENCE = 60.0


class Wall:
    """The machine's time, which a test can move on, and stop."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._real_now: Callable[[], datetime] = Clock().real_now
        self._monotonic: Callable[[], float] = Clock().monotonic

    def __call__(self) -> datetime:
        return self._real_now() + self._ahead

    def monotonic(self) -> float:
        """For what takes what moves on for time that passes, and not for a clock that is set."""
        return self._monotonic() + self._ahead.total_seconds()

    def stop(self) -> None:
        """From now on, from a whole second, it only moves on as it is told to."""
        now, monotonic = self._real_now().replace(microsecond=0), self._monotonic()
        self._real_now, self._monotonic = lambda: now, lambda: monotonic

    def move_on(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)


def standing_clock(wall: Wall, start: datetime = BEGINNING, *, passing: bool = False) -> Clock:
    """A clock that only tests move, and a machine's time that they move too: it is set, or `passing`."""
    monotonic = wall.monotonic if passing else Clock().monotonic
    return Clock(start, speed=1e-9, wall=wall, monotonic=monotonic)


async def attendee(stage: Stage, *event_ids: str, language: str = "en") -> Person:
    """Someone who has started the bot and starred the events."""
    person = stage.user(language)
    await person.send("/start")
    await star(person, *event_ids)
    return person


async def star(person: Person, *event_ids: str, chat: Group | None = None) -> None:
    for event_id in event_ids:
        await choose(person, f"star:on:{event_id}", chat)


async def choose(person: Person, data: str, chat: Group | None = None) -> None:
    """Press a button of the first message, so that reminders stay as they came."""
    await person.press(data=data, message=person.messages_in(chat)[0], chat=chat)


async def jump(stage: Stage, to: str) -> None:
    """Set the clock to a time on Beijing's, and wait until all that is due then was dealt with."""
    stage.clock.jump(at(to))
    await settled(stage)


async def settled(stage: Stage) -> None:
    """Nothing is due that is not sent, or else given up; what is to be tried again counts as due."""
    await stage.app.ticker.tick()
    file = Path(stage.app.settings.database_url.removeprefix("sqlite:///"))
    due = int(stage.clock.now().timestamp())
    await until_rows(file, f"state = 'sending' OR (state = 'queued' AND due_at <= {due})", 0)


async def until_rows(file: Path, which: str, count: int) -> None:
    """Wait until the outbox has so many rows that are `which`."""
    statement = f"SELECT count(*) FROM outbox WHERE {which}"  # noqa: S608  # written here and in tests
    with closing(sqlite3.connect(file)) as database:
        await until(lambda: database.execute(statement).fetchone() == (count,))


async def until(true: Callable[[], bool]) -> None:
    """Wait for what no event tells of."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def said(person: Person, chat: Group | None = None) -> list[str]:
    """What the bot wrote of its own accord: each message's first line."""
    return [shown.text.partition("\n")[0] for shown in unasked(person, chat)]


def unasked(person: Person, chat: Group | None = None) -> Sequence[Shown]:
    """The reminders and digests among the bot's messages."""
    return [shown for shown in person.messages_in(chat) if shown.text.startswith(("⏰", "☀️"))]


def own_programme(folder: Path) -> Path:
    """A copy of `PROGRAMME` that a test may edit."""
    copy = folder / "programme.yaml"
    copy.write_text(PROGRAMME.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def edit(file: Path, *edits: tuple[str, str]) -> None:
    """Replace each old text, which stands in the file exactly once, by the new one."""
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
