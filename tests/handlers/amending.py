"""An organizer with a programme of their own on the desk, whose file tests look at byte for byte."""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Person
from tests.handlers.scene import BEGINNING, PROGRAMME, newcomer, screen
from tests.stage import ORGANIZER, Stage, stage, still_clock

__all__ = ["Office", "office_in"]


@dataclass
class Office:
    stage: Stage
    file: Path
    organizer: Person
    before: bytes

    @property
    def changed(self) -> list[str]:
        """The lines that the file has lost (-) and got (+) since the beginning."""
        before, after = (text.decode().splitlines() for text in (self.before, self.file.read_bytes()))
        lines = list(difflib.unified_diff(before, after, n=0))[2:]
        return [f"{line[0]}{line[1:].strip()}" for line in lines if line[0] in "+-"]

    @property
    def published(self) -> int:
        """How many versions there were."""
        return self.stage.app.published.number

    async def comments(self) -> list[str | None]:
        """What the versions say of themselves, the newest first."""
        return [version.comment for version in await self.stage.app.storage.schedules.history(9)]

    async def send(self, text: str) -> str:
        """What the organizer sees after saying that."""
        await self.organizer.send(text)
        return screen(self.organizer.last)

    async def press(self, button: str = "", *, data: str | None = None) -> str:
        """What the organizer sees after pressing the button that begins so, or any data."""
        await self.organizer.press(button, data=data)
        return screen(self.organizer.last)

    async def fan(self, *starred: str) -> Person:
        return await newcomer(self.stage, "en", *starred)

    async def publish(self) -> None:
        """Publish the file as it is."""
        await self.stage.app.published.publish_file(self.file, BEGINNING)

    def edit(self, old: str, new: str) -> None:
        """Somebody else edits the file."""
        text = self.file.read_bytes().decode()
        assert text.count(old) == 1
        self.file.write_bytes(text.replace(old, new).encode())


@asynccontextmanager
async def office_in(folder: Path, language: str = "en", text: bytes | None = None) -> AsyncIterator[Office]:
    """The application with an organizer; the file of an earlier one in `folder` stays, where there is one."""
    file = folder / "programme.yaml"
    if text is not None or not file.exists():
        file.write_bytes(PROGRAMME.read_bytes() if text is None else text)
    before = file.read_bytes()
    clock = still_clock(BEGINNING)
    async with stage(folder, schedule=file, clock=clock, admins=frozenset({ORGANIZER})) as running:
        yield Office(running, file, running.user(language), before)
