"""Schedule files that are named on the command line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import say

if TYPE_CHECKING:
    from bot.formats.schedule import Reading

__all__ = ["Source", "opened", "read"]


@dataclass(frozen=True)
class Source:
    """What a file holds, and what problems call it."""

    name: str
    content: bytes

    @cached_property
    def lines(self) -> list[str]:
        """Its lines as editors count them; bytes that are no UTF-8 are one U+FFFD each or together."""
        text = self.content.decode("utf-8-sig", errors="replace")
        return re.split(r"\r\n|\r|\n", text)

    def read(self) -> Reading:
        from bot.formats.schedule import read_schedule

        return read_schedule(self.content, self.name)


def opened(path: Path) -> Source | None:
    """The file; None, said to standard error, where there is none to read."""
    from bot.files import read_at_most
    from bot.formats.schedule import ENOUGH

    name = os.fsencode(path).decode(errors="replace")
    try:
        return Source(name, read_at_most(path, ENOUGH))
    except OSError as error:
        say(f"{name}: {error.strerror}; expected a schedule file")
        return None


def read(path: Path) -> Reading | None:
    """The reading of a file; None, said to standard error, where there is none to read."""
    source = opened(path)
    return source.read() if source else None
