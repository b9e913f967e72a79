"""The HTTP side on one address: the routes of all its features, and what holds for every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

import structlog
from aiohttp import hdrs, web

from bot.storage import UnavailableError
from bot.web.refusal import Refusal

__all__ = ["WebServer"]

log = structlog.get_logger()

GRACE = 2.0
"""Seconds for what is being answered at the end."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Where a handler gives a header of that name, that one holds."""


class WebServer:
    """`routes` are those of all features; `closing` is called when no more requests are taken."""

    def __init__(
        self,
        routes: Iterable[web.AbstractRouteDef],
        closing: Iterable[Callable[[web.Application], Awaitable[None]]] = (),
    ) -> None:
        self._application = web.Application(middlewares=[_refusals])
        self._application.add_routes(routes)
        self._application.on_response_prepare.append(_with_headers)
        self._application.on_shutdown.extend(closing)
        self._runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=GRACE)
        self.url = ""
        """Where it is, once started."""

    async def start(self, listen: str) -> None:
        """Serve on ``host:port``; port 0 is any free one. Raises OSError where that cannot be had."""
        host, _, port = listen.rpartition(":")
        await self._runner.setup()
        await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        bound_host, bound_port = self._runner.addresses[0][:2]
        self.url = f"http://{f'[{bound_host}]' if ':' in bound_host else bound_host}:{bound_port}"

    async def stop(self) -> None:
        """Take no more requests, end what is open."""
        await self._runner.cleanup()


@web.middleware
async def _refusals(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Every error in the one form; of a failure of ours nothing is told but that it was one."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return refusal.response()
    except web.HTTPException as error:
        if error.status < 400:
            raise
        code = (error.reason or "error").lower().replace(" ", "_")
        allowed: dict[str, str] = (
            {hdrs.ALLOW: error.headers[hdrs.ALLOW]} if hdrs.ALLOW in error.headers else {}
        )
        return Refusal(error.status, code, f"{error.status} {error.reason}", allowed).response()
    except UnavailableError:
        wait: dict[str, str] = {hdrs.RETRY_AFTER: "5"}
        return Refusal(503, "unavailable", "the database is not to be used for now", wait).response()
    except Exception:
        log.exception("request failed", method=request.method, route=_route(request))
        return Refusal(500, "failed", "that went wrong here, and it is written down").response()


def _route(request: web.Request) -> str:
    """The pattern that matched: an address may hold what nobody else should read."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""


async def _with_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop(hdrs.SERVER, None)
