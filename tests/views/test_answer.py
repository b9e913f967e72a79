"""The answer to a question in one's own words."""

from __future__ import annotations

import pytest

from bot.domain.questions import Asked, Questions
from bot.texts.phrasebook import grammar
from bot.views.answer import answered, understood
from bot.views.message import plain
from bot.views.viewer import Viewer
from tests.domain.questions.asking import JAKARTA, PROGRAMME
from tests.samples import at, chat

QUESTIONS = Questions(PROGRAMME, grammar())
ASKED = Asked(at("2020-07-23 08:00"), JAKARTA)


def viewer(language: str) -> Viewer:
    return Viewer(PROGRAMME, chat(language, zone=JAKARTA.key), ASKED.now)


def said(question: str, language: str = "en") -> str:
    answer = QUESTIONS.answer(question, ASKED)
    also, nearest = QUESTIONS.also(answer, ASKED), QUESTIONS.nearest(answer, ASKED)
    return plain(answered(viewer(language), answer, also, nearest).text)


@pytest.mark.parametrize(
    ("question", "language", "restated"),
    [
        ("water tomorrow", "en", "Water · Friday 24 July"),
        (
            "any water forums on friday afternoon",
            "en",
            "Forum · Water · Friday 24 July, 12:00–17:30 · your time (WIB)",
        ),
        ("what's on at 3pm beijing time", "en", "Thursday 23 July, 15:00 · Beijing time"),
        ("what's on now", "en", "On now"),
        ("next forum in room 2", "en", "Next · Forum · Room 2"),
        ("who is li na", "en", "Li Na"),
        ("when is the lakes forum", "en", "Lakes Forum"),
        ("forum on gardening", "en", "Forum · gardening"),
        ("what has been cancelled", "en", "called off"),
        ("thursday to saturday", "en", "23–25 Jul 2020"),
        ("show me the programme", "en", "The programme"),
        ("besok siang ada forum apa", "id", "Forum · Jumat, 24 Juli, 11:00–15:00 · waktu Anda (WIB)"),
        ("今晚有什么", "zh", "7月23日星期四 18:00–次日00:00 · 您的时间（WIB）"),
    ],
)
def test_what_was_understood(question: str, language: str, restated: str) -> None:
    assert understood(viewer(language), QUESTIONS.answer(question, ASKED).question) == restated


TODAY = {
    "en": """\
Thursday 23 July
3 events

Thu 23 Jul · 09:00–10:30 Beijing · 08:00–09:30 WIB
1. Rivers Forum
    Water

Thu 23 Jul · 14:00–16:00 Beijing · 13:00–15:00 WIB
2. Opening Ceremony

Thu 23 Jul · 18:30–19:30 Beijing · 17:30–18:30 WIB
3. Evening Walk

Also on: Expo, Lunch""",
    "id": """\
Kamis, 23 Juli
3 acara

Kam, 23 Jul · 09:00–10:30 Beijing · 08:00–09:30 WIB
1. Forum Sungai
    Perairan

Kam, 23 Jul · 14:00–16:00 Beijing · 13:00–15:00 WIB
2. Upacara Pembukaan

Kam, 23 Jul · 18:30–19:30 Beijing · 17:30–18:30 WIB
3. Jalan Sore

Juga ada: Pameran Alat, Makan Siang""",
    "zh": """\
7月23日星期四
3项活动

7月23日周四 · 09:00–10:30 北京 · 08:00–09:30 WIB
1. 河流论坛
    水域

7月23日周四 · 14:00–16:00 北京 · 13:00–15:00 WIB
2. 开幕式

7月23日周四 · 18:30–19:30 北京 · 17:30–18:30 WIB
3. 散步

同时还有：器材展，午餐""",
}


@pytest.mark.parametrize("language", TODAY)
def test_answer_lists_what_fits(language: str) -> None:
    assert said("today", language) == TODAY[language]


MISSED = {
    "en": """\
Water · Saturday 25 July
Nothing fits.
The nearest:

Fri 24 Jul · 10:00–12:00 Beijing · 09:00–11:00 WIB
1. Lakes Forum
    Water""",
    "id": """\
Perairan · Sabtu, 25 Juli
Tidak ada yang cocok.
Yang terdekat:

Jum, 24 Jul · 10:00–12:00 Beijing · 09:00–11:00 WIB
1. Forum Danau
    Perairan""",
    "zh": """\
水域 · 7月25日星期六
没有符合的内容。
时间最近的是：

7月24日周五 · 10:00–12:00 北京 · 09:00–11:00 WIB
1. 湖泊论坛
    水域""",
}


@pytest.mark.parametrize("language", MISSED)
def test_answer_offers_the_nearest_where_nothing_fits(language: str) -> None:
    assert said("water on saturday", language) == MISSED[language]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Nothing in the programme is about “gardening”."),
        ("id", "Tidak ada acara tentang “gardening”."),
        ("zh", "日程里没有关于“gardening”的内容。"),
    ],
)
def test_answer_says_that_nothing_is_about_a_topic(language: str, line: str) -> None:
    assert said("any forum on gardening", language).split("\n")[1] == line


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Called off: Dunes Forum"), ("id", "Batal: Forum Gurun"), ("zh", "已取消：沙丘论坛")],
)
def test_answer_says_first_that_an_event_is_called_off(language: str, line: str) -> None:
    assert said("dunes forum", language).split("\n")[1] == line


UNKNOWN = {
    "en": """\
I answer questions on this conference: what is on, when and where, who speaks, how to join.
For example:
what's on tomorrow morning?
when is the opening?
who speaks this afternoon?""",
    "id": """\
Saya menjawab pertanyaan seputar konferensi ini: ada acara apa, kapan, di mana, siapa pembicaranya, dan cara bergabung.
Misalnya:
besok pagi ada apa?
pembukaannya jam berapa?
siapa yang bicara nanti sore?""",
    "zh": """\
我可以回答本次大会的问题：有什么、什么时候、在哪里、谁来讲、怎么参加。
例如：
明天上午有什么？
开幕式几点？
今天下午谁讲？""",
}


@pytest.mark.parametrize("language", UNKNOWN)
def test_answer_to_what_is_not_understood_says_what_can_be_asked(language: str) -> None:
    assert said("weather tomorrow", language) == UNKNOWN[language]


@pytest.mark.parametrize(("question", "heading"), [("thanks", "How this works"), ("my agenda", "My agenda")])
def test_thanks_and_the_own_agenda_get_their_views(question: str, heading: str) -> None:
    assert said(question).split("\n")[0] == heading
