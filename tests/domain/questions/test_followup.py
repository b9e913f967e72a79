"""Questions that go on from the answer before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.questions import Answer
from tests.domain.questions.asking import ask


def chain(*questions: str) -> list[tuple[str, tuple[str, ...]]]:
    """Intent and events of each question, asked one after the other."""
    said: list[tuple[str, tuple[str, ...]]] = []
    previous: Answer | None = None
    for question in questions:
        previous = ask(question, previous=previous)
        said.append((previous.question.intent, previous.events))
    return said


@pytest.mark.parametrize(
    ("first", "further"),
    [
        ("any water forums?", "and tomorrow?"),
        ("ada forum perairan ga", "kalau besok?"),
        ("有水域的论坛吗", "那明天呢"),
    ],
)
def test_another_day_of_the_same(first: str, further: str) -> None:
    assert chain(first, further) == [("list", ("rivers", "lakes")), ("list", ("lakes",))]


def test_another_part_of_the_same_day() -> None:
    assert chain("besok siang ada apa", "kalau malam?") == [("list", ("lakes",)), ("list", ())]


def test_the_same_of_another_subject() -> None:
    assert chain("when is the water forum", "and sand?") == [
        ("when", ("rivers", "lakes")),
        ("when", ("beaches",)),
    ]


@pytest.mark.parametrize("further", ["the second one", "yang kedua", "第二个", "2"])
def test_one_of_several_by_its_number(further: str) -> None:
    assert chain("any water forums?", further)[1] == ("list", ("lakes",))


@pytest.mark.parametrize("further", ["the first one", "yang pertama", "第一个", "1"])
def test_number_counts_from_the_page_that_is_shown(further: str) -> None:
    turned = replace(ask("any water forums?"), shown=1)
    assert ask(further, previous=turned).events == ("lakes",)


@pytest.mark.parametrize(
    ("further", "intent"),
    [
        ("remind me of it", "remind"),
        ("ingetin yang itu dong", "remind"),
        ("提醒我这个", "remind"),
        ("where is it?", "where"),
        ("di mana?", "where"),
        ("谁讲", "who"),
        ("link?", "link"),
    ],
)
def test_more_of_the_same_event(further: str, intent: str) -> None:
    assert chain("lakes forum", further)[1] == (intent, ("lakes",))


@pytest.mark.parametrize(
    ("further", "answer"),
    [
        ("what's next", ("next", ("rivers",))),
        ("where is the next one", ("where", ("rivers",))),
        ("lakes forum", ("list", ("lakes",))),
        ("thanks", ("help", ())),
        ("the ninth one", ("unknown", ())),
    ],
)
def test_question_of_its_own_is_read_by_itself(further: str, answer: tuple[str, tuple[str, ...]]) -> None:
    assert chain("any sand forums?", further)[1] == answer


def test_number_alone_asks_nothing_without_an_answer_before() -> None:
    assert chain("2") == [("unknown", ())]
