"""python-telegram-bot's requests: calls over connections of our own, files over aiohttp."""

from __future__ import annotations

import json
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.gateway.connections import Connections, Target
from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.files import Files

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

__all__ = ["Transport", "json_request"]

DONE = b'{"ok":true,"result":'
DAY = 86_400.0


class _Written:
    """A call's parameters, written; what the library hands through as its `RequestData`, which is final."""

    __slots__ = ("body",)
    contains_files = False

    def __init__(self, body: bytes) -> None:
        self.body = body


Given = RequestData | _Written | None


def json_request(parameters: dict[str, Any]) -> RequestData:
    """A call's parameters that are JSON values already, written once, for `Transport` alone.

    The library's own way looks through each of them.
    """
    return cast("RequestData", _Written(_write_json(parameters)))


class Transport(BaseRequest):
    """At most `connections` calls at once, and as many files. No redirects, no cookies, no proxies.

    Timeouts are in seconds, None waits for ever. A request that waits for a connection longer than
    `pool_timeout` and `connect_timeout` together was `NotSent`. No request is ever sent twice by itself.
    """

    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float | None = 10.0,
        media_write_timeout: float | None = 30.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 5.0,
    ) -> None:
        self._most = connections
        self._read = read_timeout
        self._media_write = media_write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._connections: Connections | None = None
        self._files: Files | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Be ready; does nothing when it is."""
        if self._connections is None:
            self._connections = Connections(self._most)

    async def shutdown(self) -> None:
        """Cut all connections; does nothing when there are none."""
        connections, self._connections = self._connections, None
        files, self._files = self._files, None
        if connections is not None:
            connections.close()
        if files is not None:
            await files.close()

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
        if self._connections is None:
            raise RuntimeError("this transport is not initialized")
        read = _given(read_timeout, self._read)
        connect, pool = _given(connect_timeout, self._connect), _given(pool_timeout, self._pool)
        wait = None if connect is None or pool is None else connect + pool
        if method == "POST" and (call := _json_of(request_data)) is not None:
            target = _target(url, self.USER_AGENT)
            status, body = await self._connections.post(target, call, connecting=wait, reading=read)
        else:
            write = _given(write_timeout, self._media_write)
            # aiohttp has no limit on writing: there is one on the sum of all steps.
            total = None if wait is None or read is None or write is None else wait + read + write
            limits = aiohttp.ClientTimeout(total=total, connect=wait, sock_connect=connect, sock_read=read)
            self._files = self._files or Files(self._most, self.USER_AGENT)
            files = cast("RequestData | None", request_data)
            status, body = await self._files.request(method, url, files, limits)
        _look_at(status, body)
        return status, body

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


def _look_at(status: int, body: bytes) -> None:
    """Raise where the status says all that there is to know."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Throttled(_retry_after(body))
    # A gateway that gave up waiting does not know what the server behind it did.
    if status == HTTPStatus.GATEWAY_TIMEOUT:
        raise UnknownOutcome("the gateway gave up waiting for the server (504)")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ServerFailed(status)


@lru_cache
def _target(url: str, user_agent: str) -> Target:
    """A bot calls the same few methods for ever."""
    try:
        return Target(URL(url), user_agent)
    except ValueError as error:
        problem = str(error)
    raise NotSent(problem)


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _json_of(request_data: Given) -> bytes | None:
    """The parameters as JSON; None for those with files."""
    if isinstance(request_data, _Written):
        return request_data.body
    if request_data is None:
        return b"{}"
    return None if request_data.contains_files else _write_json(request_data.parameters)


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


def _retry_after(body: bytes) -> float:
    """Seconds that a 429 asks for; 1 when it does not say (a proxy's 429)."""
    try:
        return min(float(json.loads(body)["parameters"]["retry_after"]), DAY)
    except (ValueError, KeyError, TypeError):
        return 1.0
