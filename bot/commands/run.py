"""``run``: the bot on Telegram."""

from __future__ import annotations

import argparse

from bot.commands.command import WRONG, Command, load_settings, say
from bot.commands.serving import loading, until_stopped
from bot.roles import Role

__all__ = ["COMMAND"]

HOW_TO_START = """\
BOT_TOKEN is not set. To run the bot on Telegram:
  1. write to @BotFather in Telegram, send /newbot and answer its two questions;
  2. start again with the token it gives you:  BOT_TOKEN=123456:ABC… make run
To try everything without a token or an account:  make demo"""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        type=Role,
        choices=list(Role),
        default=Role.ALL,
        help="where several processes share a PostgreSQL database: web takes updates and serves the pages, "
        "sender only sends (default: all)",
    )


def run(parsed: argparse.Namespace) -> int:
    """Serve Telegram until SIGINT or SIGTERM."""
    with loading():
        settings = load_settings()
        if settings.token is None:
            say(HOW_TO_START)
            return WRONG
        from bot.app import serve
    return until_stopped(serve(settings, parsed.role))


COMMAND = Command("run", "serve Telegram", "BOT_TOKEN=123456:ABC… python -m bot run", run, options)
