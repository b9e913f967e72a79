"""``ask``: a question, answered as the chat would."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.commands.arguments import add_language, moment, zone
from bot.commands.command import OK, WRONG, Command, say
from bot.commands.files import read
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.domain.model import Event, Schedule

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument("--schedule", type=Path, help="default: BOT_SCHEDULE")
    parser.add_argument(
        "--at", type=moment, help="the moment of asking, as in BOT_NOW (default: BOT_NOW, else the present)"
    )
    add_language(parser, "the answer")
    parser.add_argument("--zone", type=zone, help="the reader's time zone, such as Asia/Jakarta")
    parser.add_argument("--json", action="store_true", help="the ids of the events found")


def run(parsed: argparse.Namespace) -> int:
    """What the chat would answer: for now, the events that the words find."""
    settings = load_settings()
    reading = read(parsed.schedule or settings.schedule)
    if reading.schedule is None:
        for problem in reading.problems:
            say(str(problem))
        return WRONG
    from bot.domain.search import search

    events = [reading.schedule.events[hit.event_id] for hit in search(reading.schedule, parsed.question)]
    if parsed.json:
        print(json.dumps({"events": [event.id for event in events]}))
    else:
        print(answer(parsed, reading.schedule, events, parsed.at or settings.now or Clock().now()))
    return OK


def answer(parsed: argparse.Namespace, schedule: Schedule, events: Sequence[Event], at: datetime) -> str:
    """The chat's answer as plain text; a moment without a zone is on the conference's clock."""
    from bot.domain.chat import Chat
    from bot.views.message import plain
    from bot.views.search import found
    from bot.views.viewer import Viewer

    chat = Chat(id=0, group=False, language=parsed.language, zone=parsed.zone)
    now = at if at.tzinfo else at.replace(tzinfo=schedule.conference.zone)
    return plain(found(Viewer(schedule, chat, now), parsed.question, events, 0).text)


COMMAND = Command(
    "ask",
    "answer a question as the chat would",
    'python -m bot ask --language en "blockchain"',
    run,
    options,
)
