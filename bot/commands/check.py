"""``check``: the mistakes of schedule files."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import OK, WRONG, Command, say
from bot.commands.files import read
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.domain.model import Schedule

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: BOT_SCHEDULE")
    parser.add_argument("--json", action="store_true", help="one JSON object for each problem")


def run(parsed: argparse.Namespace) -> int:
    """Every problem of every file; 1 where one is an error."""
    paths = parsed.files or [load_settings().schedule]
    readings = [read(path) for path in paths]
    for path, reading in zip(paths, readings, strict=True):
        if reading is None:
            continue
        for problem in reading.problems:
            print(json.dumps(asdict(problem), ensure_ascii=False) if parsed.json else problem)
        if reading.schedule is not None and not parsed.json:
            say(summary(path, reading.schedule, len(reading.problems)))
    return OK if all(reading and reading.schedule for reading in readings) else WRONG


def summary(path: Path, schedule: Schedule, warnings: int) -> str:
    found = f"warnings: {warnings}" if warnings else "nothing to mend"
    talks = len(schedule.events) - len(schedule.programme)
    return f"{path}: {len(schedule.programme)} events and {talks} talks on {len(schedule.days)} days; {found}"


COMMAND = Command(
    "check", "look for mistakes in schedule files", "python -m bot check schedule.yaml", run, options
)
