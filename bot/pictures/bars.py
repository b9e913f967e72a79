"""Numbers as horizontal bars, in groups that each have a scale of their own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.canvas import Canvas, tall_enough
from bot.pictures.colors import ACCENT, ALERT, INK, LINE, MUTED, Color
from bot.pictures.glyphs import BOLD, Style, advance
from bot.pictures.picture import WIDTH, Picture
from bot.pictures.setting import cut, set_lines

__all__ = ["Bar", "Chart", "Group"]

MARGIN = 48
RIGHT = WIDTH - MARGIN
HEADER = 222
LABELS = 420
"""Pixels of the column of labels, gap included."""
BAR_HEIGHT, RADIUS, SHORTEST = 30, 8, 4
SPACE = 18
SMALL, HEADING, TITLE = Style(27), Style(56, BOLD), Style(34, BOLD)
LABEL, VALUE = Style(27), Style(27, BOLD)
LABEL_LINES = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """All texts are legible. `alert` is the part of `value` that is drawn, from the right, as bad."""

    label: str
    value: float
    said: str
    color: Color = ACCENT
    alert: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """`most` is the value of a bar over the whole width; 0 takes the largest. `note` stands below."""

    title: str
    bars: tuple[Bar, ...]
    most: float = 0.0
    note: str = ""


@dataclass(frozen=True)
class Chart(Picture):
    """Texts are legible; empty ones are not there."""

    conference: str
    heading: str
    moment: str
    groups: tuple[Group, ...]
    empty: str
    """What is said where there are no bars."""
    imprint: str

    def png(self) -> bytes:
        return tall_enough(WIDTH, lambda canvas: Sheet(self, canvas).write()).png()


class Sheet:
    def __init__(self, chart: Chart, canvas: Canvas) -> None:
        self.chart = chart
        self.canvas = canvas

    def write(self) -> float:
        """All of it from the top; where it ends."""
        chart, canvas = self.chart, self.canvas
        canvas.fill((0, 0, WIDTH, 10), ACCENT)
        canvas.text(MARGIN, 40, cut(chart.conference, SMALL, RIGHT - MARGIN), SMALL, MUTED)
        canvas.text(MARGIN, 76, cut(chart.heading, HEADING, RIGHT - MARGIN), HEADING, INK)
        canvas.text(MARGIN, 154, cut(chart.moment, SMALL, RIGHT - MARGIN), SMALL, MUTED)
        y: float = HEADER
        groups = [group for group in chart.groups if group.bars]
        for group in groups:
            y = self.group(group, y)
        if not groups:
            canvas.text(MARGIN, y, cut(chart.empty, SMALL, RIGHT - MARGIN), SMALL, INK)
            y += SMALL.line + 40
        canvas.fill((MARGIN, round(y), RIGHT, round(y) + 2), LINE)
        canvas.text(MARGIN, y + 20, cut(chart.imprint, SMALL, RIGHT - MARGIN), SMALL, MUTED)
        return y + SMALL.line + 44

    def group(self, group: Group, y: float) -> float:
        canvas = self.canvas
        if group.title:
            canvas.text(MARGIN, y, cut(group.title, TITLE, RIGHT - MARGIN), TITLE, INK)
            y += TITLE.line + 14
        room = RIGHT - MARGIN - LABELS - max(advance(bar.said, VALUE) for bar in group.bars) - 14
        most = group.most or max(bar.value for bar in group.bars) or 1.0
        for bar in group.bars:
            y = self.bar(bar, y, room / most)
        if group.note:
            canvas.text(MARGIN, y, cut(group.note, LABEL, RIGHT - MARGIN), LABEL, MUTED)
            y += LABEL.line
        return y + 30

    def bar(self, bar: Bar, y: float, scale: float) -> float:
        """Its label beside it, in two lines where it needs them; its value behind it."""
        canvas = self.canvas
        lines = set_lines(bar.label, LABEL, LABELS - 24, LABEL_LINES) or [""]
        height = max(BAR_HEIGHT, len(lines) * LABEL.line)
        top = y + (height - len(lines) * LABEL.line) / 2
        for at, line in enumerate(lines):
            canvas.text(MARGIN, top + at * LABEL.line, line, LABEL, INK)
        left, middle = MARGIN + LABELS, round(y + height / 2)
        above, below = middle - BAR_HEIGHT // 2, middle + BAR_HEIGHT // 2
        end = left + (max(SHORTEST, round(bar.value * scale)) if bar.value else 0)
        bad = round(bar.alert * scale)
        canvas.fill((left - 3, above - 6, left - 1, below + 6), LINE)
        canvas.rounded((left, above, end, below), RADIUS, bar.color)
        if bar.alert:
            canvas.rounded((end - max(bad, SHORTEST), above, end, below), RADIUS, ALERT)
        canvas.text(end + 12, middle - VALUE.line / 2, bar.said, VALUE, INK if bar.value else MUTED)
        return y + height + SPACE
