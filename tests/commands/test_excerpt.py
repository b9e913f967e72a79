"""Which part of a line is shown, and where the caret goes."""

from __future__ import annotations

import pytest

from bot.commands.excerpt import excerpt


def caret(line: str, column: int, width: int = 40) -> str:
    """The excerpt, and under it the caret."""
    shown, offset = excerpt(line, column, width)
    return f"{shown}\n{' ' * offset}^"


def test_line_that_fits_is_shown_whole() -> None:
    assert excerpt("    room: mian", 11, 40) == ("    room: mian", 10)


def test_caret_may_stand_behind_the_line() -> None:
    assert excerpt("title:", 7, 40) == ("title:", 6)


@pytest.mark.parametrize(
    ("line", "column", "offset"),
    [
        ("大会: x", 5, 6),
        ("\ttitle: x", 2, 4),
        ("e\u0301: x", 5, 3),
        ("👍: x", 4, 4),
    ],
    ids=["wide", "tab", "combining", "emoji"],
)
def test_caret_stands_in_the_cell_of_the_character(line: str, column: int, offset: int) -> None:
    assert excerpt(line, column, 40)[1] == offset


def test_what_cannot_be_seen_is_shown_and_does_nothing() -> None:
    assert excerpt("a: \x1b[31m\u202eb\u200b", 10, 40) == ("a: \ufffd[31m\ufffdb\ufffd", 9)


def test_end_of_a_long_line_is_left_out() -> None:
    assert caret("title: " + "a" * 60, 8) == "title: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\n       ^"


def test_beginning_of_a_long_line_is_left_out() -> None:
    assert caret("a" * 60 + " romm: main", 62) == "…aaaaaaaaaaaa romm: main\n              ^"


def test_both_ends_of_a_long_line_are_left_out() -> None:
    assert (
        caret("a" * 60 + " romm: " + "b" * 60, 62)
        == "…aaaaaaaaaaaa romm: bbbbbbbbbbbbbbbbbbb…\n              ^"
    )


def test_long_line_of_wide_characters_is_cut_between_them() -> None:
    shown, offset = excerpt("大" * 40, 20, 41)
    assert (shown, offset) == ("…大大大大大大" + "大" * 13 + "…", 13)


def test_excerpt_of_a_line_as_long_as_a_file() -> None:
    shown, offset = excerpt("a" * 5_000_000 + "!" + "b" * 5_000_000, 5_000_001, 80)
    assert (len(shown), shown[offset]) == (80, "!")
