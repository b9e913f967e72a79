"""Run the measurements named on the command line, or all."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from argparse import ArgumentParser
from dataclasses import asdict

import structlog

from bench import burst, check, fanout, inbound, outage, pacing, pages, pictures, questions, standing, start

MEASUREMENTS = {
    "start": start.measure,
    "check": check.measure,
    "inbound": inbound.measure,
    "burst": burst.measure,
    "outage": outage.measure,
    "pacing": pacing.measure,
    "replies": pacing.measure_replies,
    "fanout": fanout.measure,
    "questions": questions.measure,
    "pages": pages.measure,
    "pictures": pictures.measure,
    "standing": standing.measure,
}


def main() -> int:
    """Print a row per figure; 1 where one falls short of its aim."""
    parser = ArgumentParser("python -m bench", description="Measure the bot.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASUREMENTS)}; default: all"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each figure")
    parsed = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    missed = False
    for name in parsed.names or MEASUREMENTS:
        for figure in asyncio.run(MEASUREMENTS[name]()):
            missed |= figure.met is False
            if parsed.json:
                print(json.dumps(asdict(figure), ensure_ascii=False))
                continue
            verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
            print(
                f"{figure.name:42} {figure.value:10.2f} {figure.unit:4} {figure.aim:12} {verdict}", flush=True
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
