"""What a webhook refuses, and counts: everything that is no post of Telegram's."""

from __future__ import annotations

import asyncio
import io
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.gateway.webhook import derived_secret
from bot.metrics import Metrics
from bot.web.server import WebServer
from bot.web.webhook import WebhookRoute
from tests.handlers.scene import BEGINNING, PROGRAMME
from tests.jobs.scene import until
from tests.stage import TOKEN, Stage, stage, still_clock
from tests.web.posting import HEADER, message, post, registered, sample

pytestmark = pytest.mark.asyncio(loop_scope="module")
WRONG_SECRET = json.dumps({"code": "wrong_secret", "error": f"no {HEADER}, or not the one of this webhook"})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hooked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The application with the small programme, its webhook set; one message was answered."""
    folder = tmp_path_factory.mktemp("hooked")
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING), webhook=True) as running:
        await running.user().send("/start")
        yield running


def refused(hooked: Stage, why: str) -> float:
    """How often something was refused for that."""
    found = sample(hooked, "confbot_updates_refused_total", why=why)
    assert found is not None
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_other_method_is_refused(hooked: Stage, method: str) -> None:
    before = refused(hooked, "method")
    status, body = await post(hooked, method)
    error = {"code": "wrong_method", "error": f"found {method}; expected POST"}
    assert (status, body) == (405, "" if method == "HEAD" else json.dumps(error))
    assert refused(hooked, "method") == before + 1


@pytest.mark.parametrize(
    "headers",
    [{}, {HEADER: ""}, {HEADER: "x" * 64}, {HEADER: "é" * 64}, {HEADER: derived_secret(TOKEN) + "0"}],
)
async def test_post_without_the_secret_is_refused(hooked: Stage, headers: dict[str, str]) -> None:
    before = refused(hooked, "secret")
    assert await post(hooked, headers=headers, json=message(4001, "/start")) == (403, WRONG_SECRET)
    assert (refused(hooked, "secret"), sample(hooked, "confbot_updates_total", kind="message")) == (
        before + 1,
        1,
    )


@pytest.mark.parametrize(
    ("body", "kind", "status", "why"),
    [
        (b"{}", "text/plain", 415, "content_type"),
        (b"update_id=1", "application/x-www-form-urlencoded", 415, "content_type"),
        (b"", "application/json", 400, "body"),
        (b"{", "application/json", 400, "body"),
        (b"\xff\xfe", "application/json", 400, "body"),
        (b"[" * 100_000, "application/json", 400, "body"),
        (b"[" * 900 + b"]" * 900, "application/json", 400, "body"),
        (b'{"update_id": ' + b"9" * 5000 + b"}", "application/json", 400, "body"),
        (b'{"update_id": 18446744073709551616}', "application/json", 400, "body"),
        (b'{"update_id": -1}', "application/json", 400, "body"),
        (b'{"update_id": true}', "application/json", 400, "body"),
        (b'{"update_id": "1"}', "application/json", 400, "body"),
        (b'{"update_id": 1.0}', "application/json", 400, "body"),
        (b"{}", "application/json", 400, "body"),
        (b"null", "application/json", 400, "body"),
        (b'[{"update_id": 1}]', "application/json", 400, "body"),
        (b" " * (1024 * 1024 + 1), "application/json", 413, "size"),
    ],
)
async def test_body_that_is_no_update_is_refused(
    hooked: Stage, body: bytes, kind: str, status: int, why: str
) -> None:
    headers = {HEADER: registered(hooked).secret, "Content-Type": kind}
    before = refused(hooked, why)
    with capture_logs() as logs:
        answer = await post(hooked, headers=headers, data=io.BytesIO(body))
    assert (answer[0], json.loads(answer[1])["code"]) == (status, f"wrong_{why}")
    assert [line for line in logs if line["log_level"] != "debug"] == []
    assert refused(hooked, why) == before + 1


async def test_body_that_grows_too_large_is_refused(hooked: Stage) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b" " * 65_536

    headers = {HEADER: registered(hooked).secret, "Content-Type": "application/json"}
    before = refused(hooked, "size")
    status, _ = await post(hooked, headers=headers, data=pieces())
    assert (status, refused(hooked, "size")) == (413, before + 1)


async def test_packed_body_that_unpacks_without_end_is_refused(hooked: Stage) -> None:
    packed = zlib.compress(b" " * 300_000_000)
    headers = {
        HEADER: registered(hooked).secret,
        "Content-Type": "application/json",
        "Content-Encoding": "deflate",
    }
    before = refused(hooked, "size")
    status, _ = await post(hooked, headers=headers, data=packed)
    assert (status, refused(hooked, "size")) == (413, before + 1)


async def test_body_that_cannot_be_unpacked_is_refused(hooked: Stage) -> None:
    headers = {
        HEADER: registered(hooked).secret,
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
    }
    before = refused(hooked, "body")
    status, _ = await post(hooked, headers=headers, data=b"no gzip at all")
    assert (status, refused(hooked, "body")) == (400, before + 1)


async def test_body_that_is_broken_off_is_refused_quietly(hooked: Stage) -> None:
    before = refused(hooked, "body")
    with capture_logs() as logs:
        async with beginning(registered(hooked).url, registered(hooked).secret) as (_, writer):
            writer.transport.abort()
        await until(lambda: refused(hooked, "body") == before + 1)
    assert [line for line in logs if line["log_level"] != "debug"] == []


async def test_body_that_is_too_slow_is_refused(hooked: Stage) -> None:
    metrics, ours = Metrics(), hooked.app.webhook
    assert ours is not None
    slow = WebhookRoute(ours.address, metrics, body_seconds=0.0)
    slow.intake = ours.intake
    server = WebServer(slow.routes())
    await server.start("127.0.0.1:0")
    async with beginning(server.url + ours.address.path, ours.address.secret) as (reader, _):
        assert (await reader.readline())[:12] == b"HTTP/1.1 400"
    assert metrics.registry.get_sample_value("confbot_updates_refused_total", {"why": "body"}) == 1
    await server.stop()


@asynccontextmanager
async def beginning(
    url: str, secret: str
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A post of which only the beginning has been sent, and was asked to go on with."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = f"POST {where.path} HTTP/1.1\r\nHost: bot\r\n{HEADER}: {secret}\r\nExpect: 100-continue\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n".encode())
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(b'{"update_id": ')
    try:
        yield reader, writer
    finally:
        writer.close()


async def test_what_is_no_http_is_refused_without_a_traceback(
    hooked: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    where = urlsplit(registered(hooked).url)
    answers = []
    for garbage in (
        b"\x16\x03\x01\x02\x00",
        b"POST /telegram HTTP/9.9.9\r\n\r\n",
        b"POST /telegram HTTP/1.1\r\nA\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        writer.write(garbage + b"\r\n\r\n")
        answers.append((await reader.readline())[:12])
        writer.close()
        await writer.wait_closed()
    assert answers == [b"HTTP/1.0 400"] * 3
    assert [record for record in caplog.records if record.name != "aiohttp.server"] == []
