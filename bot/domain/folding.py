"""One form for all ways to write the same words, so that a search may compare them."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.traditional import SIMPLIFIED

__all__ = ["fold", "parts", "plain", "unspaced"]

_UNDECOMPOSED = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’ʼ`´]")
_BETWEEN = re.compile(r"[\W_]+")
# Kana, Han with its extension A, Hangul, and Han beyond the BMP: scripts written or searched without spaces.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003134f"
_PART = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED} ]+")


def fold(text: str) -> str:
    """The text as a search sees it: letters and digits only, single spaces between.

    Half width, lower case, without Latin diacritics and apostrophes, Chinese in simplified characters.
    """
    return _BETWEEN.sub(" ", plain(text)).strip()


def plain(text: str) -> str:
    """The text as `fold` makes it, with its punctuation other than apostrophes."""
    even = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    if not even.isascii():
        bare = _MARKS.sub("", unicodedata.normalize("NFD", even)).translate(_UNDECOMPOSED)
        even = unicodedata.normalize("NFC", bare)
    return _APOSTROPHES.sub("", even)


def parts(folded: str) -> list[str]:
    """The words of a folded text; a run of Han, kana or Hangul is one, even beside Latin: ``5g`` ``论坛``."""
    return _PART.findall(folded)


def unspaced(word: str) -> bool:
    """Whether the word is of a script that is written or searched without spaces."""
    return word[0] >= "\u3040"
