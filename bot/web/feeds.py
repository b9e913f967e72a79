"""The personal calendar feeds, below ``/calendar/``."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable

from aiohttp import ETag, hdrs, web

from bot.clock import Clock
from bot.formats.icalendar import CONTENT_TYPE
from bot.storage import Storage
from bot.storage.published import Published
from bot.views.calendarfiles import REFRESH, agenda_calendar, file_name
from bot.views.viewer import Viewer

__all__ = ["CalendarFeeds"]

CACHE = "private, max-age=300"


class CalendarFeeds:
    """``GET /calendar/<token>.ics``; any other token is not found, and no answer tells why."""

    def __init__(self, storage: Storage, published: Published, clock: Clock) -> None:
        self._storage = storage
        self._published = published
        self._clock = clock

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        return [web.get("/calendar/{token:[A-Za-z0-9_-]+}.ics", self._feed)]

    async def _feed(self, request: web.Request) -> web.Response:
        viewer = await self._viewer(request.match_info["token"])
        if viewer is None:
            raise web.HTTPNotFound
        revisions = self._published.revisions
        content = await asyncio.to_thread(agenda_calendar, viewer, revisions, refresh=REFRESH)
        tag = ETag(hashlib.sha256(content).hexdigest()[:20])
        if any(known.value in (tag.value, "*") for known in request.if_none_match or ()):
            response = web.Response(status=304)
        else:
            response = web.Response(body=content, content_type=CONTENT_TYPE, charset="utf-8")
            name = file_name(viewer, "my")
            response.headers[hdrs.CONTENT_DISPOSITION] = f'inline; filename="{name}"'
        response.etag = tag
        response.headers[hdrs.CACHE_CONTROL] = CACHE
        return response

    async def _viewer(self, token: str) -> Viewer | None:
        """The reader whose agenda the token opens."""
        chat_id = await self._storage.feeds.chat_of(token)
        chat = None if chat_id is None else await self._storage.chats.get(chat_id)
        if chat is None:
            return None
        favourites = await self._storage.favourites.of(chat.id)
        return Viewer(self._published.schedule, chat, self._clock.now(), favourites)
