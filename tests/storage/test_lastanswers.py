"""What a chat was answered last, as it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.model import EventType, Status
from bot.domain.questions import Answer, Intent, Pick, Question
from bot.domain.questions.calendar import Span
from bot.domain.questions.when import When
from bot.storage import LastAnswer, Storage
from tests.storage.scene import joined, minute, rows

SPAN = Span(datetime(2020, 7, 23, tzinfo=UTC), datetime(2020, 7, 24, tzinfo=UTC))
QUESTION = Question(
    Intent.COUNT,
    When((SPAN,), ZoneInfo("Asia/Jakarta"), zone_said=True, soft=True),
    Pick.FIRST,
    tracks=("5g",),
    persons=("miao-wei",),
    types=(EventType.FORUM,),
    statuses=(Status.CANCELLED,),
    zone=ZoneInfo("Asia/Shanghai"),
)
LAST = LastAnswer(Answer(QUESTION, ("a", "b"), focus=("b",)), asked_in=7)


async def test_last_answer_is_kept_whole_over_a_restart(url: str) -> None:
    async with await Storage.open(url) as storage:
        await joined(storage)
        await storage.last_answers.keep(1, LAST, minute(0))
    async with await Storage.open(url) as storage:
        assert await storage.last_answers.of(1, minute(29)) == LAST


async def test_last_answer_takes_the_place_of_the_one_before(storage: Storage) -> None:
    await joined(storage)
    await storage.last_answers.keep(1, LAST, minute(0))
    newer = LastAnswer(Answer(Question(Intent.LIST), ("c",)), asked_in=8)
    await storage.last_answers.keep(1, newer, minute(1))
    assert await storage.last_answers.of(1, minute(1)) == newer


@pytest.mark.parametrize("asked_at", [31, -31])
async def test_last_answer_of_long_ago_or_of_another_time_is_none(storage: Storage, asked_at: int) -> None:
    await joined(storage)
    await storage.last_answers.keep(1, LAST, minute(0))
    assert await storage.last_answers.of(1, minute(asked_at)) is None


async def test_chat_that_asked_nothing_has_none(storage: Storage) -> None:
    assert await storage.last_answers.of(1, minute(0)) is None


@pytest.mark.parametrize("written", ["", "{}", '{"question": {"intent": "sing"}}', "[1"])
async def test_answer_that_another_version_wrote_is_none(storage: Storage, url: str, written: str) -> None:
    await joined(storage)
    await storage.last_answers.keep(1, LAST, minute(0))
    rows(url, f"UPDATE last_answers SET answer = '{written}'")  # noqa: S608
    assert await storage.last_answers.of(1, minute(0)) is None


async def test_pruning_forgets_what_is_older(storage: Storage, url: str) -> None:
    for chat_id in (1, 2):
        await joined(storage, chat_id)
        await storage.last_answers.keep(chat_id, LAST, minute(chat_id))
    await storage.last_answers.prune(minute(2))
    assert rows(url, "SELECT chat_id FROM last_answers") == [(2,)]
