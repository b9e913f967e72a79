"""How an event's words are set in its block."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.model import Status
from bot.pictures.blocks import Block, inside, title_lines
from bot.pictures.colors import ACCENT

NARROW = (0, 0, 121, 160)
"""One of seven side by side."""
BLOCK = Block(
    "Lokakarya Pengembang", "13:30–15:30", ("A",), (), 0, 120, ACCENT, Status.CONFIRMED, starred=False
)


def test_word_a_little_too_long_is_smaller_and_not_broken() -> None:
    style, lines = title_lines(inside(NARROW), BLOCK, 4)
    assert (lines, style.size) == (["Lokakarya", "Pengembang"], 15)


@pytest.mark.parametrize(("title", "size"), [("Forum", 18), ("Forum Data", 18)])
def test_word_that_fits_keeps_the_size_of_its_row(title: str, size: int) -> None:
    assert title_lines(inside(NARROW), replace(BLOCK, title=title), 3)[0].size == size
