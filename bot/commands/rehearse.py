"""``rehearse``: the conference played with simulated attendees, burst by burst."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from bot.commands.arguments import number
from bot.commands.command import OK, Command, WrongInputError, load_settings

if TYPE_CHECKING:
    from bot.rehearsal import Findings, Rehearsal

__all__ = ["COMMAND"]

PEOPLE, SPEED = 2000, 600
MOST_PEOPLE = 100_000


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a schedule file, or a version's number, or published (default: BOT_SCHEDULE)",
    )
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
    from bot.commands.editions import edition
    from bot.gateway.logs import configure_logs
    from bot.rehearsal import Rehearsal

    settings = load_settings()
    chosen = asyncio.run(edition(parsed.file, settings))
    if parsed.people > MOST_PEOPLE:
        raise WrongInputError(f"--people: found {parsed.people}; expected at most {MOST_PEOPLE}")
    configure_logs("ERROR")
    rehearsal = Rehearsal(
        settings,
        chosen.source.content,
        chosen.schedule,
        people=parsed.people,
        speed=parsed.speed,
        seed=parsed.seed,
    )
    found = played(rehearsal)
    if parsed.json:
        print(json.dumps(as_json(found), ensure_ascii=False, default=datetime.isoformat))
    else:
        from bot.rehearsal.table import print_findings

        print_findings(found, chosen.schedule.conference.zone)
    return OK


def played(rehearsal: Rehearsal) -> Findings:
    """With a bar on the terminal that tells how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
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
