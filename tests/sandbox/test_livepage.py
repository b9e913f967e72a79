"""The chat page's addresses and its live connection, without a browser."""

from __future__ import annotations

import base64
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.calling import Api

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self' ws://{host} wss://{host}; frame-src http://127.0.0.1:* https:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Live:
    """A page's connection as a test speaks it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def do(self, what: str, **details: Any) -> None:
        await self._socket.send_json({"do": what, **details})

    async def next(self, kind: str) -> dict[str, Any]:
        """The next event of this type; others are passed over."""
        while True:
            event: dict[str, Any] = await self._socket.receive_json(timeout=5)
            if event["type"] == kind:
                return event


@pytest.fixture
async def alex(sandbox: Sandbox) -> int:
    return sandbox.user("Alex").id


def live(api: Api, sandbox: Sandbox, user: int) -> Any:
    return api.session.ws_connect(f"{sandbox.url}/live?user={user}")


async def test_page_is_served_with_a_strict_policy(api: Api, sandbox: Sandbox) -> None:
    async with api.session.get(sandbox.page_url) as response:
        host = sandbox.url.removeprefix("http://")
        assert response.headers["Content-Security-Policy"] == POLICY.format(host=host)
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("main.js", "text/javascript"), ("page.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
async def test_page_file_has_its_type(api: Api, sandbox: Sandbox, name: str, kind: str) -> None:
    async with api.session.get(f"{sandbox.url}/page/{name}") as response:
        assert (response.status, response.content_type) == (200, kind)


@pytest.mark.parametrize("name", ["..%2Fserver.py", "%2e%2e/server.py", "index.html", "none.js", ".js"])
async def test_page_file_elsewhere_is_not_served(api: Api, sandbox: Sandbox, name: str) -> None:
    async with api.session.get(f"{sandbox.url}/page/{name}") as response:
        assert response.status == 404


async def test_document_is_only_ever_downloaded(api: Api, sandbox: Sandbox, alex: int) -> None:
    world = sandbox.world
    world.send_document(alex, alex, b"<script>alert(1)</script>", "é.html")
    file_id = world.chats[alex].messages[1]["document"]["file_id"]
    async with api.session.get(f"{sandbox.url}/media/{file_id}") as response:
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A9.html"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_another_sites_page_may_not_connect(api: Api, sandbox: Sandbox, alex: int) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await api.session.ws_connect(f"{sandbox.url}/live", headers={"Origin": "https://example.org"})


async def test_hello_holds_what_was_said(api: Api, sandbox: Sandbox, alex: int) -> None:
    sandbox.world.send_text(alex, alex, "hello")
    async with live(api, sandbox, alex) as socket:
        hello = await Live(socket).next("hello")
    assert [message["text"] for chat in hello["chats"] for message in chat["messages"]] == ["hello"]
    assert hello["clock"] == {"now": 1_595_505_600_000, "speed": 1.0, "zone": "UTC"}


async def test_hello_to_a_stand_in_without_people_makes_a_guest(api: Api, sandbox: Sandbox) -> None:
    async with live(api, sandbox, 0) as socket:
        hello = await Live(socket).next("hello")
    assert [user["first_name"] for user in hello["users"]] == ["Guest"]


async def test_commands_are_those_of_the_narrowest_scope(api: Api, sandbox: Sandbox, alex: int) -> None:
    everywhere, private = ({"command": name, "description": name} for name in ("everywhere", "private"))
    await api("setMyCommands", commands=[everywhere])
    await api("setMyCommands", commands=[private], scope={"type": "all_private_chats"})
    async with live(api, sandbox, alex) as socket:
        hello = await Live(socket).next("hello")
    assert hello["chats"][0]["commands"] == [private]


async def test_new_commands_reach_an_open_page(api: Api, sandbox: Sandbox, alex: int) -> None:
    commands = [{"command": "now", "description": "On now"}]
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        await page.next("hello")
        await api("setMyCommands", commands=commands)
        assert (await page.next("commands"))["commands"] == {str(alex): commands}


async def test_message_to_somebody_else_is_told_without_its_text(
    api: Api, sandbox: Sandbox, alex: int
) -> None:
    sari = sandbox.user("Sari").id
    sandbox.world.send_text(sari, sari, "/start")
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        await page.next("hello")
        await api("sendMessage", chat_id=sari, text="for Sari")
        assert await page.next("elsewhere") == {"type": "elsewhere", "users": [sari]}


async def test_file_arrives_as_it_was_sent(api: Api, sandbox: Sandbox, alex: int) -> None:
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        await page.do("document", chat=alex, name="a/b.txt", data=base64.b64encode(b"text").decode())
        document = (await page.next("message"))["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("a_b.txt", 4)


ARTICLE = {
    "type": "article",
    "id": "5g",
    "title": "5G",
    "input_message_content": {"message_text": "5G Forum"},
}


async def test_result_that_the_bot_offers_is_sent(api: Api, sandbox: Sandbox, alex: int) -> None:
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        await page.do("inline", chat=alex, query="5g", offset="")
        (query,) = [update["inline_query"] for update in await updates(api, 1)]
        await api("answerInlineQuery", inline_query_id=query["id"], results=[ARTICLE])
        answer = await page.next("inline_answer")
        assert (answer["query"], answer["results"]) == (
            "5g",
            [{"id": "5g", "title": "5G", "description": ""}],
        )
        await page.do("inline_result", chat=alex, result="5g")
        message = (await page.next("message"))["message"]
    assert (message["text"], message["via_bot"]["username"]) == ("5G Forum", "cic_bot")
    assert (query["query"], query["chat_type"]) == ("5g", "sender")


async def test_answer_to_what_is_no_longer_typed_is_dropped(api: Api, sandbox: Sandbox, alex: int) -> None:
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        for words in ("5", "5g"):
            await page.do("inline", chat=alex, query=words)
        first, second = [update["inline_query"] for update in await updates(api, 2)]
        for query in (first, second):
            await api("answerInlineQuery", inline_query_id=query["id"], results=[ARTICLE])
        assert (await page.next("inline_answer"))["query"] == "5g"


async def test_inline_query_of_another_page_is_not_answered_here(
    api: Api, sandbox: Sandbox, alex: int
) -> None:
    async with live(api, sandbox, alex) as here, live(api, sandbox, alex) as there:
        await Live(there).do("inline", chat=alex, query="5g")
        (query,) = [update["inline_query"] for update in await updates(api, 1)]
        await api("answerInlineQuery", inline_query_id=query["id"], results=[ARTICLE])
        await Live(there).next("inline_answer")
        sandbox.world.send_text(alex, alex, "said after it")
        kinds = [(await here.receive_json(timeout=5))["type"] for _ in range(2)]
    assert kinds == ["hello", "message"]


async def updates(api: Api, count: int) -> list[dict[str, Any]]:
    """The first so many updates, once they are there."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        found = await api.result("getUpdates", timeout=5)
    return found


async def test_clock_goes_forward(api: Api, sandbox: Sandbox, alex: int) -> None:
    async with live(api, sandbox, alex) as socket:
        page = Live(socket)
        before = (await page.next("hello"))["clock"]["now"]
        await page.do("clock", by=600)
        assert (await page.next("clock"))["clock"]["now"] - before == 600_000


@pytest.mark.parametrize(
    "wish",
    [
        {"do": "send", "chat": 9999, "text": "to nobody"},
        {"do": "send", "chat": 1002, "text": "in Sari's chat"},
        {"do": "send", "chat": 1001, "text": 5},
        {"do": "send", "chat": 1001, "text": " "},
        {"do": "location", "chat": 1001, "latitude": 91, "longitude": 0},
        {"do": "photo", "chat": 1001, "data": "bm8gcGljdHVyZQ=="},
        {"do": "document", "chat": 1001, "name": "x", "data": "%"},
        {"do": "new_user", "name": " ", "code": "en"},
        {"do": "inline", "chat": 1002, "query": "in Sari's chat"},
        {"do": "inline_result", "chat": 1001, "result": "never offered"},
        {"do": "clock", "to": "tomorrow"},
        {"do": "clock", "by": 1e300},
        {"do": "clock", "speed": 0},
        {"do": "fly"},
        {},
    ],
)
async def test_wish_that_makes_no_sense_is_refused(
    api: Api, sandbox: Sandbox, alex: int, wish: dict[str, Any]
) -> None:
    sandbox.user("Sari")
    async with live(api, sandbox, alex) as socket:
        await socket.send_json(wish)
        assert (await Live(socket).next("refused"))["why"]
        assert not any(chat.messages for chat in sandbox.world.chats.values())
