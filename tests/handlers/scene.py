"""What the tests of the chat share: a small programme, what an act changed, and a look into the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.sandbox import Person, Shown
from tests.samples import at
from tests.stage import Stage

__all__ = ["BEGINNING", "LANGUAGES", "PROGRAMME", "newcomer", "rows", "screen", "spans"]

LANGUAGES = ("id", "en", "zh")
PROGRAMME = Path(__file__).with_name("programme.yaml")
BEGINNING = at("2020-07-23 13:40")
"""Twenty minutes before the opening of `PROGRAMME`; its exhibition is on."""


async def newcomer(stage: Stage, language: str = "en", *starred: str) -> Person:
    """Someone who has started the bot and starred the events."""
    person = stage.user(language)
    await person.send("/start")
    for event_id in starred:
        await person.press(data=f"star:on:{event_id}")
    return person


def screen(shown: Shown) -> str:
    """A message as its reader sees it: the text, and under it the buttons in brackets, a line for each row."""
    keyboard = (" ".join(f"[{button.text}]" for button in row) for row in shown.rows)
    return "\n".join([shown.text, *keyboard])


def spans(shown: Shown, kind: str) -> list[str]:
    """The texts under the entities of that kind; offsets count UTF-16 units."""
    units = shown.text.encode("utf-16-le")
    return [
        units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in shown.entities
        if entity["type"] == kind
    ]


def rows(folder: Path, statement: str, *values: object) -> list[Any]:
    """What `statement` gives on the database of a stage in `folder`; what it writes is committed."""
    with closing(sqlite3.connect(folder / "test.sqlite3")) as database, database:
        return database.execute(statement, values).fetchall()
