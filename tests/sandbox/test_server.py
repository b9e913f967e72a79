from __future__ import annotations

import asyncio
import gzip
import json

import aiohttp
import pytest

from bot.sandbox import BotTooSlowError, Sandbox
from tests.sandbox.calling import TOKEN, Api, clock, started
from tests.sandbox.pictures import png

HI = {"text": "<b>你好</b>", "parse_mode": "HTML"}


async def test_result_comes_as_telegram_sends_it(api: Api) -> None:
    status, body = await api("getMe")
    assert (status, body["ok"], body["result"]["username"]) == (200, True, "cic_bot")


async def test_refusal_comes_with_its_status_and_text(api: Api) -> None:
    assert await api("sendMessage", chat_id=7, text="x") == (
        400,
        {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"},
    )


async def test_refusal_carries_its_parameters(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.world.add_user("Alice").id
    group = sandbox.world.add_group("Fans", [alice]).id
    sandbox.world.add_bot_to_group(alice, group)
    new = sandbox.world.migrate(alice, group)
    _, body = await api("sendMessage", chat_id=group, text="x")
    assert body["parameters"] == {"migrate_to_chat_id": new.id}


async def test_wrong_token_is_unauthorized(api: Api) -> None:
    status, body = await api("getMe", token="42:other")
    assert (status, body["description"]) == (401, "Unauthorized")


async def test_unknown_method_is_not_found(api: Api) -> None:
    status, body = await api("makeCoffee")
    assert (status, body["description"]) == (404, "Not Found: method not found")


async def test_method_name_may_have_any_case(api: Api) -> None:
    assert (await api("GETME"))[0] == 200


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart", "gzip"])
async def test_parameters_may_come_in_any_way(sandbox: Sandbox, api: Api, how: str) -> None:
    alice = started(sandbox.world)
    url = f"{api.url}/bot{TOKEN}/sendMessage"
    texts = {**HI, "chat_id": str(alice)}
    match how:
        case "query":
            call = api.session.get(url, params=texts)
        case "form":
            call = api.session.post(url, data=texts)
        case "json":
            call = api.session.post(url, json={**HI, "chat_id": alice})
        case "multipart":
            form = aiohttp.FormData(texts, default_to_multipart=True)
            call = api.session.post(url, data=form)
        case _:
            headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
            call = api.session.post(url, data=gzip.compress(json.dumps(texts).encode()), headers=headers)
    async with call as response:
        body = await response.json()
    assert body["result"]["text"] == "你好"


@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_body_that_is_no_json_object_is_refused(api: Api, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with api.session.post(f"{api.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert response.status == 400


async def test_file_goes_up_and_comes_down_again(sandbox: Sandbox, api: Api) -> None:
    alice = started(sandbox.world)
    form = aiohttp.FormData({"chat_id": str(alice), "photo": "attach://day"})
    form.add_field("day", png(90, 60), filename="day.png", content_type="image/png")
    async with api.session.post(f"{api.url}/bot{TOKEN}/sendPhoto", data=form) as response:
        photo = (await response.json())["result"]["photo"][0]
    file = await api.result("getFile", file_id=photo["file_id"])
    async with api.session.get(f"{api.url}/file/bot{TOKEN}/{file['file_path']}") as response:
        assert (response.content_type, await response.read()) == ("image/png", png(90, 60))


@pytest.mark.parametrize(
    ("token", "path", "status"),
    [("42:other", "photos/x/file.png", 401), (TOKEN, "photos/x/file.png", 404), (TOKEN, "x", 404)],
)
async def test_file_that_is_none_of_the_bots_is_refused(api: Api, token: str, path: str, status: int) -> None:
    async with api.session.get(f"{api.url}/file/bot{token}/{path}") as response:
        assert response.status == status


async def test_poll_gets_an_update_as_it_comes(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.world.add_user("Alice").id
    poll = asyncio.create_task(api.result("getUpdates", timeout=30))
    sandbox.world.send_text(alice, alice, "/start")
    [update] = await poll
    assert update["message"]["text"] == "/start"


async def test_stop_ends_a_waiting_poll(sandbox: Sandbox, api: Api) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await sandbox.happens(lambda event: event == {"type": "called", "method": "getupdates"})
    await sandbox.stop()
    status, _ = await poll
    assert status == 502


async def test_what_does_not_happen_is_missed() -> None:
    with pytest.raises(BotTooSlowError):
        await Sandbox(TOKEN, clock(), patience=0.01).happens(lambda _: True)


async def test_server_remembers_everything_when_started_again() -> None:
    sandbox = Sandbox(TOKEN, clock())
    await sandbox.start()
    alice = started(sandbox.world)
    await sandbox.stop()
    await sandbox.start()
    async with aiohttp.ClientSession() as session:
        message = await Api(session, sandbox.url).result("sendMessage", chat_id=alice, text="x")
    await sandbox.stop()
    assert message["chat"]["id"] == alice
