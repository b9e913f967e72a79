"""``rollback``: let attendees see an earlier version again."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.commands.arguments import add_language, number
from bot.commands.command import OK, Command, WrongInputError, load_settings, say
from bot.commands.files import opened

if TYPE_CHECKING:
    from bot.commands.comparison import Comparison
    from bot.settings import Settings

__all__ = ["COMMAND"]

FILE_STAYS = """\
{file} was not changed. The bot leaves it alone until somebody edits it, and publishes it then.
To go on from version {number}:  python -m bot versions --text {number} > {file}"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("version", type=number, metavar="VERSION", help="the number of a published version")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_language(parser, "what attendees are told")


def run(parsed: argparse.Namespace) -> int:
    """Show what attendees will be told, ask, and publish what that version held as a new one."""
    from bot.commands.comparison import compared
    from bot.commands.editions import PUBLISHED
    from bot.commands.publishing import confirmed

    settings = load_settings()
    comparison = asyncio.run(compared(PUBLISHED, str(parsed.version), settings))
    if comparison.same:
        say(f"nothing to do: attendees see what {comparison.new.source.name} held")
        return OK
    comparison.show(parsed.language)
    if confirmed(f"go back to {comparison.new.source.name}?", yes=parsed.yes):
        new = asyncio.run(go_back(parsed.version, comparison, settings))
        say(f"published as version {new}; a running bot shows it within seconds")
        if another(settings, comparison):
            say(FILE_STAYS.format(file=settings.schedule, number=parsed.version))
    else:
        say("nothing was published")
    return OK


def another(settings: Settings, comparison: Comparison) -> bool:
    """Whether the schedule file says something else than the version."""
    try:
        return not comparison.new.source.same(opened(settings.schedule))
    except WrongInputError:
        return False


async def go_back(version: int, comparison: Comparison, settings: Settings) -> int:
    """The new version that holds what `version` held."""
    from bot.commands.publishing import published

    async with published(settings) as current:
        await current.go_back(version, comparison.now)
        return current.number


COMMAND = Command(
    "rollback", "let attendees see an earlier version again", "python -m bot rollback 3", run, options
)
