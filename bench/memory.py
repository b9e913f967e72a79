"""Memory over a long life: a million updates through the real application, without a network."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory

import structlog

from bench.feeding import fed_app, updates
from bot.__main__ import COLLECT
from bot.app import SWITCH

__all__ = ["Reading", "growth", "life"]

UPDATES = 100_000
EVERY = 10_000
CHATS = 100_000
"""Different people; each update is of the next one."""
WARM = 30_000
"""Updates after which every cache and every thread has what it ever holds."""
MILLION = 1_000_000
MOST = 20.0
"""MB that a million more updates may add."""
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Reading:
    """After so many `updates`: resident memory in MB, and updates per second since the reading before."""

    updates: int
    resident: float
    per_second: float


async def life(count: int) -> AsyncIterator[Reading]:
    """Feed `count` updates, and read after each `EVERY` of them."""
    with TemporaryDirectory() as folder:
        async with fed_app(Path(folder)) as app:
            gc.collect()
            gc.freeze()
            events = list(app.published.schedule.events)
            for done in range(0, count, EVERY):
                some, began = min(EVERY, count - done), time.perf_counter()
                await app.feed(updates(done + 1, some, CHATS, events))
                yield Reading(done + some, resident(), some / (time.perf_counter() - began))


def growth(readings: Sequence[Reading]) -> float | None:
    """MB that a million updates add, by the line through the readings from `WARM` on, if there is one."""
    warm = [reading for reading in readings if reading.updates >= WARM]
    if len(warm) < 2:
        return None
    line = linear_regression([one.updates for one in warm], [one.resident for one in warm])
    return line.slope * MILLION


async def report(count: int) -> float | None:
    """Print each reading; the growth."""
    readings = []
    async for reading in life(count):
        print(
            f"{reading.updates:9,} updates {reading.resident:7.1f} MB {reading.per_second:6.0f} updates/s",
            flush=True,
        )
        readings.append(reading)
    return growth(readings)


def main() -> int:
    """0 when the memory is flat."""
    parser = ArgumentParser("python -m bench.memory", description="Feed updates, and look at the memory.")
    parser.add_argument("--updates", type=int, default=UPDATES, help=f"default: {UPDATES}")
    count = parser.parse_args().updates
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    # As `serve` does.
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*COLLECT)
    grown = asyncio.run(report(count))
    if grown is None:
        print(f"too few to tell how it grows; that takes {WARM + EVERY:,} updates")
        return 0
    verdict = "met" if grown <= MOST else "MISSED"
    print(f"grows by {grown:.1f} MB in a million updates after the first {WARM:,}, ≤ {MOST:g}: {verdict}")
    return 0 if grown <= MOST else 1


def resident() -> float:
    """MB of this process in memory now; where the kernel does not tell (no /proc), the most it ever had."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    sys.exit(main())
