"""The schedule file while the bot runs: good ones are published, broken ones told of."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.jobs.reload import Reload
from bot.sandbox import Person
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import BEGINNING, edit, own_programme
from tests.stage import Stage, stage, still_clock

ADMINS = frozenset({1001, 1002})
"""The first two people of a sandbox."""
STATUS = "status: tentative"
WRONG_STATUS = (
    "programme.yaml:30:13: error: status: found 'maybe'; expected one of confirmed, tentative, cancelled"
)


@dataclass
class Office:
    """The application, its schedule file, and two admins of whom the second has never written to the bot."""

    stage: Stage
    file: Path
    admin: Person

    async def look(self) -> None:
        await self.stage.app.reload.look()

    @property
    def version(self) -> tuple[int, str]:
        published = self.stage.app.published
        return published.number, published.schedule.version

    @property
    def told(self) -> list[str]:
        """What the admin was told after the welcome."""
        return [message.text for message in self.admin.messages[1:]]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    file = own_programme(tmp_path)
    async with stage(tmp_path, schedule=file, clock=still_clock(BEGINNING), admins=ADMINS) as running:
        admin, _ = running.user(), running.user()
        await admin.send("/start")
        yield Office(running, file, admin)


async def test_edited_file_is_published(office: Office) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'))
    await office.look()
    assert (office.version, office.told) == ((2, "2"), [])


async def test_file_that_only_looks_new_is_not_published_again(office: Office) -> None:
    await office.look()
    os.utime(office.file, (1, 1))
    await office.look()
    assert office.version == (1, "1")


async def test_file_with_warnings_is_published(office: Office) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'), ("en: 5G Forum, ", ""))
    await office.look()
    assert (office.version, office.told) == ((2, "2"), [])


async def test_broken_file_changes_nothing_and_the_admins_are_told_why(office: Office) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'), (STATUS, "status: maybe"))
    await office.look()
    assert (office.version, office.told) == ((1, "1"), [WRONG_STATUS])
    assert office.stage.app.published.schedule.events["ai"].title.in_("en") == "AI & Society Forum"


async def test_admins_are_told_once_of_the_same_mistakes(office: Office) -> None:
    edit(office.file, (STATUS, "status: maybe"))
    await office.look()
    edit(office.file, ("en: 5G Forum", "en: 6G Forum"))
    await office.look()
    assert office.told == [WRONG_STATUS]


async def test_admins_are_told_of_other_mistakes(office: Office) -> None:
    edit(office.file, (STATUS, "status: maybe"))
    await office.look()
    edit(office.file, ("status: maybe", STATUS), ("    type: ceremony", "    type: party"))
    await office.look()
    assert office.told == [
        WRONG_STATUS,
        "programme.yaml:18:11: error: type: found 'party'; expected one of ceremony, forum, talk, exhibition, activity, break",
    ]


async def test_admins_are_told_again_when_it_was_mended_meanwhile(office: Office) -> None:
    for old, new in ((STATUS, "status: maybe"), ("status: maybe", STATUS), (STATUS, "status: maybe")):
        edit(office.file, (old, new))
        await office.look()
    assert (office.version, office.told) == ((1, "1"), [WRONG_STATUS, WRONG_STATUS])


async def test_many_mistakes_are_cut_to_twenty_lines(office: Office) -> None:
    text = office.file.read_text(encoding="utf-8")
    office.file.write_text(text + "".join(f"key{number}: 1\n" for number in range(25)), encoding="utf-8")
    await office.look()
    (message,) = office.told
    assert (len(message.split("\n")), message.split("\n")[-1]) == (21, "(+ 5)")


async def test_file_that_is_gone_changes_nothing_and_is_told_of_once(office: Office) -> None:
    office.file.rename(office.file.with_suffix(".away"))
    await office.look()
    await office.look()
    gone = f"{office.file}: No such file or directory; expected a schedule file (BOT_SCHEDULE)"
    assert (office.version, office.told) == ((1, "1"), [gone])


async def test_file_that_came_back_is_published(office: Office) -> None:
    away = office.file.rename(office.file.with_suffix(".away"))
    await office.look()
    edit(away, ('version: "1"', 'version: "2"'))
    away.rename(office.file)
    await office.look()
    assert office.version == (2, "2")


async def test_file_edited_between_its_first_reading_and_the_first_look_is_published(office: Office) -> None:
    stamp = office.file.stat()
    edit(office.file, ('version: "1"', 'version: "2"'))
    os.utime(office.file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    await office.look()
    assert office.version == (2, "2")


async def test_attendees_see_the_new_schedule_at_once(office: Office) -> None:
    edit(office.file, ("en: Opening Ceremony", "en: Grand Opening"))
    await office.look()
    card = await office.admin.send("/start e_opening")
    assert card.text.split("\n")[0] == "Grand Opening"


async def test_file_is_looked_at_every_five_seconds(tmp_path: Path) -> None:
    async def tell(_: object) -> None:
        return None

    scheduler = AsyncIOScheduler(timezone="UTC")
    async with await Storage.open(f"sqlite:///{tmp_path / 'test.sqlite3'}") as storage:
        Reload(scheduler, Clock(), Published(storage.schedules), tmp_path / "schedule.yaml", tell).start()
    (job,) = scheduler.get_jobs()
    assert job.trigger.interval.total_seconds() == 5


async def test_id_that_went_to_another_event_is_told_to_the_admins(office: Office) -> None:
    edit(
        office.file,
        (
            "title: {id: Forum Awan, en: Cloud Forum, zh: 云计算论坛}",
            "title: {id: Makan Malam, en: Farewell Dinner, zh: 晚宴}",
        ),
        ("id: cloud\n    type: forum", "id: cloud\n    type: activity"),
        (
            "start: 2020-07-24 09:00\n    end: 2020-07-24 10:30",
            "start: 2020-07-24 19:00\n    end: 2020-07-24 21:00",
        ),
    )
    await office.look()
    assert office.version == (2, "1")
    assert office.told == [
        "programme.yaml:48:9: warning: id: found 'cloud' for 'Makan Malam', in version 1 it was 'Forum Awan';"
        " expected a new id for a new event"
    ]
