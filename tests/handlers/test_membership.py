"""Who blocks the bot is left in peace until they write again; their stars wait for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import ApiError, Group
from tests.handlers.scene import newcomer, rows
from tests.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

STARS = "SELECT event_id FROM favourites WHERE chat_id = ?"


def retired(folder: Path, chat_id: int) -> bool:
    """Whether the chat gets nothing more until it writes again."""
    [(retired_at,)] = rows(folder, "SELECT retired_at FROM chats WHERE chat_id = ?", chat_id)
    return retired_at is not None


async def test_who_blocks_the_bot_is_retired(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.block()
    assert retired(scene.folder, reader.id)


async def test_who_unblocks_the_bot_is_not_greeted(scene: Stage) -> None:
    reader = await newcomer(scene)
    before = len(reader.messages)
    await reader.block()
    await reader.unblock()
    assert len(reader.messages) == before


async def test_who_comes_back_is_not_retired_and_finds_their_stars(scene: Stage) -> None:
    reader = await newcomer(scene, "en", "opening")
    await reader.block()
    await reader.send("/my")
    assert (retired(scene.folder, reader.id), rows(scene.folder, STARS, reader.id)) == (False, [("opening",)])


async def test_answer_refused_because_the_bot_was_blocked_retires(scene: Stage) -> None:
    reader = await newcomer(scene)
    scene.sandbox.faults.add("sendMessage", ApiError(403, "Forbidden: bot was blocked by the user"))
    await reader.act(lambda chat_id: scene.sandbox.world.send_text(reader.id, chat_id, "/now"))
    assert retired(scene.folder, reader.id)


async def test_stranger_who_blocks_the_bot_at_once_is_not_stored(scene: Stage) -> None:
    reader = scene.user()
    await reader.block()
    assert rows(scene.folder, "SELECT count(*) FROM chats WHERE chat_id = ?", reader.id) == [(0,)]


async def test_group_that_removes_the_bot_is_retired(scene: Stage) -> None:
    owner = scene.user()
    group = scene.sandbox.group("Team", [owner], administrators=[owner])
    await owner.add_bot(group)
    await leave(scene, owner.id, group)
    assert retired(scene.folder, group.id)


async def test_group_that_adds_the_bot_again_is_greeted_and_not_retired(scene: Stage) -> None:
    owner = scene.user()
    group = scene.sandbox.group("Team", [owner], administrators=[owner])
    await owner.add_bot(group)
    await leave(scene, owner.id, group)
    await owner.add_bot(group)
    assert (len(owner.messages_in(group)), retired(scene.folder, group.id)) == (2, False)


async def test_bot_made_an_admin_of_its_group_does_not_greet_again(scene: Stage) -> None:
    owner = scene.user()
    group = scene.sandbox.group("Team", [owner], administrators=[owner])
    await owner.add_bot(group)
    await owner.add_bot(group, administrator=True)
    assert len(owner.messages_in(group)) == 1


async def leave(stage: Stage, user_id: int, group: Group) -> None:
    """The group removes the bot, and the bot knows it."""
    act = stage.sandbox.world.remove_bot_from_group(user_id, group.id)
    await stage.sandbox.world.acknowledged(act.update_id)
