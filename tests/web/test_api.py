"""The JSON API against the real application: the reader's stars, the same as in the chat."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from tests.handlers.scene import newcomer, rows, screen
from tests.jobs.scene import until
from tests.stage import TOKEN, Stage
from tests.web.scene import api_schema, authorized, said, signed

RINA = authorized(signed(1001))


async def test_other_programme_has_another_tag(web: aiohttp.ClientSession, scene: Stage) -> None:
    async with web.get("/api/programme/en") as response:
        before = response.headers["ETag"]
    content = scene.app.settings.schedule.read_text(encoding="utf-8").replace("Test Conference", "Renamed")
    await scene.app.published.publish(content.encode(), "again.yaml", scene.clock.now())
    async with web.get("/api/programme/en", headers={"If-None-Match": before}) as response:
        assert (response.status, (await said(response))["conference"]["title"]) == (200, "Renamed")


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


async def test_replayed_request_does_nothing_more(web: aiohttp.ClientSession, tmp_path: Path) -> None:
    for _ in range(3):
        await (await web.put("/api/stars/opening", headers=RINA)).read()
    assert rows(tmp_path, "SELECT chat_id, event_id FROM favourites") == [(1001, "opening")]


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
