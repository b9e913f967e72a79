"""Curves of growth as an SVG that reads on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10

from markupsafe import escape

from bench.growth import Series

__all__ = ["plot"]

WIDTH, HEIGHT, PANEL = 760, 300, 380
LEFT, RIGHT, TOP, BOTTOM = 56, 356, 56, 250
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 }
.axis { fill: none; stroke: #8c959f; stroke-width: 1 }
.grid { stroke: #8c959f; stroke-width: 1; opacity: .25 }
.line { fill: none; stroke-width: 2.5 }
.a { stroke: #0969da } .b { stroke: #bc4c00 }
circle.a { fill: #0969da } circle.b { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .a { stroke: #58a6ff } .b { stroke: #f0883e }
  circle.a { fill: #58a6ff } circle.b { fill: #f0883e }
}
"""


def plot(curves: list[Series]) -> str:
    """A panel for each thing that grows; both axes logarithmic, milliseconds of processor time upwards."""
    kinds = list(dict.fromkeys(curve.of for curve in curves))
    parts = [
        part
        for at, kind in enumerate(kinds)
        for part in panel(kind, [curve for curve in curves if curve.of == kind], at * PANEL)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Milliseconds of processor time, by {escape(" and by ".join(kinds))}">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def panel(kind: str, curves: list[Series], shift: int) -> Iterator[str]:
    """One pair of axes; the curve's name stands at its end."""
    sizes = [size for size, _ in curves[0].points]
    costs = [cost for curve in curves for _, cost in curve.points]
    low, high = 10 ** _below(min(costs)), 10 ** (_below(max(costs)) + 1)

    def x(size: float) -> float:
        return shift + LEFT + (RIGHT - LEFT) * _share(size, sizes[0], sizes[-1])

    def y(cost: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * _share(cost, low, high)

    yield _text(shift + LEFT, 24, f"ms of processor time, by {kind}", "title")
    decade = low
    while decade <= high * 1.01:
        yield f'<path class="grid" d="M{shift + LEFT} {y(decade):.1f}H{shift + RIGHT}"/>'
        yield _text(shift + LEFT - 8, y(decade) + 4, f"{decade:g}", anchor="end")
        decade *= 10
    yield f'<path class="axis" d="M{shift + LEFT} {TOP}V{BOTTOM}H{shift + RIGHT}"/>'
    for size in sizes:
        yield _text(x(size), BOTTOM + 20, f"{size:,}", anchor="middle")
    for css, curve in zip("ab", curves, strict=True):
        points = " ".join(f"{x(size):.1f},{y(cost):.1f}" for size, cost in curve.points)
        yield f'<polyline class="line {css}" points="{points}"/>'
        for size, cost in curve.points:
            yield f'<circle class="{css}" cx="{x(size):.1f}" cy="{y(cost):.1f}" r="4"/>'
        size, cost = curve.points[-1]
        yield _text(x(size), y(cost) - 10, f"{curve.name}: {cost:.2g}", anchor="end")


def _below(value: float) -> int:
    """The power of ten at or below a value."""
    return int(log10(value) // 1)


def _share(value: float, low: float, high: float) -> float:
    return (log10(value) - log10(low)) / (log10(high) - log10(low))


def _text(x: float, y: float, words: str, css: str = "", *, anchor: str = "start") -> str:
    named = f' class="{css}"' if css else ""
    return f'<text x="{x:.0f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(words)}</text>'
