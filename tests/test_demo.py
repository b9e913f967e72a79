from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.app import StartError
from bot.demo import serve
from bot.settings import Settings, load_settings

SHIPPED = Path(__file__).parent.parent / "schedule.yaml"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.chdir(tmp_path)
    return load_settings(schedule=SHIPPED)


async def test_demo_gives_a_page_on_which_the_bot_answers(settings: Settings) -> None:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    demo = asyncio.create_task(serve(settings, 0, address.set_result))
    url = await address
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}live?user=1001") as page:
        hello = await page.receive_json()
        assert [user["first_name"] for user in hello["users"]] == ["Sari", "Alex", "小林"]
        assert hello["bot"]["first_name"] == "CIC2020"
        await page.send_json({"do": "send", "chat": 1001, "text": "/start"})
        assert (await bot_says(page)).startswith("Konferensi Internet Tiongkok ke-19\n23–25 Jul 2020")
    demo.cancel()
    with suppress(asyncio.CancelledError):
        await demo


async def test_demo_opens_the_timetable_for_who_is_signed_in(settings: Settings) -> None:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    demo = asyncio.create_task(serve(settings, 0, address.set_result))
    url = await address
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}live?user=1003") as page:
        hello = await page.receive_json()
        button = hello["chats"][0]["menu_button"]
        while button["type"] != "web_app":
            button = (await page.receive_json()).get("menu_button", button)
        await page.send_json({"do": "web_app", "url": button["web_app"]["url"]})
        while (event := await page.receive_json())["type"] != "web_app":
            continue
        opened = urlsplit(event["url"])
        reader = parse_qs(opened.fragment)["tgWebAppData"][0]
        mine = f"http://{opened.netloc}/api/me"
        async with session.get(mine, headers={"Authorization": f"tma {reader}"}) as response:
            assert await response.json() == {"language": "zh", "zone": None, "stars": []}
    demo.cancel()
    with suppress(asyncio.CancelledError):
        await demo


async def test_demo_has_a_channel_to_read(settings: Settings) -> None:
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    now = datetime.fromisoformat("2020-07-23T13:49:59")
    demo = asyncio.create_task(serve(settings.model_copy(update={"now": now}), 0, address.set_result))
    url = await address
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}live?user=1002") as page:
        hello = await page.receive_json()
        assert [chat["title"] for chat in hello["chats"] if chat["type"] == "channel"] == [
            "📣 Demo programme"
        ]
        post = (await next_of(page, "message"))["message"]
        assert (post["sender_chat"]["username"], post["text"].partition("\n")[0]) == (
            "demo_programme",
            "⏰ Starts in 10 minutes",
        )
    demo.cancel()
    with suppress(asyncio.CancelledError):
        await demo


async def next_of(page: aiohttp.ClientWebSocketResponse, kind: str) -> Any:
    """The next event of this type."""
    while (event := await page.receive_json(timeout=10))["type"] != kind:
        pass
    return event


async def bot_says(page: aiohttp.ClientWebSocketResponse) -> str:
    """The text of the bot's next message."""
    while True:
        message = (await next_of(page, "message"))["message"]
        if message["from"]["is_bot"]:
            return str(message["text"])


async def test_demo_on_a_port_in_use_says_what_to_do(settings: Settings) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(StartError) as caught:
        await serve(settings, port, lambda _: None)
    server.close()
    assert (
        str(caught.value)
        == f"port {port} cannot be had: address already in use; try: python -m bot demo --port 0"
    )


async def test_demo_of_a_broken_schedule_says_what_is_wrong(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("version: [")
    with pytest.raises(StartError, match=r"^broken\.yaml:2:1: error: "):
        await serve(settings.model_copy(update={"schedule": file}), 0, lambda _: None)
