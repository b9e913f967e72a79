"""What people ask, in three languages of several schedules, and what answers it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from tests.questions.cases import KINDS, Case, answer, answers, cases, schedule

ENOUGH = 0.95


TUNED = [
    (name, [*asked])
    for name, asked in groupby(cases("tuned"), key=lambda case: f"{case.schedule} {case.language}")
]


@pytest.mark.parametrize("asked", [asked for _, asked in TUNED], ids=[name for name, _ in TUNED])
def test_questions_that_the_engine_was_built_with(asked: list[Case]) -> None:
    missed = [
        f"{case}: {found.question.intent} {found.events} {found.window}"
        for case in asked
        if not answers(case, found := answer(case))
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_questions_that_were_kept_aside(language: str) -> None:
    asked = [case for case in cases("held out") if case.language == language]
    missed = [str(case) for case in asked if not answers(case, answer(case))]
    assert len(missed) <= (1 - ENOUGH) * len(asked), "\n".join(missed)


def test_there_are_hundreds_of_questions_in_each_language_and_a_hundred_are_kept_aside() -> None:
    tuned = Counter(case.language for case in cases("tuned"))
    aside = Counter(case.language for case in cases("held out"))
    assert set(tuned) == set(aside) == {"id", "en", "zh"}
    assert min(tuned.values()) >= 500
    assert min(aside.values()) >= 100


def test_every_expected_event_exists() -> None:
    everything = cases(*KINDS)
    wrong = [
        (str(case), id_)
        for case in everything
        for id_ in case.events
        if id_ not in schedule(case.schedule).events
    ]
    assert wrong == []
