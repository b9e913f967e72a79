"""``diff``: what attendees are told when one schedule takes the place of another."""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import TYPE_CHECKING

from bot.commands.arguments import add_language
from bot.commands.command import OK, Command, load_settings

if TYPE_CHECKING:
    from bot.commands.comparison import Comparison

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old",
        nargs="?",
        default="published",
        metavar="OLD",
        help="a file, the number of a published version, or `published`, what attendees see (default)",
    )
    parser.add_argument("new", nargs="?", metavar="NEW", help="the same (default: BOT_SCHEDULE)")
    add_language(parser, "what attendees are told")
    parser.add_argument("--json", action="store_true", help="one JSON object with all of it")


def run(parsed: argparse.Namespace) -> int:
    """The alert's text, and how many hear of it where there is a database."""
    from bot.commands.comparison import compared

    comparison = asyncio.run(compared(parsed.old, parsed.new, load_settings()))
    if parsed.json:
        print(json.dumps(as_json(comparison, parsed.language), ensure_ascii=False))
    else:
        comparison.show(parsed.language)
    return OK


def as_json(comparison: Comparison, language: str) -> dict[str, object]:
    """Everything that `show` says."""
    old, new = comparison.old, comparison.new
    return {
        "old": {"name": old.source.name, "version": old.schedule.version},
        "new": {"name": new.source.name, "version": new.schedule.version},
        "changes": [
            {"event": change.event_id, "kind": change.kind.value} for change in comparison.changes.events
        ],
        "renamed": [one.after.id for one in comparison.changes.renamings],
        "text": comparison.text(language),
        "told": comparison.told,
        "reused": [str(problem) for problem in comparison.reused],
    }


COMMAND = Command(
    "diff",
    "tell what attendees will be told of a change, and how many they are",
    "python -m bot diff published schedule.yaml",
    run,
    options,
)
