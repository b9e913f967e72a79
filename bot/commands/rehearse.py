"""``rehearse``: the conference played with simulated attendees, burst by burst."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.arguments import number
from bot.commands.command import OK, WRONG, Command, say
from bot.commands.files import opened
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.rehearsal import Findings, Rehearsal

__all__ = ["COMMAND"]

PEOPLE, SPEED = 2000, 600
MOST_PEOPLE = 100_000


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: BOT_SCHEDULE")
    parser.add_argument(
        "--people", type=number, default=PEOPLE, metavar="N", help=f"how many come (default {PEOPLE})"
    )
    parser.add_argument(
        "--speed",
        type=number,
        default=SPEED,
        metavar="N",
        help="how many times faster than in life the clock may run; while messages go out it runs as fast as "
        f"one machine keeps their pace, and idle hours are left out (default {SPEED})",
    )
    parser.add_argument(
        "--seed", type=number, default=1, metavar="N", help="another seed, other people (default 1)"
    )
    parser.add_argument("--json", action="store_true", help="everything, as one JSON object")


def run(parsed: argparse.Namespace) -> int:
    """What each burst would do, as planned and as measured; nothing of the real bot is touched."""
    from bot.commands.report import print_problems
    from bot.gateway.logs import configure_logs
    from bot.rehearsal import Rehearsal

    settings = load_settings()
    source = opened(parsed.file or settings.schedule)
    reading = source.read() if source else None
    if source is None or reading is None or reading.schedule is None:
        if source and reading:
            print_problems(reading.problems, source)
        return WRONG
    if parsed.people > MOST_PEOPLE:
        say(f"--people: found {parsed.people}; expected at most {MOST_PEOPLE}")
        return WRONG
    configure_logs("ERROR")
    rehearsal = Rehearsal(
        settings, source.content, reading.schedule, people=parsed.people, speed=parsed.speed, seed=parsed.seed
    )
    found = played(rehearsal)
    if parsed.json:
        print(json.dumps(as_json(found), ensure_ascii=False, default=datetime.isoformat))
    else:
        from bot.rehearsal.table import print_findings

        print_findings(found, reading.schedule.conference.zone)
    return OK


def played(rehearsal: Rehearsal) -> Findings:
    """With a bar on the terminal that tells how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("playing", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return asyncio.run(rehearsal.play(progress))


def as_json(found: Findings) -> dict[str, object]:
    from bot.rehearsal import BLIND_SPOTS

    return {**asdict(found), "kept_pace": found.kept_pace, "cannot_show": BLIND_SPOTS}


COMMAND = Command(
    "rehearse",
    "play the conference with simulated attendees and tell what each burst would do",
    "python -m bot rehearse schedule.yaml --people 2000",
    run,
    options,
)
