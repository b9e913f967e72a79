"""An event as a block of a timetable: its colours, its marks, and as many of its words as fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.model import Status
from bot.pictures.canvas import Box, Canvas
from bot.pictures.colors import ALERT, FAINT, GOLD, INK, MUTED, PAPER, SHADE, Color, mixed, readable
from bot.pictures.glyphs import BOLD, Style, advance, legible
from bot.pictures.setting import cut, fitted

__all__ = ["Block", "draw_block", "draw_strip", "title_size"]

RADIUS, BAR = 10, 6
WIDE, MIDDLE = 420, 210
TITLES = {
    WIDE: tuple(Style(size, BOLD) for size in (34, 30, 27, 24)),
    MIDDLE: tuple(Style(size, BOLD) for size in (27, 25, 23, 21)),
    0: tuple(Style(size, BOLD) for size in (24, 22, 20, 18, 17)),
}
TIGHT = tuple(Style(size, BOLD) for size in (16, 15, 14))
"""Of one title of several that has a word too long for its block: no letter stands alone on a line."""
NOTES = {MIDDLE: Style(22), 130: Style(19), 0: Style(18)}
ONE_LINE = Style(22, BOLD)
STAR = 34
"""Pixels of a line that a star takes."""
DOT = legible("· · ·")[1:4]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block:
    """Minutes count from the first hour; `lane` (from 0) is one of `lanes` equal parts of the width."""

    title: str
    time: str
    notes: tuple[str, ...]
    """The room and the like, most needed first."""
    talks: tuple[str, ...]
    start: int
    end: int
    color: Color
    status: Status
    starred: bool
    called_off: str = ""
    """The words for it, where it is."""
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Look:
    fill: Color
    frame: Color
    bar: Color
    ink: Color
    note: Color


def look(block: Block) -> Look:
    if block.status is Status.CANCELLED:
        return Look(SHADE, FAINT, FAINT, MUTED, MUTED)
    fill = mixed(block.color, PAPER, 0.22 if block.starred else 0.09)
    frame = block.color if block.starred else mixed(block.color, PAPER, 0.55)
    return Look(fill, frame, block.color, INK, readable(mixed(block.color, INK, 0.45), fill))


def draw_block(canvas: Canvas, box: Box, block: Block, size: int) -> None:
    """The block in its box, its title at most in the `size`-th size; what does not fit is cut or left out."""
    left, top, right, _ = box
    shown = look(block)
    frame(canvas, box, block, shown)
    if block.starred:
        narrow = right - left < MIDDLE
        canvas.star(right - (8 if narrow else 22), top + (4 if narrow else 22), 14, GOLD)
    if flat(box):
        one_line(canvas, inside(box), block, shown)
    else:
        lines(canvas, inside(box), block, shown, size)


def title_size(box: Box, block: Block) -> int:
    """The place, from 0, of the largest size in which the whole title fits; or of the last."""
    left, _, right, _ = inside(box)
    styles = sized(TITLES, right - left)
    style, _ = fitted(block.title, styles, title_width(block, right - left), title_height(box))
    return 0 if flat(box) else styles.index(style)


def inside(box: Box) -> Box:
    """Where the words are."""
    left, top, right, bottom = box
    return left + BAR + 9, top + 8, right - 5, bottom - 7


def flat(box: Box) -> bool:
    """Whether there is room for one line only."""
    return box[3] - box[1] - 15 < 2 * ONE_LINE.line - 12


def title_width(block: Block, width: int) -> int:
    """In a narrow block the star stands on the corner and takes no room."""
    return width - STAR if block.starred and width >= MIDDLE - 20 else width


def title_height(box: Box) -> int:
    """With room for one note below."""
    _, top, _, bottom = inside(box)
    return bottom - top - NOTES[MIDDLE].line


def frame(canvas: Canvas, box: Box, block: Block, shown: Look) -> None:
    left, top, _, bottom = box
    thick = 3 if block.starred else 2
    canvas.framed(box, RADIUS, shown.fill, shown.frame, thick=thick, dashed=block.status is Status.TENTATIVE)
    bar = (left + thick, top + RADIUS, left + thick + BAR, bottom - RADIUS)
    canvas.rounded(bar, BAR // 2, shown.bar)


def one_line(canvas: Canvas, inner: Box, block: Block, shown: Look) -> None:
    left, top, right, bottom = inner
    right -= STAR if block.starred else 0
    y = (top + bottom - ONE_LINE.line) / 2
    end = canvas.text(left, y, cut(said(block), ONE_LINE, right - left), ONE_LINE, shown.ink)
    if end + 14 + advance(block.time, NOTES[MIDDLE]) <= right:
        canvas.text(end + 14, y, block.time, NOTES[MIDDLE], shown.note)


def said(block: Block) -> str:
    """The title, and before it that it is called off."""
    return f"{block.called_off}: {block.title}" if block.called_off else block.title


def lines(canvas: Canvas, inner: Box, block: Block, shown: Look, size: int) -> None:
    left, top, right, bottom = inner
    width = right - left
    note = sized(NOTES, width)
    style, title = title_lines(inner, block, size)
    write = canvas.struck if block.status is Status.CANCELLED else canvas.text
    y: float = top
    for line in title:
        write(left, y, line, style, shown.ink)
        y += style.line
    if block.called_off and y + note.line <= bottom + 4:
        canvas.text(left, y, cut(block.called_off, note, width), note, ALERT)
        y += note.line
    for text in details(block, note, width):
        if y + note.line > bottom + 4:
            return
        canvas.text(left, y, cut(text, note, width), note, shown.note)
        y += note.line


def title_lines(inner: Box, block: Block, size: int) -> tuple[Style, list[str]]:
    """The title as it is set, with room for one note below."""
    left, top, right, bottom = inner
    width = right - left
    styles = sized(TITLES, width)[size:] + (TIGHT if width < MIDDLE else ())
    height = bottom - top - sized(NOTES, width).line
    return fitted(block.title, styles, title_width(block, width), height)


def details(block: Block, note: Style, width: int) -> Iterator[str]:
    """What stands under the title, a line each: the grid tells the time, the colour the track as well."""
    if width >= WIDE:
        yield DOT.join((block.time, *block.notes))
        yield from block.talks
        return
    if advance(block.time, note) <= width:
        yield block.time
    yield from block.notes[:1]
    yield from (text for text in block.notes[1:] if advance(text, note) <= width)


def sized(choices: Mapping[int, T], width: int) -> T:
    """The choice for a block of that width: the keys are the least widths, widest first."""
    return next(choice for least, choice in choices.items() if width >= least)


def draw_strip(canvas: Canvas, box: Box, block: Block) -> None:
    """What lasts all day, on one line above the grid."""
    left, top, right, bottom = box
    shown = look(block)
    frame(canvas, box, block, shown)
    if block.starred:
        canvas.star(right - 26, (top + bottom) // 2, 13, GOLD)
        right -= STAR
    left, right = left + BAR + 11, right - 11
    y = (top + bottom - ONE_LINE.line) / 2
    end = canvas.text(left, y, cut(said(block), ONE_LINE, right - left), ONE_LINE, shown.ink)
    for text in (DOT.join((block.time, *block.notes[:1])), block.time):
        if end + 16 + advance(text, NOTES[MIDDLE]) <= right:
            canvas.text(end + 16, y, text, NOTES[MIDDLE], shown.note)
            break
