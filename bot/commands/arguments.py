"""The values of arguments, each with what it looks like; argparse says so where one is wrong."""

from __future__ import annotations

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["moment", "port", "zone"]


def port(number: str) -> int:
    """A TCP port, or 0."""
    if not (number.isascii() and number.isdecimal() and int(number) < 65536):
        raise argparse.ArgumentTypeError(f"found {number!r}; expected a number from 0 to 65535")
    return int(number)


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
