"""/forget: asks, then deletes all that is stored on the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.scene import LANGUAGES, newcomer, rows, screen
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = {
    "id": """\
Hapus semua yang tersimpan tentang obrolan ini?
Pengaturan Anda dan 1 acara yang ditandai akan hilang, dan tidak ada pengingat lagi.
[Ya, hapus] [Tidak, simpan]""",
    "en": """\
Delete everything that is stored about this chat?
Your settings and 1 starred event will be gone, and no reminder will come.
[Yes, delete] [No, keep it]""",
    "zh": """\
要删除本聊天的所有存储数据吗？
您的设置和1项收藏将被删除，也不会再有提醒。
[是的，删除] [不，保留]""",
}

DONE = {
    "id": """\
Selesai: tidak ada lagi yang tersimpan tentang obrolan ini.
/start memulai dari awal.""",
    "en": """\
Done: nothing is stored about this chat any more.
/start begins anew.""",
    "zh": """\
已完成：本聊天不再有任何存储数据。
发送/start重新开始。""",
}


def stored_on(folder: Path, chat_id: int) -> int:
    """How many rows of all tables that know chats are the chat's."""
    tables = rows(
        folder,
        "SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table' AND columns.name = 'chat_id'",
    )
    return sum(
        count
        for (table,) in tables
        for (count,) in rows(folder, f"SELECT count(*) FROM {table} WHERE chat_id = ?", chat_id)  # noqa: S608
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forget_asks_first(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    assert screen(await reader.send("/forget")) == QUESTION[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_forget_says_when_all_is_deleted(scene: Stage, language: str) -> None:
    reader = await newcomer(scene, language, "opening")
    await reader.send("/forget")
    assert screen((await reader.press(data="forget:yes")).message) == DONE[language]


async def test_forgotten_chat_has_no_row_left(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening", "ai-forum")
    await reader.press(data="lead:opening:5")
    await reader.press(data="digest:on")
    before = stored_on(scene.folder, reader.id)
    await reader.press(data="forget:yes")
    assert (before > 0, stored_on(scene.folder, reader.id)) == (True, 0)


async def test_forgetting_one_chat_leaves_the_others(scene: Stage) -> None:
    reader, other = await newcomer(scene, "en", "opening"), await newcomer(scene, "en", "opening")
    before = stored_on(scene.folder, other.id)
    await reader.press(data="forget:yes")
    assert stored_on(scene.folder, other.id) == before


async def test_nothing_is_deleted_before_yes(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    await reader.send("/forget")
    await reader.press("No, keep it")
    assert screen(await reader.send("/forget")) == QUESTION["en"]


async def test_command_with_yes_still_asks(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    assert screen(await reader.send("/forget yes")) == QUESTION["en"]


async def test_forgotten_chat_begins_anew_in_the_language_of_its_telegram(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    await reader.press(data="language:zh")
    await reader.press(data="forget:yes")
    assert (
        (await reader.send("/my")).text
        == """\
My agenda
Nothing here yet. Star ☆ an event, and it is kept here and you are reminded of it."""
    )
