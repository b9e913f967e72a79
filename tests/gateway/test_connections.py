"""Calls over kept connections, against servers that say byte for byte what a test wants."""

from __future__ import annotations

import asyncio
import gc
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import TelegramError, TimedOut
from yarl import URL

from bot.gateway.connections import KEPT, LARGEST, Connections, Target
from bot.gateway.errors import NotSent, UnknownOutcome
from tests.gateway.virtual import run

BODY = b'{"ok":true,"result":true}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n" + BODY
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + BODY[:5] + b"\r\n14\r\n" + BODY[5:]
CHUNKED += b"\r\n0\r\n\r\n"
UNMEASURED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + BODY
GOES_ON = b"HTTP/1.1 100 Continue\r\n\r\n"

QUIET = 0.02
"""Real seconds until time jumps."""

Say = Callable[["Line", bytes], Awaitable[None]]
"""What a server does with a request."""


@dataclass
class Line:
    """One connection, as the server has it."""

    number: int
    writer: asyncio.StreamWriter

    def says(self, data: bytes) -> None:
        self.writer.write(data)

    def hangs_up(self) -> None:
        self.writer.close()


@dataclass
class Script:
    """A server on a free port: `say` answers; `requests` are those that came, each with its connection."""

    say: Say
    requests: list[tuple[int, bytes]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    url: str = ""
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    serving: set[asyncio.Task[None] | None] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.add(asyncio.current_task())
        line = Line(len(self.lines) + 1, writer)
        self.lines.append(line)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                request = head + await reader.readexactly(length)
                self.requests.append((line.number, request))
                self.asked.set()
                await self.say(line, request)


@asynccontextmanager
async def serving(
    say: Say, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Script]:
    script = Script(say)
    server = await asyncio.start_server(script.serve, host, 0, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    script.url = f"http{'s' if tls else ''}://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        yield script
    finally:
        server.close()
        for line in script.lines:
            line.writer.transport.abort()
        for task in filter(None, script.serving):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def answering(data: bytes) -> Say:
    async def say(line: Line, _: bytes) -> None:
        line.says(data)

    return say


def hanging_up_after(data: bytes) -> Say:
    async def say(line: Line, _: bytes) -> None:
        line.says(data)
        line.hangs_up()

    return say


async def silent(line: Line, request: bytes) -> None:
    """The server takes the request, and that is all."""


async def post(connections: Connections, url: str, body: bytes = b"{}") -> tuple[int, bytes]:
    return await connections.post(Target(URL(f"{url}/bot1:a/do"), "tests"), body, connecting=5, reading=5)


@pytest.fixture
async def connections() -> AsyncIterator[Connections]:
    connections = Connections(2)
    yield connections
    connections.close()


async def test_request_is_whole(connections: Connections) -> None:
    async with serving(answering(ANSWER)) as server:
        assert await post(connections, server.url, b'{"text":"\xe5"}') == (200, BODY)
    host = server.url.removeprefix("http://").encode()
    assert server.requests == [
        (
            1,
            b"POST /bot1:a/do HTTP/1.1\r\nHost: " + host + b"\r\nUser-Agent: tests\r\n"
            b'Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{"text":"\xe5"}',
        )
    ]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://api.telegram.org/x", "api.telegram.org"),
        ("http://example.org:80/x", "example.org"),
        ("http://[::1]:8081/x", "[::1]:8081"),
        ("https://例え.jp/x", "xn--r8jz45g.jp"),
    ],
)
def test_host_is_named_as_http_has_it(url: str, host: str) -> None:
    assert f"\r\nHost: {host}\r\n".encode() in Target(URL(url), "tests").head


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "/bot1:a/do", "http:///x"])
def test_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"begins with http:// or https://"):
        Target(URL(url), "tests")


@pytest.mark.parametrize("answer", [ANSWER, CHUNKED, GOES_ON + ANSWER, GOES_ON + GOES_ON + CHUNKED])
async def test_connection_is_kept(answer: bytes, connections: Connections) -> None:
    async with serving(answering(answer)) as server:
        assert [await post(connections, server.url) for _ in range(3)] == [(200, BODY)] * 3
    assert [line for line, _ in server.requests] == [1, 1, 1]


@pytest.mark.parametrize(
    "answer",
    [
        ANSWER.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n"),
        ANSWER.replace(b"HTTP/1.1", b"HTTP/1.0"),
        ANSWER + b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        ANSWER + b"and more",
    ],
    ids=["the server says so", "an old server", "two answers", "more than an answer"],
)
async def test_connection_is_not_kept(answer: bytes, connections: Connections) -> None:
    async with serving(answering(answer)) as server:
        outcomes = [await outcome(post(connections, server.url)) for _ in range(2)]
    assert [line for line, _ in server.requests] == [1, 2]
    assert set(outcomes) <= {(200, BODY), UnknownOutcome}


async def outcome(call: Awaitable[tuple[int, bytes]]) -> tuple[int, bytes] | type[TelegramError]:
    try:
        return await call
    except TelegramError as error:
        return type(error)


async def test_answer_may_end_with_its_connection(connections: Connections) -> None:
    async with serving(hanging_up_after(UNMEASURED)) as server:
        assert [await post(connections, server.url) for _ in range(2)] == [(200, BODY)] * 2
    assert [line for line, _ in server.requests] == [1, 2]


@pytest.mark.parametrize(
    "answer",
    [b"", GOES_ON, UNMEASURED[:40], ANSWER[:-1], CHUNKED[:-5], CHUNKED[:60]],
    ids=["nothing", "not yet", "half a header", "a byte less", "no last chunk", "half a chunk"],
)
async def test_answer_that_breaks_off_is_an_unknown_outcome(answer: bytes, connections: Connections) -> None:
    async with serving(hanging_up_after(answer)) as server:
        assert await outcome(post(connections, server.url)) is UnknownOutcome
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
    ids=["another protocol", "two lengths", "a chunk of no length", "a protocol nobody asked for"],
)
async def test_answer_that_is_none_is_an_unknown_outcome(answer: bytes, connections: Connections) -> None:
    async with serving(answering(answer)) as server:
        assert await outcome(post(connections, server.url)) is UnknownOutcome


async def test_endless_answer_is_an_unknown_outcome(connections: Connections) -> None:
    megabyte = b"100000\r\n" + b" " * 0x100000 + b"\r\n"

    async def say(line: Line, _: bytes) -> None:
        line.says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _number in range(2 * LARGEST // 0x100000):
            line.says(megabyte)
            await line.writer.drain()

    async with serving(say) as server:
        assert await outcome(post(connections, server.url)) is UnknownOutcome


@given(cuts=st.sets(st.integers(1, len(CHUNKED) - 1)), answer=st.sampled_from([ANSWER, CHUNKED]))
def test_answer_in_pieces_is_the_answer(cuts: set[int], answer: bytes) -> None:
    async def say(line: Line, _: bytes) -> None:
        for start, end in pairwise(sorted({0, len(answer), *(cut for cut in cuts if cut < len(answer))})):
            line.says(answer[start:end])
            await asyncio.sleep(0)

    async def main() -> None:
        connections = Connections(1)
        async with serving(say) as server:
            assert [await post(connections, server.url) for _ in range(2)] == [(200, BODY)] * 2
        connections.close()

    asyncio.run(main())


def test_patience_begins_anew_with_each_piece() -> None:
    async def say(line: Line, _: bytes) -> None:
        for start in range(0, len(ANSWER), 16):
            await asyncio.sleep(4)
            line.says(ANSWER[start : start + 16])

    async def main() -> tuple[tuple[int, bytes], float]:
        connections = Connections(1)
        async with serving(say) as server:
            answer = await post(connections, server.url)
        connections.close()
        return answer, asyncio.get_running_loop().time()

    answer, seconds = run(main(), quiet=QUIET)
    assert answer == (200, BODY)
    assert seconds == pytest.approx(16)


def test_silence_after_half_an_answer_is_timed_out() -> None:
    async def main() -> type[TelegramError] | tuple[int, bytes]:
        connections = Connections(1)
        async with serving(answering(ANSWER[:30])) as server:
            ended = await outcome(post(connections, server.url))
        connections.close()
        return ended

    assert run(main(), quiet=QUIET) is TimedOut


def test_timer_of_a_call_does_not_end_the_next() -> None:
    """The first answer comes in two pieces, so that its time began anew; the second call waits longer."""

    async def say(line: Line, _: bytes) -> None:
        await asyncio.sleep(3)
        line.says(ANSWER[:30])
        await asyncio.sleep(3)
        line.says(ANSWER[30:])

    async def main() -> list[tuple[int, bytes]]:
        connections = Connections(1)
        async with serving(say) as server:
            answers = [await post(connections, server.url) for _ in range(5)]
        connections.close()
        return answers

    assert run(main(), quiet=QUIET) == [(200, BODY)] * 5


def test_connection_unused_for_long_is_not_used() -> None:
    async def main() -> list[int]:
        connections = Connections(2)
        async with serving(answering(ANSWER)) as server:
            await asyncio.gather(post(connections, server.url), post(connections, server.url))
            await asyncio.sleep(KEPT - 1)
            await post(connections, server.url)
            await asyncio.sleep(2)
            await asyncio.gather(post(connections, server.url), post(connections, server.url))
        connections.close()
        return [line for line, _ in server.requests]

    first, second, again, *last = run(main(), quiet=QUIET)
    assert (sorted([first, second]), sorted(last)) == ([1, 2], sorted([again, 3]))


async def test_call_that_is_given_up_takes_its_connection_along(connections: Connections) -> None:
    async with serving(silent) as server:
        call = asyncio.create_task(post(connections, server.url))
        await server.asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        server.say = answering(ANSWER)
        assert await post(connections, server.url) == (200, BODY)
    assert [line for line, _ in server.requests] == [1, 2]


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
async def test_call_that_is_given_up_while_it_connects_leaves_nothing_open(
    secure: bool, authority: trustme.CA, connections: Connections
) -> None:
    tls = proving(authority, "127.0.0.1") if secure else None
    async with serving(silent, tls=tls) as server:
        for turns in range(20):
            call = asyncio.create_task(post(connections, server.url))
            for _ in range(turns):
                await asyncio.sleep(0)
            call.cancel()
            await asyncio.wait({call})
        gc.collect()  # what is open still warns, and a warning is an error
        server.say = answering(ANSWER)
        assert await post(connections, server.url) == (200, BODY)


async def test_no_more_connections_than_allowed(connections: Connections) -> None:
    async with serving(answering(ANSWER)) as server:
        answers = await asyncio.gather(*(post(connections, server.url) for _ in range(20)))
    assert (answers, len(server.lines)) == ([(200, BODY)] * 20, 2)


async def test_server_that_hangs_up_at_once_is_not_waited_for(connections: Connections) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.transport.abort(), "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ends = {await outcome(post(connections, url)) for _ in range(20)}
    assert ends <= {NotSent, UnknownOutcome}


async def test_answer_nobody_asked_for_ends_its_connection(connections: Connections) -> None:
    async with serving(answering(ANSWER)) as server:
        await post(connections, server.url)
        server.lines[0].says(ANSWER.replace(b"true", b"lies"))
        await server.lines[0].writer.drain()
        assert await post(connections, server.url) == (200, BODY)
    assert [line for line, _ in server.requests] == [1, 2]


async def test_closing_ends_the_wait_for_answers(connections: Connections) -> None:
    async with serving(silent) as server:
        call = asyncio.create_task(outcome(post(connections, server.url)))
        await server.asked.wait()
        connections.close()
        assert await call is UnknownOutcome


async def test_host_that_can_have_no_address_was_sent_nothing(connections: Connections) -> None:
    assert await outcome(post(connections, f"http://{'a' * 64}.org")) is NotSent


async def test_failed_connection_leaves_its_room_to_others(connections: Connections) -> None:
    for _ in range(3):
        assert await outcome(post(connections, "http://127.0.0.1:1")) is NotSent
    async with serving(answering(ANSWER)) as server:
        assert await post(connections, server.url) == (200, BODY)


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> trustme.CA:
    """One that this machine trusts."""
    authority = trustme.CA()
    file = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return authority


def proving(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for that name."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


async def test_calls_go_over_tls(authority: trustme.CA, connections: Connections) -> None:
    async with serving(answering(ANSWER), tls=proving(authority, "127.0.0.1")) as server:
        assert [await post(connections, server.url) for _ in range(3)] == [(200, BODY)] * 3
    assert len(server.requests) == 3


@pytest.mark.parametrize("name", ["elsewhere.example", None], ids=["of another", "of nobody known"])
async def test_server_with_a_wrong_certificate_is_sent_nothing(
    name: str | None, authority: trustme.CA, connections: Connections
) -> None:
    proof = proving(authority, name) if name else proving(trustme.CA(), "127.0.0.1")
    async with serving(answering(ANSWER), tls=proof) as server:
        with pytest.raises(NotSent, match="certificate verify failed"):
            await post(connections, server.url)
    assert server.requests == []
