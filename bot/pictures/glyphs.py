"""The letters of pictures: two weights of a font that comes along, and one of its rare characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

__all__ = ["BOLD", "IDEOGRAPH", "RARE", "REGULAR", "Style", "advance", "legible", "pieces"]

FONTS = Path(__file__).with_name("fonts")
REGULAR, BOLD, RARE = "Regular", "Bold", "Rare"
"""The rare characters have a font of their own, so that the others take little memory."""
SUBSTITUTE = "〓"
"""What Chinese printers set in place of a character that they have no type for."""
NARROW = {ord(wide): chr(0xE000 | ord(wide) & 0xFFF) for wide in "·‘’“”•"}
"""Punctuation that is as wide as an ideograph, and where the font has its Latin form (see tools/fonts.py)."""
IDEOGRAPH = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3013\u3021-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Of the scripts whose lines break between any two characters."""
LEFT_OUT = frozenset({"So", "Sk", "Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
"""Unicode's categories of emoji, loose marks and invisible signs: without a glyph they are left out."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `size` is its em in pixels."""

    size: int
    weight: str = REGULAR

    @property
    def line(self) -> int:
        """Pixels from one line to the next."""
        return round(self.size * 1.34)


@cache
def face(weight: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine; the other depends on a library found at run time.
    path = FONTS / f"NotoSansSC-{weight}.otf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def covered(weight: str) -> frozenset[str]:
    """The characters that a font has a glyph for."""
    return frozenset((FONTS / f"NotoSansSC-{weight}.txt").read_text(encoding="utf-8"))


def legible(text: str) -> str:
    """The text on one line, of characters that there are glyphs for."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    if IDEOGRAPH.search(composed) is None:
        composed = composed.translate(NARROW).replace("…", "...")
    composed = composed.replace(" · ", f" {NARROW[ord('·')]} ")
    if covered(REGULAR).issuperset(composed):
        return composed
    return " ".join("".join(map(substitute, composed)).split())


def substitute(letter: str) -> str:
    """The letter, else its base without the accent, else what stands for it."""
    base = unicodedata.normalize("NFD", letter)[0]
    for found in (letter, base):
        if found in covered(REGULAR) or found in covered(RARE):
            return found
    left_out = unicodedata.category(letter) in LEFT_OUT and IDEOGRAPH.match(letter) is None
    return "" if left_out else SUBSTITUTE


def pieces(text: str, style: Style) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
    """A legible text in its order, each piece with the font that has it."""
    known = covered(style.weight)
    if known.issuperset(text):
        yield face(style.weight, style.size), text
        return
    for has, letters in groupby(text, key=known.__contains__):
        yield face(style.weight if has else RARE, style.size), "".join(letters)


@lru_cache(maxsize=16_384)
def width(letter: str, style: Style) -> float:
    return sum(font.getlength(piece) for font, piece in pieces(letter, style))


def advance(text: str, style: Style) -> float:
    """The width of a legible text in pixels: that of its letters, there is no kerning."""
    return sum(width(letter, style) for letter in text)
