"""Lines: as wide as they may be, broken where readers expect it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.glyphs import BOLD, Style, advance, legible
from bot.pictures.setting import cut, fitted, set_lines

STYLE = Style(24)


def lines(text: str, width: float, most: int = 99) -> list[str]:
    return set_lines(text, STYLE, width, most)


def test_words_stay_whole() -> None:
    assert lines("Forum Perusahaan Beralih ke Cloud", 150) == ["Forum", "Perusahaan", "Beralih ke", "Cloud"]


def test_chinese_breaks_between_any_two_characters() -> None:
    assert lines("人工智能与实体经济论坛", 24 * 4) == ["人工智能", "与实体经", "济论坛"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("数字经济，新发展", ["数字经", "济，新", "发展"]),
        ("发布《报告》", ["发布", "《报", "告》"]),
        ("5G与移动", ["5G与移", "动"]),
    ],
)
def test_punctuation_neither_begins_nor_ends_a_line(text: str, broken: list[str]) -> None:
    assert lines(text, 24 * 3 + 8) == broken


def test_hyphenated_word_breaks_after_its_hyphen() -> None:
    assert lines("Next-Generation Internet", 140) == ["Next-", "Generation", "Internet"]


def test_word_wider_than_a_line_begins_one_and_is_broken() -> None:
    assert lines("Forum Transformasi", 100) == ["Forum", "Transfor", "masi"]


def test_text_that_goes_on_says_so() -> None:
    assert lines("one two three four five six", 120, most=2) == ["one two", "three fo..."]
    assert lines("人工智能与实体经济论坛", 24 * 4, most=2) == ["人工智能", "与实体…"]


def test_cut_ends_at_a_word_where_it_can() -> None:
    assert cut("Ministry of Industry and Information", STYLE, 270) == "Ministry of Industry..."
    assert cut("Ministry", STYLE, 80) == "Minis..."


def test_fitted_takes_the_first_style_in_which_all_of_it_fits() -> None:
    styles = tuple(Style(size, BOLD) for size in (60, 40, 20))
    assert fitted("Forum Awan", styles, 1000, 100) == (styles[0], ["Forum Awan"])
    assert fitted("Forum Awan", styles, 160, 120) == (styles[1], ["Forum", "Awan"])


def test_fitted_cuts_what_fits_in_no_style() -> None:
    styles = (Style(40), Style(20))
    style, found = fitted("word " * 50, styles, 200, 60)
    assert style == styles[1]
    assert len(found) == 2
    assert found[-1].endswith("...")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@given(text=TEXTS, width=st.integers(30, 600))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    found = lines(text, width)
    assert all(advance(line, STYLE) <= width for line in found)
    assert "".join(found).replace(" ", "") == legible(text).replace(" ", "")


@given(text=TEXTS, width=st.integers(40, 600), most=st.integers(1, 3))
def test_cut_lines_fit_too(text: str, width: int, most: int) -> None:
    found = lines(text, width, most)
    assert len(found) <= most
    assert all(advance(line, STYLE) <= width for line in found)
