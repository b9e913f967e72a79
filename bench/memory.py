"""Memory over a long life: a million updates through the real application, without a network."""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import sys
import time
from argparse import ArgumentParser
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bench.feeding import fed_app, updates
from bot.app import SWITCH

__all__ = ["Reading", "life"]

UPDATES = 100_000
MARKS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
CHATS = 100_000
"""Different people; each update is of the next one."""
WITHIN = 20.0
"""MB that it may be more at the end than at the first mark, by when every cache has something in it."""
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Reading:
    """After so many `updates`: resident memory in MB, and updates per second since the reading before."""

    updates: int
    resident: float
    per_second: float


async def life(count: int) -> AsyncIterator[Reading]:
    """Feed `count` updates and read at each mark on the way, and at the end."""
    with TemporaryDirectory() as folder:
        async with fed_app(Path(folder)) as app:
            events, done = list(app.published.schedule.events), 0
            for mark in sorted({*(mark for mark in MARKS if mark < count), count}):
                began = time.perf_counter()
                await app.feed(updates(done + 1, mark - done, CHATS, events))
                yield Reading(mark, resident(), (mark - done) / (time.perf_counter() - began))
                done = mark


async def report(count: int) -> bool:
    """Print each reading; whether the memory is flat."""
    readings = []
    async for reading in life(count):
        print(
            f"{reading.updates:9,} updates {reading.resident:7.1f} MB {reading.per_second:6.0f} updates/s",
            flush=True,
        )
        readings.append(reading)
    return readings[-1].resident - readings[0].resident <= WITHIN


def main() -> int:
    """0 when the memory is flat."""
    parser = ArgumentParser("python -m bench.memory", description="Feed updates, and look at the memory.")
    parser.add_argument("--updates", type=int, default=UPDATES, help=f"default: {UPDATES}")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    sys.setswitchinterval(SWITCH)
    flat = asyncio.run(report(parser.parse_args().updates))
    print(f"expected within {WITHIN:g} MB of the first reading: {'met' if flat else 'MISSED'}")
    return 0 if flat else 1


def resident() -> float:
    """MB of this process in memory now; where the kernel does not tell (no /proc), the most it ever had."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    sys.exit(main())
