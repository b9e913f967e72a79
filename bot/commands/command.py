"""What a command is, and what all of them share.

A command's file imports what it works with only when the command runs: the others need not wait for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["OK", "WRONG", "Command", "WrongInputError", "load_settings", "plural", "say"]

OK, WRONG = 0, 1
"""Exit codes; argparse exits with 2 where the usage is wrong."""


def no_options(_: argparse.ArgumentParser) -> None:
    """For a command that takes none."""


@dataclass(frozen=True, slots=True)
class Command:
    """`what` it does goes into the help, as does the `example`; `run` returns the exit code."""

    name: str
    what: str
    example: str
    run: Callable[[argparse.Namespace], int]
    options: Callable[[argparse.ArgumentParser], None] = no_options


class WrongInputError(Exception):
    """A command cannot do what it was asked to; the text says what was found and what was expected."""


def load_settings() -> Settings:
    """The settings of this run. Raises WrongInputError naming every wrong variable."""
    from bot.settings import SettingsError
    from bot.settings import load_settings as load

    try:
        return load()
    except SettingsError as error:
        raise WrongInputError(str(error)) from None


def plural(number: int, thing: str) -> str:
    """``1 event``, ``2 events``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def say(text: str) -> None:
    """To standard error, where everything goes that is no result."""
    print(text, file=sys.stderr)
