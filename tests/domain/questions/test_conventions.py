"""How a question is read and what counts as its answer: each convention by itself."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tests.domain.questions.asking import BEIJING, JAKARTA, ask, events, window

LATE = "2020-07-24 00:30"
"""Already the 24th in Beijing, still the 23rd in Jakarta."""
DAY_TWO = ("24 00:00", "25 00:00")


@pytest.mark.parametrize("question", ["besok", "tomorrow?", "明天"])
def test_relative_days_count_on_the_readers_calendar(question: str) -> None:
    assert window(question, LATE, JAKARTA) == DAY_TWO
    assert window(question, LATE, BEIJING) == ("25 00:00", "26 00:00")


@pytest.mark.parametrize(
    "question",
    [
        "hari kedua ada apa",
        "what's on day 2",
        "第二天有什么",
        "jumat ada apa",
        "friday",
        "周五",
        "24/7",
        "7月24日",
        "july 24th",
    ],
)
def test_days_that_are_not_relative_are_the_conferences(question: str) -> None:
    assert window(question, zone=JAKARTA) == ("23 23:00", "24 23:00")


@pytest.mark.parametrize("question", ["hari terakhir", "the last day", "最后一天"])
def test_last_day_is_the_conferences(question: str) -> None:
    assert window(question) == ("25 00:00", "26 00:00")


@pytest.mark.parametrize("question", ["jam 3 sore", "what's on at 3pm", "下午三点有什么"])
def test_bare_clock_time_is_the_readers(question: str) -> None:
    answer = ask(question, zone=JAKARTA)
    assert answer.question.when is not None
    assert (answer.question.when.zone, answer.question.when.zone_said) == (JAKARTA, False)
    assert window(question, zone=JAKARTA) == ("23 15:00", "23 15:01")


@pytest.mark.parametrize(
    ("question", "zone"),
    [
        ("jam 3 sore wib", "Asia/Jakarta"),
        ("jam 3 sore wita", "Asia/Makassar"),
        ("3pm Jakarta time", "Asia/Jakarta"),
        ("雅加达时间下午三点", "Asia/Jakarta"),
        ("3pm beijing time", "Asia/Shanghai"),
        ("北京时间下午三点", "Asia/Shanghai"),
        ("3pm new york time", "America/New_York"),
        ("jam 3 sore waktu setempat", "Asia/Shanghai"),
        ("3pm my time", "Europe/London"),
    ],
)
def test_clock_time_with_a_zone_holds_in_it(question: str, zone: str) -> None:
    answer = ask(question, zone=ZoneInfo("Europe/London"))
    assert answer.question.when is not None
    assert (answer.question.when.zone, answer.question.when.zone_said) == (ZoneInfo(zone), True)
    assert f"{answer.question.when.window.start.astimezone(ZoneInfo(zone)):%d %H:%M}" == "23 15:00"


@pytest.mark.parametrize("question", ["from 3 to 5", "jam 3 sampe 5", "三点到五点", "3-5"])
def test_bare_hours_are_in_the_afternoon(question: str) -> None:
    assert window(question) == ("23 15:00", "23 17:00")


def test_bare_hours_with_a_part_of_the_day_are_in_it() -> None:
    assert window("from 3 to 5 in the morning") == ("23 03:00", "23 05:00")


def test_span_holds_what_overlaps_it_to_the_minute_without_its_end() -> None:
    assert events("from 10:29 to 12 today") == ["rivers"]
    assert events("from 10:30 to 12 today") == []
    assert events("from 8 to 9 today") == []
    assert events("from 8 to 9:01 today") == ["rivers"]


@pytest.mark.parametrize(
    "question", ["what starts at 9 tomorrow", "yang mulai jam 9 besok", "明天九点开始的有什么"]
)
def test_starting_at_means_just_that(question: str) -> None:
    assert events(question, "2020-07-24 07:00") == ["beaches"]
    assert events(question.replace("9", "9:30").replace("九点", "九点半"), "2020-07-24 07:00") == []


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("besok pagi", ("24 05:00", "24 11:00")),
        ("besok siang", ("24 11:00", "24 15:00")),
        ("besok sore", ("24 15:00", "24 18:00")),
        ("besok malam", ("24 18:00", "25 00:00")),
        ("tomorrow morning", ("24 05:00", "24 12:00")),
        ("tomorrow afternoon", ("24 12:00", "24 17:30")),
        ("tomorrow evening", ("24 17:30", "25 00:00")),
        ("明天上午", ("24 05:00", "24 12:00")),
        ("明天中午", ("24 11:30", "24 13:30")),
        ("明天下午", ("24 12:30", "24 18:00")),
        ("明天晚上", ("24 18:00", "25 00:00")),
    ],
)
def test_parts_of_the_day_are_each_languages_own(question: str, hours: tuple[str, str]) -> None:
    assert window(question) == hours


def test_what_lies_mostly_in_the_half_hour_beside_a_part_of_the_day_counts() -> None:
    # From 18:30 to 19:30: an hour of "petang" to 19:00 is half of it, the half hour after is the rest.
    assert events("nanti petang ada apa") == ["walk"]
    # From 10:00 to 12:00, while "siang" begins at 11:00.
    assert events("besok siang") == ["lakes"]
    # The ceremony ends at 16:00: "sore" from 15:00 has a part of it. The walk begins at 18:30, "sore" ends at 18:00.
    assert events("nanti sore") == ["ceremony"]


@pytest.mark.parametrize("question", ["hari ini ada apa", "what's on today", "今天有什么"])
def test_what_is_over_is_left_out(question: str) -> None:
    assert events(question, "2020-07-23 13:00") == ["ceremony", "walk"]


@pytest.mark.parametrize(
    "question",
    ["tadi pagi ada apa", "what was on this morning", "what did i miss this morning", "上午讲了什么"],
)
def test_what_is_over_counts_for_who_looks_back(question: str) -> None:
    assert events(question, "2020-07-23 13:00") == ["rivers"]


@pytest.mark.parametrize(
    "question", ["what did i miss today", "hari ini kelewatan apa aja", "今天错过了什么"]
)
def test_what_is_yet_to_come_was_not_missed(question: str) -> None:
    assert events(question, "2020-07-23 13:00") == ["rivers"]


def test_everything_counts_once_the_conference_is_over() -> None:
    assert events("water", "2020-07-30 10:00") == ["rivers", "lakes"]


def test_wide_question_wants_forums_ceremonies_and_activities() -> None:
    assert events("what's on thursday") == ["rivers", "ceremony", "walk"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("forum apa aja hari kamis", ["rivers"]),
        ("any exhibitions on thursday", ["expo"]),
        ("周四有什么典礼", ["ceremony"]),
        ("kegiatan khusus hari kamis", ["walk"]),
        ("talks on thursday", ["word"]),
        ("when is the break", ["lunch"]),
    ],
)
def test_question_for_one_type_wants_that_type(question: str, found: list[str]) -> None:
    assert events(question) == found


@pytest.mark.parametrize(
    "question", ["water", "wet things", "perairan ada apa aja", "水域有哪些", "air tawar", "watr"]
)
def test_topic_wants_the_events_of_its_track(question: str) -> None:
    assert events(question) == ["rivers", "lakes"]


@pytest.mark.parametrize(
    "question", ["wang wei", "Wei Wang", "pak wang", "王伟", "王老师", "wagn wei", "kapan wang wei bicara"]
)
def test_person_wants_every_item_coming_ones_first(question: str) -> None:
    answer = ask(question, "2020-07-23 17:00")
    assert (answer.question.intent, answer.events) == ("speaker", ("lakes", "word"))


@pytest.mark.parametrize(("question", "when"), [("now", "2020-07-24 15:30"), ("next", "2020-07-24 12:30")])
def test_what_is_called_off_is_neither_on_nor_next(question: str, when: str) -> None:
    assert "dunes" not in events(question, when)


@pytest.mark.parametrize(
    "question", ["dunes forum when", "is the dunes forum still on", "forum gurun batal?", "沙丘论坛取消了吗"]
)
def test_what_is_called_off_is_the_answer_when_asked_for_by_name(question: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == ("when", ("dunes",))


@pytest.mark.parametrize("question", ["what has been cancelled", "apa aja yang batal", "哪些取消了"])
def test_what_is_called_off_can_be_listed(question: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == ("list", ("dunes",))


@pytest.mark.parametrize("question", ["how many water forums", "ada berapa forum perairan", "水域有几场论坛"])
def test_count_names_what_was_counted(question: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == ("count", ("rivers", "lakes"))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("who speaks at the opening", "who"),
        ("siapa pembicara pembukaan", "who"),
        ("开幕式谁讲", "who"),
        ("where is the opening", "where"),
        ("pembukaan di mana", "where"),
        ("开幕式在哪", "where"),
        ("link for the opening", "link"),
        ("nonton pembukaan di mana", "link"),
        ("开幕式在哪看", "link"),
        ("remind me of the opening", "remind"),
        ("ingetin pembukaan ya", "remind"),
        ("开幕式叫我", "remind"),
        ("is the opening confirmed", "when"),
    ],
)
def test_questions_about_an_event_name_it(question: str, intent: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == (intent, ("ceremony",))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("my agenda for friday", "my"),
        ("jadwal saya besok", "my"),
        ("我明天的日程", "my"),
        ("thanks", "help"),
        ("halo min", "help"),
        ("你好", "help"),
        ("what can you do", "help"),
        ("weather tomorrow", "unknown"),
    ],
)
def test_questions_that_name_no_event(question: str, intent: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == (intent, ())


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("what's on monday", "list"),
        ("any talks on gardening", "list"),
        ("how many forums on sunday", "count"),
        ("when is the closing", "when"),
        ("what's on now", "now"),
    ],
)
def test_nothing_on_is_the_right_intent_and_no_events(question: str, intent: str) -> None:
    answer = ask(question)
    assert (answer.question.intent, answer.events) == (intent, ())


@pytest.mark.parametrize(
    "question", ["forums on thursday, no, friday", "kamis, eh jumat ada forum apa", "周四不对周五有什么论坛"]
)
def test_what_is_taken_back_does_not_count(question: str) -> None:
    assert window(question, LATE, BEIJING) == DAY_TWO
