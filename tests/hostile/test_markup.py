"""Whatever stands in names, titles and messages is shown as text, in every view, within Telegram's limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox import Shown
from tests.handlers.scene import newcomer
from tests.samples import at
from tests.stage import Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKUP = Path(__file__).with_name("markup.yaml")
TITLE = "<b>One</b> &amp; [x](https://example.org) eno \u200b<tg-spoiler>"
LONG = "<b>&amp;" + "长" * 3992
OF_STARS = ("my", "remind")
OURS = {"bold", "italic", "url", "text_link", "date_time", "bot_command", "mention"}
"""Kinds of entities that the bot's own views make, or that Telegram finds in any text."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder = tmp_path_factory.mktemp("markup")
    schedule = folder / "schedule.yaml"
    schedule.write_text(MARKUP.read_text(encoding="utf-8").replace("LONG", LONG), encoding="utf-8")
    async with stage(folder, schedule=schedule, clock=still_clock(at("2020-07-23 13:40"))) as running:
        yield running


def emphasized(shown: Shown) -> set[str]:
    return {entity["type"] for entity in shown.entities}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("event:one", TITLE),
        ("event:one", "</a> & `room`"),
        ("event:one", "<b>Eve</b>\u200bgpj.exe"),
        ("more:one", "<script>alert(1)</script> ||a|| <pre>b</pre> &#60;"),
        ("day:0", TITLE),
        ("next", TITLE),
        ("track:t", "_track_ <u>"),
        ("person:p", "*role*"),
        ("person:p", "&lt;firm&gt;"),
        ("star:on:one", TITLE),
        ("remind", TITLE),
        ("my", TITLE),
        ("home", "<b>Conf</b> &amp; [x](y)"),
        ("home", "<i>1</i>"),
    ],
)
async def test_markup_of_a_schedule_is_shown_as_text(scene: Stage, data: str, text: str) -> None:
    reader = await newcomer(scene, "en", *(["one"] if data in OF_STARS else []))
    await reader.press(data=data)
    shown = reader.last
    assert text in shown.text
    assert emphasized(shown) <= OURS


@pytest.mark.parametrize("data", ["event:two", "day:0", "my", "remind", "more:two", "track:t"])
@pytest.mark.parametrize("language", ["id", "en", "zh"])
async def test_title_of_four_thousand_characters_is_cut_and_sent(
    scene: Stage, data: str, language: str
) -> None:
    reader = await newcomer(scene, language, *(["two"] if data in OF_STARS else []))
    shown = (await reader.press(data=data)).message
    assert LONG[:20] in shown.text
    assert len(shown.text) <= 4096


async def test_reminder_shows_markup_as_text(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "one", "two")
    scene.clock.jump(at("2020-07-23 13:50"))
    shown = await reader.expect_message()
    scene.clock.jump(at("2020-07-23 13:40"))
    assert TITLE in shown.text


@pytest.mark.parametrize(
    "words", ["<b>one</b>", "&amp;", "[x](y)", "\u202eeno", "\u200b", "/start <b>", "/<b>&amp;", "长" * 4000]
)
async def test_markup_that_somebody_writes_is_answered(scene: Stage, words: str) -> None:
    reader = scene.user(name="<b>&amp;\u202e</b>")
    shown = await reader.send(words)
    assert emphasized(shown) <= OURS


async def test_inline_results_show_markup_as_text(scene: Stage) -> None:
    answer = await scene.user().type_inline("one")
    assert answer["results"][0]["title"] == TITLE
