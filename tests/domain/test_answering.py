"""All who ask the same in the same minute are answered alike."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.answering import LONGEST_KEPT, MOST_KEPT, Answering
from bot.domain.questions import Asked
from bot.domain.search import SearchIndex
from bot.texts.phrasebook import grammar
from tests.samples import BEIJING, at, event, schedule

SOON = event("robots", "2020-07-23 14:00")
PROGRAMME = schedule(SOON, event("satellites", "2020-07-24 10:00"))
ANSWERING = Answering(PROGRAMME, grammar(), SearchIndex(PROGRAMME))
NOW = at("2020-07-23 13:59")


def asked(seconds: int) -> Asked:
    return Asked(NOW + timedelta(seconds=seconds), BEIJING)


def test_same_question_in_the_same_minute_has_the_same_answer() -> None:
    first, second = (ANSWERING.reply("what is next?", asked(seconds)) for seconds in (0, 59))
    assert first is second
    assert [one.id for one in first.events] == ["robots"]


def test_same_question_a_minute_later_is_answered_anew() -> None:
    ANSWERING.reply("what is next?", asked(0))
    assert [one.id for one in ANSWERING.reply("what is next?", asked(60)).events] == ["satellites"]


def test_other_zones_are_answered_apart() -> None:
    here = ANSWERING.reply("what is next?", asked(0))
    assert ANSWERING.reply("what is next?", Asked(NOW, ZoneInfo("UTC"))) is not here


def test_answers_are_forgotten_once_there_are_many() -> None:
    first = ANSWERING.reply("robots", asked(0))
    for number in range(MOST_KEPT):
        ANSWERING.reply(f"robots {number}", asked(0))
    assert ANSWERING.reply("robots", asked(0)) is not first


def test_answer_to_a_long_text_is_not_kept() -> None:
    text = "what is next? " * LONGEST_KEPT
    assert ANSWERING.reply(text, asked(0)) is not ANSWERING.reply(text, asked(0))
