from __future__ import annotations

from bot.domain.revisions import Revision
from bot.storage import ProgrammeRow, Storage
from tests.storage.scene import minute


async def publish(storage: Storage, at_minute: float, **fingerprints: str) -> int:
    """A version with these events, each of that fingerprint."""
    programme = [ProgrammeRow(id_, minute(0), minute(60), False, text) for id_, text in fingerprints.items()]
    return await storage.schedules.publish(
        version="1", content="…", digest=repr(programme), programme=programme, now=minute(at_minute)
    )


async def test_event_is_of_the_version_that_changed_it_last(storage: Storage) -> None:
    await publish(storage, 0, a="1", b="1")
    await publish(storage, 5, a="1", b="2")
    await publish(storage, 9, a="1", b="2", c="1")
    assert await storage.schedules.revisions() == {
        "a": Revision(1, minute(0)),
        "b": Revision(2, minute(5)),
        "c": Revision(3, minute(9)),
    }


async def test_event_that_becomes_as_it_was_has_changed_again(storage: Storage) -> None:
    for at, text in enumerate("121"):
        await publish(storage, at, a=text)
    assert await storage.schedules.revisions() == {"a": Revision(3, minute(2))}


async def test_event_that_left_and_came_back_is_of_a_later_version(storage: Storage) -> None:
    await publish(storage, 0, a="1", b="1")
    await publish(storage, 1, b="1")
    gone = await storage.schedules.revisions()
    await publish(storage, 2, a="1", b="1")
    assert gone.keys() == {"b"}
    assert (await storage.schedules.revisions())["a"] == Revision(3, minute(2))


async def test_publishing_the_same_again_changes_no_revision(storage: Storage) -> None:
    for at in (0, 5):
        await publish(storage, at, a="1")
    assert await storage.schedules.revisions() == {"a": Revision(1, minute(0))}
