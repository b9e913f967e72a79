"""A million people starred one event: writing their reminders, and taking them up to be sent.

In SQLite and in PostgreSQL, and beside them a scheduler's job for each person. Each runs in a process of its
own, so that its memory is its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench.crowd import crowd
from bench.figures import Figure
from bench.postgresql import postgresql
from bench.running import ROOT, peak_memory
from bot.storage import Arrived, ProgrammeRow, Storage

__all__ = ["measure"]

PEOPLE, JOBS = 1_000_000, 20_000
SENT, AT_ONCE = 50_000, 200
EVENT = "opening"
START = datetime(2020, 7, 23, 6, tzinfo=UTC)
DUE = START - timedelta(minutes=10)
REAL = datetime(2026, 1, 1, tzinfo=UTC)


async def measure() -> list[Figure]:
    """Seconds and MB of each; a job per person is measured with a fiftieth of the people."""
    with tempfile.TemporaryDirectory() as folder:
        figures = await in_database("SQLite", f"sqlite:///{Path(folder) / 'fanout.sqlite3'}", senders=1)
        with postgresql(Path(folder) / "postgresql") as url:
            figures += await in_database("PostgreSQL", url, senders=2)
        jobs = await in_child("jobs", f"sqlite:///{Path(folder) / 'jobs.sqlite3'}")
    return [
        *figures,
        Figure(f"APScheduler in SQLite, {JOBS:,} jobs added", jobs["seconds"], "s"),
        Figure("peak memory of that process", jobs["memory"], "MB"),
        Figure("… and all of them due: the loop stood still", jobs["frozen"], "s"),
    ]


async def reminders(url: str, people: int = PEOPLE) -> dict[str, float]:
    """What the fan-out for so many took, in a process of its own: `written`, `seconds`, `memory` in MB."""
    async with await Storage.open(url) as storage:
        row = ProgrammeRow(EVENT, START, START + timedelta(hours=2))
        await storage.schedules.publish(
            version="1", content="", digest="1", programme=[row], now=DUE - timedelta(days=1)
        )
    await asyncio.to_thread(crowd, url, range(1, people + 1), EVENT, DUE - timedelta(hours=1))
    return await in_child("outbox", url)


async def in_database(name: str, url: str, senders: int) -> list[Figure]:
    ours = await reminders(url)
    written, seconds, memory = ours["written"], ours["seconds"], ours["memory"]
    figures = [
        Figure(f"{name}: written of {PEOPLE:,} reminders", written, "", f"{PEOPLE}", written == PEOPLE),
        Figure(f"{name}: fan-out of them", seconds, "s"),
        Figure("peak memory of that process", memory, "MB", "< 200", memory < 200),
        Figure(f"{name}: fan-out, for each {JOBS:,}", seconds * JOBS / PEOPLE, "s"),
    ]
    for count in range(1, senders + 1):
        sent = await asyncio.gather(*(in_child("sending", url) for _ in range(count)))
        pace = sum(child["sent"] / child["seconds"] for child in sent)
        figures.append(Figure(f"{name}: taken and marked as sent, by {count}", pace, "/s"))
    return figures


async def in_child(what: str, url: str, *more: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.fanout", what, url, *more]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"the measurement {what} ended with {process.returncode}")
    figures: dict[str, float] = json.loads(output)
    return figures


async def outbox(url: str) -> dict[str, float]:
    async with await Storage.open(url) as storage:
        begun = perf_counter()
        written = await storage.outbox.fan_out_reminders(DUE)
        return {"written": written, "seconds": perf_counter() - begun}


async def sending(url: str) -> dict[str, float]:
    """Take rows as a sender does, and report on them as if each had arrived at once."""
    sent = 0
    async with await Storage.open(url) as storage:
        begun = perf_counter()
        while sent < SENT and (claimed := await storage.outbox.claim(DUE, REAL, AT_ONCE)):
            await storage.outbox.sent([Arrived((row.id,), row.id, DUE) for row in claimed])
            sent += len(claimed)
        return {"sent": sent, "seconds": perf_counter() - begun}


async def jobs(url: str, count: str = str(JOBS)) -> dict[str, float]:
    """One persistent job per person, all due at one moment a little ahead; then that moment comes."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415  # the others need none

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_jobstore(SQLAlchemyJobStore(url))
    scheduler.start(paused=True)
    begun = perf_counter()
    for chat_id in range(int(count)):
        scheduler.add_job(remind, "date", run_date=DUE, args=[chat_id], misfire_grace_time=None)
    added = perf_counter() - begun
    begun = perf_counter()
    scheduler.resume()
    await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    frozen = perf_counter() - begun
    scheduler.shutdown(wait=False)
    return {"seconds": added, "frozen": frozen}


async def remind(chat_id: int) -> None:
    """What a job would do, without doing it."""


CHILDREN: dict[str, Callable[..., Coroutine[Any, Any, dict[str, float]]]] = {
    "outbox": outbox,
    "sending": sending,
    "jobs": jobs,
}


def main() -> None:
    figures = asyncio.run(CHILDREN[sys.argv[1]](*sys.argv[2:]))
    print(json.dumps({**figures, "memory": peak_memory(os.getpid())}))


if __name__ == "__main__":
    main()
