"""The ways from the chat to the timetable page."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.scene import PROGRAMME, newcomer
from tests.jobs.scene import until
from tests.stage import Stage, stage

PUBLIC = "https://agenda.example.org"


async def test_timetable_opens_the_page_as_a_mini_app(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        for language, caption in {"id": "🗓 Jadwal", "en": "🗓 Timetable", "zh": "🗓 日程表"}.items():
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


async def test_menu_button_opens_the_page(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, public_url=PUBLIC) as running:
        bot = running.sandbox.world.bot
        await until(lambda: bot.menu_button["type"] == "web_app")
    assert bot.menu_button == {"type": "web_app", "text": "🗓 Jadwal", "web_app": {"url": f"{PUBLIC}/"}}


async def test_chat_of_a_bot_without_a_page_has_no_way_to_it(scene: Stage) -> None:
    person = await newcomer(scene)
    for text in ("/start", "/start e_opening", "/timetable"):
        shown = await person.send(text)
        assert [button.text for button in shown.buttons if "Timetable" in button.text] == []
