"""The transport against real sockets: what arrives, and what is known when no answer does."""

from __future__ import annotations

import asyncio
import socket
import traceback
from collections.abc import Iterator
from contextlib import closing

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, TelegramError, TimedOut

from bot.gateway.errors import NotSent, ServerFailed, Throttled, UnknownOutcome
from bot.gateway.transport import Transport
from tests.gateway.server import TOKEN, Answer, Server, failed, hang, ok, page, reset

RESPONSE = b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}'


def bot(server: Server, transport: Transport) -> Bot:
    return Bot(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot", transport, transport)


@pytest.fixture
def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.setblocking(False)
        yield listener


async def accept(listener: socket.socket) -> socket.socket:
    """A new connection, its first request read."""
    loop = asyncio.get_running_loop()
    connection, _ = await loop.sock_accept(listener)
    await loop.sock_recv(connection, 65536)
    return connection


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/bot{TOKEN}/sendMessage"


async def test_parameters_arrive_as_they_are(server: Server, transport: Transport) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("☆", callback_data="star:on:a")]])
    server.script("deleteMessage", ok())
    await bot(server, transport).delete_message(1, 2, api_kwargs={"text": "第十九届", "keyboard": keyboard})
    assert server.asked("deleteMessage") == [
        {"chat_id": 1, "message_id": 2, "text": "第十九届", "keyboard": keyboard.to_dict()}
    ]


async def test_files_arrive_with_names_and_parameters(server: Server, transport: Transport) -> None:
    got: list[object] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        form = await request.post()
        file = form["photo"]
        assert isinstance(file, web.FileField)
        got.extend([form["chat_id"], form["caption"], file.filename, file.content_type, file.file.read()])
        return await ok()(request)

    server.script("setChatPhoto", answer)
    photo = InputFile(b"\x89PNG...", filename='大会 "19".png')
    await bot(server, transport).set_chat_photo(1, photo, api_kwargs={"caption": "日程"})
    assert got == ["1", "日程", '大会 "19".png', "image/png", b"\x89PNG..."]


async def test_file_is_retrieved(server: Server, transport: Transport) -> None:
    server.script("a.png", page(200, "bytes"))
    assert await transport.retrieve(f"{server.url}/file/bot{TOKEN}/a.png") == b"bytes"


async def test_refused_connection_was_not_sent(free_port: int, transport: Transport) -> None:
    with pytest.raises(NotSent):
        await transport.post(f"http://127.0.0.1:{free_port}/bot{TOKEN}/sendMessage")


async def test_wait_for_a_connection_too_long_was_not_sent(server: Server) -> None:
    server.script("sendMessage", hang)
    async with Transport(connections=1, connect_timeout=0.02, pool_timeout=0.02) as transport:
        first = asyncio.create_task(transport.post(f"{server.url}/bot{TOKEN}/sendMessage"))
        await server.until(lambda: len(server.calls) == 1)
        with pytest.raises(NotSent):
            await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
        first.cancel()
    assert len(server.calls) == 1


async def test_no_answer_in_time_is_timed_out(server: Server, transport: Transport) -> None:
    server.script("sendMessage", hang)
    with pytest.raises(TimedOut):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage", read_timeout=0.02)


async def test_reset_after_the_request_is_an_unknown_outcome(server: Server, transport: Transport) -> None:
    server.script("sendMessage", ok(), reset)
    await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
    with pytest.raises(UnknownOutcome):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
    assert len(server.calls) == 2


async def test_answer_nested_beyond_reading_is_an_unknown_outcome(
    server: Server, transport: Transport
) -> None:
    server.script("sendMessage", page(200, "[" * 100_000))
    with pytest.raises(UnknownOutcome):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")


async def test_answer_cut_short_is_an_unknown_outcome(listener: socket.socket, transport: Transport) -> None:
    post = asyncio.create_task(transport.post(address(listener)))
    with closing(await accept(listener)) as connection:
        await asyncio.get_running_loop().sock_sendall(connection, RESPONSE[:-5])
    with pytest.raises(UnknownOutcome):
        await post


async def test_kept_connection_closed_before_the_request_is_replaced(
    listener: socket.socket, transport: Transport
) -> None:
    loop = asyncio.get_running_loop()
    first = asyncio.create_task(transport.post(address(listener)))
    with closing(await accept(listener)) as connection:
        await loop.sock_sendall(connection, RESPONSE)
        await first
    # Closed now, and the client's side has had no turn of the loop to notice.
    second = asyncio.create_task(transport.post(address(listener)))
    with closing(await accept(listener)) as connection:
        await loop.sock_sendall(connection, RESPONSE)
        assert await second is True


async def test_kept_connection_closed_after_the_request_is_not_repeated(
    listener: socket.socket, transport: Transport
) -> None:
    loop = asyncio.get_running_loop()
    first = asyncio.create_task(transport.post(address(listener)))
    with closing(await accept(listener)) as connection:
        await loop.sock_sendall(connection, RESPONSE)
        await first
        second = asyncio.create_task(transport.post(address(listener)))
        await loop.sock_recv(connection, 65536)
    with pytest.raises(UnknownOutcome):
        await second
    with pytest.raises(BlockingIOError):
        listener.accept()


async def test_5xx_is_named_by_its_status(server: Server, transport: Transport) -> None:
    server.script("sendMessage", page(502, "<html>Bad Gateway</html>"))
    with pytest.raises(ServerFailed) as caught:
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
    assert caught.value.status == 502


@pytest.mark.parametrize("answer", [page(504, "late"), page(200, "<html>"), page(200, "[]"), page(200, "{}")])
async def test_answer_that_tells_nothing_is_an_unknown_outcome(
    answer: Answer, server: Server, transport: Transport
) -> None:
    server.script("sendMessage", answer)
    with pytest.raises(UnknownOutcome):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (failed(429, "Too Many Requests: retry after 7", retry_after=7), 7),
        (failed(429, "Too Many Requests", retry_after=1e300), 86400),
        (page(429, "slow down"), 1),
    ],
)
async def test_429_says_how_long(
    answer: Answer, seconds: float, server: Server, transport: Transport
) -> None:
    server.script("sendMessage", answer)
    with pytest.raises(Throttled) as caught:
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
    assert caught.value.seconds == seconds


async def test_400_is_a_bad_request_with_its_reason(server: Server, transport: Transport) -> None:
    server.script("sendMessage", failed(400, "Bad Request: chat not found"))
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")


async def test_redirect_is_not_followed(server: Server, transport: Transport) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    server.script("sendMessage", answer)
    with pytest.raises(TelegramError):
        await transport.post(f"{server.url}/bot{TOKEN}/sendMessage")
    assert [call.method for call in server.calls] == ["sendMessage"]


async def test_proxies_of_the_environment_are_not_used(
    server: Server, transport: Transport, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port}")
    assert await transport.post(f"{server.url}/bot{TOKEN}/close") is True


@pytest.mark.parametrize("way", ["refused", "hang", "reset", "url"])
async def test_no_error_tells_the_token(
    way: str, server: Server, free_port: int, transport: Transport
) -> None:
    server.script("sendMessage", hang if way == "hang" else reset)
    hosts = {"refused": f"http://127.0.0.1:{free_port}", "url": "ftp://127.0.0.1"}
    url = f"{hosts.get(way, server.url)}/bot{TOKEN}/sendMessage"
    with pytest.raises(TelegramError) as caught:
        await transport.post(url, read_timeout=0.02)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert (caught.value.__context__, caught.value.__cause__) == (None, None)


async def test_transport_is_opened_and_closed_any_number_of_times(server: Server) -> None:
    transport = Transport()
    for _ in range(2):
        await transport.initialize()
        await transport.initialize()
        assert await transport.post(f"{server.url}/bot{TOKEN}/close") is True
        await transport.shutdown()
        await transport.shutdown()
    assert len(server.calls) == 2


async def test_closed_transport_says_so() -> None:
    with pytest.raises(RuntimeError, match="not initialized"):
        await Transport().do_request("http://127.0.0.1/", "POST")
