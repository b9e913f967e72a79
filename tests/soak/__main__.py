"""``make soak`` and ``make soak-workers``: the long forms, with their figures.

1 when something was lost or repeated without a reason.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.postgresql import postgresql
from tests.soak.scene import Result
from tests.soak.soak import LONG, SHORT, soak
from tests.soak.workers import LONG_WORKERS, SHORT_WORKERS, Shifts, work


def report(result: Result) -> str:
    plan, faults = result.plan, result.faults
    kinds = ", ".join(f"{count} × {fault}" for fault, count in sorted(faults.items()))
    return "\n".join(
        (
            f"{plan.chats} reminders, {plan.kills} SIGKILLs (seed {plan.seed}); faults met: {kinds}",
            f"lost                               {len(result.lost):6}   aim 0",
            f"given up after two unknown outcomes{len(result.given_up):6}   the rule of one repeat",
            f"of an unknown outcome at least once{result.doubted:6}",
            f"arrived twice                      {len(result.repeated):6}   all of them of unknown outcomes",
            f"repeated without an unknown outcome{len(result.repeated_wrongly):6}   aim 0",
            f"exit code at the end               {result.exit_code:6}   aim 0",
            f"last arrival after falling due     {result.last_arrival.total_seconds():6.0f} s (lead time 600 s)",
        )
    )


def report_of_workers(result: Shifts) -> str:
    return "\n".join(
        (
            report(result.reminders),
            f"newcomers who wrote /start         {result.newcomers:6}",
            f"of whom nothing was kept           {result.unheard:6}   aim 0",
            f"answered more than once            {result.answered_twice:6}   their process was killed meanwhile",
            f"longest wait for an answer         {result.longest_wait:6.1f} s",
            f"a kill until the other one leads   {median(result.leaderless):6.1f} s, at most "
            f"{max(result.leaderless):.1f} s",
        )
    )


def main() -> int:
    short, workers = "--short" in sys.argv[1:], "--workers" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if workers:
            (folder / "bot").mkdir()
            with postgresql(folder / "server") as url:
                shifts = asyncio.run(work(folder / "bot", url, SHORT_WORKERS if short else LONG_WORKERS))
            result = shifts.reminders
            print(report_of_workers(shifts))  # noqa: T201  # what it is run for
            wrong = shifts.unheard
        else:
            result, wrong = asyncio.run(soak(folder, SHORT if short else LONG)), 0
            print(report(result))  # noqa: T201
    return 1 if result.lost or result.repeated_wrongly or result.exit_code or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
