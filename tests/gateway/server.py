"""A Bot API server as small as a test needs: it answers as told and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

__all__ = ["TOKEN", "Answer", "Call", "Server", "failed", "hang", "ok", "page", "reset", "serve"]

TOKEN = "123456:" + "t" * 35

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Call:
    """One request: the method and its parameters, as they were sent."""

    method: str
    params: dict[str, Any]


def ok(result: Any = True) -> Answer:
    return _json(200, {"ok": True, "result": result})


def failed(status: int, description: str, **parameters: Any) -> Answer:
    error = {"ok": False, "error_code": status, "description": description}
    return _json(status, {**error, "parameters": parameters} if parameters else error)


def page(status: int, text: str) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text)

    return answer


async def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection after the request was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def hang(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


def _json(status: int, body: dict[str, Any]) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


class Server:
    """`calls` so far; `script` answers for a method are used up in order, then `default` answers."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Call] = []
        self.default: dict[str, Answer] = {
            "getMe": ok({"id": 123456, "is_bot": True, "first_name": "Bot"}),
            "getWebhookInfo": ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0}),
        }
        self._script: dict[str, deque[Answer]] = defaultdict(deque)
        self._called = asyncio.Condition()

    def script(self, method: str, *answers: Answer) -> None:
        self._script[method].extend(answers)

    def asked(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of `method`."""
        return [call.params for call in self.calls if call.method == method]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a call after which `condition` holds."""
        async with asyncio.timeout(5), self._called:
            await self._called.wait_for(condition)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        async with self._called:
            self.calls.append(Call(method, await _params(request)))
            self._called.notify_all()
        script = self._script[method]
        answer = script.popleft() if script else self.default.get(method, ok())
        return await answer(request)


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(await request.read()))
    return dict(await request.post())


@asynccontextmanager
async def serve() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
