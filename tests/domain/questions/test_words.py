"""Words as people type them: mistyped, run together, apart, drawn out, in another script or form."""

from __future__ import annotations

import pytest

from tests.domain.questions.asking import events


@pytest.mark.parametrize(
    "text",
    [
        "lakes forum",
        "LAKES FORUM",
        "ｌａｋｅｓ　ｆｏｒｕｍ",
        "laks forum",
        "lkaes forum",
        "lakesforum",
        "forum danau",
        "forum danaunya",
        "forum danauuuu",
        "湖泊论坛",
        "湖泊論壇",
        "湖泊的论坛",
        "forum 湖泊",
    ],
)
def test_event_by_its_title(text: str) -> None:
    assert events(text) == ["lakes"]


@pytest.mark.parametrize(
    "text",
    [
        "room 2 friday",
        "ruang 2 hari jumat",
        "2号厅周五",
        "周五二号厅",
        "stage 2 friday",
        "ruang2 jumat",
        "hall 2 jumat",
    ],
)
def test_room_by_its_number_with_any_word_for_a_room(text: str) -> None:
    assert events(text) == ["lakes"]


@pytest.mark.parametrize("text", ["li na", "Na Li", "ms li", "bu na", "lina", "李娜", "李老师", "李總"])
def test_person_by_any_part_of_the_name(text: str) -> None:
    assert events(text) == ["ceremony"]


@pytest.mark.parametrize(
    "text", ["forum2 besok apa aja", "forumnya besok", "forum forum besok", "besookkk forum"]
)
def test_words_with_what_hangs_on_them(text: str) -> None:
    assert events(text) == ["lakes"]


@pytest.mark.parametrize(
    "text", ["3pm tomorrow", "besok jam3 sore", "明天15點", "2moro @ 3pm", "tmrw 3 p.m."]
)
def test_numbers_run_together_with_words(text: str) -> None:
    assert events(text) == []
    assert events(
        text.replace("3", "11")
        .replace("15", "11")
        .replace("sore", "siang")
        .replace("pm", "am")
        .replace("p.m.", "a.m.")
    ) == ["lakes"]


def test_another_word_of_the_same_stem() -> None:
    assert events("anything for lakers on friday") == ["lakes"]
