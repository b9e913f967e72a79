"""The JSON API against the real application: what it gives, to whom, and what it refuses."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.formats.schedule import read_schedule
from bot.web.programme import programme
from tests.handlers.scene import newcomer, rows, screen
from tests.jobs.scene import until
from tests.stage import SHIPPED, TOKEN, Stage
from tests.web.scene import api_schema, authorized, signed

RINA = authorized(signed(1001))


async def said(response: aiohttp.ClientResponse) -> Any:
    body = await response.read()
    return json.loads(gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body)


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
def test_programme_that_ships_is_as_the_schema_says(language: str) -> None:
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


async def test_other_programme_has_another_tag(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with web.get("/api/programme/en") as response:
        before = response.headers["ETag"]
    content = scene.app.settings.schedule.read_text(encoding="utf-8").replace("Test Conference", "Renamed")
    await scene.app.published.publish(content.encode(), "again.yaml", scene.clock.now())
    async with web.get("/api/programme/en", headers={"If-None-Match": before}) as response:
        assert (response.status, (await said(response))["conference"]["title"]) == (200, "Renamed")


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


async def test_reader_is_known_by_init_data_and_only_looking_stores_nothing(
    web: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with web.get("/api/me", headers=authorized(signed(1001, "zh-hans"))) as response:
        me = await said(response)
    api_schema("me").validate(me)
    assert me == {"language": "zh", "zone": None, "stars": []}
    assert rows(tmp_path, "SELECT * FROM chats") == []


async def test_reader_has_the_language_zone_and_stars_of_the_chat(
    web: aiohttp.ClientSession, scene: Stage
) -> None:
    person = await newcomer(scene, "en", "opening", "privacy")
    await person.press(data="zone:Asia/Makassar")
    async with web.get("/api/me", headers=authorized(signed(person.id, "id"))) as response:
        me = await said(response)
    api_schema("me").validate(me)
    zone = {"key": "Asia/Makassar", "name": "WITA", "short": "WITA"}
    assert me == {"language": "en", "zone": zone, "stars": ["opening", "privacy"]}


async def test_star_set_on_the_page_is_in_the_chat(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene)
    async with web.put("/api/stars/opening", headers=authorized(signed(person.id))) as response:
        starred = await said(response)
    api_schema("starred").validate(starred)
    assert (response.status, starred["stars"]) == (200, ["opening"])
    assert starred["said"] == "★ In your agenda. I'll remind you 10 minutes before."
    assert "1. ★ Opening" in screen(await person.send("/my"))


async def test_star_taken_on_the_page_is_gone_in_the_chat(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene, "zh", "opening")
    async with web.delete("/api/stars/opening", headers=authorized(signed(person.id))) as response:
        unstarred = await said(response)
    api_schema("starred").validate(unstarred)
    assert (unstarred["stars"], unstarred["said"]) == ([], "☆ 已从您的日程中移除。")
    assert "★" not in (await person.send("/my")).text


async def test_star_may_be_set_and_taken_again_and_again(web: aiohttp.ClientSession) -> None:
    stars = []
    for method in ("PUT", "PUT", "DELETE", "DELETE", "PUT"):
        async with web.request(method, "/api/stars/opening", headers=RINA) as response:
            stars.append((response.status, (await said(response))["stars"]))
    assert stars == [(200, ["opening"]), (200, ["opening"]), (200, []), (200, []), (200, ["opening"])]


async def test_star_of_who_never_wrote_is_kept_for_them(
    web: aiohttp.ClientSession, scene: Stage, tmp_path: Path
) -> None:
    async with web.put("/api/stars/opening", headers=authorized(signed(1001, "id"))) as response:
        assert (await said(response))["said"] == "★ Ada di agenda Anda. Saya ingatkan 10 menit sebelumnya."
    assert rows(tmp_path, "SELECT chat_id, language FROM chats") == [(1001, "id")]
    person = await newcomer(scene)
    assert "★" in (await person.send("/my")).text


async def test_star_of_what_left_the_programme_can_be_taken_back(
    web: aiohttp.ClientSession, tmp_path: Path
) -> None:
    await (await web.put("/api/stars/opening", headers=RINA)).read()
    rows(tmp_path, "UPDATE favourites SET event_id = 'gone'")
    async with web.delete("/api/stars/gone", headers=RINA) as response:
        assert (response.status, (await said(response))["stars"]) == (200, [])


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
    web: aiohttp.ClientSession, tmp_path: Path, asked: tuple[str, str], headers: dict[str, str], code: str
) -> None:
    async with web.request(*asked, headers=headers) as response:
        answer = await said(response)
    assert (response.status, answer["code"], response.headers["WWW-Authenticate"]) == (401, code, "tma")
    assert rows(tmp_path, "SELECT * FROM chats") == []


async def test_two_authorizations_are_none(web: aiohttp.ClientSession) -> None:
    headers = [*RINA.items(), *authorized(signed(1002)).items()]
    async with web.get("/api/me", headers=headers) as response:
        assert (response.status, (await said(response))["code"]) == (401, "malformed")


async def test_replayed_request_does_nothing_more(web: aiohttp.ClientSession, tmp_path: Path) -> None:
    for _ in range(3):
        await (await web.put("/api/stars/opening", headers=RINA)).read()
    assert rows(tmp_path, "SELECT chat_id, event_id FROM favourites") == [(1001, "opening")]


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

    answers = await asyncio.gather(*(ask(RINA) for _ in range(60)))
    assert {answer for answer in answers if answer[0] != 200} == {(429, "1")}
    assert 40 <= answers.count((200, None)) < 60
    assert await ask(authorized(signed(1002))) == (200, None)


async def test_failure_of_ours_tells_nothing_of_what_it_was(
    web: aiohttp.ClientSession,
    scene: Stage,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await scene.app.storage.close()
    async with web.get("/api/me", headers=RINA) as response:
        answer = await said(response)
    assert (response.status, answer) == (
        500,
        {"code": "failed", "error": "that went wrong here, and it is written down"},
    )
    logged = capsys.readouterr().out + caplog.text
    assert "request failed" in logged
    assert "hash=" not in logged
    assert TOKEN not in logged


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


async def test_end_of_the_application_ends_the_server(scene: Stage) -> None:
    url = scene.app.web.url
    await scene.app.stop()
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"{url}/api/now")


async def test_star_is_reminded_of_as_any(web: aiohttp.ClientSession, scene: Stage) -> None:
    person = await newcomer(scene)
    await (await web.put("/api/stars/opening", headers=authorized(signed(person.id)))).read()
    scene.clock.jump(scene.clock.now().replace(minute=50))
    await until(lambda: "⏰" in person.last.text)
