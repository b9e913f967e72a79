"""The question how an event was: never beyond what Telegram takes, whatever the schedule holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.feedback import LONGEST_REMARK, Answers, Opinion
from bot.views import feedback, opinions
from bot.views.feedback import MOST_IN_ONE, question
from bot.views.message import Message, plain
from bot.views.viewer import Viewer
from tests.samples import at, chat, event, schedule
from tests.views.test_limits import NASTY, WORST, assert_telegram_takes

MOMENT = at("2020-07-23 18:10")


def every_view(viewer: Viewer) -> Iterator[Message]:
    events = list(WORST.programme)
    given = dict.fromkeys(WORST.events, Opinion(5, NASTY[:LONGEST_REMARK]))
    for some in (events[:1], events[:MOST_IN_ONE], events):
        for known in ({}, {some[0].id: Opinion(1)}, given):
            yield question(viewer, some, known)
    yield feedback.ask_remark(viewer, events[0])
    yield feedback.kept(viewer, events[0], NASTY[:LONGEST_REMARK])
    yield from (feedback.too_long(viewer, 10**6), feedback.taken_back(viewer), feedback.too_late(viewer))
    answers = dict.fromkeys(WORST.events, Answers({5: 10**12}, 10**12))
    for since in (None, MOMENT):
        yield opinions.desk(viewer, since, answers)
    yield opinions.exported(viewer, answers)


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_no_view_breaks_a_limit_of_telegram(language: str) -> None:
    for message in every_view(Viewer(WORST, chat(language), MOMENT)):
        assert_telegram_takes(message)
        assert not plain(message.text).endswith("\n…")


def test_question_about_more_than_fit_asks_about_the_first() -> None:
    many = [event(f"e{n}", "2020-07-23 14:00") for n in range(MOST_IN_ONE + 3)]
    shown = question(Viewer(schedule(*many), chat(), MOMENT), many, {})
    lines = plain(shown.text).split("\n")[2:-2]
    assert (len(lines), lines[0], lines[-1]) == (MOST_IN_ONE, "▸ 1. E0", f"{MOST_IN_ONE}. E{MOST_IN_ONE - 1}")


def test_long_line_is_shown_shortened() -> None:
    one = event("one", "2020-07-23 14:00")
    shown = question(Viewer(schedule(one), chat(), MOMENT), [one], {"one": Opinion(5, "word " * 100)})
    line = plain(shown.text).split("\n")[3]
    assert line.startswith("    “word word")
    assert line.endswith("word…”")
    assert len(line) < 210
