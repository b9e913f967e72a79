"""Updates to handlers: each chat's in order, many chats at once. Polling and webhook both feed it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat

import structlog
from structlog.contextvars import bound_contextvars
from telegram import Update

from bot.gateway.errors import NotDone

__all__ = ["Dispatcher", "order_of"]

Process = Callable[[Update], Awaitable[None]]

PAUSES = (0.5, 1.0, 2.0, 5.0)
"""Seconds until an update that could not be done is tried again; the last one from then on."""
MOST_TOLD = 5
"""Senders of one chat that are told of one flood that it was one."""
TELL_AGAIN = 60.0
"""Seconds in which nobody is told that twice."""
MOST_REMEMBERED = 1000
LARGEST_ID = 2**52
"""Telegram's promise: an id has at most 52 significant bits."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Line:
    """The updates of one chat, the running one first."""

    waiting: deque[tuple[Update, asyncio.Future[None]]] = field(default_factory=deque)
    surplus: dict[int | None, Update] = field(default_factory=dict)
    """By sender: the first of theirs that was dropped. So is what else they send until the line is empty."""
    dropped: int = 0

    def has_room(self, sender: int | None, most: int, most_of_one: int) -> bool:
        if sender in self.surplus or len(self.waiting) >= most:
            return False
        return sum(sender_of(update) == sender for update, _ in self.waiting) < most_of_one

    def drop(self, sender: int | None, update: Update) -> None:
        """Nobody else waits for what a flood brings: all of it counts as taken from now on."""
        self.dropped += 1
        if len(self.surplus) < MOST_TOLD:
            self.surplus.setdefault(sender, update)
        for other, finished in self.waiting:
            if not finished.done() and sender_of(other) == sender:
                finished.set_result(None)


class Dispatcher:
    """Runs `process` on each update, cut off after `cut_off` seconds; at most `concurrency` chats at once.

    `room` bounds all updates held, `chat_room` those of one chat, `sender_room` those of one sender there:
    what comes beyond that is dropped, and `flooded` is called with the first of it for each sender, once a
    minute at most. An error of `process` is logged and ends only that update; NotDone has it tried again.
    """

    def __init__(
        self,
        process: Process,
        flooded: Process | None = None,
        *,
        concurrency: int = 64,
        room: int = 1024,
        chat_room: int = 50,
        sender_room: int = 20,
        cut_off: float = 30.0,
    ) -> None:
        self._process = process
        self._flooded = flooded
        self._slots = asyncio.Semaphore(concurrency)
        self._room = asyncio.Semaphore(room)
        self._chat_room = chat_room
        self._sender_room = sender_room
        self._cut_off = cut_off
        self._lines: dict[int | None, _Line] = {}
        self._taken: dict[int, asyncio.Future[None]] = {}
        self._told: OrderedDict[tuple[int | None, int | None], float] = OrderedDict()
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
        finished.add_done_callback(lambda _: self._taken.pop(update.update_id))
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

    def _queue(self, update: Update, finished: asyncio.Future[None]) -> None:
        key, sender = order_of(update), sender_of(update)
        line = self._lines.get(key)
        if line is not None and not line.has_room(sender, self._chat_room, self._sender_room):
            if not line.dropped:
                _log.warning("too many updates of one chat at once; the rest is dropped", chat_id=key)
            line.drop(sender, update)
            finished.set_result(None)
            self._room.release()
            return
        if line is None:
            line = self._lines[key] = _Line()
            server = asyncio.create_task(self._serve(key, line), name=f"updates of chat {key}")
            self._servers.add(server)
            server.add_done_callback(self._servers.discard)
        line.waiting.append((update, finished))

    async def _serve(self, key: int | None, line: _Line) -> None:
        try:
            while line.waiting or line.dropped:
                if not line.waiting:
                    await self._tell(key, line)
                    continue
                update, finished = line.waiting[0]
                await self._finish(update)
                line.waiting.popleft()
                self._room.release()
                # Whoever awaited it may have been cancelled, and the future with him.
                if not finished.done():
                    finished.set_result(None)
        finally:
            del self._lines[key]
            for _, finished in line.waiting:
                finished.cancel()
                self._room.release()

    async def _tell(self, key: int | None, line: _Line) -> None:
        """That something was dropped, to whoever sent it."""
        _log.warning("updates of one chat were dropped", chat_id=key, updates=line.dropped)
        surplus, line.surplus, line.dropped = line.surplus, {}, 0
        for sender, update in surplus.items():
            if self._flooded is not None and self._may_tell((key, sender)):
                async with self._slots:
                    await self._handle(self._flooded, update)

    def _may_tell(self, whom: tuple[int | None, int | None]) -> bool:
        now = asyncio.get_running_loop().time()
        if now < self._told.get(whom, now):
            return False
        self._told[whom] = now + TELL_AGAIN
        self._told.move_to_end(whom)
        if len(self._told) > MOST_REMEMBERED:
            self._told.popitem(last=False)
        return True

    async def _finish(self, update: Update) -> None:
        """Process it until it is done, or has failed."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            async with self._slots:
                if await self._handle(self._process, update):
                    return
            await asyncio.sleep(pause)

    async def _handle(self, process: Process, update: Update) -> bool:
        """False when it is to be tried again."""
        chat = update.effective_chat
        with bound_contextvars(update_id=update.update_id, chat_id=chat.id if chat else None):
            try:
                async with asyncio.timeout(self._cut_off) as limit:
                    await process(update)
            except NotDone:
                return False
            except Exception:  # noqa: BLE001 - logged; the next update of the chat must still be served
                if limit.expired():
                    _log.error("a handler was cut off", seconds=self._cut_off)
                else:
                    _log.exception("a handler failed")
        return True


def sender_of(update: Update) -> int | None:
    """Who sent it; None where nobody did, as in a channel."""
    return update.effective_user.id if update.effective_user else None


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
