"""An event loop whose time jumps to the next timer: hours pass at once, and always in the same order."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["VirtualLoop", "run"]

Result = TypeVar("Result")


class VirtualLoop(asyncio.SelectorEventLoop):
    """Starts at second 0; each wait ends `lateness` seconds too late. Waiting for nothing is an error.

    With sockets, time jumps only once these have been quiet for `quiet` real seconds.
    """

    def __init__(self, lateness: float = 0.0, quiet: float = 0.0) -> None:
        self._virtual_time = 0.0
        super().__init__(_Jumping(self, lateness, quiet))

    def time(self) -> float:
        return self._virtual_time

    def jump(self, seconds: float) -> None:
        self._virtual_time += seconds


class _Jumping(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop, lateness: float, quiet: float) -> None:
        super().__init__()
        self._loop = loop
        self._lateness = lateness
        self._quiet = quiet

    def select(self, timeout: float | None = None) -> Any:
        if self._quiet and timeout != 0 and (ready := super().select(self._quiet)):
            return ready
        if timeout is None:
            raise RuntimeError("everything waits, and nothing will ever happen")
        if timeout > 0:
            self._loop.jump(timeout + self._lateness)
        return super().select(0)


def run(main: Coroutine[Any, Any, Result], *, lateness: float = 0.0, quiet: float = 0.0) -> Result:
    """Run `main` to its end in virtual time."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(lateness, quiet)) as runner:
        return runner.run(main)
