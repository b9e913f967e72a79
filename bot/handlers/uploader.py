"""Sending pictures and files: what was uploaded once goes again by its id."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from weakref import WeakValueDictionary

from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.clock import Clock
from bot.handlers.visit import Visit, gone
from bot.pictures.picture import Picture
from bot.storage import UnwritableError, Uploads
from bot.views.message import Message

__all__ = ["Uploader"]

REFUSED = "file identifier"
"""In what Telegram says of an id that it does not take."""

Media = str | bytes
"""A file by its id, or what is in it."""
Post = Callable[[Media], Awaitable[Sent | None]]
Make = Callable[[], Awaitable[bytes]]


class Uploader:
    """One for all visits. Pictures are drawn one after another in a thread, so that nobody waits for them."""

    def __init__(self, bot: Bot, uploads: Uploads, clock: Clock) -> None:
        self._bot = bot
        self._uploads = uploads
        self._clock = clock
        self._drawing = ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._uploading: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show_picture(self, visit: Visit, picture: Picture, caption: Message) -> None:
        """A press under a picture changes that picture; anything else gets a new one."""

        async def make() -> bytes:
            return await asyncio.get_running_loop().run_in_executor(self._drawing, picture.png)

        await visit.answer()
        await self._send(picture.digest, make, lambda media: post_picture(visit, media, caption))

    async def send_file(self, visit: Visit, content: bytes, name: str, caption: Message) -> None:
        """A new message with the file."""

        async def make() -> bytes:
            return content

        await visit.answer()
        digest = sha256(name.encode() + b"\0" + content).hexdigest()
        await self._send(digest, make, lambda media: post_file(visit, media, name, caption))

    async def _send(self, digest: str, make: Make, post: Post) -> None:
        """Post the file by its id, else upload it, once for all who want it at the same time."""
        if await self._posted_by_id(digest, post):
            return
        lock = self._uploading.setdefault(digest, asyncio.Lock())
        async with lock:
            if await self._posted_by_id(digest, post):
                return
            file_id = id_of(await post(await make()))
            if file_id:
                with suppress(UnwritableError):  # it is uploaded again, then
                    await self._uploads.keep(self._bot.id, digest, file_id, self._clock.now())

    async def _posted_by_id(self, digest: str, post: Post) -> bool:
        """Whether Telegram has the file; then it is posted."""
        file_id = await self._uploads.get(self._bot.id, digest, self._clock.now())
        if file_id is None:
            return False
        try:
            await post(file_id)
        except BadRequest as error:
            if REFUSED not in error.message.lower():
                raise
            await self._uploads.drop(self._bot.id, digest)
            return False
        return True


async def post_picture(visit: Visit, media: Media, caption: Message) -> Sent | None:
    keyboard = caption.keyboard if isinstance(caption.keyboard, InlineKeyboardMarkup) else None
    if visit.query is not None and visit.received is not None and visit.received.photo:
        try:
            edited = await visit.bot.edit_message_media(
                InputMediaPhoto(media, caption.text, parse_mode=ParseMode.HTML),
                visit.chat.id,
                visit.received.message_id,
                reply_markup=keyboard,
            )
        except BadRequest as error:
            if not gone(error):
                raise
        else:
            return edited if isinstance(edited, Sent) else None
    return await visit.bot.send_photo(
        visit.chat.id,
        media,
        caption.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        **visit.place(),
    )


async def post_file(visit: Visit, media: Media, name: str, caption: Message) -> Sent | None:
    return await visit.bot.send_document(
        visit.chat.id,
        media,
        caption.text,
        parse_mode=ParseMode.HTML,
        reply_markup=caption.keyboard,
        filename=name,
        **visit.place(),
    )


def id_of(sent: Sent | None) -> str | None:
    """The id of what is in the message, in its largest size."""
    if sent is None:
        return None
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document else None
