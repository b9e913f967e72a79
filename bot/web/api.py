"""The JSON API of the timetable page. What it takes and gives: docs/api.md."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.domain.model import Schedule
from bot.storage.published import Published
from bot.texts import LANGUAGES
from bot.web.admission import Admission
from bot.web.initdata import InitData
from bot.web.live import standing
from bot.web.programme import programme
from bot.web.reader import Readers
from bot.web.refusal import Refusal
from bot.web.representation import Representation, represented

__all__ = ["Api"]

PRIVATE = {hdrs.CACHE_CONTROL: "no-store"}


class Api:
    def __init__(self, published: Published, readers: Readers, clock: Clock, admission: Admission) -> None:
        self._published = published
        self._readers = readers
        self._clock = clock
        self._admission = admission
        self._programmes: dict[tuple[int, str], Representation] = {}
        self._rendering = asyncio.Lock()

    def routes(self) -> Sequence[web.RouteDef]:
        anyone, reader = self._admission.anyone, self._admission.reader
        return [
            web.get("/api/now", anyone(self.now)),
            web.get("/api/programme/{language}", anyone(self.programme)),
            web.get("/api/me", reader(self.me)),
            web.put("/api/stars/{event}", reader(self.star)),
            web.delete("/api/stars/{event}", reader(self.unstar)),
        ]

    async def now(self, _: web.Request) -> web.Response:
        """The conference's clock, and which version of the programme is the current one."""
        return web.json_response(standing(self._clock, self._published), headers=PRIVATE)

    async def programme(self, request: web.Request) -> web.Response:
        """The programme in one language. Whoever has it asks whether there is another, and hears 304."""
        language = request.match_info["language"]
        if language not in LANGUAGES:
            raise Refusal(
                404, "no_such_language", f"found {language!r}; expected one of {', '.join(LANGUAGES)}"
            )
        return represented(request, await self._programme(language), "no-cache")

    async def me(self, _: web.Request, reader: InitData) -> web.Response:
        return web.json_response(await self._readers.of(reader), headers=PRIVATE)

    async def star(self, request: web.Request, reader: InitData) -> web.Response:
        event_id = request.match_info["event"]
        event = self._published.schedule.events.get(event_id)
        if event is None:
            raise Refusal(404, "no_such_event", f"found {event_id[:64]!r}; expected the id of an event")
        return web.json_response(await self._readers.star(reader, event), headers=PRIVATE)

    async def unstar(self, request: web.Request, reader: InitData) -> web.Response:
        said = await self._readers.unstar(reader, request.match_info["event"])
        return web.json_response(said, headers=PRIVATE)

    async def _programme(self, language: str) -> Representation:
        """Rendered and compressed once for each version, beside the loop."""
        number, schedule = self._published.number, self._published.schedule
        async with self._rendering:
            if (number, language) not in self._programmes:
                rendered = await asyncio.to_thread(_rendered, schedule, number, language)
                others = {key: body for key, body in self._programmes.items() if key[0] == number}
                self._programmes = {**others, (number, language): rendered}
            return self._programmes[number, language]


def _rendered(schedule: Schedule, number: int, language: str) -> Representation:
    document = programme(schedule, number, language)
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    representation = Representation(body, "application/json; charset=utf-8")
    _ = representation.tag, representation.compressed
    return representation
