"""What organizers write to tell many people something: one text for all, or one for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FOR_ALL", "Mistake", "Slip", "read", "wording"]

FOR_ALL = ""
"""Stands for a language in what is for readers of any language that has no text of its own."""


class Slip(StrEnum):
    TWICE = "twice"
    EMPTY = "empty"
    UNREAD = "unread"
    """A text for all beside texts for each of the languages: nobody would see it."""


@dataclass(frozen=True, slots=True)
class Mistake:
    slip: Slip
    language: str
    line: int
    """From 1, where the text that is wrong begins."""


def read(text: str, languages: Sequence[str]) -> tuple[Mapping[str, str], Sequence[Mistake]]:
    """Language -> text, in the order of `languages` with what is for all first; and what is wrong with it.

    A line that begins with a language's code and a colon begins its text. ``en:`` and ``En:`` do; ``ID:`` in
    capitals does not, as the number of a meeting may follow it.
    """
    marker = re.compile(rf"\s*({'|'.join(both_cases(languages))})\s*[:：]")
    parts: list[tuple[str, int, list[str]]] = [(FOR_ALL, 1, [])]
    for number, line in enumerate(text.splitlines(), 1):
        if found := marker.match(line):
            parts.append((found[1].lower(), number, [line[found.end() :]]))
        else:
            parts[-1][2].append(line)
    written = [(language, number, "\n".join(lines).strip()) for language, number, lines in parts]
    if not written[0][2]:
        del written[0]
    texts = {language: words for language, _, words in written}
    order = [language for language in (FOR_ALL, *languages) if language in texts]
    return {language: texts[language] for language in order}, tuple(mistakes(written, languages))


def both_cases(languages: Sequence[str]) -> list[str]:
    """Keyboards of phones begin a line with a capital."""
    return [*languages, *(code.capitalize() for code in languages)]


def mistakes(written: Sequence[tuple[str, int, str]], languages: Sequence[str]) -> list[Mistake]:
    seen: set[str] = set()
    found = []
    for language, line, words in written:
        if language in seen:
            found.append(Mistake(Slip.TWICE, language, line))
        elif not words:
            found.append(Mistake(Slip.EMPTY, language, line))
        seen.add(language)
    if seen >= {FOR_ALL, *languages}:
        found.append(Mistake(Slip.UNREAD, FOR_ALL, 1))
    return found


def wording(texts: Mapping[str, str], language: str, languages: Sequence[str]) -> tuple[str, str]:
    """(language, text) for a reader of `language`: their own, else what is for all, else the first there is.

    `texts` is not empty.
    """
    for code in (language, FOR_ALL, *languages):
        if code in texts:
            return code, texts[code]
    return next(iter(texts.items()))
