"""``demo``: the bot and its sandbox in one process, on a database that is thrown away."""

from __future__ import annotations

import argparse

from bot.commands.arguments import port
from bot.commands.command import Command, load_settings
from bot.commands.serving import loading, until_stopped

__all__ = ["COMMAND"]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=port, default=8000, help="of the chat page (default 8000; 0: any free)"
    )


def run(parsed: argparse.Namespace) -> int:
    """Serve the chat page until SIGINT or SIGTERM."""
    with loading():
        from bot.demo import serve
    return until_stopped(serve(load_settings(), parsed.port, lambda url: print(f"Open {url}", flush=True)))


COMMAND = Command(
    "demo",
    "run the bot with a chat page in the browser, without Telegram",
    "python -m bot demo --port 8000",
    run,
    options,
)
