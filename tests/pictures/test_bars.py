"""Bars as they are drawn."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures.bars import LABELS, MARGIN, Bar, Chart, Group
from bot.pictures.colors import ACCENT, ALERT, FRESH, GOLD, Color
from bot.pictures.picture import WIDTH
from tests.pictures.scene import drawn

LEFT = MARGIN + LABELS


def chart(*groups: Group) -> Chart:
    return Chart("Test Conference", "Interest", "Thursday", groups, "Nothing yet.", "programme 1.0")


def wide(picture: Image.Image, color: Color) -> int:
    """Pixels of that colour in the row that has the most of them, the line above the sheet aside."""
    rows = (picture.crop((LEFT, y, picture.width, y + 1)) for y in range(20, picture.height, 5))
    return max(sum(count for count, found in row.getcolors() or () if near(found, color)) for row in rows)


def near(found: object, color: Color) -> bool:
    return isinstance(found, tuple) and all(
        abs(one - two) <= 6 for one, two in zip(found, color, strict=True)
    )


def test_bars_are_as_long_as_their_values() -> None:
    bars = (Bar("a", 1000, "1,000", FRESH), Bar("b", 250, "250", GOLD))
    picture = drawn(chart(Group("Stars", bars)).png())
    assert wide(picture, GOLD) / wide(picture, FRESH) == pytest.approx(0.25, abs=0.02)


def test_scale_of_a_group_can_be_given() -> None:
    whole, half = (
        wide(drawn(chart(Group("", (Bar("a", 3, "3.0", FRESH),), most)).png()), FRESH) for most in (3, 6)
    )
    assert half / whole == pytest.approx(0.5, abs=0.02)


def test_bad_part_is_red() -> None:
    picture = drawn(chart(Group("", (Bar("a", 1000, "1,000", FRESH, 400),))).png())
    red, good = wide(picture, ALERT), wide(picture, FRESH)
    assert red / (red + good) == pytest.approx(0.4, abs=0.03)


def test_bar_of_nothing_is_none() -> None:
    picture = drawn(chart(Group("", (Bar("a", 0, "0", FRESH),))).png())
    assert wide(picture, FRESH) == 0


def test_chart_without_bars_is_a_sheet_with_words() -> None:
    assert drawn(chart(Group("Stars", ())).png()).size == drawn(chart().png()).size


def test_each_bar_makes_the_sheet_higher() -> None:
    heights = [drawn(chart(Group("Stars", (Bar("a", 1, "1"),) * count)).png()).height for count in (1, 2, 3)]
    assert heights[2] - heights[1] == heights[1] - heights[0] > 30


def test_sheet_of_the_most_bars_is_one_that_telegram_takes() -> None:
    long = "Forum of a very long name that takes two lines in its column"
    groups = (Group("Stars", (Bar(long, 1, "1"),) * 24, note="... and 9 more."),) * 2
    content = chart(*groups).png()
    width, height = Image.open(io.BytesIO(content)).size
    assert (width, width + height <= 10_000, len(content) < 10_000_000) == (WIDTH, True, True)


def test_same_chart_has_the_same_name() -> None:
    one = chart(Group("Stars", (Bar("a", 1, "1"),)))
    assert one.digest == replace(one).digest != replace(one, moment="Friday").digest


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 10**12), st.floats(0, 1)), min_size=1, max_size=5),
    st.text("ab 中文", max_size=80),
)
def test_any_values_can_be_drawn(values: list[tuple[int, float]], label: str) -> None:
    bars = tuple(Bar(label, value, f"{value:,}", ACCENT, value * part) for value, part in values)
    assert drawn(chart(Group("Stars", bars)).png()).width == WIDTH
