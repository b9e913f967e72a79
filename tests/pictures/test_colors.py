from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Status
from bot.pictures.blocks import Block, look
from bot.pictures.colors import (
    ACCENT,
    ALERT,
    INK,
    MUTED,
    PAPER,
    SHADE,
    Color,
    contrast,
    mixed,
    parsed,
    readable,
)

COLORS = st.tuples(*[st.integers(0, 255)] * 3)


def test_contrast_is_as_wcag_reckons() -> None:
    assert contrast(PAPER, (0, 0, 0)) == 21
    assert round(contrast((119, 119, 119), PAPER), 2) == 4.48


@pytest.mark.parametrize("color", [INK, MUTED, ACCENT, ALERT])
@pytest.mark.parametrize("paper", [PAPER, SHADE])
def test_text_of_the_house_is_readable(color: Color, paper: Color) -> None:
    assert contrast(color, paper) >= 4.5


@given(color=COLORS)
def test_any_track_has_readable_blocks(color: Color) -> None:
    for starred in (False, True):
        for status in Status:
            shown = look(Block("", "", (), (), 0, 60, color, status, starred))
            assert min(contrast(ink, shown.fill) for ink in (shown.ink, shown.note)) >= 4.5


@given(color=COLORS)
def test_readable_color_is_readable(color: Color) -> None:
    assert contrast(readable(color), PAPER) >= 4.5


def test_readable_leaves_what_is_readable() -> None:
    assert readable((30, 94, 190)) == (30, 94, 190)


def test_mixed_goes_from_one_color_to_the_other() -> None:
    assert [mixed((200, 0, 100), PAPER, share) for share in (1, 0.5, 0)] == [
        (200, 0, 100),
        (228, 128, 178),
        PAPER,
    ]


def test_parsed_is_the_color_of_its_digits() -> None:
    assert parsed("#0a84ff") == (10, 132, 255)
