"""Checking a schedule of 1,000 events, beside what PyYAML's C loader alone takes to load the same file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import yaml

from bench.figures import Figure
from bench.programme import rich, terse
from bench.running import ROOT
from bot.formats.schedule import read_schedule

__all__ = ["in_turns", "measure"]

RUNS = 15
MOST = 2
"""Times what the loader takes."""


async def measure() -> list[Figure]:
    """Medians of 15 runs, in turns, for a file rich in texts and for a terse one."""
    return [*compared("1,000 rich events", rich(20)), *compared("1,000 terse events", terse(1000))]


def in_turns(content: bytes, runs: int = RUNS) -> list[tuple[float, float]]:
    """Seconds to check the file, and those that the loader alone takes."""
    return [
        (seconds(lambda: read_schedule(content)), seconds(lambda: yaml.load(content, yaml.CSafeLoader)))
        for _ in range(runs)
    ]


def compared(what: str, text: str) -> list[Figure]:
    content = text.encode()
    reading = read_schedule(content)
    if reading.schedule is None or reading.problems or len(reading.schedule.programme) != 1000:
        raise RuntimeError(f"{what}: not 1,000 events without a problem")
    checking, loading = zip(*in_turns(content), strict=True)
    loaded, checked = statistics.median(loading), statistics.median(checking)
    times = checked / loaded
    return [
        Figure(f"{what}: CSafeLoader alone", loaded, "s"),
        Figure(f"{what}: checked", checked, "s"),
        Figure(f"{what}: times the loader", times, "", f"≤ {MOST}", times <= MOST),
        Figure(f"{what}: bot check, as a process", as_process(content), "s"),
    ]


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def as_process(content: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "schedule.yaml"
        file.write_bytes(content)
        command = [sys.executable, "-m", "bot", "check", str(file)]
        return seconds(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=True))  # noqa: S603
