"""Serving until it is stopped, as `run` and `demo` do."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from bot.commands.command import OK, WRONG, say

__all__ = ["loading", "until_stopped"]


@contextmanager
def loading() -> Iterator[None]:
    """For the imports of what serves: nearly all that they make stays, so nothing looks for garbage in it.

    Looking took a tenth of the start.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def until_stopped(serving: Coroutine[Any, Any, None]) -> int:
    """Serve until SIGINT or SIGTERM; the exit code."""
    from bot.app import StartError
    from bot.gateway.logs import configure_logs

    async def serve() -> None:
        task = asyncio.ensure_future(serving)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    configure_logs()
    try:
        asyncio.run(serve())
    except StartError as error:
        say(str(error))
        return WRONG
    return OK
