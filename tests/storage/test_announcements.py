from __future__ import annotations

import pytest

from bot.storage import Announcement, AnnouncementState, Arrived, Kind, Storage, paging
from tests.storage.scene import REAL, claim_all, crowd, joined, minute, publish, row, rows

DAY = 24 * 60
TEXTS = {"id": "Halo", "zh": "大家好"}
ADMIN = 9


async def drafted(storage: Storage, audience: str = "all") -> int:
    await joined(storage, ADMIN)
    return await storage.announcements.draft(TEXTS, audience, ADMIN, minute(0))


async def audience(storage: Storage) -> None:
    """1 follows track "5g", 2 starred "a", 3 did both and has blocked the bot; and the admin."""
    for chat_id, event_ids in ((1, []), (2, ["a"]), (3, ["a"]), (ADMIN, [])):
        await joined(storage, chat_id, event_ids)
    for chat_id in (1, 3):
        await storage.follows.add(chat_id, "track", "5g", [], minute(0))
    await storage.follows.add(2, "person", "5g", [], minute(0))
    await storage.chats.retire(3, minute(0))


async def state_of(storage: Storage, id_: int) -> AnnouncementState:
    announcement = await storage.announcements.get(id_)
    assert announcement is not None
    return announcement.state


async def test_get_of_none_is_none(storage: Storage) -> None:
    assert await storage.announcements.get(1) is None


async def test_draft_is_kept_as_written(storage: Storage) -> None:
    id_ = await drafted(storage, "track:5g")
    await storage.announcements.set_audience(id_, "event:a")
    await storage.announcements.set_message(id_, 7)
    assert await storage.announcements.get(id_) == Announcement(
        id=id_,
        texts=TEXTS,
        audience="event:a",
        state=AnnouncementState.DRAFT,
        admin_chat_id=ADMIN,
        message_id=7,
        created_at=minute(0),
        started_at=None,
        finished_at=None,
    )


@pytest.mark.parametrize("wrong", ["", "everyone", "track:", "person:miao-wei"])
async def test_audience_of_no_known_form_is_an_error(storage: Storage, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"audience is '{wrong}'; expected all, track:<id> or event:<id>"):
        await drafted(storage, wrong)
    id_ = await drafted(storage)
    with pytest.raises(ValueError, match="audience is"):
        await storage.announcements.set_audience(id_, wrong)


@pytest.mark.parametrize(
    ("wanted", "chats"), [("all", [1, 2, ADMIN]), ("track:5g", [1]), ("event:a", [2]), ("event:b", [])]
)
async def test_announcement_goes_to_its_audience(storage: Storage, wanted: str, chats: list[int]) -> None:
    await audience(storage)
    id_ = await drafted(storage, wanted)
    assert await storage.announcements.audience_size(wanted) == len(chats)
    assert await storage.announcements.start(id_, minute(1)) == len(chats)
    claimed = await claim_all(storage, minute(1))
    assert [(row.chat_id, row.kind, row.event_id, row.useful_until) for row in claimed] == [
        (chat_id, Kind.ANNOUNCEMENT, str(id_), minute(1 + DAY)) for chat_id in chats
    ]


async def test_start_again_sends_nothing(storage: Storage) -> None:
    id_ = await drafted(storage)
    assert [await storage.announcements.start(id_, minute(at)) for at in (1, 2)] == [1, 0]
    await storage.announcements.set_audience(id_, "event:a")
    announcement = await storage.announcements.get(id_)
    assert announcement is not None
    assert (announcement.state, announcement.audience) == (AnnouncementState.SENDING, "all")


async def test_begun_is_written_by_resume(storage: Storage) -> None:
    id_ = await drafted(storage)
    assert [await storage.announcements.begin(id_, minute(at)) for at in (1, 2)] == [True, False]
    assert await storage.announcements.progress(id_) == {}
    assert await storage.announcements.resume() == 1
    announcement = await storage.announcements.get(id_)
    assert announcement is not None
    assert (announcement.state, announcement.started_at) == (AnnouncementState.SENDING, minute(1))


async def test_start_and_stop_reach_every_chat_over_several_pages(storage: Storage, url: str) -> None:
    size = 2 * paging.PAGE + 1
    crowd(url, size, "a", stale=False)
    id_ = await drafted(storage, "event:a")
    assert await storage.announcements.audience_size("event:a") == size
    assert await storage.announcements.start(id_, minute(1)) == size
    assert await storage.announcements.resume() == 0
    assert await storage.announcements.progress(id_) == {"queued": size}
    await storage.announcements.stop(id_)
    assert await storage.announcements.progress(id_) == {"expired": size}


async def test_resume_goes_on_where_a_crash_left_it(storage: Storage, url: str) -> None:
    await audience(storage)
    id_ = await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    (first, *_) = await claim_all(storage, minute(1))
    await storage.outbox.sent([Arrived((first.id,), 7, minute(1))])
    # As it stands when the process is killed between two pages.
    rows(url, "UPDATE announcements SET fanned_out = FALSE")
    rows(url, f"DELETE FROM outbox WHERE chat_id = {ADMIN}")  # noqa: S608
    async with await Storage.open(url) as restarted:
        assert [await restarted.announcements.resume() for _ in range(2)] == [1, 0]
        assert await restarted.announcements.progress(id_) == {"sent": 1, "sending": 1, "queued": 1}


async def test_stop_lets_what_is_queued_expire(storage: Storage, url: str) -> None:
    await audience(storage)
    id_, other = await drafted(storage), await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    (first,) = await storage.outbox.claim(minute(1), REAL, 1)
    await storage.announcements.start(other, minute(1))
    for _ in range(2):
        await storage.announcements.stop(id_)
    assert await state_of(storage, id_) == AnnouncementState.STOPPED
    assert await storage.announcements.progress(id_) == {"sending": 1, "expired": 2}
    assert rows(url, "SELECT DISTINCT why FROM outbox WHERE state = 'expired'") == [("stopped",)]
    await storage.outbox.retry_later([first.id], REAL, "429")
    assert await storage.announcements.progress(id_) == {"expired": 3}
    assert await storage.announcements.progress(other) == {"queued": 3}


async def test_stop_while_it_is_written_writes_no_more(storage: Storage, url: str) -> None:
    id_ = await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    rows(url, "UPDATE announcements SET fanned_out = FALSE")
    await joined(storage, 1)
    await storage.announcements.stop(id_)
    assert await storage.announcements.resume() == 0


async def test_stopped_draft_never_starts(storage: Storage) -> None:
    id_ = await drafted(storage)
    await storage.announcements.stop(id_)
    assert await storage.announcements.start(id_, minute(1)) == 0
    assert await storage.announcements.unfinished() == []


async def test_unfinished_are_those_whose_end_is_to_be_seen_to(storage: Storage) -> None:
    _draft, going, stopped, done = [await drafted(storage) for _ in range(4)]
    for id_ in (going, stopped, done):
        await storage.announcements.start(id_, minute(1))
    await storage.announcements.stop(stopped)
    await storage.announcements.finish(done, minute(5))
    assert [one.id for one in await storage.announcements.unfinished()] == [going, stopped]
    await storage.announcements.finish(stopped, minute(6))
    assert [one.id for one in await storage.announcements.unfinished()] == [going]
    states = [await state_of(storage, id_) for id_ in (stopped, done)]
    assert states == [AnnouncementState.STOPPED, AnnouncementState.DONE]


async def test_finish_is_when_it_was(storage: Storage) -> None:
    id_ = await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    await storage.announcements.finish(id_, minute(5))
    announcement = await storage.announcements.get(id_)
    assert announcement is not None
    assert announcement.finished_at == minute(5)


async def test_progress_counts_who_blocked_the_bot_meanwhile(storage: Storage) -> None:
    await audience(storage)
    id_ = await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    await storage.chats.retire(1, minute(2))
    assert await storage.announcements.progress(id_) == {"queued": 2, "expired": 1}


async def test_announcement_comes_with_reminders_off(storage: Storage) -> None:
    id_ = await drafted(storage)
    await storage.chats.update(ADMIN, reminders=False)
    await storage.announcements.start(id_, minute(1))
    (claimed,) = await claim_all(storage, minute(1))
    await storage.outbox.retry_later([claimed.id], REAL, "502")
    assert await storage.outbox.counts() == {"queued": 1}


async def test_announcement_goes_on_when_its_admin_is_forgotten(storage: Storage) -> None:
    await audience(storage)
    id_ = await drafted(storage)
    await storage.announcements.start(id_, minute(1))
    await storage.chats.forget(ADMIN)
    announcement = await storage.announcements.get(id_)
    assert announcement is not None
    assert (announcement.admin_chat_id, announcement.state) == (None, AnnouncementState.SENDING)
    assert await storage.announcements.progress(id_) == {"queued": 2}


async def test_progress_leaves_out_other_kinds(storage: Storage) -> None:
    id_ = await drafted(storage)
    await storage.favourites.add(ADMIN, [str(id_)], minute(0))
    await publish(storage, row(str(id_), 30))
    await storage.outbox.fan_out_reminders(minute(20))
    assert await storage.announcements.progress(id_) == {}
