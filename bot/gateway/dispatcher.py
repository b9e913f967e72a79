"""Updates to handlers: each chat's in order, many chats at once. Polling and webhook both feed it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from structlog.contextvars import bound_contextvars
from telegram import Update

__all__ = ["Dispatcher", "order_of"]

LARGEST_ID = 2**52
"""Telegram's promise: an id has at most 52 significant bits."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Line:
    """The updates of one chat, the running one first."""

    waiting: deque[tuple[Update, asyncio.Future[None]]] = field(default_factory=deque)
    dropped: int = 0


class Dispatcher:
    """Runs `process` on each update, cut off after `cut_off` seconds; at most `concurrency` chats at once.

    `room` bounds all updates taken and not finished, `chat_room` those of one chat: what a flooding chat
    sends beyond it is dropped. An error of `process` is logged and ends only that update.
    """

    def __init__(
        self,
        process: Callable[[Update], Awaitable[None]],
        *,
        concurrency: int = 64,
        room: int = 1024,
        chat_room: int = 50,
        cut_off: float = 30.0,
    ) -> None:
        self._process = process
        self._slots = asyncio.Semaphore(concurrency)
        self._room = asyncio.Semaphore(room)
        self._chat_room = chat_room
        self._cut_off = cut_off
        self._lines: dict[int | None, _Line] = {}
        self._taken: dict[int, asyncio.Future[None]] = {}
        self._servers: set[asyncio.Task[None]] = set()

    async def submit(self, update: Update) -> asyncio.Future[None]:
        """Take one update as soon as there is room; the future ends when it is dealt with.

        A cancelled future means that it was not. An update taken and not finished is not taken again: its
        own future is returned.
        """
        if (taken := self._taken.get(update.update_id)) is not None:
            return taken
        await self._room.acquire()
        if (taken := self._taken.get(update.update_id)) is not None:
            self._room.release()
            return taken
        finished = asyncio.get_running_loop().create_future()
        self._taken[update.update_id] = finished
        finished.add_done_callback(lambda _: self._leave(update.update_id))
        self._queue(update, finished)
        return finished

    def __contains__(self, update_id: int) -> bool:
        """Whether the update is taken and not finished."""
        return update_id in self._taken

    def __len__(self) -> int:
        """How many updates are taken and not finished."""
        return len(self._taken)

    async def drain(self, grace: float) -> bool:
        """Wait `grace` seconds for all that was taken, then cancel the rest; returns whether all ended."""
        if not self._servers:
            return True
        _, late = await asyncio.wait(self._servers, timeout=grace)
        for server in late:
            server.cancel()
        if late:
            _log.warning("updates given back, their handlers were too slow", chats=len(late))
            await asyncio.wait(late, timeout=1.0)
        return not late

    def _leave(self, update_id: int) -> None:
        del self._taken[update_id]
        self._room.release()

    def _queue(self, update: Update, finished: asyncio.Future[None]) -> None:
        key = order_of(update)
        line = self._lines.get(key)
        if line is not None and len(line.waiting) >= self._chat_room:
            if not line.dropped:
                _log.warning("too many updates of one chat at once; the rest is dropped", chat_id=key)
            line.dropped += 1
            finished.set_result(None)
            return
        if line is None:
            line = self._lines[key] = _Line()
            server = asyncio.create_task(self._serve(key, line), name=f"updates of chat {key}")
            self._servers.add(server)
            server.add_done_callback(self._servers.discard)
        line.waiting.append((update, finished))

    async def _serve(self, key: int | None, line: _Line) -> None:
        try:
            while line.waiting:
                update, finished = line.waiting[0]
                async with self._slots:
                    await self._handle(update)
                line.waiting.popleft()
                # Whoever awaited it may have been cancelled, and the future with him.
                if not finished.done():
                    finished.set_result(None)
        finally:
            del self._lines[key]
            for _, finished in line.waiting:
                finished.cancel()
            if line.dropped:
                _log.warning("updates of one chat were dropped", chat_id=key, updates=line.dropped)

    async def _handle(self, update: Update) -> None:
        chat = update.effective_chat
        with bound_contextvars(update_id=update.update_id, chat_id=chat.id if chat else None):
            try:
                async with asyncio.timeout(self._cut_off) as limit:
                    await self._process(update)
            except Exception:  # noqa: BLE001 - logged; the next update of the chat must still be served
                if limit.expired():
                    _log.error("a handler was cut off", seconds=self._cut_off)
                else:
                    _log.exception("a handler failed")


def order_of(update: Update) -> int | None:
    """What keeps its order: a chat, else a user. A private chat has its user's id, so both are one.

    Raises ValueError where that is no number that Telegram gives: then nothing else in the update is sure.
    """
    one = update.effective_chat or update.effective_user
    if one is None:
        return None
    if type(one.id) is not int or not -LARGEST_ID <= one.id <= LARGEST_ID:
        raise ValueError("the id of a chat is no number")
    return one.id
