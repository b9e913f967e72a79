"""What many are told at one moment is rendered once, and each is told what is theirs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.chat import Chat
from bot.jobs.composing import Composer, Wording
from bot.storage import Claimed, Kind, Storage
from bot.storage.published import Published
from bot.views.viewer import Viewer
from tests.jobs.scene import BEGINNING, PROGRAMME, edit, own_programme
from tests.samples import at

DUE = at("2020-07-23 13:50")
STARTS = at("2020-07-23 14:00")


@pytest.fixture
async def published(tmp_path: Path) -> AsyncIterator[Published]:
    async with await Storage.open(f"sqlite:///{tmp_path / 'composing.sqlite3'}") as storage:
        published = Published(storage.schedules)
        await published.publish_file(PROGRAMME, BEGINNING)
        yield published


async def reminded(
    composer: Composer, published: Published, chat: Chat, now: datetime = DUE
) -> Wording | None:
    """What the chat is told of the opening at `now`."""
    row = Claimed(1, chat.id, Kind.REMINDER, "opening", STARTS, 10, STARTS + timedelta(hours=2), 1, 0)
    viewer = Viewer(published.schedule, chat, now, {"opening": None})
    (letter,) = await composer.letters(viewer, [row], {})
    return letter.wording


def reader(id_: int, language: str = "en", zone: str | None = None) -> Chat:
    return Chat(id_, group=False, language=language, zone=zone)


async def test_reminder_is_rendered_once_for_all_who_read_alike(published: Published) -> None:
    composer = Composer(published, "uji_bot")
    one = await reminded(composer, published, reader(1))
    other = await reminded(composer, published, reader(2), DUE + timedelta(milliseconds=700))
    assert one is other


@pytest.mark.parametrize(
    "other",
    [
        reader(2, "id"),
        reader(2, "zh"),
        reader(2, zone="Asia/Tokyo"),
        Chat(-1001, group=False, language="en", channel="@uji"),
    ],
)
async def test_reminder_is_in_the_language_and_zone_of_its_reader(published: Published, other: Chat) -> None:
    composer = Composer(published, "uji_bot")
    first, second = [await reminded(composer, published, chat) for chat in (reader(1), other)]
    assert first != second


async def test_reminder_says_the_true_time_left(published: Published) -> None:
    composer = Composer(published, "uji_bot")
    texts = [
        wording.text.partition("\n")[0]
        for minutes in (0, 3)
        if (wording := await reminded(composer, published, reader(1), DUE + timedelta(minutes=minutes)))
    ]
    assert texts == ["⏰ <b>Starts in 10 minutes</b>", "⏰ <b>Starts in 7 minutes</b>"]


async def test_reminder_is_rendered_anew_after_a_publish(published: Published, tmp_path: Path) -> None:
    composer, file = Composer(published, "uji_bot"), own_programme(tmp_path)
    before = await reminded(composer, published, reader(1))
    edit(file, ('version: "1"', 'version: "2"'), ("en: Opening Ceremony", "en: The opening ceremony"))
    await published.publish_file(file, DUE)
    after = await reminded(composer, published, reader(1))
    assert [wording is not None and "The opening" in wording.text for wording in (before, after)] == [
        False,
        True,
    ]
