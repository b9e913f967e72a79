"""What a page that Telegram opened knows of its reader, and what it may change."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.chat import Chat
from bot.domain.model import Event
from bot.storage import Storage
from bot.storage.published import Published
from bot.texts import language_for, texts
from bot.views.event import starred_toast, unstarred_toast
from bot.views.viewer import Viewer
from bot.web.initdata import InitData
from bot.web.programme import zone

__all__ = ["Readers"]

Json = dict[str, Any]


class Readers:
    """The private chats of those who open the page. Every call is safe to repeat."""

    def __init__(self, storage: Storage, published: Published, clock: Clock) -> None:
        self._storage = storage
        self._published = published
        self._clock = clock

    async def of(self, reader: InitData) -> Json:
        """Language, zone and stars of the reader. Nothing is stored of who only looks."""
        known = await self._storage.chats.get(reader.user_id)
        return self._document(await self._viewer(known or _new(reader)))

    async def star(self, reader: InitData, event: Event) -> Json:
        """Star the event; the reader then, with the words that the chat would say."""
        now = self._clock.now()
        language = language_for(reader.language_code)
        chat = await self._storage.chats.ensure(reader.user_id, group=False, language=language, now=now)
        await self._storage.favourites.add(chat.id, [event.id], now)
        viewer = await self._viewer(chat)
        return {**self._document(viewer), "said": starred_toast(viewer, event)}

    async def unstar(self, reader: InitData, event_id: str) -> Json:
        """Take the star back, also that of an event which the programme no longer has."""
        await self._storage.favourites.remove(reader.user_id, [event_id])
        known = await self._storage.chats.get(reader.user_id)
        viewer = await self._viewer(known or _new(reader))
        return {**self._document(viewer), "said": unstarred_toast(viewer)}

    async def _viewer(self, chat: Chat) -> Viewer:
        favourites = await self._storage.favourites.of(chat.id)
        return Viewer(self._published.schedule, chat, self._clock.now(), favourites)

    def _document(self, viewer: Viewer) -> Json:
        chosen = viewer.chat.zone
        return {
            "language": viewer.chat.language,
            "zone": zone(ZoneInfo(chosen), viewer.schedule, texts(viewer.chat.language)) if chosen else None,
            "stars": list(viewer.favourites),
        }


def _new(reader: InitData) -> Chat:
    return Chat(reader.user_id, group=False, language=language_for(reader.language_code))
