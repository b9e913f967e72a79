"""A change from the chat on its way into the file, while others save it in the very same moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.amendment import Amending, Amendment
from bot.storage import AmendmentDraft, AmendmentState, Storage
from bot.storage.amending import ATTEMPTS, Amender, OutdatedError
from bot.storage.published import Published
from bot.storage.schedulefile import ScheduleFile
from tests.formats.files import MINIMAL
from tests.storage.scene import joined, minute

LATER = Amendment(Amending.DELAY, "opening", "15")
ELSEWHERE = Amendment(Amending.ROOM, "forum-5g", "main")


class SharedFile(ScheduleFile):
    """A file on which an editor saves just after the bot has read it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.saves: list[Callable[[str], str]] = []

    async def read(self) -> bytes:
        content = await super().read()
        if self.saves:
            self.path.write_text(self.saves.pop(0)(content.decode()))
        return content


@dataclass
class Office:
    storage: Storage
    published: Published
    file: SharedFile
    amender: Amender = field(init=False)

    def __post_init__(self) -> None:
        storage = self.storage
        self.amender = Amender(self.file, self.published, storage.amendments, storage.favourites)

    async def previewed(self, amendment: Amendment) -> AmendmentDraft:
        """A draft of which the organizer has seen the preview."""
        found = await self.amender.preview(amendment)
        return await self.storage.amendments.begin(1, amendment.kind, minute(0), preview=found.mark)

    @property
    def text(self) -> str:
        return self.file.path.read_text()


@pytest.fixture
async def office(storage: Storage, tmp_path: Path) -> Office:
    await joined(storage)
    file = SharedFile(tmp_path / "schedule.yaml")
    file.path.write_text(MINIMAL)
    published = Published(storage.schedules)
    await published.publish(MINIMAL.encode(), "schedule.yaml", minute(0))
    return Office(storage, published, file)


def remarked(text: str) -> str:
    return text + "# checked\n"


async def test_comment_that_is_saved_meanwhile_is_kept(office: Office) -> None:
    draft = await office.previewed(ELSEWHERE)
    office.file.saves = [remarked]
    await office.amender.publish(draft, ELSEWHERE, minute(1))
    assert office.text == MINIMAL.replace("room: side\n", "room: main\n") + "# checked\n"
    assert office.published.schedule.events["forum-5g"].room == "main"


async def test_other_programme_that_is_saved_meanwhile_is_to_be_seen_first(office: Office) -> None:
    draft = await office.previewed(ELSEWHERE)
    office.file.saves = [lambda text: text.replace("title: Forum 5G", "title: 5G forum and more")]
    with pytest.raises(OutdatedError):
        await office.amender.publish(draft, ELSEWHERE, minute(1))
    assert office.text == MINIMAL.replace("title: Forum 5G", "title: 5G forum and more")
    assert office.published.number == 1


async def test_file_that_never_rests_is_left_alone(office: Office) -> None:
    draft = await office.previewed(ELSEWHERE)
    office.file.saves = [remarked] * ATTEMPTS
    with pytest.raises(OutdatedError):
        await office.amender.publish(draft, ELSEWHERE, minute(1))
    assert office.text == MINIMAL + "# checked\n" * ATTEMPTS


async def test_undo_leaves_what_is_saved_meanwhile(office: Office) -> None:
    draft = await office.previewed(ELSEWHERE)
    await office.amender.publish(draft, ELSEWHERE, minute(1))
    done = await office.storage.amendments.get(draft.id)
    assert done is not None
    changed = office.text
    office.file.saves = [remarked]
    with pytest.raises(OutdatedError):
        await office.amender.undo(done, ELSEWHERE, minute(2))
    assert (office.text, office.published.number) == (remarked(changed), 2)


async def test_two_changes_at_once_are_both_made(office: Office) -> None:
    drafts = [await office.previewed(amendment) for amendment in (LATER, ELSEWHERE)]
    await asyncio.gather(
        office.amender.publish(drafts[0], LATER, minute(1)),
        office.amender.publish(drafts[1], ELSEWHERE, minute(1)),
    )
    after = MINIMAL.replace("room: side\n", "room: main\n").replace("07-23 14:00", "07-23 14:15")
    after = after.replace("07-23 16:00", "07-23 16:15").replace("14:05, end: 14:20", "14:20, end: 14:35")
    assert office.text == after.replace("start: 14:20, duration", "start: 14:35, duration")
    states = [await office.storage.amendments.get(draft.id) for draft in drafts]
    assert [draft and draft.state for draft in states] == [AmendmentState.DONE] * 2
    assert office.published.number == 3


async def test_people_told_are_those_of_the_change_and_of_what_waits(office: Office) -> None:
    await joined(office.storage, 1, ["forum-5g"])
    await joined(office.storage, 2, ["address"])
    await joined(office.storage, 3, ["opening"])
    assert (await office.amender.preview(LATER)).people == 2
    office.file.path.write_text(MINIMAL.replace("title: Forum 5G", "title: 5G forum and more"))
    found = await office.amender.preview(LATER)
    assert (found.people, [change.event_id for change in found.pending.events]) == (3, ["forum-5g"])
