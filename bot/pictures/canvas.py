"""A sheet to draw on: texts, smooth shapes, and its bytes at the end."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from bot.pictures.colors import PAPER, Color
from bot.pictures.glyphs import Style, advance, pieces

__all__ = ["Box", "Canvas", "tall_enough"]

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are outside."""
SMOOTH = 4
"""Shapes are drawn so many times larger first."""
COLORS = 200
DASH, GAP = 9, 7


class Canvas:
    """`width` × `height` pixels. Texts must be `legible`; an empty box draws nothing."""

    def __init__(self, width: int, height: int, paper: Color = PAPER) -> None:
        self.width = width
        self.height = height
        self._image = Image.new("RGB", (width, height), paper)
        self._draw = ImageDraw.Draw(self._image)
        self._flat: dict[Color, None] = {paper: None}
        """What areas are filled with."""

    def text(self, x: float, y: float, text: str, style: Style, color: Color) -> float:
        """The text, the top of its line at `y`; where it ends."""
        baseline = round(y + style.line * 0.5 + style.size * 0.36)
        for font, piece in pieces(text, style):
            self._draw.text((round(x), baseline), piece, fill=color, font=font, anchor="ls")
            x += advance(piece, style)
        return x

    def text_right(self, x: float, y: float, text: str, style: Style, color: Color) -> None:
        """The text, ending at `x`."""
        self.text(x - advance(text, style), y, text, style, color)

    def struck(self, x: float, y: float, text: str, style: Style, color: Color) -> float:
        """The text, struck through."""
        end = self.text(x, y, text, style, color)
        middle = round(y + style.line * 0.5 + style.size * 0.06)
        self.fill((round(x), middle, round(end), middle + max(2, style.size // 12)), color)
        return end

    def fill(self, box: Box, color: Color) -> None:
        left, top, right, bottom = box
        if left < right and top < bottom:
            self._flat.setdefault(color)
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=color)

    def rounded(self, box: Box, radius: int, color: Color) -> None:
        """A filled box with round corners."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if width > 0 and height > 0:
            self._flat.setdefault(color)
            mask = rounded_mask(width, height, min(radius, width // 2, height // 2))
            self._image.paste(color, (left, top), mask)

    def framed(
        self, box: Box, radius: int, color: Color, frame: Color, *, thick: int = 2, dashed: bool = False
    ) -> None:
        """A filled box with round corners and a frame inside its edge; a dashed one is whole on the left."""
        left, top, right, bottom = box
        self.rounded(box, radius, frame)
        if dashed:
            for x in range(left + radius + DASH, right - radius, DASH + GAP):
                for y in (top, bottom - thick):
                    self.fill((x, y, min(x + GAP, right - radius), y + thick), color)
            for y in range(top + radius + DASH, bottom - radius, DASH + GAP):
                self.fill((right - thick, y, right, min(y + GAP, bottom - radius)), color)
        inner = (left + thick, top + thick, right - thick, bottom - thick)
        self.rounded(inner, max(radius - thick, 0), color)

    def disc(self, x: int, y: int, radius: int, color: Color) -> None:
        self.rounded((x - radius, y - radius, x + radius, y + radius), radius, color)

    def star(self, x: int, y: int, radius: int, color: Color) -> None:
        """A five-pointed star around (x, y), with a bright rim."""
        rim = radius + 4
        self._flat.setdefault(color)
        self._image.paste(PAPER, (x - rim, y - rim), star_mask(rim))
        self._image.paste(color, (x - radius, y - radius), star_mask(radius))

    def png(self) -> bytes:
        """The sheet in the few colours of a third of its lines and columns; areas keep theirs exactly."""
        small = self._image.resize((-(-self.width // 3), -(-self.height // 3)), Image.Resampling.NEAREST)
        palette = small.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few = self._image.quantize(palette=palette, dither=Image.Dither.NONE)
        few.putpalette(self._with_flat_colors(palette))
        content = io.BytesIO()
        few.save(content, "PNG", compress_level=6)
        return content.getvalue()

    def _with_flat_colors(self, palette: Image.Image) -> list[int]:
        """The palette's colours, each area's own in the place that stands for it."""
        areas = Image.new("RGB", (len(self._flat), 1))
        for x, color in enumerate(self._flat):
            areas.putpixel((x, 0), color)
        places = areas.quantize(palette=palette, dither=Image.Dither.NONE).tobytes()
        colors = list(palette.getpalette() or ())
        for color, place in reversed([*zip(self._flat, places, strict=True)]):
            colors[3 * place : 3 * place + 3] = color
        return colors


def rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    mask = Image.new("L", (width, height), 255)
    if radius > 0:
        corner = disc_mask(radius)
        for x, left in ((0, 0), (width - radius, radius)):
            for y, top in ((0, 0), (height - radius, radius)):
                mask.paste(corner.crop((left, top, left + radius, top + radius)), (x, y))
    return mask


@lru_cache(maxsize=32)
def disc_mask(radius: int) -> Image.Image:
    large = Image.new("L", (2 * radius * SMOOTH,) * 2)
    ImageDraw.Draw(large).ellipse((0, 0, large.width - 1, large.height - 1), fill=255)
    return large.resize((2 * radius,) * 2, Image.Resampling.BOX)


@lru_cache(maxsize=32)
def star_mask(radius: int) -> Image.Image:
    large = Image.new("L", (2 * radius * SMOOTH,) * 2)
    points = []
    for corner in range(10):
        distance = radius * SMOOTH * (1 if corner % 2 == 0 else 0.45)
        angle = pi * corner / 5
        points.append((radius * SMOOTH + distance * sin(angle), radius * SMOOTH - distance * cos(angle)))
    ImageDraw.Draw(large).polygon(points, fill=255)
    return large.resize((2 * radius,) * 2, Image.Resampling.BOX)


def tall_enough(width: int, write: Callable[[Canvas], float]) -> Canvas:
    """What `write` draws from the top down, on as much paper as it says it needs.

    That is found by drawing once on paper that is thrown away.
    """
    canvas = Canvas(width, round(write(Canvas(width, 1))))
    write(canvas)
    return canvas
