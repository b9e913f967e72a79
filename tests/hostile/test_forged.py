"""Callback data as no button of the bot's has it: always answered, never an error, nothing of another's done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.sandbox import Person, Shown
from tests.handlers.scene import BEGINNING, PROGRAMME, newcomer, rows
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""
LARGEST = 64
"""Bytes of callback data."""
RUBBISH = "%s{}<b>\\0;--" * 12
OF_ORGANIZERS = ("announcements", "amendments", "versions", "switches")
TO_ORGANIZE = ("announce", "amend", "publish", "back", "edit", "on", "to", "versions", "stats")
OF_A_CHAT = ("chats", "favourites", "follows", "feeds", "ratings", "last_answers")


def forged(verb: str) -> Iterator[str]:
    """Each way to get the arguments of a verb wrong."""
    yield verb
    yield f"{verb}:"
    yield cut(f"{verb}:on:1:1:1:1:1:1:1:1:1:1:1:1:1")
    yield f"{verb}:1"
    yield f"{verb}:send:1"
    yield f"{verb}:opening:9999999999:D0"
    yield f"{verb}:-1:-1"
    yield f"{verb}:on:nobody:99999"
    yield cut(f"{verb}:{RUBBISH}")
    yield cut(f"{verb}:开幕式:²:٣:\u202e😀:" + "é" * 30)


def cut(data: str) -> str:
    return data.encode()[:LARGEST].decode(errors="ignore")


def near(verb: str) -> Iterator[str]:
    """For who may do it; what would send the announcement that waits is no forgery."""
    yield from (data for data in forged(verb) if data != "announce:send:1")
    yield from (f"{verb}:7:send", f"{verb}:send:7", f"{verb}:1:2:3:4")


async def unanswered(person: Person, message: Shown, forgeries: Iterable[str]) -> list[str]:
    """Press all of it; what got no answer."""
    return [data for data in forgeries if (await person.press(data=data, message=message)).toast is None]


def stored(folder: Path, tables: tuple[str, ...], which: str = "1") -> list[list[Any]]:
    return [rows(folder, f"SELECT * FROM {table} WHERE {which}") for table in tables]  # noqa: S608 - ours


async def organizers_work(running: Stage) -> Person:
    """An organizer with an announcement and a change that wait to be sent."""
    organizer = await newcomer(running, "en", "opening")
    assert organizer.id == ORGANIZER
    await organizer.send("/announce The hall opens at 9.")
    await organizer.send("/delay privacy 15m")
    return organizer


async def test_forged_presses_of_every_verb_are_answered_and_do_nothing_of_an_organizers(
    tmp_path: Path,
) -> None:
    admins = frozenset({ORGANIZER})
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=admins) as running:
        await organizers_work(running)
        theirs = f"chat_id = {ORGANIZER}"
        before = stored(tmp_path, OF_ORGANIZERS), stored(tmp_path, OF_A_CHAT, theirs)
        stranger = await newcomer(running)
        first = stranger.last
        with capture_logs() as logs:
            verbs = sorted(running.app.desk.presses)
            silent = await unanswered(stranger, first, (data for verb in verbs for data in forged(verb)))
        assert silent == []
        assert [entry for entry in logs if entry["log_level"] in ("warning", "error")] == []
        assert (stored(tmp_path, OF_ORGANIZERS), stored(tmp_path, OF_A_CHAT, theirs)) == before
        assert len(running.app.desk.presses) > 55


async def test_forged_presses_of_an_organizer_publish_and_send_nothing(tmp_path: Path) -> None:
    admins = frozenset({ORGANIZER})
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=admins) as running:
        organizer = await organizers_work(running)
        first = organizer.messages[0]
        number = running.app.published.number
        with capture_logs() as logs:
            silent = await unanswered(organizer, first, (data for verb in TO_ORGANIZE for data in near(verb)))
        assert silent == []
        assert [entry for entry in logs if entry["log_level"] in ("warning", "error")] == []
        assert running.app.published.number == number
        assert rows(tmp_path, "SELECT count(*) FROM outbox") == [(0,)]
