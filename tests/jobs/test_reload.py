"""The schedule file while the bot runs: good ones are published, broken ones told of."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import Person
from bot.storage import Storage
from bot.storage.published import Published
from tests.jobs.scene import BEGINNING, edit, own_programme
from tests.stage import Stage, stage, still_clock

ADMINS = frozenset({1001, 1002})
"""The first two people of a sandbox."""
STATUS = "status: tentative"
TOO_LONG = "programme.yaml:1:1: error: found more than 5000000 bytes; expected a smaller file"
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


async def test_version_that_another_process_published_is_taken(office: Office) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'))
    await office.look()
    async with await Storage.open(office.stage.app.settings.database_url) as other:
        assert await Published(other.schedules).go_back(1, BEGINNING)
    await office.look()
    assert office.version == (3, "1")


async def test_file_that_was_gone_back_from_is_left_alone_until_it_changes(office: Office) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'))
    await office.look()
    await office.stage.app.published.go_back(1, BEGINNING)
    os.utime(office.file, (1, 1))
    await office.look()
    left_alone = office.version
    edit(office.file, ('version: "2"', 'version: "3"'))
    await office.look()
    assert (left_alone, office.version) == ((3, "1"), (4, "3"))


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: (
            text.replace(b"status: tentative", b"status: &s tentative", 1)
            + b"  - {id: x, type: break, title: X, start: 2020-07-24 12:00, duration: 1h, status: *s}\n"
        ),
    ],
    ids=["byte order mark", "CRLF", "anchor"],
)
async def test_file_that_an_odd_editor_saved_is_published(
    office: Office, rewrite: Callable[[bytes], bytes]
) -> None:
    edit(office.file, ('version: "1"', 'version: "2"'))
    office.file.write_bytes(rewrite(office.file.read_bytes()))
    await office.look()
    assert (office.version, office.told) == ((2, "2"), [])


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            b"",
            "programme.yaml:1:1: error: found nothing; expected a schedule, with version: and conference: in it",
        ),
        (b"version:\t1\n\tx: 2\n", "programme.yaml:2:1: error: found a tab; expected spaces"),
        (b"# " + b"x" * 50_000_000, TOO_LONG),
        (
            b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"
            + b"".join(
                b"%c: &%c [%s]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 10)) for n in range(98, 106)
            ),
            "programme.yaml:6:4: error: found aliases (*) that make more than 300000 values; expected fewer",
        ),
        (
            b"a: &a [*a]\n",
            "programme.yaml:1:4: error: found an alias (*) inside what it stands for; expected it elsewhere",
        ),
        (b"\xff\xfev\x00", "programme.yaml:1:1: error: found a UTF-16 file; expected UTF-8"),
        (
            b"[" * 100_000,
            "programme.yaml:1:20: error: found lists or mappings nested 20 deep; expected at most 6",
        ),
    ],
    ids=["empty", "tab", "50 MB", "billion laughs", "endless", "UTF-16", "deep"],
)
async def test_file_that_is_no_schedule_changes_nothing_and_is_told_of(
    office: Office, content: bytes, complaint: str
) -> None:
    office.file.write_bytes(content)
    await office.look()
    assert (office.version, office.told) == ((1, "1"), [complaint])


async def test_file_cut_in_the_midst_changes_nothing(office: Office) -> None:
    content = office.file.read_bytes()
    office.file.write_bytes(content[: content.index(b"tentative") + 3])
    await office.look()
    assert (office.version, len(office.told)) == ((1, "1"), 1)


async def test_admins_are_not_told_again_after_a_restart(tmp_path: Path) -> None:
    file = own_programme(tmp_path)
    async with stage(tmp_path, schedule=file):
        pass
    edit(file, (STATUS, "status: maybe"))
    told = []
    for _ in range(2):
        async with stage(tmp_path, schedule=file, admins=ADMINS) as running:
            admin = running.user()
            await admin.send("/start")
            await running.app.reload.look()
            told.append([message.text for message in admin.messages[1:]])
    assert told == [[WRONG_STATUS], []]


async def test_file_that_lost_half_its_events_waits_for_an_organizer(office: Office) -> None:
    content = office.file.read_bytes()
    office.file.write_bytes(content[: content.index(b"  - id: ai")])
    await office.look()
    await office.look()
    assert office.version == (1, "1")
    assert office.told == [
        "📝 A changed schedule file waits to be published\n"
        "This is the programme 1.\n"
        "5 events change.\n"
        "⚠️ 5 events are no longer in it. Is the file whole?\n"
        "👥 Nobody has starred what changes, so nobody is told.\n"
        "\n"
        "Nobody sees it before you publish it: /publish"
    ]
