"""Processes of the bot that begin where it is loaded, which is most of what a start costs."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main

__all__ = ["Fork", "forked"]

ROOT = Path(__file__).parent.parent
CONTEXT = multiprocessing.get_context("forkserver")


class Fork:
    """What `asyncio.subprocess.Process` is for a program."""

    def __init__(
        self, process: ForkServerProcess, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader
    ) -> None:
        self.stdout, self.stderr = stdout, stderr
        self._process = process
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode if self._ended.is_set() else None

    def send_signal(self, number: int) -> None:
        if not self._ended.is_set() and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        await self._ended.wait()
        return self._process.exitcode or 0

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set()


async def forked(folder: Path, arguments: Sequence[str], settings: Mapping[str, str]) -> Fork:
    """The command line with `arguments`, in `folder` and with `settings` for its only BOT_ variables."""
    _load()
    (output, out), (errors, err) = CONTEXT.Pipe(duplex=False), CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_run, args=(folder, arguments, settings, out, err), daemon=True)
    process.start()
    out.close()
    err.close()
    return Fork(process, await _reading(output), await _reading(errors))


def _load() -> None:
    """Start the process that all others are forked from, unless it runs."""
    CONTEXT.set_forkserver_preload(["tests.loaded"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before


async def _reading(end: Connection) -> asyncio.StreamReader:
    """What comes through a pipe, whose end is closed after it."""
    reader = asyncio.StreamReader()
    pipe = os.fdopen(os.dup(end.fileno()), "rb", buffering=0)
    end.close()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


def _run(
    folder: Path, arguments: Sequence[str], settings: Mapping[str, str], out: Connection, err: Connection
) -> None:
    """In the new process."""
    os.chdir(folder)
    for descriptor, pipe in enumerate((out, err), start=1):
        os.dup2(pipe.fileno(), descriptor)
        pipe.close()
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        del os.environ[name]
    os.environ.update(settings)
    raise SystemExit(main(arguments))
