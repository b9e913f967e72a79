"""python-telegram-bot's requests over aiohttp."""

from __future__ import annotations

import asyncio
import json
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome

if TYPE_CHECKING:
    from aiohttp.connector import Connection
    from telegram._utils.types import ODVInput

__all__ = ["AiohttpRequest", "json_request"]

JSON = {"Content-Type": "application/json"}
DONE = b'{"ok":true,"result":'
DAY = 86_400.0
NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.ServerFingerprintMismatch,
)


class _Written:
    """A call's parameters, written; what the library hands through as its `RequestData`, which is final."""

    __slots__ = ("body",)
    contains_files = False

    def __init__(self, body: bytes) -> None:
        self.body = body


Given = RequestData | _Written | None


def json_request(parameters: dict[str, Any]) -> RequestData:
    """A call's parameters that are JSON values already, written once, for `AiohttpRequest` alone.

    The library's own way looks through each of them.
    """
    return cast("RequestData", _Written(_write_json(parameters)))


class AiohttpRequest(BaseRequest):
    """One aiohttp session: keep-alive, at most `connections` at once, HTTP/1.1, no redirects, no cookies.

    Timeouts are in seconds, None waits for ever. A request that waits for a connection longer than
    `pool_timeout` and `connect_timeout` together was `NotSent`. No request is ever sent twice by itself.
    `proxy` is an HTTP proxy's URL; the environment's proxies are not looked at.
    """

    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float | None = 10.0,
        write_timeout: float | None = 10.0,
        media_write_timeout: float | None = 30.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._media_write = media_write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; does nothing when it is open."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=30.0, ttl_dns_cache=300
            ),
            request_class=_FreshRequest,
            headers={"User-Agent": self.USER_AGENT},
            cookie_jar=aiohttp.DummyCookieJar(),
            proxy=self._proxy,
        )

    async def shutdown(self) -> None:
        """Close the session; does nothing when it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the base's signature
        self,
        url: str,
        method: str,
        request_data: Given = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; returns the status and the body of the answer, whatever the status below 500.

        Raises NotSent, TimedOut, UnknownOutcome, ServerFailed, Throttled.
        """
        uploads = request_data is not None and request_data.contains_files
        limits = _limits(
            read=_given(read_timeout, self._read),
            write=_given(write_timeout, self._media_write if uploads else self._write),
            connect=_given(connect_timeout, self._connect),
            pool=_given(pool_timeout, self._pool),
            limited=uploads,
        )
        status, body = await self._send(method, url, request_data, limits)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Throttled(_retry_after(body))
        # A gateway that gave up waiting does not know what the server behind it did.
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            raise UnknownOutcome("the gateway gave up waiting for the server (504)")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ServerFailed(status)
        return status, body

    async def _send(
        self,
        method: str,
        url: str,
        request_data: Given,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("this AiohttpRequest is not initialized")
        for _ in range(self._connections + 1):
            try:
                async with self._session.request(
                    method, _parsed(url), timeout=limits, allow_redirects=False, **_body(request_data)
                ) as response:
                    return response.status, await response.read()
            except _StaleConnectionError:
                continue
            except (aiohttp.ClientError, OSError) as error:
                failure = _failure(error)
            # Raised out here, because aiohttp's errors hold the URL and this one would hold them.
            raise failure
        raise NotSent("every kept connection had been closed by the server")

    async def order(self, url: str, parameters: dict[str, Any]) -> None:
        """Call a method of which only matters that it was done: its answer, a whole message, is not read.

        Raises what `post` raises.
        """
        payload = await self._request_wrapper(url, "POST", json_request(parameters))
        if not payload.startswith(DONE):
            self.parse_json_payload(payload)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; raises UnknownOutcome when it is not one of the Bot API's. It is not logged."""
        try:
            answer = _read_json(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or ("result" not in answer and answer.get("ok") is not False):
            raise UnknownOutcome("the server's answer is not the Bot API's")
        return answer


class _StaleConnectionError(aiohttp.ClientConnectionError):
    """The server had closed this kept connection before anything was written to it."""


class _FreshRequest(aiohttp.ClientRequest):
    """A request that looks once more, before its first byte, whether its connection still stands."""

    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        # Two turns of the loop: the first polls the sockets, the second runs what the poll found, so that
        # a close which has already arrived is seen. One that arrives later leaves an unknown outcome.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        if conn.transport is None or conn.transport.is_closing():
            raise _StaleConnectionError
        return await super().send(conn)


@lru_cache
def _parsed(url: str) -> URL:
    """A bot calls the same few methods for ever."""
    return URL(url)


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


@lru_cache
def _limits(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None, limited: bool
) -> aiohttp.ClientTimeout:
    """aiohttp has no limit on writing, which only uploads need: they have one on the sum of all steps."""
    wait = None if connect is None or pool is None else connect + pool
    total = None if wait is None or read is None or write is None else wait + read + write
    return aiohttp.ClientTimeout(
        total=total if limited else None, connect=wait, sock_connect=connect, sock_read=read
    )


def _body(request_data: Given) -> dict[str, Any]:
    """The arguments that carry the parameters: JSON, or multipart with files. Made anew for every try."""
    if request_data is None:
        return {}
    if isinstance(request_data, _Written):
        return {"data": request_data.body, "headers": JSON}
    if not request_data.contains_files:
        return {"data": _write_json(request_data.parameters), "headers": JSON}
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return {"data": form}


def _read_json(payload: bytes) -> Any:
    """Half of a lone surrogate, and numbers of more than 64 bits, only the slower of the two can read."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return json.loads(payload)


def _write_json(parameters: dict[str, Any]) -> bytes:
    """ASCII where UTF-8 cannot say it: Telegram itself refuses a lone surrogate, with a reason."""
    try:
        return orjson.dumps(parameters)
    except orjson.JSONEncodeError:
        return json.dumps(parameters).encode("ascii")


def _failure(error: Exception) -> TelegramError:
    """Name what is known of a request that got no answer. Only connect errors' texts are free of the URL."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(str(error))
    if isinstance(error, NEVER_SENT):
        return NotSent(f"no connection was made ({type(error).__name__})")
    if isinstance(error, TimeoutError):
        return TimedOut("no answer in time")
    return UnknownOutcome(f"the connection broke before the answer ({type(error).__name__})")


def _retry_after(body: bytes) -> float:
    """Seconds that a 429 asks for; 1 when it does not say (a proxy's 429)."""
    try:
        return min(float(json.loads(body)["parameters"]["retry_after"]), DAY)
    except (ValueError, KeyError, TypeError):
        return 1.0
