"""Announcements under way: their messages are written to the outbox, and organizers see how far they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.jobs.job import Deriving
from bot.storage import Announcement, AnnouncementState, Storage, UnavailableError
from bot.storage.published import Published
from bot.views.announced import Standing, standing
from bot.views.message import Message
from bot.views.viewer import Viewer

__all__ = ["Announcing"]

log = structlog.get_logger()
EVERY = timedelta(seconds=3)
"""In real time, between two looks at what is under way."""
OPEN = ("queued", "sending")


class Announcing(Deriving):
    """What a process left undone the next goes on with."""

    def __init__(
        self,
        scheduler: AsyncIOScheduler,
        clock: Clock,
        storage: Storage,
        published: Published,
        wake: Callable[[], None],
        *,
        bot: Bot,
    ) -> None:
        super().__init__(scheduler, clock, storage, published, wake)
        self._bot = bot
        self._writing: asyncio.Task[None] | None = None
        self._written: set[int] = set()
        """All their messages are in the outbox."""
        self._shown: dict[int, Message] = {}

    def start(self) -> None:
        self._clock.watch(self.look_soon)
        self.look_soon()

    def look_soon(self) -> None:
        """One was begun or stopped."""
        self._want(self.look)

    async def finish(self) -> None:
        """What is not written by then is written after the next start."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await super().finish()

    async def look(self) -> None:
        """Go on with what is under way and show how far it is; again a little later, until all has ended."""
        async with self._turn(self.look) as turn:
            going = await self._go_on()
            turn.again_at = self._clock.real_now() + EVERY if going else None

    async def _go_on(self) -> bool:
        """Whether there is more to do."""
        unfinished = await self._storage.announcements.unfinished()
        if any(one.state is AnnouncementState.SENDING and one.id not in self._written for one in unfinished):
            await self._write_some()
        if unfinished:
            self._wake()
        return not all([await self._report(one.id) for one in unfinished])

    async def _write_some(self) -> None:
        """Let the writing run on until it is done, at most until the next look."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="announcing")
        await asyncio.wait({self._writing}, timeout=EVERY.total_seconds())

    async def _write(self) -> None:
        begun = {one.id for one in await self._storage.announcements.unfinished()}
        try:
            await self._storage.announcements.resume()
        except UnavailableError:
            pass  # storage has said so; the next look tries again
        except Exception:  # the next look tries again
            log.exception("announcement not written")
        else:
            self._written |= begun

    async def _report(self, id_: int) -> bool:
        """Show how far it is; whether it has ended."""
        announcements = self._storage.announcements
        counts = await announcements.progress(id_)
        one = await announcements.get(id_)  # after the counting, so that a stop is in both or in none
        if one is None:
            return True
        stopped = one.state is AnnouncementState.STOPPED
        ended = not any(counts[state] for state in OPEN) and (stopped or id_ in self._written)
        now = Standing(id_, one.texts, one.audience, counts, stopped=stopped, ended=ended)
        try:
            await self._show(one, now)
        except TelegramError as error:
            log.warning("progress not shown", chat_id=one.admin_chat_id, reason=error.message)
        if ended:
            await announcements.finish(id_, self._clock.now())
            self._shown.pop(id_, None)
            log.info("announcement ended", announcement=id_, stopped=stopped, **counts)
        return ended

    async def _show(self, one: Announcement, now: Standing) -> None:
        """In the message that began it; the end in a new one where that is gone."""
        chat = None if one.admin_chat_id is None else await self._storage.chats.get(one.admin_chat_id)
        if chat is None or one.message_id is None:
            return
        message = standing(Viewer(self._published.schedule, chat, self._clock.now()), now)
        if self._shown.get(one.id) == message:
            return
        try:
            await self._edit(one.message_id, chat.id, message)
        except BadRequest:
            if not now.ended:
                raise
            await self._send(one.id, chat.id, message)
        self._shown[one.id] = message

    async def _edit(self, message_id: int, chat_id: int, message: Message) -> None:
        keyboard = message.keyboard if isinstance(message.keyboard, InlineKeyboardMarkup) else None
        await self._bot.edit_message_text(
            message.text, chat_id, message_id, parse_mode=ParseMode.HTML, reply_markup=keyboard
        )

    async def _send(self, id_: int, chat_id: int, message: Message) -> None:
        sent = await self._bot.send_message(
            chat_id, message.text, parse_mode=ParseMode.HTML, reply_markup=message.keyboard
        )
        await self._storage.announcements.set_message(id_, sent.message_id)
