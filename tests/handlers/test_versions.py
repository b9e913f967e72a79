"""/versions: what was published, and going back to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import Person
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, screen
from tests.jobs.scene import edit
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""
LATER = (
    (
        'version: "7"',
        'version: "8"',
    ),
    (
        "start: 2020-07-23 15:30\n    end: 2020-07-23 17:00",
        "start: 2020-07-23 15:30\n    end: 2020-07-23 17:30",
    ),
)


@dataclass
class Office:
    stage: Stage
    organizer: Person

    @property
    def version(self) -> tuple[int, str]:
        published = self.stage.app.published
        return published.number, published.schedule.version

    async def press(self, *buttons: str) -> list[str]:
        """What the organizer sees after each press of a button of the last message."""
        shown = []
        for button in buttons:
            await self.organizer.press(button)
            shown.append(screen(self.organizer.last))
        return shown


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Two versions were published; someone starred the forum that the second moved."""
    file = tmp_path / "programme.yaml"
    file.write_text(PROGRAMME.read_text(encoding="utf-8"), encoding="utf-8")
    clock = still_clock(BEGINNING)
    async with stage(tmp_path, schedule=file, clock=clock, admins=frozenset({ORGANIZER})) as running:
        organizer = await newcomer(running)
        await newcomer(running, "en", "ai-forum")
        edit(file, *LATER)
        content = file.read_bytes()
        await running.app.published.publish(content, file.name, BEGINNING, "half an hour <more>")
        yield Office(running, organizer)


LISTED = {
    "id": """\
Versi yang diterbitkan
2. 8 · Kam, 23 Jul 13:40 Beijing · yang dilihat peserta
    half an hour <more>
1. 7 · Kam, 23 Jul 13:40 Beijing

Tekan nomor untuk kembali ke versi itu.
[↩️ 1]
[☰ Menu]""",
    "en": """\
Published versions
2. 8 · Thu 23 Jul 13:40 Beijing · what attendees see
    half an hour <more>
1. 7 · Thu 23 Jul 13:40 Beijing

Press a number to go back to that version.
[↩️ 1]
[☰ Menu]""",
    "zh": """\
已发布的版本
2. 8 · 7月23日周四 13:40 北京 · 参会者现在看到的
    half an hour <more>
1. 7 · 7月23日周四 13:40 北京

按编号可退回该版本。
[↩️ 1]
[☰ 菜单]""",
}
BACK = {
    "id": """\
↩️ Kembali ke versi 1; belum ada yang diterbitkan

1. Forum AI & Masyarakat
🕘 Kam, 23 Jul 15:30–17:30 Beijing → Kam, 23 Jul 15:30–17:00 Beijing · 🌏 14:30–16:00 WIB

👥 1 orang akan dikabari.
Berkas jadwal tetap seperti semula, dan dibiarkan sampai ada yang mengubahnya.
[↩️ Kembali ke versi ini] [✖️ Batal]""",
    "en": """\
↩️ Back to version 1; nothing is published yet

1. AI & Society Forum
🕘 Thu 23 Jul 15:30–17:30 Beijing → Thu 23 Jul 15:30–17:00 Beijing · 🌏 07:30–09:00 UTC

👥 1 person will be told.
The schedule file stays as it is. It is left alone until somebody changes it.
[↩️ Go back] [✖️ Cancel]""",
    "zh": """\
↩️ 退回版本 1，尚未发布

1. 人工智能与社会论坛
🕘 7月23日周四 15:30–17:30 北京 → 7月23日周四 15:30–17:00 北京

👥 将通知1人。
议程文件保持原样，有人改动之前不会再次发布。
[↩️ 退回] [✖️ 取消]""",
}
DONE = {
    "id": """\
✅ Diterbitkan sebagai versi 3
Isinya sama dengan versi 1.
Yang menandai acara yang berubah dikabari dalam beberapa menit, dalam satu pesan.
Berkas jadwal tetap seperti semula, dan dibiarkan sampai ada yang mengubahnya.
[Agenda] [☰ Menu]""",
    "en": """\
✅ Published as version 3
It holds what version 1 held.
Whoever starred what changed is told within a few minutes, in one message.
The schedule file stays as it is. It is left alone until somebody changes it.
[Agenda] [☰ Menu]""",
    "zh": """\
✅ 已发布为版本 3
内容与版本 1 相同。
收藏了有变动活动的人将在几分钟内收到一条通知。
议程文件保持原样，有人改动之前不会再次发布。
[议程] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_earlier_version_is_shown_and_published_anew(office: Office, language: str) -> None:
    person = office.organizer
    await office.stage.app.storage.chats.update(person.id, language=language)
    listed = screen(await person.send("/versions"))
    assert [listed, *await office.press("↩️ 1", "↩️")] == [LISTED[language], BACK[language], DONE[language]]
    assert office.version == (3, "7")


async def test_file_is_left_alone_afterwards(office: Office) -> None:
    await office.organizer.send("/versions")
    await office.press("↩️ 1", "↩️")
    await office.stage.app.reload.look()
    assert office.version == (3, "7")


async def test_press_that_comes_twice_goes_back_once(office: Office) -> None:
    person = office.organizer
    await person.send("/versions")
    await office.press("↩️ 1")
    shown = person.last
    data = shown.button("↩️").data
    for _ in range(2):
        await person.press(data=data, message=shown)
    assert office.version == (3, "7")
    assert person.last.text.split("\n")[:2] == [
        "Published versions",
        "3. 7 · Thu 23 Jul 13:40 Beijing · what attendees see",
    ]


async def test_going_back_can_be_left_alone(office: Office) -> None:
    await office.organizer.send("/versions")
    assert (await office.press("↩️ 1", "✖️"), office.version) == ([BACK["en"], LISTED["en"]], (2, "8"))


async def test_version_that_never_was(office: Office) -> None:
    person = office.organizer
    await person.press(data="back:9", message=person.messages[0])
    assert person.last.text == "This version cannot be gone back to. /versions shows those that can."


@pytest.mark.parametrize("data", ["versions", "back:1", "back:1:go:0123456789abcdef:2"])
async def test_button_is_nothing_to_anyone_else(office: Office, data: str) -> None:
    other = await newcomer(office.stage)
    before = other.last.text
    await other.press(data=data)
    assert (other.last.text, office.version) == (before, (2, "8"))


async def test_command_is_unknown_to_anyone_else(office: Office) -> None:
    other = await newcomer(office.stage)
    assert (await other.send("/versions")).text.split("\n")[0] == "I do not know /versions."
