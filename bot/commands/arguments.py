"""The values of arguments, each with what it looks like; argparse says so where one is wrong."""

from __future__ import annotations

import argparse
import re
from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["acronym", "add_language", "encoding", "language", "moment", "number", "port", "zone"]


def add_language(parser: argparse.ArgumentParser, what: str, default: str = "id") -> None:
    """The option that says in which language `what` is."""
    parser.add_argument(
        "--language", default=default, choices=("id", "en", "zh"), help=f"of {what} (default {default})"
    )


def port(text: str) -> int:
    """A TCP port, or 0."""
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a number from 0 to 65535")
    return int(text)


def number(text: str) -> int:
    """A whole number from 1 on."""
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a number from 1 on")
    return int(text)


def moment(text: str) -> datetime:
    """A date and time, with a zone or without."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"found {text!r}; expected a date and time, such as 2020-07-23T13:40"
        ) from None


def zone(name: str) -> str:
    """An IANA zone."""
    try:
        return ZoneInfo(name).key
    except (LookupError, ValueError, OSError):
        raise argparse.ArgumentTypeError(f"found {name!r}; expected a zone such as Asia/Jakarta") from None


def language(code: str) -> str:
    """A language's code."""
    from bot.formats import scalars

    if scalars.language(code) is None:
        raise argparse.ArgumentTypeError(f"found {code!r}; expected a language code such as id, en or zh")
    return code


def acronym(word: str) -> str:
    """A short name without spaces."""
    from bot.formats import scalars

    if scalars.word(word) is None:
        raise argparse.ArgumentTypeError(f"found {word!r}; expected a word such as cic2020")
    return word


def encoding(name: str) -> str:
    """An encoding that texts are saved in."""
    from bot.formats.importing.decoding import known_encoding

    known = known_encoding(name)
    if known is None:
        raise argparse.ArgumentTypeError(f"found {name!r}; expected an encoding such as gb18030")
    return known
