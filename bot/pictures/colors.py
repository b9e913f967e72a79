"""The colours of pictures. Text keeps at least 4.5 : 1 against what it stands on (WCAG AA)."""

from __future__ import annotations

from functools import cache

__all__ = [
    "ACCENT",
    "ALERT",
    "FAINT",
    "FRESH",
    "GOLD",
    "INK",
    "LINE",
    "MUTED",
    "PAPER",
    "SHADE",
    "Color",
    "contrast",
    "mixed",
    "parsed",
    "readable",
]

Color = tuple[int, int, int]

PAPER: Color = (255, 255, 255)
SHADE: Color = (244, 245, 248)
LINE: Color = (226, 229, 235)
FAINT: Color = (199, 204, 214)
MUTED: Color = (91, 98, 112)
INK: Color = (23, 26, 33)
ACCENT: Color = (30, 94, 190)
"""The reader's own clock."""
ALERT: Color = (200, 30, 48)
GOLD: Color = (240, 160, 0)
FRESH: Color = (15, 124, 108)
AA = 4.5


def parsed(text: str) -> Color:
    """``#0a84ff`` as a colour."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(color: Color, other: Color, share: float) -> Color:
    """`share` of `color`, the rest of `other`."""
    red, green, blue = (round(one * share + two * (1 - share)) for one, two in zip(color, other, strict=True))
    return red, green, blue


@cache
def readable(color: Color, on: Color = PAPER) -> Color:
    """The colour, darker where it must be for text on `on`."""
    for tenth in range(10, 0, -1):
        shade = mixed(color, INK, tenth / 10)
        if contrast(shade, on) >= AA:
            return shade
    return INK


def contrast(one: Color, other: Color) -> float:
    """From 1 to 21, as WCAG 2 reckons."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    parts = (part / 255 for part in color)
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
