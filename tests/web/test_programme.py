"""The programme as data: as its schema says, compressed, and not sent to who has it."""

from __future__ import annotations

import aiohttp
import pytest

from bot.formats.schedule import read_schedule
from bot.web.programme import programme
from tests.stage import SHIPPED, Stage
from tests.web.scene import api_schema, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_now_is_the_conferences_clock(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with web.get("/api/now") as response:
        now = await said(response)
    api_schema("now").validate(now)
    assert now == {"now": scene.clock.now().timestamp() * 1000, "speed": 1e-9, "programme": 1}


@pytest.mark.parametrize("language", ["id", "en", "zh"])
async def test_programme_is_as_the_schema_says(web: aiohttp.ClientSession, language: str) -> None:
    async with web.get(f"/api/programme/{language}") as response:
        document = await said(response)
    api_schema("programme").validate(document)
    assert document["language"] == language


@pytest.mark.parametrize("language", ["id", "en", "zh"])
async def test_programme_that_ships_is_as_the_schema_says(language: str) -> None:
    schedule = read_schedule(SHIPPED.read_bytes()).schedule
    assert schedule is not None
    document = programme(schedule, 1, language)
    api_schema("programme").validate(document)
    assert [event["id"] for event in document["events"]] == list(schedule.events)


async def test_programme_is_not_sent_to_who_has_it(web: aiohttp.ClientSession) -> None:
    async with web.get("/api/programme/en") as response:
        tag = response.headers["ETag"]
    for known in (tag, f'"other", {tag}', "*"):
        async with web.get("/api/programme/en", headers={"If-None-Match": known}) as response:
            assert (response.status, await response.read(), response.headers["ETag"]) == (304, b"", tag)
    async with web.get("/api/programme/en", headers={"If-None-Match": '"other"'}) as response:
        assert (response.status, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("br", None),
        ("", None),
    ],
)
async def test_programme_is_compressed_for_who_can_read_that(
    web: aiohttp.ClientSession, accepted: str, coding: str | None
) -> None:
    async with web.get("/api/programme/en", headers={"Accept-Encoding": accepted}) as response:
        assert response.headers.get("Content-Encoding") == coding
        assert response.headers["Vary"] == "Accept-Encoding"
        assert (await said(response))["number"] == 1
