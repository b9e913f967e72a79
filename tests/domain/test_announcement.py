"""Announcements as they are written."""

from __future__ import annotations

import pytest

from bot.domain.announcement import Mistake, Slip, read, wording

LANGUAGES = ("id", "en", "zh")


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("", {}),
        (" \n\n", {}),
        ("The hall is open.\nCome in!", {"": "The hall is open.\nCome in!"}),
        ("en: Hello", {"en": "Hello"}),
        ("\nid: Halo\nen: Hello\n\nzh：你好", {"id": "Halo", "en": "Hello", "zh": "你好"}),
        ("zh: 你好\nid:\nHalo,\nsemua", {"id": "Halo,\nsemua", "zh": "你好"}),
        ("For all\nen: Hello", {"": "For all", "en": "Hello"}),
        ("En: Hello\nId: Halo", {"id": "Halo", "en": "Hello"}),
        ("en: The meeting:\nID: 883 120", {"en": "The meeting:\nID: 883 120"}),
        ("en: Note: id: is a code", {"en": "Note: id: is a code"}),
    ],
)
def test_texts_are_read_by_language(written: str, texts: dict[str, str]) -> None:
    found, mistakes = read(written, LANGUAGES)
    assert (list(found.items()), mistakes) == (list(texts.items()), ())


@pytest.mark.parametrize(
    ("written", "mistakes"),
    [
        ("en: Hello\nid: Halo\nen: Again", (Mistake(Slip.TWICE, "en", 3),)),
        ("en: Hello\nzh:  \n", (Mistake(Slip.EMPTY, "zh", 2),)),
        ("en:\nid:", (Mistake(Slip.EMPTY, "en", 1), Mistake(Slip.EMPTY, "id", 2))),
        ("All\nid: a\nen: b\nzh: c", (Mistake(Slip.UNREAD, "", 1),)),
    ],
)
def test_mistake_is_found_at_its_line(written: str, mistakes: tuple[Mistake, ...]) -> None:
    assert read(written, LANGUAGES)[1] == mistakes


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"": "a", "en": "b"}, "en", ("en", "b")),
        ({"": "a", "en": "b"}, "zh", ("", "a")),
        ({"en": "b", "zh": "c"}, "id", ("en", "b")),
        ({"fr": "d"}, "id", ("fr", "d")),
    ],
)
def test_reader_gets_their_language_else_the_text_for_all_else_the_first(
    texts: dict[str, str], language: str, expected: tuple[str, str]
) -> None:
    assert wording(texts, language, LANGUAGES) == expected
