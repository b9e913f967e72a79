"""Announcements on their way: what arrives, what organizers see, stopping, and the next process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import ApiError, Fault, Person
from bot.storage import Arrived
from tests.handlers.scene import screen
from tests.jobs.scene import BEGINNING, PROGRAMME, attendee, until_rows
from tests.stage import Stage, stage, still_clock

ORGANIZER = 1001
"""The sandbox's first person."""
ADMINS = frozenset({ORGANIZER})
LANGUAGES = ("id", "en", "zh")
WORDS = "/announce id: Aula <dibuka>\nen: Open & free\nzh: 大厅已开放"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as running:
        yield running


async def drafted(stage: Stage, words: str = WORDS, language: str = "en") -> Person:
    """The organizer in front of a preview."""
    organizer = stage.user(language)
    await organizer.send(words)
    return organizer


async def sent(stage: Stage, folder: Path, count: int) -> None:
    """So many messages have arrived, and organizers have been shown that."""
    await stage.app.announcing.look()
    await until_rows(folder / "test.sqlite3", "kind = 'announcement' AND state = 'sent'", count)
    await stage.app.announcing.look()


def shown_to(organizer: Person) -> list[str]:
    """What is said to the organizer about announcements."""
    return [screen(shown) for shown in organizer.messages if shown.text.startswith("📢")]


SUMMARY = {
    "id": """\
📢 Pengumuman sudah dikirim
Aula <dibuka>
Kepada: semua orang

Terkirim: 4 dari 4
Memblokir bot, atau gagal: 0
Tidak diketahui apakah sampai: 0
[☰ Menu]""",
    "en": """\
📢 The announcement was sent
Open & free
To: everyone

Sent: 4 of 4
Blocked the bot, or failed: 0
Unknown whether it arrived: 0
[☰ Menu]""",
    "zh": """\
📢 通知已发送完毕
大厅已开放
发给：所有人

已发送：4/4
已屏蔽机器人或发送失败：0
不确定是否送达：0
[☰ 菜单]""",
}

GOING = {
    "id": """\
📢 Pengumuman sedang dikirim
Aula <dibuka>
Kepada: semua orang

Terkirim: 0 dari 2
Memblokir bot, atau gagal: 0
Tidak diketahui apakah sampai: 0
Tersisa: 2
[⏹ Hentikan]""",
    "en": """\
📢 The announcement is being sent
Open & free
To: everyone

Sent: 0 of 2
Blocked the bot, or failed: 0
Unknown whether it arrived: 0
Left: 2
[⏹ Stop]""",
    "zh": """\
📢 正在发送通知
大厅已开放
发给：所有人

已发送：0/2
已屏蔽机器人或发送失败：0
不确定是否送达：0
待发送：2
[⏹ 停止]""",
}

STOPPED = {
    "id": """\
📢 Pengumuman dihentikan
Aula <dibuka>
Kepada: semua orang

Terkirim: 0 dari 2
Memblokir bot, atau gagal: 0
Tidak diketahui apakah sampai: 0
Tidak dikirim karena dihentikan: 2
[☰ Menu]""",
    "en": """\
📢 The announcement was stopped
Open & free
To: everyone

Sent: 0 of 2
Blocked the bot, or failed: 0
Unknown whether it arrived: 0
Not sent, because it was stopped: 2
[☰ Menu]""",
    "zh": """\
📢 通知已停止发送
大厅已开放
发给：所有人

已发送：0/2
已屏蔽机器人或发送失败：0
不确定是否送达：0
因停止而未发送：2
[☰ 菜单]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everyone_gets_their_language_and_the_organizer_the_figures(
    office: Stage, tmp_path: Path, language: str
) -> None:
    organizer = await drafted(office, language=language)
    readers = [await attendee(office, language=each) for each in LANGUAGES]
    await organizer.press("✅")
    await sent(office, tmp_path, 4)
    assert [reader.last.text for reader in readers] == ["Aula <dibuka>", "Open & free", "大厅已开放"]
    assert shown_to(organizer) == [SUMMARY[language]]


async def test_text_for_all_reaches_those_without_one_in_their_language(
    office: Stage, tmp_path: Path
) -> None:
    organizer = await drafted(office, "/announce Ask at the desk.\nzh: 请到服务台咨询")
    readers = [await attendee(office, language=each) for each in LANGUAGES]
    await organizer.press("✅")
    await sent(office, tmp_path, 4)
    assert [reader.last.text for reader in readers] == [
        "Ask at the desk.",
        "Ask at the desk.",
        "请到服务台咨询",
    ]


async def test_only_those_who_starred_the_event_get_it(office: Stage, tmp_path: Path) -> None:
    organizer = await drafted(office)
    there, elsewhere = await attendee(office, "ai"), await attendee(office, "mobile")
    await organizer.press(data="to:1:ai")
    await organizer.press("✅")
    await sent(office, tmp_path, 1)
    assert (there.last.text, elsewhere.last.text != "Open & free") == ("Open & free", True)
    assert shown_to(organizer)[0].split("\n")[2:5] == [
        "To: who starred AI & Society Forum",
        "",
        "Sent: 1 of 1",
    ]


async def test_who_blocked_the_bot_is_counted_and_left_alone(office: Stage, tmp_path: Path) -> None:
    organizer = await drafted(office)
    gone = await attendee(office)
    gone_too = await attendee(office)
    refusal = ApiError(403, "Forbidden: bot was blocked by the user")
    office.sandbox.faults.add("sendMessage", refusal, chat_id=gone.id)
    office.sandbox.faults.add("sendMessage", ApiError(400, "Bad Request: not like that"), chat_id=gone_too.id)
    await organizer.press("✅")
    await sent(office, tmp_path, 1)
    await until_rows(tmp_path / "test.sqlite3", "state = 'failed'", 2)
    await office.app.announcing.look()
    assert shown_to(organizer)[0].split("\n")[4:6] == ["Sent: 1 of 3", "Blocked the bot, or failed: 2"]
    assert await office.app.storage.announcements.audience_size("all") == 2


@pytest.mark.parametrize("language", LANGUAGES)
async def test_progress_is_shown_with_a_button_to_stop(office: Stage, language: str) -> None:
    organizer = await drafted(office, language=language)
    await attendee(office)
    await office.app.sender.stop()
    await organizer.press("✅")
    await office.app.announcing.look()
    assert shown_to(organizer) == [GOING[language]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_stopped_one_goes_to_nobody_else(office: Stage, language: str) -> None:
    organizer = await drafted(office, language=language)
    reader = await attendee(office)
    await office.app.sender.stop()
    await organizer.press("✅")
    await office.app.announcing.look()
    await organizer.press("⏹")
    await office.app.announcing.look()
    assert shown_to(organizer) == [STOPPED[language]]
    assert len(reader.messages) == 1


async def test_what_is_under_way_at_a_stop_is_waited_for(office: Stage, tmp_path: Path) -> None:
    organizer = await drafted(office)
    await office.app.sender.stop()
    await organizer.press("✅")
    await office.app.announcing.look()
    outbox, clock = office.app.storage.outbox, office.clock
    (row,) = await outbox.claim(clock.now(), clock.real_now(), 1)
    await organizer.press("⏹")
    await office.app.announcing.look()
    assert shown_to(organizer)[0].split("\n")[0] == "📢 The announcement is being stopped"
    assert organizer.last.labels == []
    await outbox.sent([Arrived((row.id,), 77, clock.now())])
    await office.app.announcing.look()
    assert shown_to(organizer)[0].split("\n")[0] == "📢 The announcement was stopped"


async def test_stop_after_the_end_shows_the_end(office: Stage, tmp_path: Path) -> None:
    organizer = await drafted(office)
    await organizer.press("✅")
    await sent(office, tmp_path, 1)
    before = shown_to(organizer)
    await organizer.press(data="announce:stop:1")
    assert shown_to(organizer) == before


async def test_end_is_told_in_a_new_message_where_the_old_one_was_deleted(
    office: Stage, tmp_path: Path
) -> None:
    organizer = await drafted(office)
    gone = ApiError(400, "Bad Request: message to edit not found")
    office.sandbox.faults.add("editMessageText", gone, times=9)
    await organizer.press("✅")
    await sent(office, tmp_path, 1)
    assert [text.split("\n")[0] for text in shown_to(organizer)] == [
        "📢 Preview; nothing is sent yet",
        "📢 The announcement was sent",
    ]


async def test_progress_that_cannot_be_shown_keeps_nothing_from_being_sent(
    office: Stage, tmp_path: Path
) -> None:
    organizer = await drafted(office)
    reader = await attendee(office)
    await organizer.press("✅")
    await organizer.send("/forget")
    await organizer.press("Yes")
    await sent(office, tmp_path, 1)
    assert reader.last.text == "Open & free"
    assert await office.app.storage.announcements.unfinished() == []


async def test_outcome_that_nobody_knows_is_counted(office: Stage, tmp_path: Path) -> None:
    organizer = await drafted(office)
    reader = await attendee(office)
    office.sandbox.faults.add("sendMessage", Fault.RESET_AFTER, times=2, chat_id=reader.id)
    await organizer.press("✅")
    await until_rows(tmp_path / "test.sqlite3", "state = 'unknown'", 1)
    await sent(office, tmp_path, 1)
    assert shown_to(organizer)[0].split("\n")[4:7] == [
        "Sent: 1 of 2",
        "Blocked the bot, or failed: 0",
        "Unknown whether it arrived: 1",
    ]


# --- the next process ----------------------------------------------------------------------------------------


async def begin(folder: Path, *, arrived: int) -> None:
    """A first process: the organizer and three readers; it ends when so many messages have arrived."""
    async with stage(folder, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as first:
        organizer = await drafted(first)
        for _ in range(3):
            await attendee(first)
        await first.app.sender.stop()
        await organizer.press("✅")
        await first.app.announcing.look()
        outbox = first.app.storage.outbox
        rows = await outbox.claim(first.clock.now(), first.clock.real_now(), 4)
        for row in rows[:arrived]:
            await outbox.sent([Arrived((row.id,), 77, first.clock.now())])
        await outbox.retry_later([row.id for row in rows[arrived:]], BEGINNING, "stopped in the middle")


def same_people(second: Stage) -> list[Person]:
    """Who talked to the first process: sandboxes number their people alike."""
    people = [second.user() for _ in range(4)]
    for person in people:
        second.sandbox.world.users[person.id].started = True
    return people


@pytest.mark.parametrize("arrived", [0, 1, 4])
async def test_next_process_sends_the_rest_and_tells_the_whole(tmp_path: Path, arrived: int) -> None:
    await begin(tmp_path, arrived=arrived)
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as second:
        people = same_people(second)
        await sent(second, tmp_path, 4)
        texts = [shown.text for person in people for shown in person.messages]
        assert texts.count("Open & free") == 4 - arrived
        assert shown_to(people[0]) == [SUMMARY["en"]]


async def test_next_process_writes_what_the_first_only_began(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as first:
        await drafted(first)
        for _ in range(3):
            await attendee(first)
        await first.app.storage.announcements.begin(1, BEGINNING)
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as second:
        people = same_people(second)
        await sent(second, tmp_path, 4)
        assert [person.last.text for person in people[1:]] == ["Open & free"] * 3
        assert await second.app.storage.announcements.unfinished() == []


async def test_draft_is_not_sent_by_the_next_process(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as first:
        await drafted(first)
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING), admins=ADMINS) as second:
        await second.app.announcing.look()
        assert (await second.app.storage.announcements.progress(1)).total() == 0
