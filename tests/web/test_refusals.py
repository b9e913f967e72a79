"""What the HTTP side refuses, in one form, and what it never tells."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.stage import Stage
from tests.web.scene import api_schema, authorized, said, signed

pytestmark = pytest.mark.asyncio(loop_scope="module")
RINA = authorized(signed(1001))


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("PUT", "/api/stars/nothing", 404, ("no_such_event", "found 'nothing'; expected the id of an event")),
        (
            "PUT",
            "/api/stars/" + "x" * 3000,
            404,
            ("no_such_event", f"found '{'x' * 64}'; expected the id of an event"),
        ),
        (
            "GET",
            "/api/programme/fr",
            404,
            ("no_such_language", "found 'fr'; expected one of id, en, zh"),
        ),
        ("GET", "/api/", 404, ("not_found", "404 Not Found")),
        ("POST", "/api/stars/opening", 405, ("method_not_allowed", "405 Method Not Allowed")),
    ],
)
async def test_what_there_is_not_is_said_so(
    web: aiohttp.ClientSession, method: str, path: str, status: int, error: tuple[str, str]
) -> None:
    async with web.request(method, path, headers=RINA) as response:
        answer = await said(response)
    api_schema("error").validate(answer)
    assert (response.status, (answer["code"], answer["error"])) == (status, error)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "missing"),
        ({"Authorization": "tma"}, "malformed"),
        ({"Authorization": f"Bearer {signed()}"}, "malformed"),
        (authorized("user=%7B%22id%22%3A1001%7D&auth_date=1"), "malformed"),
        (authorized(signed(token="654321:" + "s" * 35)), "forged"),
        (authorized(signed().replace("1001", "1002")), "forged"),
        (authorized("x" * 5000), "malformed"),
    ],
)
@pytest.mark.parametrize("asked", [("GET", "/api/me"), ("PUT", "/api/stars/opening")])
async def test_who_is_not_known_changes_nothing(
    web: aiohttp.ClientSession, scene: Stage, asked: tuple[str, str], headers: dict[str, str], code: str
) -> None:
    async with web.request(*asked, headers=headers) as response:
        answer = await said(response)
    assert (response.status, answer["code"], response.headers["WWW-Authenticate"]) == (401, code, "tma")
    assert await scene.app.storage.chats.get(1001) is None


async def test_two_authorizations_are_none(web: aiohttp.ClientSession) -> None:
    headers = [*RINA.items(), *authorized(signed(1002)).items()]
    async with web.get("/api/me", headers=headers) as response:
        assert (response.status, (await said(response))["code"]) == (401, "malformed")


@pytest.mark.parametrize("chunked", [False, True])
async def test_body_that_is_too_large_is_refused(web: aiohttp.ClientSession, *, chunked: bool) -> None:
    async def pieces() -> Any:
        for _ in range(64):
            yield b"x" * 1024

    body = pieces() if chunked else b"x" * 65536
    async with web.put("/api/stars/opening", headers=RINA, data=body) as response:
        answer = await said(response)
    assert (response.status, answer["code"]) == (413, "body_too_large")


async def test_reader_who_asks_too_often_is_told_when_to_ask_again(web: aiohttp.ClientSession) -> None:
    async def ask(headers: dict[str, str]) -> tuple[int, str | None]:
        async with web.get("/api/me", headers=headers) as response:
            return response.status, response.headers.get("Retry-After")

    answers = await asyncio.gather(*(ask(authorized(signed(2001))) for _ in range(60)))
    assert {answer for answer in answers if answer[0] != 200} == {(429, "1")}
    assert 40 <= answers.count((200, None)) < 60
    assert await ask(authorized(signed(2002))) == (200, None)


async def test_answers_of_the_api_are_nothing_but_data(web: aiohttp.ClientSession) -> None:
    for path in ("/api/now", "/api/programme/en", "/api/me", "/nothing"):
        async with web.get(path) as response:
            headers = response.headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
        assert "Server" not in headers
        assert "Access-Control-Allow-Origin" not in headers
