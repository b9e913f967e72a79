"""Drafts of changes from the chat, as they are kept."""

from __future__ import annotations

import pytest

from bot.domain.amendment import Amending, Amendment
from bot.storage import AmendmentDraft, AmendmentState, Storage
from bot.storage.records import Undo
from tests.storage.scene import joined, minute

UNDO = Undo("before", "after", (3, 5, "旧\r\n"))


async def test_new_draft_knows_what_was_said(storage: Storage) -> None:
    await joined(storage)
    draft = await storage.amendments.begin(1, Amending.DELAY, minute(0), said="15m")
    assert draft == AmendmentDraft(
        id=1,
        chat_id=1,
        kind=Amending.DELAY,
        event_id=None,
        value=None,
        words="",
        said="15m",
        preview=None,
        state=AmendmentState.DRAFT,
        undo=None,
    )
    assert await storage.amendments.get(1) == draft


async def test_changes_are_kept_over_a_restart(url: str) -> None:
    async with await Storage.open(url) as storage:
        await joined(storage)
        draft = await storage.amendments.begin(1, Amending.ROOM, minute(0))
        changed = await storage.amendments.change(
            draft.id, event_id="a", value="main", preview="p", state=AmendmentState.WRITING, undo=UNDO
        )
    async with await Storage.open(url) as storage:
        assert await storage.amendments.get(draft.id) == changed
    assert (changed.undo, changed.state, changed.amendment) == (
        UNDO,
        AmendmentState.WRITING,
        Amendment(Amending.ROOM, "a", "main"),
    )


async def test_undo_is_forgotten_where_another_value_is_given(storage: Storage) -> None:
    await joined(storage)
    draft = await storage.amendments.begin(1, Amending.CANCEL, minute(0), undo=UNDO)
    assert (await storage.amendments.change(draft.id, undo=None)).undo is None


@pytest.mark.parametrize("known", [{}, {"event_id": "a"}, {"value": "15"}])
async def test_draft_is_an_amendment_only_when_all_is_said(storage: Storage, known: dict[str, str]) -> None:
    await joined(storage)
    draft = await storage.amendments.begin(1, Amending.DELAY, minute(0))
    draft = await storage.amendments.change(draft.id, words="x", **known)  # type: ignore[arg-type]
    assert draft.amendment is None


async def test_draft_goes_with_its_chat(storage: Storage) -> None:
    await joined(storage)
    draft = await storage.amendments.begin(1, Amending.DELAY, minute(0))
    await storage.chats.forget(1)
    assert await storage.amendments.get(draft.id) is None
    with pytest.raises(LookupError, match="there is no amendment 1"):
        await storage.amendments.change(draft.id, words="x")


async def test_old_drafts_are_pruned(storage: Storage) -> None:
    await joined(storage)
    for at in (0, 10):
        await storage.amendments.begin(1, Amending.DELAY, minute(at))
    assert await storage.amendments.prune(minute(10)) == 1
    assert await storage.amendments.get(1) is None
    assert await storage.amendments.get(2) is not None


async def test_audience_is_who_starred_any_and_wants_to_know(storage: Storage) -> None:
    await joined(storage, 1, ["a", "b"])
    await joined(storage, 2, ["b"])
    await joined(storage, 3, ["c"])
    await joined(storage, 4, ["a"])
    await joined(storage, 5, ["a"])
    await storage.chats.update(4, reminders=False)
    await storage.chats.retire(5, minute(1))
    counts = [
        await storage.favourites.audience(ids) for ids in (["a"], ["a", "b"], ["a", "b", "c"], ["x"], [])
    ]
    assert counts == [1, 2, 3, 0, 0]
