"""What changes while the page is open: the clock, the programme, the reader's own agenda."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from typing import Any

import structlog
from aiohttp import hdrs, web

from bot.clock import Clock
from bot.storage import UnavailableError
from bot.storage.notices import Notices
from bot.storage.published import Published
from bot.web.admission import Admission, address_of
from bot.web.initdata import InitData
from bot.web.reader import Readers
from bot.web.refusal import Refusal
from bot.web.stream import Part, Stream

__all__ = ["Live", "standing"]

log = structlog.get_logger()

OF_READER = 6
"""Open streams of one reader, their devices; one more ends the oldest, of a page that is likely gone."""
OF_ADDRESS = 2000
OTHER_FILES = 200
"""File descriptors left for everything else."""
HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-store",
    "X-Accel-Buffering": "no",
}


class Live:
    """The open streams. What changes wakes those whom it concerns."""

    def __init__(
        self,
        published: Published,
        readers: Readers,
        notices: Notices,
        clock: Clock,
        admission: Admission,
        *,
        most: int | None = None,
    ) -> None:
        """`most` streams at once; None: as many as this process may hold open."""
        self._published = published
        self._readers = readers
        self._notices = notices
        self._clock = clock
        self._admission = admission
        self._open: dict[int | str, list[Stream]] = {}
        self._count = 0
        self._most = most_streams() if most is None else most
        published.watch(self._all_stale)
        clock.watch(self._all_stale)

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get("/api/live", self.live)]

    async def close(self, _: web.Application) -> None:
        """End every stream; pages come back by themselves."""
        for streams in self._open.values():
            for stream in streams:
                stream.end()

    async def live(self, request: web.Request) -> web.StreamResponse:
        """A stream until the page leaves: of the reader's agenda, too, where Authorization names one."""
        reader = self._admission.identify(request)
        key = reader.user_id if reader else address_of(request)
        self._make_room(key)
        stream = Stream(self._parts(reader))
        self._open.setdefault(key, []).append(stream)
        self._count += 1
        unwatch = self._notices.watch(reader.user_id, lambda: stream.wake("me")) if reader else None
        response = web.StreamResponse(headers=HEADERS)
        try:
            await response.prepare(request)
            await stream.run(response)
        except (ConnectionError, TimeoutError, UnavailableError):
            pass  # the page left, or sleeps; or it asks for another
        except Exception:
            log.exception("stream failed")  # the page asks for another
        finally:
            self._forget(key, stream)
            if unwatch is not None:
                unwatch()
        return response

    def _parts(self, reader: InitData | None) -> dict[str, Part]:
        async def now() -> dict[str, Any]:
            return standing(self._clock, self._published)

        async def me() -> dict[str, Any]:
            return await self._readers.of(reader) if reader else {}

        return {"now": now, "me": me} if reader else {"now": now}

    def _make_room(self, key: int | str) -> None:
        """End what a reader's newest streams replace. Raises Refusal where there is no place left."""
        here = self._open.get(key, [])
        if isinstance(key, int):
            for replaced in here[: max(0, len(here) + 1 - OF_READER)]:
                replaced.end()
        elif len(here) >= OF_ADDRESS:
            raise _busy()
        if self._count >= self._most:
            raise _busy()

    def _forget(self, key: int | str, stream: Stream) -> None:
        self._open[key].remove(stream)
        if not self._open[key]:
            del self._open[key]
        self._count -= 1

    def _all_stale(self) -> None:
        for streams in self._open.values():
            for stream in streams:
                stream.wake("now")


def standing(clock: Clock, published: Published) -> dict[str, Any]:
    """The conference's clock (in milliseconds since 1970) and the number of the current programme."""
    return {
        "now": int(clock.now().timestamp() * 1000),
        "speed": clock.speed,
        "programme": published.number,
    }


def _busy() -> Refusal:
    return Refusal(503, "busy", "too many open streams; ask again in 60 s", {hdrs.RETRY_AFTER: "60"})


def most_streams() -> int:
    """Streams that this process may hold open: each is a file descriptor."""
    return max(100, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OTHER_FILES)
