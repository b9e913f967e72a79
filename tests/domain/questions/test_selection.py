"""What may follow an answer, and what comes nearest where there is none."""

from __future__ import annotations

import pytest

from bot.domain.questions import Asked, Questions
from bot.texts.phrasebook import grammar
from tests.domain.questions.asking import BEIJING, PROGRAMME
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
