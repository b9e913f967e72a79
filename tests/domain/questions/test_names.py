"""Names that other words are in, or that are other words as well."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import EventType, Person
from bot.domain.questions import Asked, Questions
from bot.texts.phrasebook import grammar
from tests import samples
from tests.samples import at, text

PROGRAMME = samples.schedule(
    samples.event(
        "semis",
        "2020-07-24 10:00",
        60,
        type=EventType.ACTIVITY,
        title=text("Chess semi-finals", id="Semifinal catur", zh="象棋半决赛"),
    ),
    samples.event(
        "final",
        "2020-07-24 14:00",
        60,
        type=EventType.ACTIVITY,
        title=text("Chess final", id="Final catur", zh="象棋决赛"),
    ),
    samples.event("bread", "2020-07-25 10:00", 60, title=text("Bread", zh="面包"), persons=("tom",)),
    persons=(Person("tom", text("Tom Baker")),),
)


def events(question: str) -> tuple[str, ...]:
    asked = Asked(at("2020-07-23 10:00"), ZoneInfo("Asia/Jakarta"))
    return Questions(PROGRAMME, grammar()).answer(question, asked).events


@pytest.mark.parametrize("question", ["when is the final", "finalnya jam berapa", "决赛几点"])
def test_final_is_not_its_semifinal(question: str) -> None:
    assert events(question) == ("final",)


@pytest.mark.parametrize("question", ["when are the semi finals", "semifinal jam berapa", "半决赛几点"])
def test_semifinal_is_not_its_final(question: str) -> None:
    assert events(question) == ("semis",)


def test_speaker_called_as_people_shorten_tomorrow_is_meant() -> None:
    assert events("what does tom talk about") == ("bread",)
    assert events("what is on tmr") == ("semis", "final")


@pytest.mark.parametrize("question", ["tell me a joke", "ceritain lelucon dong", "讲个笑话"])
def test_request_for_a_joke_names_nothing(question: str) -> None:
    assert events(question) == ()
