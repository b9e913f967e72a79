"""Who is asked how an event was, once each, and what is kept of the answers."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.feedback import Answers, Opinion
from bot.storage import Arrived, Question, Readers, Storage
from bot.storage.paging import PAGE
from tests.storage.scene import claim_all, crowd, joined, minute, publish, row, rows

CHANNEL = -1001000000501


def about(
    event_id: str = "a",
    due: datetime | None = None,
    *,
    forum: str | None = None,
    own_only: bool = False,
    later: dict[Readers, datetime] | None = None,
) -> Question:
    """The question about the event from 14:00 to 15:00, at 15:10."""
    return Question(event_id, minute(60), forum, own_only, due or minute(130), later or {})


async def held(storage: Storage, *chat_ids: int, events: tuple[str, ...] = ("a",)) -> None:
    """These have starred the events from 14:00 to 15:00 and were reminded of them; feedback is on."""
    await publish(storage, *(row(event_id, 60) for event_id in events))
    for chat_id in chat_ids:
        await joined(storage, chat_id, events)
    await storage.feedback.turn(on=True, now=minute(0))
    await storage.outbox.fan_out_reminders(minute(50))
    await arrived(storage, minute(50))


async def arrived(storage: Storage, now: datetime, message_id: int = 7) -> list[int]:
    """All that is due at `now` arrives; to whom."""
    claimed = await claim_all(storage, now)
    await storage.outbox.sent([Arrived((one.id,), message_id, now) for one in claimed])
    return [one.chat_id for one in claimed]


def asked(url: str) -> list[tuple[object, ...]]:
    """Whom, and about what, of those who were asked or will be."""
    return rows(
        url, "SELECT chat_id, event_id FROM outbox WHERE kind = 'feedback' ORDER BY chat_id, event_id"
    )


# --- on and off ----------------------------------------------------------------------------------------------


async def test_feedback_is_off_until_it_is_turned_on(storage: Storage) -> None:
    assert await storage.feedback.on_since() is None


async def test_feedback_stays_on_since_it_was_turned_on(storage: Storage) -> None:
    for at in (1, 2):
        await storage.feedback.turn(on=True, now=minute(at))
    assert await storage.feedback.on_since() == minute(1)


async def test_feedback_that_is_off_asks_nobody(storage: Storage, url: str) -> None:
    await held(storage, 1)
    await storage.feedback.turn(on=False, now=minute(1))
    assert (await storage.feedback.ask(about()), asked(url)) == (0, [])


async def test_turning_off_takes_back_what_was_not_sent(storage: Storage, url: str) -> None:
    await held(storage, 1)
    await storage.feedback.ask(about())
    await storage.feedback.turn(on=False, now=minute(131))
    assert (await claim_all(storage, minute(131)), asked(url)) == ([], [])


# --- who -----------------------------------------------------------------------------------------------------


async def test_who_starred_and_was_reminded_is_asked(storage: Storage, url: str) -> None:
    await held(storage, 1, 2)
    await joined(storage, 3, ["a"], at_minute=100)
    await joined(storage, 4)
    assert await storage.feedback.ask(about()) == 2
    assert asked(url) == [(1, "a"), (2, "a")]


async def test_who_was_not_reached_is_not_asked(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 60))
    await joined(storage, 1, ["a"])
    await storage.feedback.turn(on=True, now=minute(0))
    await storage.outbox.fan_out_reminders(minute(50))
    [claimed] = await claim_all(storage, minute(50))
    await storage.outbox.failed([claimed.id], "Bad Request: nothing")
    assert (await storage.feedback.ask(about()), asked(url)) == (0, [])


async def test_nobody_is_asked_twice(storage: Storage) -> None:
    await held(storage, 1)
    written = [await storage.feedback.ask(about())]
    await arrived(storage, minute(130))
    written += [await storage.feedback.ask(about()), await storage.feedback.ask(about(due=minute(500)))]
    assert written == [1, 0, 0]


async def test_event_that_was_moved_and_held_again_is_not_asked_about_again(storage: Storage) -> None:
    await held(storage, 1)
    await storage.feedback.ask(about())
    await publish(storage, row("a", 300))
    await storage.outbox.fan_out_reminders(minute(290))
    await arrived(storage, minute(290))
    again = Question("a", minute(300), None, own_only=False, due_at=minute(370), later={})
    assert await storage.feedback.ask(again) == 0


async def test_groups_and_channels_are_not_asked(storage: Storage, url: str) -> None:
    await storage.channels.admit(CHANNEL, "@cic", "en", minute(0))
    await storage.favourites.add(CHANNEL, ["a"], minute(0))
    await held(storage, -5, 1)
    await storage.feedback.ask(about())
    assert asked(url) == [(1, "a")]


async def test_who_left_or_wants_no_messages_is_not_asked(storage: Storage, url: str) -> None:
    await held(storage, 1, 2, 3)
    await storage.chats.retire(1, minute(70))
    await storage.chats.update(2, reminders=False)
    await storage.feedback.ask(about())
    assert asked(url) == [(3, "a")]


async def test_talk_is_not_asked_about_beside_its_forum(storage: Storage, url: str) -> None:
    await held(storage, 1, events=("talk",))
    await held(storage, 2, events=("forum", "talk"))
    await storage.outbox.fan_out_reminders(minute(50))
    await arrived(storage, minute(50))
    for event_id, forum in (("forum", None), ("talk", "forum")):
        await storage.feedback.ask(about(event_id, forum=forum))
    assert asked(url) == [(1, "talk"), (2, "forum")]


async def test_who_only_follows_can_be_left_out(storage: Storage, url: str) -> None:
    await joined(storage, 2)
    await storage.follows.add(2, "track", "expo", ["a"], minute(0))
    await held(storage, 1)
    await storage.feedback.ask(about(own_only=True))
    assert asked(url) == [(1, "a")]


async def test_whole_crowd_is_asked_page_by_page(storage: Storage, url: str) -> None:
    await publish(storage, row("a", 0))
    crowd(url, PAGE + 1, "a", stale=False)
    await storage.feedback.turn(on=True, now=minute(0))
    await storage.outbox.fan_out_reminders(minute(1))
    rows(url, "UPDATE outbox SET state = 'sent', sent_at = 0")
    question = Question("a", minute(0), None, own_only=False, due_at=minute(70), later={})
    assert await storage.feedback.ask(question) == PAGE + 1


# --- when ----------------------------------------------------------------------------------------------------


async def test_question_waits_for_those_whose_night_it_is(storage: Storage, url: str) -> None:
    await held(storage, 1, 2, 3, 4)
    for chat_id, zone in ((1, "Asia/Tokyo"), (2, "Europe/London")):
        await storage.chats.update(chat_id, zone=zone)
    await storage.chats.update(4, language="zh")
    later = {Readers("Asia/Tokyo", "id"): minute(600), Readers(None, "zh"): minute(540)}
    await storage.feedback.ask(about(later=later))
    due = rows(url, "SELECT chat_id, due_at FROM outbox WHERE kind = 'feedback' ORDER BY chat_id")
    assert due == [
        (chat_id, int(minute(at).timestamp())) for chat_id, at in ((1, 600), (2, 130), (3, 130), (4, 540))
    ]


async def test_readers_are_those_who_may_be_asked(storage: Storage) -> None:
    await held(storage, 1, 2, -5)
    await storage.chats.update(2, zone="Asia/Tokyo", language="zh")
    await joined(storage, 3)
    await storage.chats.update(3, zone="Asia/Jakarta")
    await storage.chats.retire(3, minute(1))
    assert await storage.feedback.readers() == [Readers(None, "id"), Readers("Asia/Tokyo", "zh")]


async def test_question_waits_until_nothing_else_is_due(storage: Storage) -> None:
    await held(storage, 1, 2)
    await publish(storage, row("a", 60), row("b", 140))
    await storage.favourites.add(1, ["b"], minute(80))
    await storage.feedback.ask(about())
    await storage.outbox.fan_out_reminders(minute(131))
    taken = [[(one.chat_id, one.kind) for one in await claim_all(storage, minute(131))] for _ in range(3)]
    assert taken == [[(1, "reminder")], [(1, "feedback"), (2, "feedback")], []]


async def test_question_of_an_unstarred_event_is_taken_back(storage: Storage, url: str) -> None:
    await held(storage, 1)
    await storage.feedback.ask(about())
    await storage.favourites.remove(1, ["a"])
    assert asked(url) == []


async def test_question_is_taken_back_from_who_wants_no_messages(storage: Storage, url: str) -> None:
    await held(storage, 1)
    await storage.feedback.ask(about())
    await storage.chats.update(1, reminders=False)
    assert asked(url) == []


# --- answers -------------------------------------------------------------------------------------------------


async def rated(storage: Storage, *given: tuple[int, int]) -> None:
    """Chats with what they give to "a"."""
    await held(storage, *(chat_id for chat_id, _ in given))
    await storage.feedback.ask(about())
    await arrived(storage, minute(130))
    for chat_id, rating in given:
        assert await storage.feedback.rate(chat_id, "a", rating, minute(131))


async def test_rating_can_be_changed_and_keeps_its_remark(storage: Storage) -> None:
    await rated(storage, (1, 4))
    await storage.feedback.remark(1, "a", "Panjang.")
    await storage.feedback.rate(1, "a", 2, minute(140))
    assert await storage.feedback.of(1) == {"a": Opinion(2, "Panjang.")}


async def test_who_was_not_asked_has_no_say(storage: Storage) -> None:
    await rated(storage, (1, 4))
    await joined(storage, 2, ["a"])
    assert not await storage.feedback.rate(2, "a", 1, minute(140))
    assert not await storage.feedback.rate(1, "b", 1, minute(140))
    assert await storage.feedback.answers() == {"a": Answers({4: 1}, 0)}


async def test_nothing_is_rated_after_it_was_turned_off(storage: Storage) -> None:
    await rated(storage, (1, 4))
    await storage.feedback.turn(on=False, now=minute(140))
    said = [await storage.feedback.rate(1, "a", 1, minute(141)), await storage.feedback.remark(1, "a", "Hm.")]
    assert (said, await storage.feedback.of(1)) == ([False, False], {"a": Opinion(4)})


async def test_remark_can_be_taken_back_even_then(storage: Storage) -> None:
    await rated(storage, (1, 4))
    await storage.feedback.remark(1, "a", "Hm.")
    await storage.feedback.turn(on=False, now=minute(140))
    assert await storage.feedback.remark(1, "a", None)
    assert await storage.feedback.of(1) == {"a": Opinion(4)}


async def test_remark_needs_a_rating(storage: Storage) -> None:
    await held(storage, 1)
    assert not await storage.feedback.remark(1, "a", "Bagus!")


@pytest.mark.parametrize("rating", [0, 6, -1])
async def test_rating_is_from_one_to_five(storage: Storage, rating: int) -> None:
    with pytest.raises(ValueError, match="expected one of"):
        await storage.feedback.rate(1, "a", rating, minute(0))


async def test_answers_are_counted_by_event(storage: Storage) -> None:
    await rated(storage, (1, 5), (2, 5), (3, 1))
    await storage.feedback.remark(3, "a", "下次再来")
    assert await storage.feedback.answers() == {"a": Answers({5: 2, 1: 1}, 1)}


async def test_opinions_come_in_an_order_that_names_nobody(storage: Storage) -> None:
    await rated(storage, (1, 3), (2, 5), (3, 1))
    await storage.feedback.remark(1, "a", "Cukup.")
    assert await storage.feedback.opinions() == [
        ("a", Opinion(5)),
        ("a", Opinion(3, "Cukup.")),
        ("a", Opinion(1)),
    ]


async def test_answers_outlast_a_restart_and_go_with_their_chat(url: str) -> None:
    async with await Storage.open(url) as storage:
        await rated(storage, (1, 5), (2, 4))
    async with await Storage.open(url) as storage:
        await storage.chats.forget(1)
        assert await storage.feedback.answers() == {"a": Answers({4: 1}, 0)}
        assert rows(url, "SELECT chat_id FROM ratings") == [(2,)]
