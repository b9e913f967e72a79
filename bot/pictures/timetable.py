"""A day as a grid: hours downwards, what is on at the same time side by side."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.model import Status
from bot.pictures.blocks import Block, draw_block, draw_strip, title_size
from bot.pictures.canvas import Box, Canvas
from bot.pictures.colors import ACCENT, ALERT, FAINT, GOLD, INK, LINE, MUTED, PAPER, SHADE
from bot.pictures.glyphs import BOLD, Style, advance
from bot.pictures.picture import WIDTH, Picture
from bot.pictures.setting import cut, fitted

__all__ = ["Band", "Hour", "Timetable"]

MARGIN, GUTTER = 32, 112
HEADER = 176
LEGEND = 64
SQUARE = 1280
"""Telegram makes larger pictures smaller: a day fits into so many pixels where it can."""
TALLEST = 2600
HOUR_HEIGHTS = (56, 116)
SHORTEST_BLOCK = 36

DAY = (Style(50, BOLD), Style(42, BOLD), Style(34, BOLD))
SMALL = Style(24)
SMALL_BOLD = Style(24, BOLD)
HOUR = Style(23, BOLD)
OWN_HOUR = Style(20)
FINE = Style(22)


@dataclass(frozen=True, slots=True)
class Hour:
    """A line of the grid: the conference's clock, and the reader's where it differs."""

    clock: str
    own: str


@dataclass(frozen=True, slots=True)
class Band:
    """A break, across the whole width; minutes from the first hour."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Timetable(Picture):
    conference: str
    day: str
    number: str
    zone: str
    own_zone: str
    """Empty where the reader's clock shows what the conference's does."""
    hours: tuple[Hour, ...]
    strips: tuple[Block, ...]
    bands: tuple[Band, ...]
    blocks: tuple[Block, ...]
    now: int | None
    """Minutes from the first hour; None where it is not on the sheet."""
    now_word: str
    empty: str
    """What is said where there is nothing to show."""
    legend: tuple[tuple[str, str], ...]
    """What a mark (``star``, ``tentative`` or ``cancelled``) means."""
    imprint: str

    def png(self) -> bytes:
        return Sheet(self).drawn().png()


class Sheet:
    """The timetable with its measures."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.spans = max(len(table.hours) - 1, 0)
        self.top = HEADER + 54 * len(table.strips) + (10 if table.strips else 0)
        self.hour = self.hour_height()
        self.bottom = self.top + round(self.spans * self.hour) + (14 if self.spans else 90)
        self.left, self.right = MARGIN + GUTTER, WIDTH - MARGIN
        self.canvas = Canvas(WIDTH, self.bottom + LEGEND)

    def hour_height(self) -> float:
        """As tall as the sheet allows, and tall enough to read what is shortest."""
        if not self.spans:
            return 0.0
        low, high = HOUR_HEIGHTS
        roomy = min(max((SQUARE - self.top - LEGEND - 14) / self.spans, low), high)
        shortest = min((block.end - block.start for block in self.table.blocks), default=60)
        wanted = SHORTEST_BLOCK * 60 / max(shortest, 5)
        return min(max(roomy, wanted), max((TALLEST - self.top) / self.spans, low))

    def y(self, minute: int) -> int:
        return self.top + round(minute * self.hour / 60)

    def drawn(self) -> Canvas:
        self.header()
        for at, strip in enumerate(self.table.strips):
            top = HEADER + 54 * at
            draw_strip(self.canvas, (self.left, top, self.right, top + 46), strip)
        self.grid()
        for band in self.table.bands:
            self.band(band)
        if self.table.now is not None:
            self.now_line(self.table.now)
        sizes = self.title_sizes()
        for block in self.table.blocks:
            draw_block(self.canvas, self.box(block), block, sizes[block.lanes])
        if self.table.now is not None:
            self.now_mark(self.table.now)
        if not (self.table.blocks or self.table.bands or self.table.strips):
            self.canvas.text(
                self.left, self.top, cut(self.table.empty, SMALL, self.right - self.left), SMALL, MUTED
            )
        self.footer()
        return self.canvas

    def header(self) -> None:
        table, canvas = self.table, self.canvas
        canvas.fill((0, 0, WIDTH, 8), ACCENT)
        number = advance(table.number, SMALL)
        canvas.text(MARGIN, 26, cut(table.conference, SMALL, WIDTH - 2 * MARGIN - number - 30), SMALL, MUTED)
        canvas.text_right(self.right, 26, table.number, SMALL, MUTED)
        style, lines = fitted(table.day, DAY, WIDTH - 2 * MARGIN, DAY[0].line)
        canvas.text(MARGIN, 58, lines[0], style, INK)
        x = canvas.text(MARGIN, 126, table.zone, SMALL_BOLD, INK)
        if table.own_zone:
            x = canvas.text(x, 126, "  ·  ", SMALL, MUTED)
            canvas.text(x, 126, table.own_zone, SMALL, ACCENT)

    def grid(self) -> None:
        """The lines of the hours, and the hours themselves, but where the line of this hour covers one."""
        hidden = None if self.table.now is None else self.y(self.table.now)
        for at, hour in enumerate(self.table.hours):
            y = self.y(60 * at)
            self.canvas.fill((self.left - 8, y, self.right, y + 2), LINE)
            if hidden is None or abs(y - hidden) > 29:
                self.canvas.text(MARGIN, y - 15, hour.clock, HOUR, INK)
            if at < self.spans and (hidden is None or abs(y + 27 - hidden) > 29):
                self.canvas.text(MARGIN, y + 13, hour.own, OWN_HOUR, ACCENT)

    def box(self, block: Block) -> Box:
        width = (self.right - self.left + 8) / block.lanes
        left = self.left + round(block.lane * width)
        right = self.left + round((block.lane + 1) * width) - 8
        return left, self.y(block.start) + 3, right, max(self.y(block.end) - 1, self.y(block.start) + 30)

    def title_sizes(self) -> dict[int, int]:
        """Blocks of one width have titles of one size: number of lanes -> place among the sizes."""
        sizes: dict[int, int] = {}
        for block in self.table.blocks:
            sizes[block.lanes] = max(sizes.get(block.lanes, 0), title_size(self.box(block), block))
        return sizes

    def band(self, band: Band) -> None:
        top, bottom = self.y(band.start) + 3, self.y(band.end) - 1
        self.canvas.rounded((self.left, top, self.right, bottom), 10, SHADE)
        text = cut(band.text, FINE, self.right - self.left - 40)
        middle = (self.left + self.right - advance(text, FINE)) / 2
        self.canvas.text(middle, (top + bottom - FINE.line) / 2, text, FINE, MUTED)

    def now_line(self, now: int) -> None:
        """Behind the blocks."""
        y = self.y(now)
        self.canvas.fill((MARGIN, y - 1, self.right, y + 3), ALERT)

    def now_mark(self, now: int) -> None:
        """The word for it, and the line at the edges of blocks: words struck through are called off."""
        y, canvas = self.y(now), self.canvas
        for block in self.table.blocks:
            if block.start < now < block.end:
                left, _, right, _ = self.box(block)
                canvas.fill((left, y - 1, left + 12, y + 3), ALERT)
                canvas.fill((right - 5, y - 1, right, y + 3), ALERT)
        word = cut(self.table.now_word, OWN_HOUR, GUTTER - 24)
        pill = (MARGIN - 10, y - 16, MARGIN - 10 + round(advance(word, OWN_HOUR)) + 22, y + 18)
        canvas.rounded(pill, 17, ALERT)
        canvas.text(MARGIN + 1, y - 13, word, OWN_HOUR, PAPER)

    def footer(self) -> None:
        canvas, y = self.canvas, self.bottom + 12
        imprint = advance(self.table.imprint, FINE)
        x: float = MARGIN
        for mark, meaning in self.table.legend:
            if x + advance(meaning, FINE) + 46 > self.right - imprint - 20:
                break
            self.mark(mark, round(x), y)
            x = canvas.text(x + 36, y, meaning, FINE, MUTED) + 28
        canvas.text_right(self.right, y, self.table.imprint, FINE, MUTED)

    def mark(self, mark: str, x: int, y: int) -> None:
        box = (x, y + 4, x + 26, y + 27)
        if mark == "star":
            self.canvas.star(x + 13, y + 15, 13, GOLD)
        elif mark == Status.TENTATIVE:
            self.canvas.framed(box, 5, PAPER, MUTED, dashed=True)
        else:
            self.canvas.framed(box, 5, SHADE, FAINT)
            self.canvas.fill((x + 5, y + 15, x + 21, y + 17), MUTED)
