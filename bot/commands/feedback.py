"""``feedback``: what people said of events."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.commands.arguments import add_language
from bot.commands.command import OK, Command, load_settings, say

if TYPE_CHECKING:
    from bot.domain.feedback import Answers, Opinion
    from bot.domain.model import Schedule
    from bot.settings import Settings

__all__ = ["COMMAND"]

PIPED = 1000
"""Cells of the table's width where there is no terminal to ask."""


@dataclass(frozen=True)
class Given:
    """All answers: by event, and one by one."""

    schedule: Schedule
    answers: Mapping[str, Answers]
    opinions: Sequence[tuple[str, Opinion]]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help="each answer, as a spreadsheet opens it")
    parser.add_argument("--json", action="store_true", help="one JSON object for each event")
    add_language(parser, "the events' titles", "en")


def run(parsed: argparse.Namespace) -> int:
    """Averages and counts by event, or every answer; whose it is, nobody can tell from either."""
    given = asyncio.run(collected(load_settings()))
    if parsed.csv:
        from bot.formats.opinions import opinions_csv

        # In UTF-8 and with its own ends of lines, wherever it is written.
        sys.stdout.buffer.write(opinions_csv(given.schedule, given.opinions, parsed.language).encode())
    elif parsed.json:
        from bot.standing import rated

        for one in rated(given.answers):
            print(json.dumps(one))
    else:
        show(given, parsed.language)
    if not given.answers:
        say("there are no answers yet")
    return OK


async def collected(settings: Settings) -> Given:
    from bot.commands.editions import database
    from bot.commands.publishing import restored

    async with database(settings) as storage:
        schedule = (await restored(storage)).schedule
        return Given(schedule, await storage.feedback.answers(), await storage.feedback.opinions())


def show(given: Given, language: str) -> None:
    """A line for each event, in the order of the programme."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPED
    events = given.schedule.events
    order = [*(id_ for id_ in events if id_ in given.answers), *sorted(given.answers.keys() - events.keys())]
    table = Table("average", "ratings", "lines", "event", box=None, pad_edge=False)
    for id_ in order:
        one = given.answers[id_]
        title = events[id_].title.in_(language) if id_ in events else "(not in the programme any more)"
        table.add_row(f"{one.average:.1f}", f"{one.count:,}", f"{one.remarks:,}", f"{id_}  {title}")
    if order:
        console.print(table)


COMMAND = Command(
    "feedback",
    "tell what people said of events",
    "python -m bot feedback --csv > feedback.csv",
    run,
    options,
)
