from __future__ import annotations

from bot.storage import Storage


async def test_complaint_is_new_once(storage: Storage) -> None:
    complaints = storage.complaints
    assert [await complaints.note(["a", "b"]) for _ in range(2)] == [True, False]
    assert await complaints.note(["a"])


async def test_settled_complaints_are_new_again_but_for_what_stands(storage: Storage) -> None:
    complaints = storage.complaints
    for lines in (["a"], ["b"]):
        await complaints.note(lines)
    await complaints.settle(["b"])
    assert [await complaints.note(lines) for lines in (["a"], ["b"])] == [True, False]


async def test_forgotten_complaint_is_new_again(storage: Storage) -> None:
    complaints = storage.complaints
    for lines in (["a"], ["b"]):
        await complaints.note(lines)
    await complaints.forget(["a"])
    assert [await complaints.note(lines) for lines in (["a"], ["b"])] == [True, False]
