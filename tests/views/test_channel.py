"""Posts in channels stay within Telegram's limits, and their buttons only lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.changes import compare
from bot.domain.model import Room, Schedule, Status
from bot.views import channel
from bot.views.message import Message
from bot.views.viewer import Viewer
from tests.samples import at, chat, text
from tests.views.test_limits import NASTY, WORST, assert_telegram_takes

BOT = "a" * 32
NOW = at("2020-07-23 13:50")


def later(schedule: Schedule) -> Schedule:
    """Everything moved, every third event called off, and the room goes by another name."""
    hour = timedelta(hours=1)
    events = {
        id_: replace(
            event,
            start=event.start + hour,
            end=event.end + hour,
            status=Status.CONFIRMED if at % 3 else Status.CANCELLED,
        )
        for at, (id_, event) in enumerate(schedule.events.items())
    }
    rooms = {id_: replace(room, name=text(f"New {NASTY}")) for id_, room in schedule.rooms.items()}
    return replace(schedule, events=events, rooms={**rooms, "new": Room("new", text("New"))})


def every_post(language: str) -> Iterator[Message]:
    reader = chat(language, id=-1001, channel="@cic_5g")
    viewer = Viewer(WORST, reader, NOW)
    yield channel.reminder(viewer, WORST.programme, BOT)
    yield channel.reminder(viewer, WORST.programme[:1], BOT)
    for after in (later(WORST), replace(WORST, events={})):
        yield channel.alert(Viewer(after, reader, NOW), WORST, compare(WORST, after), BOT)


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_no_post_breaks_a_limit_of_telegram(language: str) -> None:
    for message in every_post(language):
        assert_telegram_takes(message)


@pytest.mark.parametrize("language", ["id", "en", "zh"])
def test_buttons_of_posts_change_nothing(language: str) -> None:
    for message in every_post(language):
        assert isinstance(message.keyboard, InlineKeyboardMarkup)
        for button in (button for row in message.keyboard.inline_keyboard for button in row):
            assert set(button.to_dict()) == {"text", "url"}
