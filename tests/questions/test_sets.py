"""What people ask, in three languages of several schedules, and what answers it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.questions.cases import KINDS, Case, answer, answers, cases, schedule

ENOUGH = 0.95


@pytest.mark.parametrize("case", list(cases("tuned")), ids=str)
def test_question_that_the_engine_was_built_with(case: Case) -> None:
    found = answer(case)
    assert answers(case, found), f"{found.question.intent} {found.events} {found.window}"


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_questions_that_were_kept_aside(language: str) -> None:
    asked = [case for case in cases("held out") if case.language == language]
    missed = [str(case) for case in asked if not answers(case, answer(case))]
    assert len(missed) <= (1 - ENOUGH) * len(asked), "\n".join(missed)


def test_there_are_a_hundred_questions_in_each_language_and_a_third_is_kept_aside() -> None:
    tuned = Counter(case.language for case in cases("tuned"))
    aside = Counter(case.language for case in cases("held out"))
    assert set(tuned) == {"id", "en", "zh"}
    assert all(tuned[language] + aside[language] >= 100 for language in tuned)
    assert all(aside[language] * 3 >= tuned[language] + aside[language] for language in tuned)


def test_every_expected_event_exists() -> None:
    everything = cases(*KINDS)
    wrong = [
        (str(case), id_)
        for case in everything
        for id_ in case.events
        if id_ not in schedule(case.schedule).events
    ]
    assert wrong == []
