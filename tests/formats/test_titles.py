"""Titles that are longer than what a button shows."""

from __future__ import annotations

import pytest

from bot.formats.titles import columns
from tests.formats.files import edited, lines

OPENING = "{id: Pembukaan, en: Opening, zh: 开幕式}"


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("5G forum", 8), ("5G论坛", 6), ("（大会）", 8), ("é", 1)]
)
def test_columns_of_a_text(text: str, width: int) -> None:
    assert columns(text) == width


def test_title_that_just_fits_a_button() -> None:
    title = f"{{id: {'a' * 40}, en: Opening, zh: {'大' * 20}}}"
    assert lines(edited((OPENING, title))) == []


def test_each_wording_that_fits_no_button() -> None:
    title = f"{{id: {'a' * 41}, en: Opening, zh: {'大' * 21}}}"
    assert lines(edited((OPENING, title))) == [
        "schedule.yaml:21:17: warning: title.id: found 41 columns; expected at most 40, which a button shows",
        "schedule.yaml:21:77: warning: title.zh: found 42 columns; expected at most 40, which a button shows",
    ]


def test_title_for_all_languages_that_fits_no_button() -> None:
    assert lines(edited(("title: Forum 5G", f"title: {'a' * 41}"))) == [
        "schedule.yaml:32:12: warning: title: found 41 columns; expected at most 40, which a button shows"
    ]


def test_title_of_a_talk_that_fits_no_button() -> None:
    found = lines(edited(("id: address, title: Address", f"id: address, title: {'a' * 41}")))
    assert [line.partition("warning: ")[2] for line in found] == [
        "title: found 41 columns; expected at most 40, which a button shows"
    ]
