"""A full disk: what only reads is answered, what cannot be kept says so, nothing is sent again and again."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.handlers.scene import LANGUAGES, newcomer, rows
from tests.hostile.disk import fill, full, make_room
from tests.jobs.line import line
from tests.jobs.scene import PROGRAMME, Wall, attendee, said, settled, standing_clock, until
from tests.samples import at
from tests.stage import Stage, stage

UNKEPT = {
    "id": "Itu belum tersimpan: tidak ada ruang lagi untuk mencatatnya. "
    "Melihat-lihat tetap bisa; silakan coba lagi nanti.",
    "en": "I could not keep that: there is no room left to write it down. "
    "Looking things up still works; please try this again later.",
    "zh": "未能保存：已没有空间可以记录。查询仍然可用，请稍后再试一次。",
}
NO_WRITES = "the database takes no writes; make room on its disk"
TEN = "⏰ Starts in 10 minutes"


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
async def scene(tmp_path: Path, wall: Wall) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=standing_clock(wall)) as running:
        yield running


@pytest.fixture(autouse=True)
def room_at_the_end() -> Iterator[None]:
    yield
    make_room()


def troubles(logs: list[Any]) -> list[str]:
    """What was logged as a warning or an error."""
    return [entry["event"] for entry in logs if entry["log_level"] in ("warning", "error")]


async def test_views_are_shown_and_one_line_is_logged(scene: Stage, tmp_path: Path) -> None:
    reader = await newcomer(scene, "en", "opening")
    with capture_logs() as logs, full(tmp_path):
        shown = [
            (await reader.press(data="my")).message.text.partition("\n")[0],
            (await reader.send("/now")).text.partition("\n")[0],
            (await reader.send("when is the opening?")).text.partition("\n")[0],
            (await reader.send("/changes")).text.partition("\n")[0],
            (await scene.user(name="Kim").send("/start")).text.partition("\n")[0],
        ]
        kept = [(await reader.press(data=f"star:on:{id_}")).toast for id_ in ("ai", "mobile", "ai")]
    assert shown == [
        "My agenda · 1 event",
        "Nothing is on right now.",
        "Opening Ceremony",
        "Nothing has changed since you last looked.",
        "Test Conference",
    ]
    assert kept == [UNKEPT["en"]] * 3
    assert troubles(logs) == [NO_WRITES]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_star_that_cannot_be_kept_says_so_and_is_kept_later(
    scene: Stage, tmp_path: Path, language: str
) -> None:
    reader = await newcomer(scene, language)
    with full(tmp_path):
        answer = await reader.press(data="star:on:opening")
    assert (answer.toast, answer.alert, answer.messages) == (UNKEPT[language], True, [])
    await reader.press(data="star:on:opening")
    assert await scene.app.storage.favourites.of(reader.id) == {"opening": None}


async def test_text_that_cannot_be_kept_says_so(scene: Stage, tmp_path: Path) -> None:
    reader = await newcomer(scene)
    with full(tmp_path):
        assert (await reader.send("remind me of the opening")).text.partition("\n")[0] == UNKEPT["en"]


async def test_message_that_cannot_be_written_down_is_not_sent_again(
    scene: Stage, tmp_path: Path, wall: Wall
) -> None:
    person = await attendee(scene, "opening")

    def arrives(event: dict[str, Any]) -> None:
        if event["type"] == "message" and event["message"]["text"].startswith("⏰"):
            fill(tmp_path)

    scene.sandbox.world.watch(arrives)
    with capture_logs() as logs:
        scene.clock.jump(at("2020-07-23 13:50"))
        await until(lambda: NO_WRITES in troubles(logs))
        for _ in range(3):
            wall.move_on(timedelta(minutes=10).total_seconds())
            scene.app.sender.wake()
            await scene.app.ticker.tick()
        make_room()
        await settled(scene)
    assert said(person) == [TEN]
    assert rows(tmp_path, "SELECT state, attempts FROM outbox") == [("sent", 1)]
    assert troubles(logs) == [NO_WRITES]


async def test_nothing_more_is_sent_while_what_arrived_is_not_written_down(tmp_path: Path) -> None:
    async with line(tmp_path, passing=True) as sending:
        people = [await sending.starred(event) for event in ("opening", "ai")]
        with closing(sqlite3.connect(sending.file)) as database:
            database.execute(
                "CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' "
                "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
            with capture_logs():
                await sending.tick()
                await until(lambda: said(people[0]) == [TEN])
                for moment in ("2020-07-23 13:51", "2020-07-23 16:20"):
                    await sending.tick(at(moment))
                    sending.wall.move_on(timedelta(minutes=10).total_seconds())
                    for _ in range(50):  # time for the sender to look, were it to
                        sending.sender.wake()
                        await sending.counts()
                assert [said(person) for person in people] == [[TEN], []]
                database.execute("DROP TRIGGER full")
                sending.sender.wake()
                await sending.ends()
        assert [said(person) for person in people] == [[TEN], [TEN]]
        assert await sending.counts() == {"sent": 2}


async def test_reminder_that_fell_due_meanwhile_is_sent_once_there_is_room(
    scene: Stage, tmp_path: Path
) -> None:
    person = await attendee(scene, "opening")
    with capture_logs() as logs:
        with full(tmp_path):
            scene.clock.jump(at("2020-07-23 13:50"))
            await until(lambda: NO_WRITES in troubles(logs))
            assert said(person) == []
        await settled(scene)
    assert (said(person), troubles(logs)) == ([TEN], [NO_WRITES])
