"""``publish``: make the schedule file what attendees see."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.commands.arguments import add_language
from bot.commands.command import OK, Command, load_settings, say

if TYPE_CHECKING:
    from bot.commands.comparison import Comparison
    from bot.settings import Settings

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--comment", metavar="TEXT", help="what this version is about, for `versions`")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_language(parser, "what attendees are told")


def run(parsed: argparse.Namespace) -> int:
    """Show what attendees will be told and how many they are, ask, and publish."""
    from bot.commands.comparison import compared
    from bot.commands.editions import PUBLISHED
    from bot.commands.publishing import confirmed

    settings = load_settings()
    comparison = asyncio.run(compared(PUBLISHED, None, settings))
    if comparison.same:
        say(f"nothing to publish: {comparison.old.source.name} is this file")
        return OK
    comparison.show(parsed.language)
    if confirmed(f"publish {comparison.new.source.name}?", yes=parsed.yes):
        number = asyncio.run(publish(comparison, parsed.comment, settings))
        say(f"published as version {number}; a running bot shows it within seconds")
    else:
        say("nothing was published")
    return OK


async def publish(comparison: Comparison, comment: str | None, settings: Settings) -> int:
    """The version that the compared file is from now on."""
    from bot.commands.publishing import published

    async with published(settings) as current:
        source = comparison.new.source
        await current.publish(source.content, source.name, comparison.now, comment)
        return current.number


COMMAND = Command(
    "publish",
    "make the schedule file what attendees see",
    'python -m bot publish --comment "Day two moved by an hour"',
    run,
    options,
)
