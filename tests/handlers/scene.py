"""What the tests of the chat share: a small programme and a look into the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.samples import at

__all__ = ["BEGINNING", "LANGUAGES", "PROGRAMME", "rows"]

LANGUAGES = ("id", "en", "zh")
PROGRAMME = Path(__file__).with_name("programme.yaml")
BEGINNING = at("2020-07-23 13:40")
"""Twenty minutes before the opening of `PROGRAMME`; its exhibition is on."""


def rows(folder: Path, statement: str, *values: object) -> list[Any]:
    """What `statement` gives on the database of a stage in `folder`; what it writes is committed."""
    with closing(sqlite3.connect(folder / "test.sqlite3")) as database, database:
        return database.execute(statement, values).fetchall()
