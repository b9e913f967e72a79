"""Whatever is typed: it is answered, the same each time, and with events of the schedule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import Intent
from bot.texts.phrasebook import grammar
from tests.domain.questions.asking import PROGRAMME, ask

WORDS = sorted(
    grammar().words | {"lakes", "wang", "wei", "water", "湖泊", "王伟", "3", "15", ":", "-", "/", "24", "99"}
)
HAN = "今明后天上中下午晚点半号月第二三周六日有没什么论坛在哪几场谁讲提醒我开幕式取消了吗的到从前后展览"


@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words(words: list[str]) -> None:
    check(" ".join(words))


@given(st.text(alphabet=HAN, max_size=30))
def test_any_chinese(text: str) -> None:
    check(text)


def check(text: str) -> None:
    answer = ask(text)
    assert answer.question.intent in set(Intent)
    assert set(answer.events) <= set(PROGRAMME.events)
    assert len(set(answer.events)) == len(answer.events)
    assert ask(text) == answer
    if answer.window is not None:
        assert answer.window.start < answer.window.end
