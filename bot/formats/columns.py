"""The columns of a programme as a table: what the template shows, an export writes and an import reads."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["COLUMNS", "TEMPLATE", "TRANSLATED", "defused", "joined", "original", "split_names"]

COLUMNS: Final = (
    "id",
    "type",
    "title",
    "start",
    "end",
    "time_zone",
    "status",
    "track",
    "room",
    "persons",
    "abstract",
    "language",
    "url",
    "recording",
    "source",
    "forum",
)
"""In this order. `forum` is the id of the event that a talk is inside of."""
TRANSLATED: Final = ("title", "abstract")
"""Columns that may come once per language as well, as in ``title_zh``."""
TEMPLATE: Final = """\
id,type,title,start,end,time_zone,track,room,persons,abstract,language,forum
opening,ceremony,Opening ceremony,2020-07-23 14:00,2020-07-23 16:00,Asia/Shanghai,,Main stage,,Welcome.,en,
address,talk,Opening address,2020-07-23 14:05,2020-07-23 14:20,Asia/Shanghai,,,Shang Bing; Liu Duo,,en,opening
forum-5g,forum,"Networks first: 5G, today",2020-07-24 09:00,2020-07-24 11:30,Asia/Shanghai,5G,Stage A,,,zh,
"""
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would compute rather than show, however many quotes stand before it."""
SEPARATOR = re.compile(r"\s*[;；\n]\s*")
OTHER_SEPARATOR = re.compile(r"\s*[,，、]\s*")


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: it gets a quotation mark in front."""
    return f"'{text}" if FORMULA.match(text) else text


def original(cell: str) -> str:
    """The text of a cell that `defused` made."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def joined(names: tuple[str, ...]) -> str:
    """Several names in one cell; a single one that has a comma in it is marked as one."""
    cell = "; ".join(names)
    return f"{cell};" if len(names) == 1 and OTHER_SEPARATOR.search(cell) else cell


def split_names(cell: str) -> list[str]:
    """The names in a cell, apart by semicolons, or else by commas."""
    separator = SEPARATOR if SEPARATOR.search(cell) else OTHER_SEPARATOR
    return [name for name in separator.split(cell) if name]
