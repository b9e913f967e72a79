"""What the page says: all of it is in the catalogues, and in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.web.words import TEXTS, words

PAGE = Path(__file__).parents[2] / "bot" / "web" / "page"


def test_page_has_every_word_that_it_says_and_no_other() -> None:
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in PAGE.glob("*.js"))
    said = set(re.findall(r'\bt\("(\w+)"', scripts))
    assert said - set(TEXTS) == set()
    assert [key for key in TEXTS if f'"{key}"' not in scripts and key not in ("rooms", "tracks")] == []


@pytest.mark.parametrize("language", ["id", "zh"])
def test_words_are_translated(language: str) -> None:
    english, theirs = words("en")["texts"], words(language)["texts"]
    same = {"clock", "days_off", "longer_shorter"}
    assert [key for key in english if english[key] == theirs[key] and key not in same] == []


def test_words_have_their_plural_forms() -> None:
    assert [words(language)["plurals"]["speakers"] for language in ("id", "en", "zh")] == [
        ["Pembicara", "Pembicara"],
        ["Speaker", "Speakers"],
        ["嘉宾", "嘉宾"],
    ]
