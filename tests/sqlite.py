"""SQLite files with the bot's tables in them, made once in a run."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.storage.database import backend_of
from bot.storage.schema import prepare

__all__ = ["new_database"]


def new_database(file: Path) -> str:
    """The URL of a database in `file`, as the bot makes one where there is none; one that is there stays."""
    if not file.exists():
        file.write_bytes(_prepared())
    return f"sqlite:///{file}"


@cache
def _prepared() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite3"
        backend = backend_of(f"sqlite:///{file}")
        prepare(backend)
        backend.dispose()
        return file.read_bytes()
