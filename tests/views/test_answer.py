"""The answer to a question in one's own words."""

from __future__ import annotations

import pytest

from bot.domain.answering import Answering
from bot.domain.questions import Asked
from bot.domain.search import SearchIndex
from bot.texts.phrasebook import grammar
from bot.views.answer import answered
from bot.views.asking import examples
from bot.views.message import plain
from bot.views.understood import understood
from bot.views.viewer import Viewer
from tests.domain.questions.asking import JAKARTA, PROGRAMME
from tests.samples import at, chat

ANSWERING = Answering(PROGRAMME, grammar(), SearchIndex(PROGRAMME))
ASKED = Asked(at("2020-07-23 08:00"), JAKARTA)


def viewer(language: str) -> Viewer:
    return Viewer(PROGRAMME, chat(language, zone=JAKARTA.key), ASKED.now)


def said(question: str, language: str = "en") -> str:
    return plain(answered(viewer(language), ANSWERING.reply(question, ASKED), question).text)


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
        ("forum on gardening", "en", "gardening · Forum"),
        ("what has been cancelled", "en", "called off"),
        ("thursday to saturday", "en", "23–25 Jul 2020"),
        ("what's after the opening ceremony", "en", "After Opening Ceremony"),
        ("setelah pembukaan ada apa", "id", "Setelah Upacara Pembukaan"),
        ("开幕式之后有什么", "zh", "开幕式之后"),
        ("the second forum", "en", "No. 2 · Forum"),
        ("forum kedua", "id", "Nomor 2 · Forum"),
        ("第二场论坛", "zh", "第2个 · 论坛"),
        ("show me the programme", "en", "The programme"),
        ("besok siang ada forum apa", "id", "Forum · Jumat, 24 Juli, 11:00–15:00 · waktu Anda (WIB)"),
        ("今晚有什么", "zh", "7月23日星期四 18:00起 · 您的时间（WIB）"),
    ],
)
def test_what_was_understood(question: str, language: str, restated: str) -> None:
    assert understood(viewer(language), ANSWERING.reply(question, ASKED).question) == restated


TODAY = {
    "en": """\
Thursday 23 July

Thu 23 Jul · 09:00–10:30 Beijing · 08:00–09:30 WIB
1. Rivers Forum
    Water

Thu 23 Jul · 14:00–16:00 Beijing · 13:00–15:00 WIB
2. Opening Ceremony

Thu 23 Jul · 18:30–19:30 Beijing · 17:30–18:30 WIB
3. Evening Walk

Also on: Expo, Lunch

The upper row opens, ☆ stars.""",
    "id": """\
Kamis, 23 Juli

Kam, 23 Jul · 09:00–10:30 Beijing · 08:00–09:30 WIB
1. Forum Sungai
    Perairan

Kam, 23 Jul · 14:00–16:00 Beijing · 13:00–15:00 WIB
2. Upacara Pembukaan

Kam, 23 Jul · 18:30–19:30 Beijing · 17:30–18:30 WIB
3. Jalan Sore

Juga ada: Pameran Alat, Makan Siang

Baris atas membuka, ☆ menandai.""",
    "zh": """\
7月23日星期四

7月23日周四 · 09:00–10:30 北京 · 08:00–09:30 WIB
1. 河流论坛
    水域

7月23日周四 · 14:00–16:00 北京 · 13:00–15:00 WIB
2. 开幕式

7月23日周四 · 18:30–19:30 北京 · 17:30–18:30 WIB
3. 散步

同时还有：器材展，午餐

上排打开详情，☆收藏。""",
}


@pytest.mark.parametrize("language", TODAY)
def test_answer_lists_what_fits(language: str) -> None:
    assert said("today", language) == TODAY[language]


MISSED = {
    "en": """\
Water · Saturday 25 July
Nothing at that time. The last one before that:

Fri 24 Jul · 10:00–12:00 Beijing · 09:00–11:00 WIB
1. Lakes Forum
    Water

The upper row opens, ☆ stars.""",
    "id": """\
Perairan · Sabtu, 25 Juli
Tidak ada pada waktu itu. Yang terakhir sebelum itu:

Jum, 24 Jul · 10:00–12:00 Beijing · 09:00–11:00 WIB
1. Forum Danau
    Perairan

Baris atas membuka, ☆ menandai.""",
    "zh": """\
水域 · 7月25日星期六
那段时间没有相关活动。在那之前的最后一场：

7月24日周五 · 10:00–12:00 北京 · 09:00–11:00 WIB
1. 湖泊论坛
    水域

上排打开详情，☆收藏。""",
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
    assert said("any forum on gardening", language).split("\n")[0] == line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "❌ Called off: this will not take place."),
        ("id", "❌ Dibatalkan: acara ini tidak akan berlangsung."),
        ("zh", "❌ 已取消：本活动不再举行。"),
    ],
)
def test_answer_says_first_that_an_event_is_called_off(language: str, line: str) -> None:
    assert said("dunes forum", language).split("\n")[0] == line


UNKNOWN = {
    "en": """\
I have no answer to that: all I know is the programme of this conference.
You can ask, for example:
• when does Rivers Forum start?
• anything about Sand on Saturday 25 July?
• what time does Li Na speak?""",
    "id": """\
Itu tidak bisa saya jawab: yang saya tahu hanya program konferensi ini.
Anda bisa bertanya, misalnya:
• Forum Sungai mulai jam berapa?
• ada acara Pasir pada Sabtu, 25 Juli?
• Li Na bicara jam berapa?""",
    "zh": """\
这个我答不上来：我只了解本次大会的日程。
您可以这样问：
• 河流论坛几点开始？
• 7月25日星期六有没有沙子的活动？
• 李娜几点讲？""",
}


@pytest.mark.parametrize("language", UNKNOWN)
def test_answer_to_what_is_not_understood_says_what_can_be_asked(language: str) -> None:
    assert said("weather tomorrow", language) == UNKNOWN[language]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("thanks", "At your service. Ask me about the programme in your own words, for example:"),
        ("my agenda", "My agenda"),
    ],
)
def test_thanks_and_the_own_agenda_get_their_views(question: str, heading: str) -> None:
    assert said(question).split("\n")[0] == heading


@pytest.mark.parametrize("language", TODAY)
def test_every_example_is_a_question_that_is_answered(language: str) -> None:
    found = [ANSWERING.reply(example, ASKED).events for example in examples(viewer(language))]
    assert [len(events) > 0 for events in found] == [True, True, True]
