"""A text cut into what is compared: words of spaced scripts, numbers, single characters of others."""

from __future__ import annotations

import re

from bot.domain.folding import plain, unspaced

__all__ = ["atoms", "joined", "spaced"]

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003134f"
_ATOM = re.compile(
    rf"[{_HAN}]"
    rf"|\d+(?![^\W_{_HAN}])"
    # What stands between numbers tells dates, clock times and ranges apart.
    r"|(?<=\d)[:./](?=\d)"
    r"|(?<=[\d点时分号日天半])\s*[-–—~]+\s*(?=\w)|(?<=\d[ap]m)\s*[-–—~]\s*(?=\w)"
    rf"|[^\W_{_HAN}]+"
)


def atoms(text: str) -> list[str]:
    """The atoms of a text, folded; a dash between times is ``-``, other punctuation is left out."""
    found = (match.group() for match in _ATOM.finditer(plain(text)))
    return ["-" if atom.strip()[0] in "-–—~" else atom for atom in found]


def spaced(atom: str) -> bool:
    """Whether it is a word of a script with spaces: neither a number nor a sign nor a single character."""
    return not unspaced(atom) and not atom.isdecimal() and atom[0].isalnum()


def joined(run: list[str]) -> str:
    """Atoms as one text: characters side by side, words with spaces between."""
    text = ""
    for atom in run:
        gap = " " if text and not (unspaced(atom) or unspaced(text[-1])) else ""
        text += gap + atom
    return text
