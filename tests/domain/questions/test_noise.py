"""What is no question."""

from __future__ import annotations

import pytest

from tests.domain.questions.asking import ask


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00",
        "???",
        "…",
        "🙂🎉",
        "12345",
        "hmm",
        "asdfghjkl",
        "a" * 4000,
        "what's on tomorrow " * 211,
        "明天有什么" * 800,
        "<b>water</b>",
        "<script>alert('water')</script>",
        "**water**",
        "[water](https://example.org)",
        "`water`",
        "SELECT * FROM events WHERE day = 2",
        "'; DROP TABLE events; --",
        '{"question": "what is on"}',
        'print("what is on")',
        "https://example.org/opening",
        "@somebody",
        "weather tomorrow",
        "cuaca besok gimana",
        "明天天气怎么样",
        "who is the president",
        "siapa presiden sekarang",
        "你是傻逼",
        "fuck you",
        "goblok",
        "what time is it",
        "jam berapa sekarang",
        "现在几点了",
        "remind me to buy milk",
        "jadwal kereta besok",
        "write a poem on water",
    ],
)
def test_noise_and_other_subjects_are_unknown(text: str) -> None:
    answer = ask(text)
    assert (answer.question.intent, answer.events, answer.window) == ("unknown", (), None)


@pytest.mark.parametrize(
    "text", ["@somebot what's on tomorrow", "what's on tomorrow 🙂", "WHAT’S ON TOMORROW?!", "/tomorrow"]
)
def test_what_stands_around_a_question_does_not_matter(text: str) -> None:
    assert ask(text).events == ("lakes",)


@pytest.mark.parametrize("text", ["any forum on politics", "ada forum soal cuaca?", "有讲天气的论坛吗"])
def test_other_subject_in_a_question_for_events_is_a_topic_that_nothing_is_about(text: str) -> None:
    answer = ask(text)
    assert (answer.question.intent, answer.events) == ("list", ())
    assert answer.question.topic is not None
