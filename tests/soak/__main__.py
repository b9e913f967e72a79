"""``make soak``: the long form, with its figures; 1 when something was lost or repeated without a reason."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.soak.soak import LONG, SHORT, Result, soak


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
            f"exit code of the last process      {result.exit_code:6}   aim 0",
            f"last arrival after falling due     {result.last_arrival.total_seconds():6.0f} s (lead time 600 s)",
        )
    )


def main() -> int:
    plan = SHORT if "--short" in sys.argv[1:] else LONG
    with tempfile.TemporaryDirectory() as folder:
        result = asyncio.run(soak(Path(folder), plan))
    print(report(result))  # noqa: T201  # what it is run for
    return 1 if result.lost or result.repeated_wrongly or result.exit_code else 0


if __name__ == "__main__":
    sys.exit(main())
