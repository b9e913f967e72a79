"""The table of docs/benchmarks.md: ``python -m bench.table``, with ``--quick`` small and only printed."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

import structlog

from bench.comparison import Comparison, Failure
from bench.growth import CHATS, EVENTS, Series, grown
from bench.plot import plot
from bench.rows import QUICK, ROWS, WHOLE, Row, Scale
from bench.running import ROOT
from bot.clock import Clock

__all__ = ["main"]

PAGE = ROOT / "docs" / "benchmarks.md"
PLOT = ROOT / "docs" / "images" / "growth.svg"
LONGEST = 400
"""Seconds for a row."""
HEAD = ("what", "the bot", "beside", "ratio", "aim", "met")
ABOUT = """\
Made by `make bench`; do not edit. Each row was measured side by side with what it is compared to, in one run
and in turns where there are several: then the figures are medians, and the ratio is the median of the turns'
own. The server and the load are in a process of their own, beside that of the bot."""
PEERS = """\
The agenda mix comes from 500 chats in three languages: open, page, card, star, search, ask. A press takes two
calls, an answer to it and an edit; the echo bots get the same updates as texts and make one call each. They
are built as their own pages show it, without the log. A CPU-second is one of the bot's own process."""
FLAT = 1.5
"""Times the cost of the smallest that the largest may have and still be called flat."""


def main() -> int:
    """Measure, print and write; 1 where something falls short of its aim."""
    parser = ArgumentParser("python -m bench.table", description="Measure the bot beside its peers.")
    parser.add_argument("--quick", action="store_true", help="two minutes, small, nothing is written")
    names = [row.name for row in ROWS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="ROW", help=f"of {', '.join(names)}")
    parsed = parser.parse_args()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)  # so that no bot outlives what measures it
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    rows = [row for row in ROWS if not parsed.only or row.name in parsed.only]
    whole = not parsed.quick and not parsed.only
    lines = asyncio.run(measured(rows, QUICK if parsed.quick else WHOLE))
    page = written(lines, None, quick=parsed.quick)
    if whole:
        keep(page)  # the curves take as long again, and may be broken off
        page = written(lines, asyncio.run(growth()))
        keep(page)
    print("\n".join(page))
    return 0 if all(line.met for line in lines) else 1


def keep(page: Iterable[str]) -> None:
    PAGE.write_text("".join(f"{line}\n" for line in page), encoding="utf-8")


async def measured(rows: Iterable[Row], scale: Scale) -> list[Comparison | Failure]:
    """One row after another; one that fails says so and harms no other."""
    lines: list[Comparison | Failure] = []
    for row in rows:
        begun = perf_counter()
        try:
            async with asyncio.timeout(LONGEST) as limit:
                lines += await row.measure(scale)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other rows are still to be had
            why = f"not done within {LONGEST} s" if limit.expired() else f"{type(error).__name__}: {error}"
            lines.append(Failure(row.name, why))
        print(f"{row.name}: {perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return lines


async def growth() -> list[Series] | None:
    """The curves, drawn; None where they could not be measured."""
    print("growth …", file=sys.stderr, flush=True)
    try:
        async with asyncio.timeout(LONGEST):
            curves = await grown()
    except Exception as error:  # noqa: BLE001 - the table is there all the same
        print(f"growth: {type(error).__name__}: {error}", file=sys.stderr)
        return None
    PLOT.write_text(plot(curves), encoding="utf-8")
    return curves


def written(
    lines: Sequence[Comparison | Failure], curves: list[Series] | None, *, quick: bool = False
) -> list[str]:
    """The page, line by line."""
    tried = ("", "A quick try with small numbers, not for the record.") if quick else ()
    return [
        "# Benchmarks",
        "",
        *ABOUT.splitlines(),
        *tried,
        "",
        machine(),
        "",
        *table(HEAD, [line.cells() for line in lines]),
        "",
        *PEERS.splitlines(),
        *(grown_lines(curves) if curves else ()),
    ]


def grown_lines(curves: list[Series]) -> list[str]:
    """The plot and what it says."""
    rows = [
        (
            curve.name,
            curve.of,
            " → ".join(f"{cost:.2g}" for _, cost in curve.points),
            f"{curve.growth:.2g}",
            "flat" if curve.growth <= FLAT else "grows",
        )
        for curve in curves
    ]
    chats, events = (" → ".join(f"{size:,}" for size in sizes) for sizes in (CHATS, EVENTS))
    return [
        "",
        "## Growth",
        "",
        f"Milliseconds of processor time at {chats} chats and at {events} events:",
        "",
        "![An update and a tick, as chats and events grow](images/growth.svg)",
        "",
        *table(("what", "as these grow", "ms", "last to first", ""), rows),
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown."""
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows),
    ]


def machine() -> str:
    """What was measured on, and when."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    processor = named or platform.processor() or platform.machine()
    day = Clock().real_now().date().isoformat()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {day}."


if __name__ == "__main__":
    sys.exit(main())
