"""The bot as a process of its own, as an operator runs it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from tests.forking import Fork, forked

__all__ = ["ROOT", "BotProcess", "Process", "ReadyBot"]

T = TypeVar("T")
Process = asyncio.subprocess.Process | Fork

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Real seconds that anything asked of a process may take."""


class _Running(ABC):
    """The bot with `arguments` in `folder`; `settings` are BOT_ variables without the prefix.

    Nothing else of the kind is taken from the environment. As a context manager it starts, and is killed at
    the end if it still runs.
    """

    def __init__(self, folder: Path, *arguments: str, **settings: object) -> None:
        self._folder = folder
        self._arguments = arguments
        # Any free port: several may run at once.
        settings = {"listen": "127.0.0.1:0", "metrics_listen": "off", **settings}
        self._settings = {f"BOT_{name.upper()}": str(value) for name, value in settings.items()}
        self._process: Process | None = None
        self._reading: list[asyncio.Task[None]] = []
        self._open = 0
        self._grown = asyncio.Condition()
        self.output: list[str] = []
        """The lines on standard output so far."""
        self.errors: list[str] = []
        """The lines on standard error so far."""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    @property
    def process(self) -> Process:
        if self._process is None:
            raise AssertionError("the process was not started")
        return self._process

    @property
    def logs(self) -> list[dict[str, Any]]:
        """What was logged so far: the lines on standard error that are JSON."""
        return [json.loads(line) for line in self.errors if line.startswith("{")]

    async def start(self) -> None:
        self._process = process = await self._begun(self._folder, self._arguments, self._settings)
        for stream, lines in ((process.stdout, self.output), (process.stderr, self.errors)):
            if stream is not None:
                self._open += 1
                self._reading.append(asyncio.create_task(self._read(stream, lines)))

    @abstractmethod
    async def _begun(self, folder: Path, arguments: tuple[str, ...], settings: dict[str, str]) -> Process:
        """The process, just started; `settings` are environment variables."""

    async def logged(self, event: str) -> dict[str, Any]:
        """The first log entry of `event`, once it is there."""
        return await self._seen(lambda: next((log for log in self.logs if log["event"] == event), None))

    async def printed(self, start: str) -> str:
        """The first line on standard output that starts so, once it is there."""
        return await self._seen(lambda: next((line for line in self.output if line.startswith(start)), None))

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    async def kill(self) -> None:
        """SIGKILL, and wait until it is dead."""
        self.process.kill()
        await self.ended()

    async def ended(self) -> int:
        """The exit code, once the process has ended and all that it wrote was read."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._reading)
            return await self.process.wait()

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        while line := await stream.readline():
            lines.append(line.decode().rstrip("\n"))
            async with self._grown:
                self._grown.notify_all()
        async with self._grown:
            self._open -= 1
            self._grown.notify_all()

    async def _seen(self, look: Callable[[], T | None]) -> T:
        """What `look` finds, once it finds something. AssertionError when the process ends before."""
        async with asyncio.timeout(PATIENCE), self._grown:
            while (found := look()) is None:
                if not self._open:
                    raise AssertionError("\n".join(["the process ended:", *self.output, *self.errors]))
                await self._grown.wait()
            return found


class BotProcess(_Running):
    """``python -m bot``, as an operator starts it."""

    async def _begun(
        self, folder: Path, arguments: tuple[str, ...], settings: dict[str, str]
    ) -> asyncio.subprocess.Process:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=folder,
            env={**inherited, "PYTHONPATH": str(ROOT), **settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
        )


class ReadyBot(_Running):
    """The same from where the program is loaded: for what is killed and started again and again."""

    async def _begun(self, folder: Path, arguments: tuple[str, ...], settings: dict[str, str]) -> Fork:
        return await forked(folder, arguments, settings)
