"""Dates and clock times that are written in numbers: ``23/7``, ``2020-07-23``, ``15.30``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.questions.grammar import Match
from bot.domain.questions.lexicon import Meaning

__all__ = ["written_dates"]

DATE = Meaning("day", "written")
CLOCK = Meaning("clock", "{hour}")
YEARS = range(1900, 2200)


def written_dates(atoms: Sequence[str], start: int) -> Iterator[Match]:
    """The dates and clock times that begin at `start`.

    A date's captures are its numbers in the order they stand in, year included where there is one; which is
    the day and which the month is for the reader of the question to find out. ``15.30`` may be either.
    ``0900`` and ``1030-1200`` are clock times, four digits alone a year.
    """
    if minute := _four_digits(atoms, start):
        yield Match(start, start + 1, CLOCK, (("hour", (*minute, True)),))
    numbers, signs = _run(atoms, start)
    if len(numbers) >= 3 and signs[0] == signs[1] and signs[0] in "/.-":
        first, second, third = numbers[:3]
        if first in YEARS or third in YEARS or (third < 100 and signs[0] != "-"):
            yield Match(start, start + 5, DATE, _captured(first, second, third))
    if len(numbers) < 2:
        return
    first, second = numbers[:2]
    if signs[0] in "/." and 1 <= first <= 31 and 1 <= second <= 31 and max(first, second) <= 31:
        yield Match(start, start + 3, DATE, _captured(first, second))
    if signs[0] in ":." and first <= 24 and second < 60 and len(atoms[start + 2]) == 2:
        exact = atoms[start].startswith("0") or first > 12
        yield Match(start, start + 3, CLOCK, (("hour", (first, second, exact)),))


def _four_digits(atoms: Sequence[str], at: int) -> tuple[int, int] | None:
    """Hour and minute of a clock time in four digits, which begins with a zero or is in a range of two."""
    text = atoms[at]
    hour, minute = (int(text[:2]), int(text[2:])) if _is_four(text) else (99, 99)
    before, after = atoms[max(0, at - 2) : at], atoms[at + 1 : at + 3]
    ranged = any("-" in beside and any(map(_is_four, beside)) for beside in (before, after))
    return (hour, minute) if hour <= 24 and minute < 60 and (text[0] == "0" or ranged) else None


def _is_four(text: str) -> bool:
    return len(text) == 4 and text.isdecimal()


def _run(atoms: Sequence[str], start: int) -> tuple[list[int], list[str]]:
    """Up to three numbers with a sign between each two of them."""
    numbers: list[int] = []
    signs: list[str] = []
    for at in range(start, len(atoms), 2):
        if not atoms[at].isdecimal() or len(atoms[at]) > 4:
            break
        numbers.append(int(atoms[at]))
        if len(numbers) == 3 or at + 1 >= len(atoms) or atoms[at + 1] not in ":/.-":
            break
        signs.append(atoms[at + 1])
    return numbers, signs[: max(0, len(numbers) - 1)]


def _captured(*numbers: int) -> tuple[tuple[str, int], ...]:
    return tuple(("number", number) for number in numbers)
