"""Texts set in lines of a given width, broken where readers of each script expect it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.pictures.glyphs import IDEOGRAPH, Style, advance, legible

__all__ = ["cut", "fitted", "set_lines"]

CLOSING = re.escape("，。、；：？！）〕］｝〉》」』】”’…—·%,.;:?!)]}")
"""What never begins a line."""
OPENING = re.escape("（〔［｛〈《「『【“‘([{")
"""What never ends one."""
ANY = IDEOGRAPH.pattern
ATOM = re.compile(rf"[{OPENING}]*(?:{ANY}|(?:(?!{ANY})[^ {OPENING}-])+)[{CLOSING}-]*|[{OPENING}-]+| +")
"""What stays together: an ideograph, a word or its part up to a hyphen, with the punctuation around it."""


def set_lines(text: str, style: Style, width: float, most: int) -> list[str]:
    """At most `most` lines, none wider than `width`; the last one ends with “…” where the text goes on."""
    lines: list[str] = []
    for line in broken(legible(text), style, width):
        if len(lines) == most:
            gap = "" if IDEOGRAPH.match(line) else " "
            lines[-1] = cut(lines[-1] + gap + line, style, width)
            break
        lines.append(line)
    return lines


def fitted(text: str, styles: Sequence[Style], width: float, height: float) -> tuple[Style, list[str]]:
    """The first of `styles` in which the whole text fits with every word whole, else the last, cut."""
    shown = legible(text)
    for style in styles:
        lines = list(broken(shown, style, width))
        if len(lines) * style.line <= height and whole(shown, style, width):
            return style, lines
    style = styles[-1]
    return style, set_lines(shown, style, width, max(1, int(height // style.line)))


def cut(text: str, style: Style, width: float) -> str:
    """A legible text on one line of that width; where it goes on, it ends with “…”, if it can at a word."""
    if advance(text, style) <= width:
        return text
    chinese = IDEOGRAPH.search(text) is not None
    more = "…" if chinese else "..."
    room = width - advance(more, style)
    kept = ""
    for letter in text:
        room -= advance(letter, style)
        if room < 0:
            break
        kept += letter
    word = kept.rfind(" ")
    if not chinese and word * 3 > len(kept) * 2 and text[len(kept)] != " ":
        kept = kept[:word]
    return kept.rstrip(" ,.;:，。、；：") + more


def whole(text: str, style: Style, width: float) -> bool:
    """Whether no word must be broken."""
    return all(advance(atom, style) <= width for atom in ATOM.findall(text))


def broken(text: str, style: Style, width: float) -> Iterator[str]:
    """All lines of the text; a word wider than a line begins one of its own and is broken anywhere."""
    line, taken = "", 0.0
    for atom in ATOM.findall(text):
        wide = advance(atom, style)
        if line and taken + wide > width:
            yield line.rstrip()
            line, taken = "", 0.0
        if wide > width:
            *full, line = chopped(atom, style, width)
            yield from full
            taken = advance(line, style)
        elif line or atom.strip():
            line, taken = line + atom, taken + wide
    if line.strip():
        yield line.rstrip()


def chopped(word: str, style: Style, width: float) -> list[str]:
    """The word in parts no wider than `width`, each of a character at least."""
    parts, taken = [""], 0.0
    for letter in word:
        wide = advance(letter, style)
        if parts[-1] and taken + wide > width:
            parts.append("")
            taken = 0.0
        parts[-1] += letter
        taken += wide
    return parts
