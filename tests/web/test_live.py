"""The stream of what changes: the chat's stars, the clock, the programme."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.web import live
from bot.web.admission import Admission
from bot.web.reader import Readers
from bot.web.server import WebServer
from tests.handlers.scene import newcomer
from tests.stage import TOKEN, Stage
from tests.web.scene import api_schema, authorized, events, signed


@asynccontextmanager
async def listening(
    web: aiohttp.ClientSession, headers: dict[str, str] | None = None
) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    """The events of an open stream."""
    async with asyncio.timeout(20), web.get("/api/live", headers=headers) as response:
        assert (response.status, response.content_type) == (200, "text/event-stream")
        yield events(response)


async def test_stream_begins_with_how_things_stand(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene, "en", "opening")
    async with listening(web, authorized(signed(person.id))) as stream:
        (first, now), (second, me) = [await anext(stream), await anext(stream)]
    api_schema("now").validate(now)
    api_schema("me").validate(me)
    assert (first, now["programme"]) == ("now", 1)
    assert (second, me) == ("me", {"language": "en", "zone": None, "stars": ["opening"]})


async def test_star_in_the_chat_is_told_to_the_page(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene)
    async with listening(web, authorized(signed(person.id))) as stream:
        await anext(stream), await anext(stream)
        await person.press(data="star:on:opening")
        assert (await anext(stream))[1]["stars"] == ["opening"]
        await person.press(data="star:off:opening")
        assert (await anext(stream))[1]["stars"] == []


async def test_star_on_one_device_is_told_to_the_other(web: aiohttp.ClientSession) -> None:
    rina = authorized(signed(1001))
    async with listening(web, rina) as stream:
        await anext(stream), await anext(stream)
        await (await web.put("/api/stars/opening", headers=rina)).read()
        assert (await anext(stream))[1]["stars"] == ["opening"]


@pytest.mark.parametrize(
    ("data", "key", "value"),
    [("language:id", "language", "id"), ("zone:Asia/Jakarta", "zone", "Asia/Jakarta")],
)
async def test_choice_in_the_chat_is_told_to_the_page(
    web: aiohttp.ClientSession, scene: Stage, data: str, key: str, value: str
) -> None:
    person = await newcomer(scene)
    async with listening(web, authorized(signed(person.id))) as stream:
        await anext(stream), await anext(stream)
        await person.press(data=data)
        found = (await anext(stream))[1][key]
    assert (found["key"] if key == "zone" else found) == value


async def test_forgotten_reader_has_no_stars(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene, "en", "opening")
    async with listening(web, authorized(signed(person.id))) as stream:
        await anext(stream), await anext(stream)
        await person.send("/forget")
        await person.press(data="forget:yes")
        assert (await anext(stream))[1]["stars"] == []


async def test_star_of_another_is_not_told(web: aiohttp.ClientSession, scene: Stage) -> None:
    one, other = await newcomer(scene), await newcomer(scene)
    async with listening(web, authorized(signed(one.id))) as stream:
        await anext(stream), await anext(stream)
        await other.press(data="star:on:opening")
        scene.clock.jump(scene.clock.now() + timedelta(hours=1))
        assert (await anext(stream))[0] == "now"


async def test_clock_that_is_set_is_told_to_everyone(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with listening(web) as stream:
        await anext(stream)
        later = scene.clock.now() + timedelta(hours=1)
        scene.clock.jump(later)
        assert await anext(stream) == (
            "now",
            {"now": int(later.timestamp() * 1000), "speed": 1e-9, "programme": 1},
        )


async def test_other_programme_is_told_to_everyone(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with listening(web) as stream:
        await anext(stream)
        content = scene.app.settings.schedule.read_text(encoding="utf-8").replace("Opening", "Beginning")
        await scene.app.published.publish(content.encode(), "again.yaml", scene.clock.now())
        assert (await anext(stream))[1]["programme"] == 2


async def test_forged_reader_gets_no_stream(web: aiohttp.ClientSession) -> None:
    async with web.get("/api/live", headers=authorized(signed(token="1:aaa"))) as response:
        assert response.status == 401


async def test_more_streams_than_a_reader_has_devices_end_the_oldest(web: aiohttp.ClientSession) -> None:
    rina = authorized(signed(1001))
    async with asyncio.timeout(20):
        responses = [await web.get("/api/live", headers=rina) for _ in range(live.OF_READER + 1)]
        assert [response.status for response in responses] == [200] * len(responses)
        await responses[0].read()
        assert [response.content.at_eof() for response in responses[1:]] == [False] * live.OF_READER
        for response in responses:
            response.close()


async def test_server_that_is_full_says_when_to_come_back(scene: Stage) -> None:
    app = scene.app
    readers = Readers(app.storage, app.published, app.clock)
    admission = Admission(TOKEN, app.clock)
    full = live.Live(app.published, readers, app.storage.notices, app.clock, admission, most=1)
    server = WebServer(full.routes(), [full.close])
    await server.start("127.0.0.1:0")
    async with aiohttp.ClientSession(server.url) as session, listening(session) as stream:
        await anext(stream)
        async with session.get("/api/live") as response:
            assert (response.status, response.headers["Retry-After"]) == (503, "60")
            assert (await response.json())["code"] == "busy"
        await server.stop()


async def test_stream_that_fails_ends_and_is_written_down(
    web: aiohttp.ClientSession, scene: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    async with listening(web, authorized(signed(1001))) as stream:
        await anext(stream), await anext(stream)
        await scene.app.storage.close()
        scene.app.storage.notices.tell(1001)
        assert [event async for event in stream] == []
    assert "stream failed" in capsys.readouterr().out


async def test_end_of_the_application_ends_the_streams(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with listening(web) as stream:
        await anext(stream)
        await scene.app.stop()
        assert [event async for event in stream] == []
