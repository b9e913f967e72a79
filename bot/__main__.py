"""The command line: ``python -m bot …``, installed also as ``confbot``. The only place that exits."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence

from bot.commands import COMMANDS
from bot.commands.command import OK, WRONG, WrongInputError, say

__all__ = ["main", "script"]

COLLECT = (20_000, 20, 100)
"""When Python looks for garbage in circles. An update makes many objects and few circles: at the default of
700 objects, and every tenth time all of them, that took a third of the processor time."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code: 0, or 1 where the input is wrong."""
    parsed = parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except WrongInputError as error:
        say(str(error))
        return WRONG
    except KeyboardInterrupt:
        return OK
    return code


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        "python -m bot",
        description="A conference's agenda in a Telegram chat.",
        epilog="example:\n  python -m bot demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = root.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.name,
            help=command.what,
            description=command.what[0].upper() + command.what[1:] + ".",
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.options(subparser)
        subparser.set_defaults(run=command.run)
    return root


def script() -> None:
    """The installed command ``confbot``."""
    gc.set_threshold(*COLLECT)
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    script()
