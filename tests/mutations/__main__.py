"""``python -m tests.mutations``: what 10,000 mutations of the shipped schedule come to."""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.mutations.trial import Outcome, trial

SECONDS, MEGABYTES = 1, 300
"""What one file may take, and the process that takes them all."""

EVERY = 500


def main() -> int:
    """Print the figures; 1 where one of them is beyond its bound."""
    parser = ArgumentParser("python -m tests.mutations", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2020)
    parsed = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(trial(Path(folder), parsed.seed, parsed.count, progress))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(in_words(outcome, peak))
    return int(outcome.slowest > SECONDS or peak > MEGABYTES)


def progress(done: int) -> None:
    if done % EVERY == 0:
        sys.stderr.write(f"{done}\n")


def in_words(outcome: Outcome, peak: float) -> str:
    refused = "".join(f"  {count:6}  {way}\n" for way, count in outcome.refused.most_common())
    return (
        f"{outcome.published:8}  published\n"
        f"{outcome.unchanged:8}  unchanged\n"
        f"{outcome.refused.total():8}  refused, each with its line and column:\n"
        f"{refused}"
        f"slowest {outcome.slowest * 1000:.0f} ms of processor time ({outcome.slowest_way}), at most {SECONDS * 1000}\n"
        f"peak memory {peak:.0f} MB, at most {MEGABYTES}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
