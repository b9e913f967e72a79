"""``forecast``: the bursts of reminders to come, at the pace of the settings."""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import asdict
from datetime import datetime

from bot.commands.command import OK, WRONG, Command, load_settings, say

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object for each burst")


def run(parsed: argparse.Namespace) -> int:
    """A line for each burst."""
    from bot.forecast import NothingToForecastError, in_words, look_ahead

    settings = load_settings()
    try:
        sendings, zone = asyncio.run(look_ahead(settings))
    except NothingToForecastError as error:
        say(str(error))
        return WRONG
    for sending in sendings:
        if parsed.json:
            print(json.dumps(asdict(sending), default=datetime.isoformat))
        else:
            print(in_words(sending, zone))
    if not sendings:
        say("no reminders are to come")
    return OK


COMMAND = Command(
    "forecast",
    "tell how many reminders go when, and which come too late",
    "BOT_MESSAGES_PER_SECOND=30 python -m bot forecast",
    run,
    options,
)
