"""HTTP/1.1 for calls: a few kilobytes there, a few back, over connections that are kept.

aiohttp's client, which can do far more, takes four times the processor time for one, and calls are a good
part of what the bot does: `python -m bench outbound` has both. httptools reads the answers, Node's parser.
"""

from __future__ import annotations

import asyncio
import select
import socket
import ssl
from collections import defaultdict, deque
from typing import NamedTuple, cast

import httptools
from aiohappyeyeballs import start_connection
from telegram.error import TelegramError, TimedOut
from yarl import URL

from bot.gateway.errors import NotSent, UnknownOutcome

__all__ = ["Connections", "Target"]

KEPT = 30.0
"""Seconds for which a connection is kept that nobody uses; servers keep theirs for a minute or so."""
LARGEST = 16_000_000
"""Bytes of an answer; Telegram's longest, a hundred updates, is a few megabytes."""
SAYS_MORE = 200
"""Below it a status only says that the answer is to come."""
FIRST_ADDRESS = 0.25
"""Seconds for a server's first address until its second is tried, too (RFC 8305)."""


class Origin(NamedTuple):
    """A server; `host` as DNS knows it."""

    secure: bool
    host: str
    port: int


class Target:
    """Where a call goes, and what is the same in each of its requests. ValueError unless `url` is HTTP's."""

    __slots__ = ("head", "origin")

    def __init__(self, url: URL, user_agent: str) -> None:
        if url.scheme not in {"http", "https"} or not url.raw_host or not url.port:
            raise ValueError("the address of a server begins with http:// or https://")
        self.origin = Origin(url.scheme == "https", url.raw_host, url.port)
        host = f"[{url.raw_host}]" if ":" in url.raw_host else url.raw_host
        where = host if url.is_default_port() else f"{host}:{url.port}"
        lines = (
            f"POST {url.raw_path_qs} HTTP/1.1",
            f"Host: {where}",
            f"User-Agent: {user_agent}",
            "Content-Type: application/json",
            "Content-Length: ",
        )
        self.head = "\r\n".join(lines).encode("ascii")

    def request(self, body: bytes) -> bytes:
        """All that is sent."""
        return b"%b%d\r\n\r\n%b" % (self.head, len(body), body)


class Connections:
    """At most `most` requests at once, each on a connection of its own; one event loop."""

    def __init__(self, most: int) -> None:
        self._slots = asyncio.Semaphore(most)
        self._free: defaultdict[Origin, deque[_Connection]] = defaultdict(deque)
        self._open: set[_Connection] = set()
        self._tls: ssl.SSLContext | None = None

    async def post(
        self, target: Target, body: bytes, *, connecting: float | None, reading: float | None
    ) -> tuple[int, bytes]:
        """Send JSON; the status and the body of the answer, whatever the status.

        `connecting` is how many seconds there are until a connection is there, `reading` how long the server
        may say nothing; None is for ever. Raises NotSent, TimedOut, UnknownOutcome. Nothing is sent twice.
        """
        connection = await self._take(target.origin, connecting)
        try:
            return await connection.ask(target.request(body), reading)
        finally:
            self._give_back(target.origin, connection)

    def close(self) -> None:
        """Cut all connections; whoever waits for an answer gets UnknownOutcome."""
        for connection in list(self._open):
            connection.cut()

    async def _take(self, origin: Origin, patience: float | None) -> _Connection:
        if not self._slots.locked() and (kept := self._kept(origin)):
            await self._slots.acquire()
            return kept
        try:
            async with asyncio.timeout(patience):
                await self._slots.acquire()
                try:
                    return self._kept(origin) or await self._connect(origin)
                except BaseException:
                    self._slots.release()
                    raise
        except TimeoutError:
            problem = "in time"
        except (OSError, UnicodeError) as error:
            problem = f"({type(error).__name__}: {error})"
        # Raised out here: whoever prints an error prints its context, too.
        raise NotSent(f"no connection to {origin.host}:{origin.port} was made {problem}")

    def _kept(self, origin: Origin) -> _Connection | None:
        """The connection that was used last, of those that still stand."""
        free, now = self._free[origin], asyncio.get_running_loop().time()
        while free:
            connection = free.pop()
            if connection.free_since >= now - KEPT and connection.is_quiet():
                return connection
            connection.cut()
        return None

    async def _connect(self, origin: Origin) -> _Connection:
        if origin.secure and self._tls is None:
            self._tls = ssl.create_default_context()
        loop = asyncio.get_running_loop()
        addresses = await loop.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
        # asyncio's own way to try several addresses loses a socket when it is given up in mid-race.
        connected = await start_connection(addresses, happy_eyeballs_delay=FIRST_ADDRESS)
        try:
            _, connection = await loop.create_connection(
                lambda: _Connection(self._open),
                sock=connected,
                ssl=self._tls if origin.secure else None,
                server_hostname=origin.host if origin.secure else None,
            )
        except BaseException:
            connected.close()
            raise
        return connection

    def _give_back(self, origin: Origin, connection: _Connection) -> None:
        self._slots.release()
        if not connection.reusable:
            connection.cut()
            return
        free, now = self._free[origin], asyncio.get_running_loop().time()
        connection.free_since = now
        free.append(connection)
        while free[0].free_since < now - KEPT:
            free.popleft().cut()


class _Connection(asyncio.Protocol):
    """One request after another. It is in `open_` from its beginning to its end."""

    def __init__(self, open_: set[_Connection]) -> None:
        self._open = open_
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body = bytearray()
        self._headed = self._measured = False
        """Whether the headers are there, and one of them says how long the body is."""
        self._heard_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.free_since = 0.0
        self.reusable = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._poll = select.poll()
        self._poll.register(transport.get_extra_info("socket").fileno(), select.POLLIN)
        self._open.add(self)

    def is_quiet(self) -> bool:
        """Whether the server has neither closed it nor said anything. The kernel is asked: it knows first."""
        return not self._transport.is_closing() and not self._poll.poll(0)

    def cut(self) -> None:
        self._transport.abort()

    async def ask(self, request: bytes, patience: float | None) -> tuple[int, bytes]:
        """As `Connections.post`. Until it has answered whole, the connection is not `reusable`."""
        self.reusable = False
        if self._transport.is_closing():  # what is written to it now goes nowhere, and nobody would say so
            raise NotSent("the server hung up before the call")
        self._answer = self._loop.create_future()
        self._body.clear()
        self._headed = self._measured = False
        self._heard_at = self._loop.time()
        if patience is not None:
            self._timer = self._loop.call_later(patience, self._look, patience)
        try:
            self._transport.write(request)
            return await self._answer
        finally:
            if self._timer is not None:
                self._timer.cancel()
            self._answer = None

    def _look(self, patience: float) -> None:
        """Time may be up; while the answer is arriving it begins anew."""
        left = self._heard_at + patience - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._look, patience)
        else:
            self._fail(TimedOut("no answer in time"))

    def _fail(self, error: TelegramError) -> None:
        self.reusable = False
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    def data_received(self, data: bytes) -> None:
        self._heard_at = self._loop.time()
        if self._answer is None or self._answer.done():
            return self.cut()  # nobody asked
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(UnknownOutcome("the server's answer is not one of HTTP, or is far too long"))
            self.cut()

    def connection_lost(self, error: Exception | None) -> None:
        self._open.discard(self)
        if error is None and self._headed and not self._measured:
            self._done(self._parser.get_status_code())  # the end of the connection is that of the answer
        how = type(error).__name__ if error else "closed"
        self._fail(UnknownOutcome(f"the connection broke before the answer ({how})"))

    # What httptools tells, in this order.

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() in {b"content-length", b"transfer-encoding"}:
            self._measured = True

    def on_headers_complete(self) -> None:
        self._headed = True

    def on_body(self, part: bytes) -> None:
        if len(self._body) + len(part) > LARGEST:
            raise ValueError("the answer is too long")
        self._body += part

    def on_message_complete(self) -> None:
        status: int = self._parser.get_status_code()
        if status < SAYS_MORE:
            self._headed = self._measured = False
        else:
            self._done(status)

    def _done(self, status: int) -> None:
        if self._answer is None or self._answer.done():
            self.reusable = False  # two answers to one request
            return
        self.reusable = self._measured and bool(self._parser.should_keep_alive())
        self._answer.set_result((status, bytes(self._body)))
