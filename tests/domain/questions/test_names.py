"""Names that other words are in, or that are other words as well."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import EventType, Person, Track
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
    samples.event(
        "barns",
        "2020-07-25 12:00",
        60,
        track="machines",
        title=text("Clever Barns Forum", id="Forum Kandang Cerdas", zh="智慧谷仓论坛"),
    ),
    samples.event(
        "weeding",
        "2020-07-25 12:10",
        20,
        type=EventType.TALK,
        forum="barns",
        track="machines",
        title=text("A robot that weeds", id="Robot penyiang", zh="除草机器人"),
    ),
    samples.event(
        "harvest",
        "2020-07-25 14:00",
        60,
        track="machines",
        title=text("Harvesters Forum", id="Forum Mesin Panen", zh="收割机论坛"),
    ),
    samples.event(
        "trams",
        "2020-07-25 16:00",
        60,
        track="rails",
        title=text("Quiet Trams", id="Trem Senyap", zh="电车论坛"),
    ),
    samples.event(
        "cargo", "2020-07-25 17:00", 60, title=text("Cargo Bikes", id="Sepeda Kargo", zh="货运自行车论坛")
    ),
    tracks=(
        Track("machines", text("Farm Robots", id="Robot Tani", zh="农业机器人"), aliases=("harvester",)),
        Track("rails", text("Trams & Trains", id="Trem & Kereta", zh="轨道")),
    ),
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


@pytest.mark.parametrize(
    "question", ["anything on robots?", "yang bahas robot", "有没有讲机器人的", "harvesters?"]
)
def test_word_of_a_tracks_name_asks_for_the_track_though_one_talk_has_it(question: str) -> None:
    assert events(question) == ("barns", "harvest")


@pytest.mark.parametrize("question", ["the robot that weeds", "robot penyiang", "除草机器人"])
def test_talk_by_its_title_is_meant_though_its_track_is_called_so(question: str) -> None:
    assert events(question) == ("weeding",)


@pytest.mark.parametrize("question", ["trains", "ada yang soal kereta ga"])
def test_word_of_another_subject_is_a_tracks_where_one_is_called_so(question: str) -> None:
    assert events(question) == ("trams",)


def test_part_of_another_word_with_the_type_behind_it_names_nothing() -> None:
    assert events("电车论坛在哪") == ("trams",)


def test_speaker_called_as_people_shorten_tomorrow_is_meant() -> None:
    assert events("what does tom talk about") == ("bread",)
    assert events("what is on tmr") == ("semis", "final")


@pytest.mark.parametrize("question", ["tell me a joke", "ceritain lelucon dong", "讲个笑话"])
def test_request_for_a_joke_names_nothing(question: str) -> None:
    assert events(question) == ()
