"""``ask``: questions, answered as the chat would, one or a file of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.commands.arguments import add_language, moment, zone
from bot.commands.command import OK, WRONG, Command, WrongInputError, load_settings, say
from bot.commands.files import read

if TYPE_CHECKING:
    from bot.commands.asking import Asker, Desk

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(wrong_usage=parser.error)
    parser.add_argument("question", nargs="?")
    parser.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help="answer a file of JSON lines, - for standard input"
    )
    parser.add_argument("--schedule", type=Path, help="default: BOT_SCHEDULE")
    parser.add_argument(
        "--at", type=moment, help="the moment of asking, as in BOT_NOW (default: BOT_NOW, else the present)"
    )
    add_language(parser, "the answer")
    parser.add_argument("--zone", type=zone, help="the reader's time zone, such as Asia/Jakarta")
    parser.add_argument("--json", action="store_true", help="intent, ids, window and milliseconds")


def run(parsed: argparse.Namespace) -> int:
    """What the chat would answer, or the same for programs."""
    if (parsed.question is None) == (parsed.batch is None):
        parsed.wrong_usage("expected a question, or --batch and a file, and not both")
    settings = load_settings()
    reading = read(parsed.schedule or settings.schedule)
    if reading.schedule is None:
        for problem in reading.problems:
            say(str(problem))
        return WRONG
    from bot.commands.asking import Asker, Desk

    clock = Clock()
    asker = Asker(parsed.language, parsed.at or settings.now or clock.now(), parsed.zone)
    desk = Desk(reading.schedule, clock.monotonic)
    if parsed.batch is not None:
        return batch(desk, parsed.batch, asker)
    print((desk.as_json if parsed.json else desk.as_text)(parsed.question, asker))
    return OK


def batch(desk: Desk, path: Path, asker: Asker) -> int:
    """An answer for each line of the file."""
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as lines:
            for line in desk.batch(lines, asker):
                print(line, flush=True)
    except OSError as error:
        raise WrongInputError(f"{path}: {error.strerror}; expected a file of JSON lines") from None
    return OK


COMMAND = Command(
    "ask",
    "answer a question as the chat would",
    'python -m bot ask --language en "any forums tomorrow?"',
    run,
    options,
)
