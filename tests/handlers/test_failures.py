"""When the database refuses a write, the person is told, and the next message is served as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, rows, screen
from tests.stage import Stage

ALERT = {
    "id": "Ada kesalahan di pihak saya, dan sudah dicatat untuk panitia.",
    "en": "That went wrong on my side, and it is written down for the organizers.",
    "zh": "我这边出错了，已记录下来供主办方处理。",
}

SORRY = {
    "id": """\
Ada kesalahan di pihak saya, dan sudah dicatat untuk panitia.
Ketik yang Anda cari, atau pilih:
[Saat ini] [Agenda]
[Cari] [Agenda saya]
[Bantuan]""",
    "en": """\
That went wrong on my side, and it is written down for the organizers.
Type what you look for, or choose:
[On now] [Agenda]
[Search] [My agenda]
[Help]""",
    "zh": """\
我这边出错了，已记录下来供主办方处理。
请输入要找的内容，或选择：
[正在进行] [议程]
[搜索] [我的日程]
[帮助]""",
}


def refuse(folder: Path, act: str, table: str) -> None:
    """From now on the database refuses to insert into or to update a table, as when its disk is full."""
    refusal = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    rows(folder, f"CREATE TRIGGER full BEFORE {act} ON {table} {refusal}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_press_that_cannot_be_stored_says_so_in_an_alert(
    scene: Stage, tmp_path: Path, language: str
) -> None:
    reader = await newcomer(scene, language)
    refuse(tmp_path, "INSERT", "favourites")
    answer = await reader.press(data="star:on:opening")
    assert (answer.toast, answer.alert, answer.messages) == (ALERT[language], True, [])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stranger_who_cannot_be_stored_is_answered_all_the_same(
    scene: Stage, tmp_path: Path, language: str
) -> None:
    refuse(tmp_path, "INSERT", "chats")
    assert screen(await scene.user(language).send("/start")) == SORRY[language]


async def test_failure_is_said_in_the_chosen_language(scene: Stage, tmp_path: Path) -> None:
    reader = await newcomer(scene, "en")
    await reader.press(data="language:zh")
    await reader.press(data="zones")
    refuse(tmp_path, "UPDATE", "chats")
    assert screen(await reader.send("/now")) == SORRY["zh"]


async def test_reader_is_served_again_once_the_database_takes_writes(scene: Stage, tmp_path: Path) -> None:
    reader = await newcomer(scene)
    refuse(tmp_path, "INSERT", "favourites")
    await reader.press(data="star:on:opening")
    rows(tmp_path, "DROP TRIGGER full")
    await reader.press(data="star:on:opening")
    assert await scene.app.storage.favourites.of(reader.id) == {"opening": None}
