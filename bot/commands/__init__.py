"""The commands of the command line, one file each; `COMMANDS` is the order in which ``--help`` lists them."""

from __future__ import annotations

from bot.commands import ask, check, demo, forecast, run, schema

__all__ = ["COMMANDS"]

COMMANDS = (
    run.COMMAND,
    demo.COMMAND,
    check.COMMAND,
    ask.COMMAND,
    forecast.COMMAND,
    schema.COMMAND,
)
