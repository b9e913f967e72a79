"""/now, /next, /today, /agenda."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES
from tests.samples import at
from tests.stage import Stage

NOW = {
    "id": """\
@NOW-id@""",
    "en": """\
@NOW-en@""",
    "zh": """\
@NOW-zh@""",
}

NOW_BUTTONS = {
    "id": [["@NOW_BUTTONS-id@"]],
    "en": [["@NOW_BUTTONS-en@"]],
    "zh": [["@NOW_BUTTONS-zh@"]],
}

NOTHING_ON = {
    "id": """\
@NOTHING_ON-id@""",
    "en": """\
@NOTHING_ON-en@""",
    "zh": """\
@NOTHING_ON-zh@""",
}

NEXT = {
    "id": """\
@NEXT-id@""",
    "en": """\
@NEXT-en@""",
    "zh": """\
@NEXT-zh@""",
}

NEXT_BUTTONS = {
    "id": [["@NEXT_BUTTONS-id@"]],
    "en": [["@NEXT_BUTTONS-en@"]],
    "zh": [["@NEXT_BUTTONS-zh@"]],
}

OVER = {
    "id": """\
@OVER-id@""",
    "en": """\
@OVER-en@""",
    "zh": """\
@OVER-zh@""",
}

OVER_BUTTONS = {
    "id": [["@OVER_BUTTONS-id@"]],
    "en": [["@OVER_BUTTONS-en@"]],
    "zh": [["@OVER_BUTTONS-zh@"]],
}

THURSDAY = {
    "id": """\
@THURSDAY-id@""",
    "en": """\
@THURSDAY-en@""",
    "zh": """\
@THURSDAY-zh@""",
}

THURSDAY_BUTTONS = {
    "id": [["@THURSDAY_BUTTONS-id@"]],
    "en": [["@THURSDAY_BUTTONS-en@"]],
    "zh": [["@THURSDAY_BUTTONS-zh@"]],
}

FRIDAY = {
    "id": """\
@FRIDAY-id@""",
    "en": """\
@FRIDAY-en@""",
    "zh": """\
@FRIDAY-zh@""",
}

FRIDAY_BUTTONS = {
    "id": [["@FRIDAY_BUTTONS-id@"]],
    "en": [["@FRIDAY_BUTTONS-en@"]],
    "zh": [["@FRIDAY_BUTTONS-zh@"]],
}

FRIDAY_END = {
    "id": """\
@FRIDAY_END-id@""",
    "en": """\
@FRIDAY_END-en@""",
    "zh": """\
@FRIDAY_END-zh@""",
}

FRIDAY_END_BUTTONS = {
    "id": [["@FRIDAY_END_BUTTONS-id@"]],
    "en": [["@FRIDAY_END_BUTTONS-en@"]],
    "zh": [["@FRIDAY_END_BUTTONS-zh@"]],
}

NEXT_DAY = {
    "id": """\
@NEXT_DAY-id@""",
    "en": """\
@NEXT_DAY-en@""",
    "zh": """\
@NEXT_DAY-zh@""",
}

LAST_DAY = {
    "id": """\
@LAST_DAY-id@""",
    "en": """\
@LAST_DAY-en@""",
    "zh": """\
@LAST_DAY-zh@""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_lists_what_is_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/now")).text == NOW[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_opens_stars_and_leads_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/now")).labels == NOW_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_now_when_nothing_is_on_shows_what_is_next(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 22:15"))
    assert (await scene.user(language).send("/now")).text == NOTHING_ON[language]


async def test_event_is_on_from_its_start(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 16:00"))
    assert (await scene.user().send("/now")).button("1").data == "event:closing:n"


async def test_event_is_over_at_its_end(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    assert (await scene.user().send("/now")).text == OVER["en"]


async def test_now_leaves_out_what_was_called_off(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-23 17:40"))
    opened = [button.data for button in (await scene.user().send("/now")).rows[0]]
    assert opened == ["event:expo:n"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_lists_all_that_start_at_that_moment(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:00"))
    assert (await scene.user(language).send("/next")).text == NEXT[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_opens_stars_and_leads_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:00"))
    assert (await scene.user(language).send("/next")).labels == NEXT_BUTTONS[language]


@pytest.mark.parametrize("command", ["/now", "/next"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_the_last_event_nothing_is_to_come(scene: Stage, language: str, command: str) -> None:
    scene.clock.jump(at("2020-07-26 12:00"))
    assert (await scene.user(language).send(command)).text == OVER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_the_last_event_buttons_lead_to_the_agenda(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-26 12:00"))
    assert (await scene.user(language).send("/next")).labels == OVER_BUTTONS[language]


@pytest.mark.parametrize("command", ["/today", "/agenda", "/agenda 1"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_agenda_opens_at_the_present_day(scene: Stage, language: str, command: str) -> None:
    assert (await scene.user(language).send(command)).text == THURSDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_agenda_has_a_button_for_each_day(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/agenda")).labels == THURSDAY_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_day_button_opens_that_day(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda")
    assert (await reader.press(data="day:2:0")).message.text == FRIDAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_first_of_two_pages_leads_to_the_second(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/agenda 2")).labels == FRIDAY_BUTTONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_next_page_of_a_day(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda 2")
    assert (await reader.press("›")).message.text == FRIDAY_END[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_last_page_leads_back_to_the_one_before(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send("/agenda 2")
    assert (await reader.press("›")).message.labels == FRIDAY_END_BUTTONS[language]


async def test_page_before(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 2")
    await reader.press("›")
    assert (await reader.press("‹")).message.text == FRIDAY["en"]


async def test_today_opens_at_the_page_of_this_hour(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-24 15:30"))
    opened = [button.data for button in (await scene.user().send("/today")).rows[0]]
    assert opened == ["event:backups:d1", "event:patches:d1"]


async def test_jump_to_now_opens_the_present_day_from_another(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("/agenda 3")
    assert (await reader.press("Jump to now")).message.text == THURSDAY["en"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_today_before_the_conference_is_its_first_day(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-22 23:59"))
    assert (await scene.user(language).send("/today")).text == NEXT_DAY[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_today_after_the_conference_is_its_last_day(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-26 00:01"))
    assert (await scene.user(language).send("/today")).text == LAST_DAY[language]


@pytest.mark.parametrize(
    ("words", "day"), [("2", "2"), ("0", "1"), ("99", "3"), ("x", "1"), ("-1", "1"), ("²", "1")]
)
async def test_agenda_of_a_day_by_its_number(scene: Stage, words: str, day: str) -> None:
    shown = await scene.user().send(f"/agenda {words}")
    assert [button.data for button in shown.buttons if button.text.startswith("• ")] == [f"day:{day}:0"]


async def test_event_on_now_is_marked_in_its_day(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 16:30"))
    assert (await scene.user().send("/today")).text == """\
@ONNOW@"""


async def test_titles_that_were_called_off_are_struck_through(scene: Stage) -> None:
    shown = await scene.user().send("/agenda 1")
    struck = [
        shown.text[entity["offset"] : entity["offset"] + entity["length"]]
        for entity in shown.entities
        if entity["type"] == "strikethrough"
    ]
    assert struck == ["Cloud Forum"]
