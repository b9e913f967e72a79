"""A line of a file as a terminal shows it, and where in it a column is."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len

__all__ = ["excerpt"]

TAB = "    "
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that show nothing, or that would change how the others are shown."""
ELLIPSIS = "…"


def excerpt(line: str, column: int, width: int) -> tuple[str, int]:
    """`line`, or the part of it around `column` (from 1) that fits into `width` cells (at least 20), and the
    cells before that column.

    Wide characters take two cells; a tab is four spaces here, and what cannot be seen is a U+FFFD.
    """
    if len(line) <= width and cell_len(whole := _shown(line)) <= width:
        return whole, cell_len(_shown(line[: column - 1]))
    at = column - 1
    before, after = line[max(0, at - width) : at], line[at : at + width]
    left = ELLIPSIS if len(before) < at else ""
    shown, offset = left + _shown(before), cell_len(left + _shown(before))
    if offset > width * 2 // 3:
        shown = ELLIPSIS + _last_cells(shown, width // 3)
        offset = cell_len(shown)
    rest = _shown(after)
    if len(line) > at + width or cell_len(rest) > width - offset:
        rest = _first_cells(rest, width - offset - 1) + ELLIPSIS
    return shown + rest, offset


def _shown(text: str) -> str:
    return "".join(map(_shown_character, text))


def _shown_character(character: str) -> str:
    if character == "\t":
        return TAB
    return "\ufffd" if unicodedata.category(character) in UNSEEN else character


def _first_cells(text: str, cells: int) -> str:
    """As many characters from the left as fit."""
    while cell_len(text) > cells:
        text = text[:-1]
    return text


def _last_cells(text: str, cells: int) -> str:
    """As many characters from the right as fit."""
    while cell_len(text) > cells:
        text = text[1:]
    return text
