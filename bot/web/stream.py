"""One open stream of server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

__all__ = ["Stream"]

BEAT = 25.0
"""Seconds after which a stream that has nothing to say says so: proxies close silent ones after 30 or 60."""
LIFE = 3600.0
"""Seconds; then the page asks again, and shows again who its reader is."""
PATIENCE = 20.0
"""Seconds for a page to take what it is told."""

Part = Callable[[], Awaitable[Mapping[str, Any]]]


class Stream:
    """`parts` are the events there are: how things stand, each said whole at first and whenever it is stale.

    A page that takes its time hears the latest only, so that nothing piles up for it.
    """

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts
        self._stale = set(parts)
        self._said: dict[str, str] = {}
        self._woken = asyncio.Event()
        self._ended = False

    def wake(self, part: str) -> None:
        """This part may be another now; nothing happens where the stream has no such part."""
        if part in self._parts:
            self._stale.add(part)
            self._woken.set()

    def end(self) -> None:
        self._ended = True
        self._woken.set()

    async def run(self, response: web.StreamResponse) -> None:
        """Say it all until the page leaves (ConnectionError), sleeps (TimeoutError), or the stream ends."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LIFE
        while not self._ended and loop.time() < until:
            self._woken.clear()
            async with asyncio.timeout(PATIENCE):
                await response.write(await self._news() or b":\n\n")
            try:
                async with asyncio.timeout(BEAT):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _news(self) -> bytes:
        """What is to be said now, as events; what was said already is not said again."""
        events: list[str] = []
        for name in [name for name in self._parts if name in self._stale]:
            self._stale.discard(name)
            said = json.dumps(await self._parts[name](), ensure_ascii=False, separators=(",", ":"))
            if said != self._said.get(name):
                self._said[name] = said
                events.append(f"event: {name}\ndata: {said}\n\n")
        return "".join(events).encode()
