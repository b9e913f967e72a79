"""``versions``: what was published, when, and why."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.commands.command import OK, Command, load_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.storage import PublishedSchedule

__all__ = ["COMMAND"]

MOST = 1000
PIPED = 1000
"""Cells of the table's width where there is no terminal to ask."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", metavar="VERSION", help="print what that version's file said, instead")
    parser.add_argument("--json", action="store_true", help="one JSON object for each version")


def run(parsed: argparse.Namespace) -> int:
    """The newest first; times are on the conference's clock."""
    settings = load_settings()
    if parsed.text is not None:
        from bot.commands.editions import edition

        sys.stdout.write(asyncio.run(edition(parsed.text, settings)).source.content.decode())
        return OK
    versions, zone = asyncio.run(history(settings))
    if parsed.json:
        for version in versions:
            fields = {name: value for name, value in asdict(version).items() if name != "content"}
            print(json.dumps(fields, ensure_ascii=False, default=datetime.isoformat))
    else:
        show(versions, zone)
    return OK


async def history(settings: Settings) -> tuple[Sequence[PublishedSchedule], ZoneInfo]:
    """The versions, and the zone of the one that attendees see. Raises WrongInputError."""
    from bot.commands.editions import PUBLISHED, database, edition

    current = await edition(PUBLISHED, settings)
    async with database(settings) as storage:
        return await storage.schedules.history(MOST), current.schedule.conference.zone


def show(versions: Sequence[PublishedSchedule], zone: ZoneInfo) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = PIPED
    table = Table("", "version", f"published ({zone})", "comment", box=None, pad_edge=False)
    for version in versions:
        when = version.published_at.astimezone(zone)
        table.add_row(str(version.number), version.version, f"{when:%Y-%m-%d %H:%M}", version.comment or "")
    console.print(table)


COMMAND = Command("versions", "list what was published, when and why", "python -m bot versions", run, options)
