"""/publish: what attendees will be told, and how many they are, before a changed file is published."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox import Person
from bot.storage import PublishedSchedule
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, screen
from tests.jobs.scene import edit
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""
LATER = (
    "start: 2020-07-23 15:30\n    end: 2020-07-23 17:00",
    "start: 2020-07-23 15:30\n    end: 2020-07-23 17:30",
)
VERSION = ('version: "7"', 'version: "8"')


@dataclass
class Office:
    """The application, where files wait; its schedule file; an organizer, and someone who starred a forum."""

    stage: Stage
    file: Path
    organizer: Person

    @property
    def version(self) -> tuple[int, str]:
        published = self.stage.app.published
        return published.number, published.schedule.version

    async def stored(self) -> PublishedSchedule:
        current = await self.stage.app.storage.schedules.current()
        assert current is not None
        return current


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    file = tmp_path / "programme.yaml"
    file.write_text(PROGRAMME.read_text(encoding="utf-8"), encoding="utf-8")
    async with stage(
        tmp_path,
        schedule=file,
        clock=still_clock(BEGINNING),
        admins=frozenset({ORGANIZER}),
        publish="manual",
    ) as running:
        organizer = running.user()
        await organizer.send("/start")
        await newcomer(running, "en", "ai-forum")
        yield Office(running, file, organizer)


PREVIEW = {
    "id": """\
📝 Pratinjau; belum ada yang diterbitkan

1. Forum AI & Masyarakat
🕘 Kam, 23 Jul 15:30–17:00 Beijing → Kam, 23 Jul 15:30–17:30 Beijing · 🌏 14:30–16:30 WIB

👥 1 orang akan dikabari.
[✅ Terbitkan] [✖️ Batal]""",
    "en": """\
📝 Preview; nothing is published yet

1. AI & Society Forum
🕘 Thu 23 Jul 15:30–17:00 Beijing → Thu 23 Jul 15:30–17:30 Beijing · 🌏 07:30–09:30 UTC

👥 1 person will be told.
[✅ Publish] [✖️ Cancel]""",
    "zh": """\
📝 预览，尚未发布

1. 人工智能与社会论坛
🕘 7月23日周四 15:30–17:00 北京 → 7月23日周四 15:30–17:30 北京

👥 将通知1人。
[✅ 发布] [✖️ 取消]""",
}
DONE = {
    "id": """\
✅ Diterbitkan sebagai versi 2
Yang menandai acara yang berubah dikabari dalam beberapa menit, dalam satu pesan.
[Agenda] [☰ Menu]""",
    "en": """\
✅ Published as version 2
Whoever starred what changed is told within a few minutes, in one message.
[Agenda] [☰ Menu]""",
    "zh": """\
✅ 已发布为版本 2
收藏了有变动活动的人将在几分钟内收到一条通知。
[议程] [☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_changed_file_is_shown_and_then_published(office: Office, language: str) -> None:
    edit(office.file, LATER)
    office.organizer.set_language(language)
    await office.organizer.send("/start")
    await office.stage.app.storage.chats.update(office.organizer.id, language=language)
    preview = screen(await office.organizer.send("/publish"))
    before = office.version
    await office.organizer.press(PREVIEW[language].split("[")[1].split("]")[0])
    assert (preview, before) == (PREVIEW[language], (1, "7"))
    assert (screen(office.organizer.last), office.version) == (DONE[language], (2, "7"))


async def test_words_after_the_command_are_the_versions_comment(office: Office) -> None:
    edit(office.file, LATER)
    await office.organizer.send("/publish AI forum an hour later")
    await office.organizer.press("✅")
    assert (await office.stored()).comment == "AI forum an hour later"


async def test_version_without_words_has_no_comment(office: Office) -> None:
    edit(office.file, LATER)
    await office.organizer.send("/publish")
    await office.organizer.press("✅")
    assert (await office.stored()).comment is None


async def test_change_that_nobody_starred(office: Office) -> None:
    edit(office.file, ("en: Robot Expo", "en: Robots"))
    assert (await office.organizer.send("/publish")).text == (
        "📝 Preview; nothing is published yet\n"
        "\n"
        "1. Robots\n"
        "✏️ Robot Expo → Robots\n"
        "\n"
        "👥 Nobody has starred what changes, so nobody is told."
    )


async def test_change_that_attendees_are_told_nothing_of(office: Office) -> None:
    edit(office.file, VERSION)
    assert (await office.organizer.send("/publish")).text == (
        "📝 Preview; nothing is published yet\nAttendees are told nothing of this."
    )


async def test_warning_that_is_new_is_shown(office: Office) -> None:
    edit(
        office.file,
        ("{id: Pameran Robot, en: Robot Expo, zh: 机器人展}", "{id: Pameran Robot, en: Robot Expo}"),
    )
    shown = await office.organizer.send("/publish")
    assert shown.text.split("\n")[-2:] == [
        "⚠️ The check of the schedule file warns:",
        "programme.yaml:34:12: warning: title: found no text for zh; expected one per language",
    ]


async def test_file_that_changed_after_the_preview_is_shown_first(office: Office) -> None:
    edit(office.file, LATER)
    await office.organizer.send("/publish")
    edit(office.file, VERSION)
    await office.organizer.press("✅")
    shown = office.organizer.last.text.split("\n")[:2]
    before = office.version
    await office.organizer.press("✅")
    assert (shown, before, office.version) == (
        [
            "📝 Preview; nothing is published yet",
            "The schedule file has been changed meanwhile. This is how it is now:",
        ],
        (1, "7"),
        (2, "8"),
    )


async def test_press_that_comes_twice_publishes_once(office: Office) -> None:
    edit(office.file, LATER)
    shown = await office.organizer.send("/publish")
    data = shown.button("✅").data
    for _ in range(2):
        await office.organizer.press(data=data, message=shown)
    assert (office.version, office.organizer.last.text) == (
        (2, "7"),
        "The schedule file is what attendees see already: version 2.",
    )


async def test_preview_can_be_left_alone(office: Office) -> None:
    edit(office.file, LATER)
    await office.organizer.send("/publish")
    await office.organizer.press("✖️")
    assert (screen(office.organizer.last), office.version) == (
        "Nothing was published. /publish shows it again.\n[☰ Menu]",
        (1, "7"),
    )


async def test_file_that_attendees_see_already(office: Office) -> None:
    assert screen(await office.organizer.send("/publish")) == (
        "The schedule file is what attendees see already: version 1.\n[☰ Menu]"
    )


async def test_file_with_errors_is_not_published(office: Office) -> None:
    edit(office.file, ('version: "7"', 'version: ""'))
    assert (await office.organizer.send("/publish")).text == (
        "The schedule file has errors. Nothing was published:\n"
        "programme.yaml:2:10: error: version: found nothing; expected a text"
    )


async def test_file_that_is_gone_is_not_published(office: Office) -> None:
    office.file.unlink()
    assert (await office.organizer.send("/publish")).text == (
        f"The schedule file could not be used: {office.file}: No such file or directory. Nothing was changed."
    )


async def test_good_file_that_waits_is_told_of_once(office: Office) -> None:
    edit(office.file, LATER)
    for _ in range(2):
        await office.stage.app.reload.look()
    told = [screen(message) for message in office.organizer.messages[1:]]
    assert (told, office.version) == (
        [
            "📝 A changed schedule file waits to be published\n"
            "This is the programme 7.\n"
            "1 event changes.\n"
            "👥 1 person will be told.\n"
            "\n"
            "Nobody sees it before you publish it: /publish\n"
            "[Preview] [☰ Menu]"
        ],
        (1, "7"),
    )


async def test_waiting_file_is_shown_from_its_notice_and_published(office: Office) -> None:
    edit(office.file, LATER)
    await office.stage.app.reload.look()
    await office.organizer.press("Preview")
    shown = screen(office.organizer.last)
    await office.organizer.press("✅")
    assert (shown, office.version) == (PREVIEW["en"], (2, "7"))


async def test_file_waits_over_a_restart(office: Office, tmp_path: Path) -> None:
    edit(office.file, VERSION)
    await office.stage.app.stop()
    async with stage(
        tmp_path, schedule=office.file, clock=still_clock(BEGINNING), publish="manual"
    ) as second:
        await second.app.reload.look()
        assert (second.app.published.number, second.app.published.schedule.version) == (1, "7")


@pytest.mark.parametrize("data", ["publish", "publish:go:0123456789abcdef:1", "publish:cancel"])
async def test_button_is_nothing_to_anyone_else(office: Office, data: str) -> None:
    edit(office.file, LATER)
    other = await newcomer(office.stage)
    await other.press(data=data)
    assert (other.last.text.split("\n")[0], office.version) == (
        other.messages[0].text.split("\n")[0],
        (1, "7"),
    )


async def test_command_is_unknown_to_anyone_else(office: Office) -> None:
    edit(office.file, LATER)
    other = await newcomer(office.stage)
    answer = (await other.send("/publish")).text
    assert (answer.split("\n")[0], office.version) == ("I do not know /publish.", (1, "7"))
