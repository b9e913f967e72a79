"""Schedule files that are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import say

if TYPE_CHECKING:
    from bot.formats.schedule import Reading

__all__ = ["read"]


def read(path: Path) -> Reading | None:
    """The reading of a file; None, said to standard error, where there is none to read."""
    from bot.formats.schedule import read_schedule

    try:
        return read_schedule(path.read_bytes(), str(path))
    except OSError as error:
        say(f"{path}: {error.strerror}; expected a schedule file")
        return None
