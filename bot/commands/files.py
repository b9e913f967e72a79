"""Schedule files that are named on the command line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import WrongInputError

if TYPE_CHECKING:
    from bot.formats.schedule import Reading

__all__ = ["Source", "opened", "read"]


BOM = b"\xef\xbb\xbf"


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

    def same(self, other: Source) -> bool:
        """Whether both hold the same text; a published version is kept without a byte order mark."""
        return self.content.removeprefix(BOM) == other.content.removeprefix(BOM)

    def read(self) -> Reading:
        from bot.formats.schedule import read_schedule

        return read_schedule(self.content, self.name)


def opened(path: Path) -> Source:
    """The file. Raises WrongInputError where there is none to read."""
    from bot.files import read_at_most
    from bot.formats.schedule import ENOUGH

    name = os.fsencode(path).decode(errors="replace")
    try:
        return Source(name, read_at_most(path, ENOUGH))
    except OSError as error:
        raise WrongInputError(f"{name}: {error.strerror}; expected a schedule file") from None


def read(path: Path) -> Reading:
    """The reading of a file. Raises WrongInputError where there is none to read."""
    return opened(path).read()
