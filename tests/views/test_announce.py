"""What is shown of announcements: the time they take, and Telegram's limits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.views.announce import Draft, days_events, explanation, preview, tracks
from bot.views.announced import Standing, announcement, standing
from bot.views.message import Message, plain
from bot.views.viewer import Viewer
from tests.samples import at, chat
from tests.views.test_limits import NASTY, WORST, assert_telegram_takes

MOMENT = at("2020-07-23 13:40")
LAST_ID = 99_999
TEXTS = dict.fromkeys(("", "id", "en"), NASTY * 2)


@pytest.mark.parametrize(
    ("size", "rate", "time"),
    [
        (1800, 30, "It takes less than a minute, at 30 messages a second."),
        (1801, 30, "It takes about 2 min, at 30 messages a second."),
        (10_000, 30, "It takes about 6 min, at 30 messages a second."),
        (1_000_000, 30, "It takes about 9 h 16 min, at 30 messages a second."),
        (100, 0.5, "It takes about 4 min, at 0.5 messages a second."),
    ],
)
def test_time_is_told_in_minutes_rounded_up(size: int, rate: float, time: str) -> None:
    shown = preview(Viewer(WORST, chat(), MOMENT), Draft(1, {"": "Hello"}, "all", size, rate))
    assert plain(shown.text).split("\n")[-1] == time


def every_view(viewer: Viewer) -> Iterator[Message]:
    for audience in ("all", f"track:{next(iter(WORST.tracks))}", f"event:{next(iter(WORST.events))}"):
        yield preview(viewer, Draft(LAST_ID, TEXTS, audience, 1_000_000, 30))
        for ended in (False, True):
            yield standing(
                viewer, Standing(LAST_ID, TEXTS, audience, {"sent": 10**6}, stopped=ended, ended=ended)
            )
    yield from (explanation(viewer), announcement(viewer, TEXTS), tracks(viewer, LAST_ID))
    yield from (days_events(viewer, LAST_ID, day, 1) for day in WORST.days)


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_no_view_breaks_a_limit_of_telegram(language: str) -> None:
    for message in every_view(Viewer(WORST, chat(language), MOMENT)):
        assert_telegram_takes(message)


def test_announcement_is_the_organizers_text_whatever_it_holds() -> None:
    text = "<b>5 > 3</b> & &amp; 🏳️‍🌈" * 200
    shown = announcement(Viewer(WORST, chat(), MOMENT), {"en": text[:1500]})
    assert plain(shown.text) == text[:1500]
