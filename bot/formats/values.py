"""The values of a schedule, each with what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.formats import links, scalars
from bot.formats.guesses import closest, language_meant, zone_meant
from bot.formats.kinds import AS_WRITTEN, Scalar, Translated, pattern

__all__ = [
    "ABSTRACT",
    "CLOCK_OR_MOMENT",
    "COLOR",
    "DATE",
    "DURATION",
    "LANGUAGE",
    "LINE",
    "MOMENT",
    "NAME",
    "TITLE",
    "URL",
    "WORD",
    "ZONE",
    "choice",
    "identifier",
]

T = TypeVar("T")


def _scalar(
    expected: str,
    parse: Callable[[str], T | None],
    form: str,
    guess: Callable[[str], str | None] | None = None,
    doubt: Callable[[str], str | None] | None = None,
) -> Scalar[T]:
    return Scalar(expected, parse, pattern(form), guess, doubt)


def _clock_or_moment(text: str) -> datetime | time | None:
    return scalars.clock(text) or scalars.moment(text)


def _with_hash(text: str) -> str | None:
    return scalars.color(f"#{text}")


def _with_scheme(text: str) -> str | None:
    return scalars.url(f"https://{text}") if "." in text and ":" not in text else None


DATE: Scalar[date] = _scalar("a date such as 2020-07-23", scalars.day, scalars.DATE)
MOMENT: Scalar[datetime] = _scalar(
    "a date and time such as 2020-07-23 14:00, without a zone", scalars.moment, scalars.MOMENT
)
CLOCK_OR_MOMENT: Scalar[datetime | time] = _scalar(
    "a time such as 14:05, or a date and time", _clock_or_moment, f"({scalars.DATE}[ T])?{scalars.CLOCK}"
)
DURATION: Scalar[timedelta] = _scalar(
    "a duration such as 1h30m, 90m or 2h", scalars.duration, scalars.DURATION
)
ZONE: Scalar[ZoneInfo] = _scalar(
    "an IANA time zone such as Asia/Shanghai", scalars.zone, scalars.ZONE, zone_meant
)
LANGUAGE: Scalar[str] = _scalar(
    "a language code such as id, en or zh", scalars.language, scalars.LANGUAGE, language_meant
)
URL: Scalar[str] = _scalar(
    "an http or https address such as https://example.org/live, without spaces or a password",
    scalars.url,
    scalars.URL,
    _with_scheme,
    links.doubt,
)
COLOR: Scalar[str] = _scalar('a colour in quotes such as "#0a84ff"', scalars.color, scalars.COLOR, _with_hash)
WORD: Scalar[str] = _scalar("a word of letters, digits, ., - and _", scalars.word, scalars.WORD)
LINE: Scalar[str] = Scalar("a text", scalars.line, {"type": AS_WRITTEN, "minLength": 1})
TITLE = Translated(scalars.line)
ABSTRACT = Translated(scalars.paragraphs)
NAME = Translated(scalars.line, complete=False)
"""A name is written per script, not per language: who has no form of it reads the first."""


def identifier(longest: int) -> Scalar[str]:
    """An id of at most `longest` characters."""
    return Scalar(
        f"1 to {longest} of a-z, 0-9, - and _, the first a letter or digit",
        lambda text: scalars.identifier(text) if len(text) <= longest else None,
        pattern(scalars.ID) | {"type": ["string", "integer"], "maxLength": longest},
        lambda text: scalars.identifier(re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-_")[:longest]),
    )


def choice(options: Mapping[str, T]) -> Scalar[T]:
    """One of a few words."""
    json: dict[str, Any] = {"type": "string", "enum": list(options)}
    return Scalar(f"one of {', '.join(options)}", options.get, json, lambda text: closest(text, options))
