"""The first screen: what this is, where the conference stands, and what a deep link names."""

from __future__ import annotations

import pytest

from tests.handlers.scene import LANGUAGES
from tests.samples import at
from tests.stage import Stage

BEFORE = {
    "id": """\
@BEFORE-id@""",
    "en": """\
@BEFORE-en@""",
    "zh": """\
@BEFORE-zh@""",
}

DURING = {
    "id": """\
@DURING-id@""",
    "en": """\
@DURING-en@""",
    "zh": """\
@DURING-zh@""",
}

BETWEEN = {
    "id": """\
@BETWEEN-id@""",
    "en": """\
@BETWEEN-en@""",
    "zh": """\
@BETWEEN-zh@""",
}

AFTER = {
    "id": """\
@AFTER-id@""",
    "en": """\
@AFTER-en@""",
    "zh": """\
@AFTER-zh@""",
}

MENU = {
    "id": [["@MENU-id@"]],
    "en": [["@MENU-en@"]],
    "zh": [["@MENU-zh@"]],
}

GONE = {
    "id": """\
@GONE-id@""",
    "en": """\
@GONE-en@""",
    "zh": """\
@GONE-zh@""",
}

TRACK = """\
@TRACK@"""

PERSON = """\
@PERSON@"""

TALK = """\
@TALK@"""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_before_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-20 13:40"))
    assert (await scene.user(language).send("/start")).text == BEFORE[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_during_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user(language).send("/start")).text == DURING[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_when_nothing_is_on(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-24 20:00"))
    assert (await scene.user(language).send("/start")).text == BETWEEN[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_after_the_conference(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    assert (await scene.user(language).send("/start")).text == AFTER[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_leads_everywhere(scene: Stage, language: str) -> None:
    assert (await scene.user(language).send("/start")).labels == MENU[language]


async def test_start_links_recordings_after_the_conference(scene: Stage) -> None:
    scene.clock.jump(at("2020-07-25 17:00"))
    links = [
        entity["url"]
        for entity in (await scene.user().send("/start")).entities
        if entity["type"] == "text_link"
    ]
    assert links == ["https://video.example.org/opening"]


@pytest.mark.parametrize(
    ("code", "language"),
    [("id", "id"), ("en-US", "en"), ("zh-hans", "zh"), ("zh-TW", "zh"), ("yue", "zh"), ("fr", "id"), ("", "id")],
)
async def test_start_speaks_the_language_of_the_readers_telegram(
    scene: Stage, code: str, language: str
) -> None:
    assert (await scene.user(code).send("/start")).labels == MENU[language]


async def test_language_of_the_first_contact_stays_when_telegram_changes_its_own(scene: Stage) -> None:
    reader = scene.user("zh")
    await reader.send("/start")
    reader.set_language("en")
    assert (await reader.send("/start")).labels == MENU["zh"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_menu_button_leads_to_the_first_screen(scene: Stage, language: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    reader = scene.user(language)
    await reader.send("/now")
    assert (await reader.press("☰")).message.text == DURING[language]


async def test_deep_link_opens_an_event(scene: Stage) -> None:
    assert (await scene.user().send("/start e_vision")).text == TALK


async def test_deep_link_opens_a_track(scene: Stage) -> None:
    assert (await scene.user().send("/start t_ai")).text == TRACK


async def test_deep_link_opens_a_person(scene: Stage) -> None:
    assert (await scene.user().send("/start p_li-na")).text == PERSON


@pytest.mark.parametrize("payload", ["e_nothing", "t_nothing", "p_nothing", "e_", "e_opening-2"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_deep_link_to_what_is_gone_says_so(scene: Stage, language: str, payload: str) -> None:
    assert (await scene.user(language).send(f"/start {payload}")).text == GONE[language]


@pytest.mark.parametrize("payload", ["opening", "x_opening", "E_opening", "_"])
async def test_deep_link_of_no_known_kind_opens_the_first_screen(scene: Stage, payload: str) -> None:
    scene.clock.jump(at("2020-07-23 15:40"))
    assert (await scene.user().send(f"/start {payload}")).text == DURING["en"]
