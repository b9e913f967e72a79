"""Writing to the organizers of the bot's own accord."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.clock import Clock
from bot.domain.chat import Chat
from bot.storage import Storage
from bot.storage.published import Published
from bot.texts import LANGUAGES
from bot.views.message import TEXT_LIMIT, Message, cut
from bot.views.viewer import Viewer

__all__ = ["Organizers"]

log = structlog.get_logger()
MOST_TOLD = 20
"""Mistakes of a schedule file that one message names."""


class Organizers:
    """Whoever cannot be reached, because they never wrote to the bot say, is left out and logged."""

    def __init__(
        self, bot: Bot, clock: Clock, storage: Storage, published: Published, admins: Collection[int]
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._storage = storage
        self._published = published
        self._admins = sorted(admins)

    async def tell(self, problems: Sequence[str]) -> bool:
        """What is wrong with the file, in the lines that `check` prints; whether it reached anyone."""
        more = [f"(+ {len(problems) - MOST_TOLD})"] if len(problems) > MOST_TOLD else []
        text = cut("\n".join([*problems[:MOST_TOLD], *more]), TEXT_LIMIT)
        return any([await self._send(admin, text) for admin in self._admins])

    async def show(self, view: Callable[[Viewer], Message]) -> bool:
        """A view, to each in their language; whether it reached anyone."""
        return any([await self._show(admin, view) for admin in self._admins])

    async def _show(self, admin: int, view: Callable[[Viewer], Message]) -> bool:
        chat = await self._storage.chats.get(admin) or Chat(admin, group=False, language=LANGUAGES[0])
        message = view(Viewer(self._published.schedule, chat, self._clock.now()))
        return await self._send(admin, message.text, parse_mode=ParseMode.HTML, reply_markup=message.keyboard)

    async def _send(self, admin: int, text: str, **given: Any) -> bool:
        try:
            await self._bot.send_message(admin, text, **given)
        except TelegramError as error:
            log.warning("admin not told", chat_id=admin, reason=error.message)
            return False
        return True
