"""Texts of other systems, made plain."""

from __future__ import annotations

import pytest

from bot.formats.importing.cleaning import Cleaner, shortened
from bot.formats.importing.notes import Notes


def cleaned(text: str, *, plain: bool = False) -> tuple[str, list[str]]:
    notes = Notes()
    return Cleaner(notes, plain=plain).paragraphs(text, "x"), [note.topic.name for note in notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p>\n<p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        (
            'see <a href="https://example.org/?a=1&amp;b=2">this</a>',
            "see this (https://example.org/?a=1&b=2)",
        ),
        ('<a href="https://example.org">https://example.org</a>', "https://example.org"),
        ('<a href="javascript:x">this</a>', "this"),
        ("Tom &amp; Jerry &#8211; &quot;x&quot;&nbsp;y", 'Tom & Jerry – "x" y'),
        ("a<script>alert('<b>')</script>b<style>p{}</style>c", "abc"),
        ("a<script>never closed", "a"),
        ("<em>so</em> <STRONG class='x'>loud</STRONG>", "so loud"),
        (
            "**so** [this](https://example.org/a_(b)) and ![](x)",
            "so this (https://example.org/a_(b)) and ![](x)",
        ),
        ("[https://example.org](https://example.org)", "https://example.org"),
    ],
)
def test_markup_becomes_plain_text(text: str, expected: str) -> None:
    assert cleaned(text) == (expected, ["MARKUP"])


@pytest.mark.parametrize(
    "text",
    [
        "if a<b and c>d",
        "vector<int> v",
        "AT&T",
        "R&D; more",
        "2 ** 3 ** 4",
        "[1] (see below)",
        "<3",
        "a * b * c",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert cleaned(text) == (text, [])


def test_own_texts_stay_as_they_are() -> None:
    assert cleaned("<b>&amp;</b> **x**", plain=True) == ("<b>&amp;</b> **x**", [])


def test_control_characters_and_turned_directions_go() -> None:
    assert cleaned("a\x00b\x1b[0m\x85c\u202etxt.exe\u2066\ufffe") == ("ab[0m\nctxt.exe", ["CONTROLS", "BIDI"])


def test_marks_of_direction_that_cannot_turn_a_text_stay() -> None:
    assert cleaned("שלום\u200f, abc\u200e") == ("שלום\u200f, abc\u200e", [])


def test_line_breaks_of_any_kind_are_one_kind() -> None:
    assert cleaned("a\r\nb\rc\u2028d \t\n\n\n\ne") == ("a\nb\nc\nd\n\ne", [])


def test_line_is_one() -> None:
    assert Cleaner(Notes()).line(" a\n  b\t c ", "x") == "a b c"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("short", "short"),
        ("x" * 200, "x" * 200),
        ("word " * 50, "word " * 38 + "word…"),
        ("字" * 300, "字" * 199 + "…"),
    ],
)
def test_long_title_is_cut_at_a_word(title: str, expected: str) -> None:
    assert shortened(title) == expected
