"""Who may ask the API, and how often."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.web.allowance import Allowance
from bot.web.initdata import InitData, InitDataRefused, Verifier
from bot.web.refusal import Refusal

__all__ = ["Admission", "Handler", "ReaderHandler", "address_of"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ReaderHandler = Callable[[web.Request, InitData], Awaitable[web.StreamResponse]]

SCHEME = "tma"
"""The Authorization scheme under which Mini Apps send their initData."""
LARGEST_BODY = 1024
"""Bytes. No request to the API says anything in its body."""
BODY_SECONDS = 10.0


class Admission:
    """Readers are limited each for themselves; everyone else by address, which a whole venue may share."""

    def __init__(self, token: str, clock: Clock) -> None:
        self._verifier = Verifier(token)
        self._clock = clock
        self._readers = Allowance(burst=40, per_second=4)
        self._addresses = Allowance(burst=1000, per_second=50)

    def anyone(self, handler: Handler) -> Handler:
        """`handler` for everyone, at the pace of their address."""

        async def admitted(request: web.Request) -> web.StreamResponse:
            self._check(self._addresses, address_of(request))
            return await handler(request)

        return admitted

    def reader(self, handler: ReaderHandler) -> Handler:
        """`handler` for who shows the initData of this bot's Mini App, at a person's pace."""

        async def admitted(request: web.Request) -> web.StreamResponse:
            reader = self.identify(request)
            if reader is None:
                raise _unauthorized("missing", "no Authorization; expected: tma <initData>")
            await _without_body(request)
            return await handler(request, reader)

        return admitted

    def identify(self, request: web.Request) -> InitData | None:
        """The reader that the request's Authorization names; None without one. Raises Refusal."""
        given = request.headers.getall(hdrs.AUTHORIZATION, [])
        try:
            if given:
                reader = self._verifier.read(_credentials(given), self._clock.real_now())
                self._check(self._readers, reader.user_id)
                return reader
        except InitDataRefused as error:
            self._check(self._addresses, address_of(request))
            raise _unauthorized(error.code, f"initData: {error}") from None
        self._check(self._addresses, address_of(request))
        return None

    def _check(self, allowance: Allowance, key: int | str) -> None:
        wait = allowance.take(key, self._clock.monotonic())
        if wait:
            seconds = math.ceil(wait)
            after: dict[str, str] = {hdrs.RETRY_AFTER: str(seconds)}
            raise Refusal(429, "too_many_requests", f"too many requests; ask again in {seconds} s", after)


def _credentials(given: list[str]) -> str:
    scheme, _, raw = given[0].partition(" ")
    if len(given) > 1 or scheme.lower() != SCHEME:
        raise InitDataRefused("malformed", "not one Authorization of the form: tma <initData>")
    return raw


def _unauthorized(code: str, found: str) -> Refusal:
    return Refusal(401, code, found, {hdrs.WWW_AUTHENTICATE: SCHEME})


def address_of(request: web.Request) -> str:
    """Where the request came from: of IPv6 the network, which one customer has to themselves.

    A proxy on this machine or on its private network is believed about who asked it.
    """
    remote = _address(request.remote or "")
    if remote is not None and remote.is_private:
        forwarded = request.headers.getall(hdrs.X_FORWARDED_FOR, [""])[-1].rpartition(",")[2]
        remote = _address(forwarded.strip()) or remote
    if remote is None:
        return ""
    return str(remote) if remote.version == 4 else str(ip_network((remote, 64), strict=False))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


async def _without_body(request: web.Request) -> None:
    """Read what is not wanted, up to a limit. Raises Refusal."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            await request.clone(client_max_size=LARGEST_BODY).read()
    except web.HTTPRequestEntityTooLarge:
        found = f"a body of more than {LARGEST_BODY} bytes; expected none"
        raise Refusal(413, "body_too_large", found, {hdrs.CONNECTION: "close"}) from None
    except TimeoutError:
        raise Refusal(408, "body_too_slow", f"no whole body within {BODY_SECONDS:.0f} s") from None
