"""The bot as operators run it: a process of its own, against a sandbox in this one."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.sandbox import Sandbox

__all__ = ["ROOT", "TOKEN", "conference_time", "memory", "peak_memory", "peer", "processor_time", "running"]

ROOT = Path(__file__).parent.parent
TOKEN = "123456:" + "b" * 35  # the sandbox's own
NOW = "2020-07-23T13:40"
LONGEST_END = 20.0
"""Seconds after which a program that was asked to end is killed."""


@asynccontextmanager
async def running(
    sandbox: Sandbox, folder: Path, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m bot run`` until the end of the block; database and log are in `folder`."""
    environment: Mapping[str, str] = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": sandbox.url,
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "BOT_SCHEDULE": str(ROOT / "schedule.yaml"),
        "BOT_LISTEN": "127.0.0.1:0",
        "BOT_METRICS_LISTEN": "off",
        "BOT_NOW": NOW,
        **settings,
    }
    async with program([sys.executable, "-m", "bot", "run"], folder / "log", environment) as process:
        yield process


@asynccontextmanager
async def peer(name: str, *arguments: str, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program of ``bench/peers``, in the peers' own environment, until the end of the block."""
    python = ROOT / ".venv-peers" / "bin" / "python"
    if not python.exists():
        raise LookupError("the peers are not installed; `make peers` does it")
    script = str(ROOT / "bench" / "peers" / f"{name}.py")
    async with program([str(python), script, *arguments], log) as process:
        yield process


@asynccontextmanager
async def program(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process until the end of the block; what it prints goes to `log`."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                try:
                    await asyncio.wait_for(process.wait(), LONGEST_END)
                except TimeoutError:
                    process.kill()
            await process.wait()


def peak_memory(process_id: int) -> float:
    """The most memory the process ever held, in MB (Linux: VmHWM in /proc)."""
    return _memory(process_id, "VmHWM:")


def memory(process_id: int) -> float:
    """The memory that the process holds now, in MB (Linux: VmRSS in /proc)."""
    return _memory(process_id, "VmRSS:")


def _memory(process_id: int, which: str) -> float:
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith(which):
            return int(line.split()[1]) / 1024
    raise LookupError("the kernel does not tell how much memory a process holds")


def processor_time(process: asyncio.subprocess.Process) -> float:
    """Seconds of all processors that the process took so far (Linux: utime and stime in /proc)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def conference_time(folder: Path, real: datetime) -> datetime:
    """What the clock of the process, told by its log in `folder`, showed at a real time."""
    logs = (json.loads(line) for line in (folder / "log").read_text().splitlines() if line.startswith("{"))
    ready = next(entry for entry in logs if entry["event"] == "ready")
    return datetime.fromisoformat(ready["now"]) + (real - datetime.fromisoformat(ready["timestamp"]))
