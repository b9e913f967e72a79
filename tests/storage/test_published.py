"""Questions on the published schedule: made ready with the first of them, and anew with each version."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage import Storage
from bot.storage.published import NothingPublishedError, Published
from tests.formats.files import MINIMAL, edited

NOW = datetime(2020, 7, 20, tzinfo=UTC)
NAME = "schedule.yaml"
ANOTHER = edited(("en: Opening, zh", "en: Grand gala, zh"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.sqlite3'}"


async def test_questions_at_once_share_what_answers_them(storage: Storage) -> None:
    published = Published(storage.schedules)
    await published.publish(MINIMAL.encode(), NAME, NOW)
    first, second = await asyncio.gather(published.answering(), published.answering())
    assert first is second


async def test_questions_before_anything_is_published_have_no_answer(storage: Storage) -> None:
    with pytest.raises(NothingPublishedError):
        await Published(storage.schedules).answering()


async def test_questions_are_answered_from_the_version_that_is_shown(storage: Storage) -> None:
    published = Published(storage.schedules)
    await published.publish(MINIMAL.encode(), NAME, NOW)
    before = (await published.answering()).search("gala")
    await published.publish(ANOTHER.encode(), NAME, NOW)
    after = (await published.answering()).search("gala")
    # A ceremony is found with its talks.
    assert (before, [event.id for event in after]) == ((), ["opening", "address", "welcome"])
