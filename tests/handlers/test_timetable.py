"""The ways from the chat to the timetable page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.scene import PROGRAMME, newcomer, rows
from tests.jobs.scene import until
from tests.stage import Stage, stage

PUBLIC = "https://agenda.example.org"
CAPTIONS = {"id": "🗓 Jadwal", "en": "🗓 Timetable", "zh": "🗓 日程表"}
MENU_BUTTON = {"type": "web_app", "text": "🗓 Timetable", "web_app": {"url": f"{PUBLIC}/"}}


async def test_timetable_opens_the_page_as_a_mini_app(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        for language, caption in CAPTIONS.items():
            person = await newcomer(running, language)
            shown = await person.send("/timetable")
            assert shown.labels[0] == [caption]
            assert shown.buttons[0].json["web_app"] == {"url": f"{PUBLIC}/"}


async def test_first_screen_and_cards_lead_to_the_page(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=f"{PUBLIC}/cic") as running:
        person = running.user()
        assert (await person.send("/start")).button("🗓 Timetable").json["web_app"]["url"] == f"{PUBLIC}/cic/"
        card = await person.send("/start e_opening")
        assert card.button("🗓 Timetable").json["web_app"]["url"] == f"{PUBLIC}/cic/?e=opening"


async def test_group_gets_a_link_where_telegram_refuses_a_mini_app(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        person = running.user()
        group = running.sandbox.group("CIC", [person])
        await person.add_bot(group)
        shown = await person.send("/timetable", chat=group)
        assert shown.button("🗓 Timetable").json == {"text": "🗓 Timetable", "url": f"{PUBLIC}/"}


async def test_page_over_plain_http_is_a_link(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url="http://agenda.example.org") as running:
        person = await newcomer(running)
        shown = await person.send("/timetable")
        assert shown.button("🗓 Timetable").json == {
            "text": "🗓 Timetable",
            "url": "http://agenda.example.org/",
        }
        assert running.sandbox.world.bot.menu_button == {"type": "commands"}


async def test_menu_button_of_who_has_not_written_opens_the_page(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        bot = running.sandbox.world.bot
        await until(lambda: bot.menu_button["type"] == "web_app")
    assert bot.menu_button == {**MENU_BUTTON, "text": "🗓 Jadwal"}


@pytest.mark.parametrize(("language", "caption"), CAPTIONS.items())
async def test_menu_button_is_in_the_language_of_the_chat(
    tmp_path: Path, language: str, caption: str
) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        person = running.user(language)
        await person.send("/start")
        chats = running.sandbox.world.chats
        assert chats[person.id].menu_button == {**MENU_BUTTON, "text": caption}
        await person.press(data="language:zh")
        assert chats[person.id].menu_button == {**MENU_BUTTON, "text": "🗓 日程表"}


async def test_menu_button_is_set_once_for_each_change(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        await until(lambda: running.sandbox.world.bot.menu_button["type"] == "web_app")
        told: list[str] = []
        running.sandbox.world.watch(lambda event: told.append(event["type"]))
        person = running.user()
        for text in ("/start", "/start", "/now"):
            await person.send(text)
        for data in ("language:id", "language:id", "settings"):
            await person.press(data=data)
        assert told.count("menu_button") == 2


async def test_menu_button_follows_the_page_to_another_address(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        await running.user().send("/start")
        assert rows(tmp_path, "SELECT menu_button FROM chats") == [(f"en {PUBLIC}",)]
    async with stage(tmp_path, schedule=PROGRAMME, public_url=f"{PUBLIC}/new") as running:
        person = running.user()
        await person.send("/now")
        there = {**MENU_BUTTON, "web_app": {"url": f"{PUBLIC}/new/"}}
        assert running.sandbox.world.chats[person.id].menu_button == there
    async with stage(tmp_path, schedule=PROGRAMME) as running:
        person = running.user()
        running.sandbox.world.chats[person.id].menu_button = MENU_BUTTON
        await person.send("/now")
        assert running.sandbox.world.chats[person.id].menu_button is None
        assert rows(tmp_path, "SELECT menu_button FROM chats") == [(None,)]


async def test_forgotten_chat_stores_no_menu_button(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        person = await newcomer(running)
        asked = await person.send("/forget")
        for _ in range(2):
            await person.press(message=asked, data="forget:yes")
        assert rows(tmp_path, "SELECT * FROM chats") == []


async def test_group_has_no_menu_button(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        person = running.user()
        group = running.sandbox.group("CIC", [person])
        await person.add_bot(group)
        await person.send("/timetable", chat=group)
        assert rows(tmp_path, "SELECT menu_button FROM chats WHERE is_group") == [(None,)]


async def test_chat_of_a_bot_without_a_page_has_no_way_to_it(scene: Stage) -> None:
    person = await newcomer(scene)
    for text in ("/start", "/start e_opening", "/timetable"):
        shown = await person.send(text)
        assert [button.text for button in shown.buttons if "Timetable" in button.text] == []
