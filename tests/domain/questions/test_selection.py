"""Which of several are meant; what may follow an answer, and what comes nearest where there is none."""

from __future__ import annotations

import pytest

from bot.domain.questions import Asked, Questions
from bot.texts.phrasebook import grammar
from tests.domain.questions.asking import BEIJING, PROGRAMME, ask, events
from tests.samples import at

QUESTIONS = Questions(PROGRAMME, grammar())


def beside(question: str, when: str = "2020-07-23 08:00") -> tuple[list[str], list[str]]:
    """What may follow, and what comes nearest."""
    asked = Asked(at(when), BEIJING)
    answer = QUESTIONS.answer(question, asked)
    also, nearest = QUESTIONS.also(answer, asked), QUESTIONS.nearest(answer, asked)
    return [event.id for event in also], [event.id for event in nearest]


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("what's on today", ["expo", "lunch"]),
        ("forums today", []),
        ("wang wei", ["ceremony"]),
        ("lakes forum", []),
        ("thanks", []),
    ],
)
def test_what_may_follow(question: str, also: list[str]) -> None:
    assert beside(question)[0] == also


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("anything after 8pm today", ["lakes"]),
        ("water on saturday", ["lakes"]),
        ("sand forums on thursday", ["beaches"]),
        ("what's on monday", ["beaches"]),
        ("what's on today", []),
        ("forum on gardening", []),
        ("weather", []),
    ],
)
def test_what_comes_nearest(question: str, nearest: list[str]) -> None:
    assert beside(question)[1] == nearest


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("second forum", "lakes"),
        ("when is the second forum", "lakes"),
        ("forum kedua", "lakes"),
        ("第二场论坛", "lakes"),
        ("second session today", "ceremony"),
        ("sesi ketiga hari ini", "walk"),
        ("今天第三场", "walk"),
    ],
)
def test_event_by_its_number(question: str, event: str) -> None:
    assert events(question) == [event]


def test_second_of_a_day_stays_so_once_the_first_is_over() -> None:
    assert events("second session today", "2020-07-23 12:00") == ["ceremony"]


def test_number_that_no_event_has_names_none() -> None:
    assert events("the ninth forum") == []


@pytest.mark.parametrize("question", ["what's going on", "is anything on?", "ada apa nih", "发生什么了"])
def test_what_goes_on_without_a_time_is_what_is_on_now(question: str) -> None:
    assert events(question, "2020-07-23 14:10") == ["ceremony"]


@pytest.mark.parametrize(
    "question",
    [
        "what's after the opening ceremony?",
        "setelah pembukaan ada apa",
        "habis pembukaan apa",
        "开幕式之后有什么",
    ],
)
def test_what_comes_after_an_event_is_next_after_its_end(question: str) -> None:
    answer = ask(question, "2020-07-23 08:00")
    assert (answer.question.intent, answer.events) == ("next", ("walk",))
