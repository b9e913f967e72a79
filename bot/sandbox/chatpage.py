"""The chat page: its files, the files sent in chats, and the live connection behind it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from urllib.parse import quote

from aiohttp import WSMsgType, web

from bot.sandbox.accounts import Json
from bot.sandbox.livepage import LivePage
from bot.sandbox.world import World

__all__ = ["add_routes"]

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
FILE_NAME = re.compile(r"[a-z]+\.(?:css|js|svg)")
HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d+)?")
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LARGEST_MESSAGE = 8 * 1024 * 1024
"""Bytes of one message from the page: a file of 5 MB in base64, and room around it."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src {connect}; "
    "frame-src http://127.0.0.1:* https:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def add_routes(app: web.Application, world: World, zone: str) -> None:
    """Serve the page at ``/``, its files below ``/page/``, sent files below ``/media/``, and ``/live``."""
    page = _ChatPage(world, zone)
    app.router.add_get("/", page.index)
    app.router.add_get("/page/{name}", page.static)
    app.router.add_get("/media/{file_id}", page.media)
    app.router.add_get("/live", page.live)
    app.on_shutdown.append(page.close)


class _ChatPage:
    """What all open pages share: one watcher each on the world and on the clock."""

    def __init__(self, world: World, zone: str) -> None:
        self._world = world
        self._zone = zone
        self._open: dict[LivePage, web.WebSocketResponse] = {}
        self._world.watch(self._happened)
        self._world.clock.watch(self._clock_changed)

    def _happened(self, event: Json) -> None:
        for page in self._open:
            page.happened(event)

    def _clock_changed(self) -> None:
        for page in self._open:
            page.clock_changed()

    async def index(self, request: web.Request) -> web.Response:
        return _file(request, "index.html")

    async def static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if not FILE_NAME.fullmatch(name):
            raise web.HTTPNotFound
        return _file(request, name)

    async def media(self, request: web.Request) -> web.Response:
        """A file that was sent; whatever is no picture is only ever downloaded."""
        file = self._world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        shown = file.mime_type in SHOWN_IN_PLACE
        disposition = "inline" if shown else f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {
            "Content-Type": file.mime_type if shown else "application/octet-stream",
            "Content-Disposition": disposition,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=86400",
        }
        return web.Response(body=file.data, headers=headers)

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """The connection of one page that acts as ``?user=<id>``, the first user without one."""
        if not _same_origin(request):
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        page = LivePage(self._world, self._user_id(request), self._zone)
        self._open[page] = socket
        try:
            async with page.sending(socket.send_json, socket.close):
                async for message in socket:
                    if message.type is WSMsgType.TEXT:
                        page.asked(message.data)
        finally:
            del self._open[page]
        return socket

    def _user_id(self, request: web.Request) -> int:
        asked = request.query.get("user", "")
        users = self._world.users
        if not users:
            self._world.add_user("Guest")
        return int(asked) if asked.isdecimal() and int(asked) in users else next(iter(users))

    async def close(self, _: web.Application) -> None:
        for socket in tuple(self._open.values()):
            await socket.close(code=1001)


def _same_origin(request: web.Request) -> bool:
    """Browsers name the page that connects; another site's page may not act here."""
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


@cache
def _read(name: str) -> bytes | None:
    file = resources.files("bot.sandbox").joinpath("page", name)
    return file.read_bytes() if file.is_file() else None


def _file(request: web.Request, name: str) -> web.Response:
    body = _read(name)
    if body is None:
        raise web.HTTPNotFound
    # Not every browser takes 'self' to include ws://, so the page's own host is named.
    host = request.host if HOST.fullmatch(request.host) else ""
    headers = {
        "Content-Security-Policy": POLICY.format(
            connect=f"'self' ws://{host} wss://{host}" if host else "'self'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }
    suffix = name[name.rindex(".") :]
    return web.Response(body=body, content_type=TYPES[suffix], charset="utf-8", headers=headers)
