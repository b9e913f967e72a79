"""The notation of phrases."""

from __future__ import annotations

import pytest

from bot.domain.questions.patterns import PatternError, Slot, variants


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("how many", [("how", "many")]),
        ("(jam|pukul) {hour}", [("jam", Slot("hour")), ("pukul", Slot("hour"))]),
        ("[on] day {number}", [("day", Slot("number")), ("on", "day", Slot("number"))]),
        ("第{number}天", [("第", Slot("number"), "天")]),
        ("(a|{number} b)", [("a",), (Slot("number"), "b")]),
        ("[only] [this]", [("this",), ("only",), ("only", "this")]),
    ],
)
def test_variants(pattern: str, expected: list[tuple[str | Slot, ...]]) -> None:
    assert sorted(variants(pattern), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("(a|b", "pattern '(a|b': found a '(' without its partner"),
        ("a]", "pattern 'a]': found a ']' without its partner"),
        ("(a|b)" * 13, f"pattern {'(a|b)' * 13!r}: found 8192 variants; expected at most 5000"),
    ],
)
def test_wrong_pattern_is_named(pattern: str, complaint: str) -> None:
    with pytest.raises(PatternError) as raised:
        list(variants(pattern))
    assert str(raised.value) == complaint
