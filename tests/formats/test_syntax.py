"""Words for what the YAML reader could not read."""

from __future__ import annotations

import yaml

from bot.formats.context import MOST_GUESSES
from bot.formats.syntax import explained, quoted
from tests.formats.files import MINIMAL, edited, lines


def test_error_without_a_place_is_at_the_start() -> None:
    assert explained(yaml.YAMLError("something\nelse"), "") == (1, 1, "not YAML: something")


def test_long_text_is_cut() -> None:
    assert quoted("x" * 61) == repr("x" * 59 + "…")


def test_text_of_several_lines_is_on_one() -> None:
    assert quoted("a\nb") == r"'a\nb'"


def test_nothing_is_guessed_for_a_very_long_word() -> None:
    word = "side" * 20
    assert lines(edited(("room: side", f"room: {word}"))) == [
        f"schedule.yaml:36:11: error: room: found '{word[:59]}…'; expected the id of a room under rooms:"
    ]


def test_guessing_ends_after_many_mistakes() -> None:
    event = "type: break, title: T, start: 2020-07-24 12:00, duration: 1m, track: 5gg"
    content = MINIMAL + "".join(f"  - {{id: x{n}, {event}}}\n" for n in range(MOST_GUESSES + 50))
    guesses = [line for line in lines(content) if line.endswith("; did you mean '5g'?")]
    assert len(guesses) == MOST_GUESSES
