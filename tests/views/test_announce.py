"""The preview of an announcement: how long it takes."""

from __future__ import annotations

import pytest

from bot.domain.chat import Chat
from bot.views.announce import Draft, preview
from bot.views.message import plain
from bot.views.viewer import Viewer
from tests.samples import at
from tests.views.test_limits import SCHEDULE


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
    viewer = Viewer(SCHEDULE, Chat(id=1, group=False, language="en"), at("2020-07-23 13:40"))
    shown = preview(viewer, Draft(1, {"": "Hello"}, "all", size, rate))
    assert plain(shown.text).split("\n")[-1] == time
