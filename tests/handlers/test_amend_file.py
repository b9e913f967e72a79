"""Changes from the chat meet other hands on the file, broken files, restarts, and second thoughts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import AmendmentState
from tests.handlers.amending import Office, office_in
from tests.handlers.scene import LANGUAGES, PROGRAMME, rows, screen
from tests.jobs.scene import jump

OTHER = (
    "title: {id: Makan Siang, en: Lunch, zh: 午餐}",
    "title: {id: Makan, en: Luncheon, zh: 午餐会}  # better",
)
SAME_EVENT = (
    "start: 2020-07-23 15:30\n    end: 2020-07-23 16:30",
    "start: 2020-07-23 15:00\n    end: 2020-07-23 16:00",
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_in(tmp_path) as found:
        yield found


async def state(office: Office, id_: int = 1) -> AmendmentState:
    draft = await office.stage.app.storage.amendments.get(id_)
    assert draft is not None
    return draft.state


# --- other hands ---------------------------------------------------------------------------------------------

OUTDATED = {
    "id": """\
📝 Pratinjau; belum ada yang diubah
Berkas jadwal sementara itu berubah. Beginilah keadaannya sekarang:

Forum Privasi
🕘 Kam, 23 Jul 15:30–16:30 Beijing → Kam, 23 Jul 15:45–16:45 Beijing · 🌏 14:45–15:45 WIB

👥 1 orang akan dikabari.

Ada juga di berkas, belum diterbitkan, dan ikut terbit:

1. Makan
✏️ Makan Siang → Makan
[+5 menit] [+10 menit] [• +15 menit] [+30 menit]
[✅ Terbitkan]
[‹ Kembali]""",
    "en": """\
📝 Preview; nothing is changed yet
The schedule file has been changed meanwhile. This is how it is now:

Privacy Forum
🕘 Thu 23 Jul 15:30–16:30 Beijing → Thu 23 Jul 15:45–16:45 Beijing · 🌏 07:45–08:45 UTC

👥 1 person will be told.

Also in the file, not published yet, and published with it:

1. Luncheon
✏️ Lunch → Luncheon
[+5 min] [+10 min] [• +15 min] [+30 min]
[✅ Publish]
[‹ Back]""",
    "zh": """\
📝 预览，尚未更改
议程文件在此期间有改动，最新情况如下：

隐私论坛
🕘 7月23日周四 15:30–16:30 北京 → 7月23日周四 15:45–16:45 北京

👥 将通知1人。

文件中还有以下尚未发布的改动，将一并发布：

1. 午餐会
✏️ 午餐 → 午餐会
[+5分钟] [+10分钟] [• +15分钟] [+30分钟]
[✅ 发布]
[‹ 返回]""",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_edit_that_nobody_was_told_of_is_shown_before_it_goes_out(
    tmp_path: Path, language: str
) -> None:
    async with office_in(tmp_path, language) as office:
        await office.fan("lunch")
        await office.send("/delay privacy 15m")
        office.edit(*OTHER)
        assert await office.press("✅") == OUTDATED[language]
        assert office.published == 1
        await office.press("✅")
        assert office.published == 2
        assert office.changed == [
            "-start: 2020-07-23 15:30",
            "-end: 2020-07-23 16:30",
            "+start: 2020-07-23 15:45",
            "+end: 2020-07-23 16:45",
            f"-{OTHER[0]}",
            f"+{OTHER[1]}",
        ]


async def test_edit_that_is_published_already_is_kept(office: Office) -> None:
    await office.send("/delay privacy 15m")
    office.edit(*OTHER)
    await office.publish()
    assert (await office.press("✅")).partition("\n")[0] == "✅ Published"
    assert f"+{OTHER[1]}" in office.changed
    assert "+start: 2020-07-23 15:45" in office.changed


async def test_delay_of_what_was_moved_meanwhile_is_shown_anew(office: Office) -> None:
    await office.send("/delay privacy 15m")
    office.edit(*SAME_EVENT)
    await office.publish()
    shown = (await office.press("✅")).split("\n")
    assert shown[1] == "The schedule file has been changed meanwhile. This is how it is now:"
    assert shown[4] == (
        "🕘 Thu 23 Jul 15:00–16:00 Beijing → Thu 23 Jul 15:15–16:15 Beijing · 🌏 07:15–08:15 UTC"
    )
    await office.press("✅")
    assert "+start: 2020-07-23 15:15" in office.changed


async def test_event_that_was_taken_out_meanwhile_is_told(office: Office) -> None:
    await office.send("/cancel lunch")
    office.edit("  - id: lunch\n", "  - id: dinner\n")
    shown = (await office.press("✅")).split("\n")
    assert shown[:2] == [
        "That would make an error in the schedule file. Nothing was changed:",
        "programme.yaml:1:1: error: found no event with the id 'lunch'; expected one",
    ]
    assert office.changed == ["-- id: lunch", "+- id: dinner"]


async def test_two_drafts_of_one_event_do_not_add_up(office: Office) -> None:
    await office.send("/delay privacy 15m")
    first = office.organizer.last
    await office.send("/delay privacy 15m")
    await office.press("✅")
    again = await office.organizer.press("✅", message=first)
    assert again.message.text.split("\n")[1].startswith("The schedule file has been changed meanwhile.")
    assert office.published == 2


async def test_preview_names_what_the_check_will_warn_of(office: Office) -> None:
    lines = (await office.send("/room privacy main")).split("\n")
    assert lines[6:9] == [
        "",
        "⚠️ The check of the schedule file will warn:",
        "programme.yaml:58:11: warning: room: found 'main', taken by 'privacy' until 2020-07-23 16:30;"
        " expected one event at a time",
    ]


async def test_talk_is_not_delayed_out_of_its_forum(office: Office) -> None:
    assert await office.send("/delay ethics 1h") == (
        "That would make an error in the schedule file. Nothing was changed:\n"
        "programme.yaml:81:16: error: start: found '17:00'; expected a start within its forum,"
        " 2020-07-23 15:30 to 2020-07-23 17:00\n[‹ Back] [☰ Menu]"
    )


async def test_what_is_so_already_is_said_to_be(office: Office) -> None:
    assert await office.send("/cancel cloud") == (
        "That is what the schedule file says already. Nothing was changed.\n[‹ Back] [☰ Menu]"
    )


# --- every other byte ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"", b"\n"])
async def test_all_other_bytes_stay(tmp_path: Path, newline: bytes, mark: bytes, ending: bytes) -> None:
    text = mark + PROGRAMME.read_bytes().rstrip().replace(b"\n", newline) + ending
    async with office_in(tmp_path, text=text) as office:
        await office.send("/room closing side")
        await office.press("✅")
        head, _, tail = text.rpartition(b"room: main")
        assert office.file.read_bytes() == head + b"room: side" + tail
        await office.press("↩️")
        assert office.file.read_bytes() == text


async def test_edits_behind_a_link_go_to_the_file_itself(tmp_path: Path) -> None:
    real = tmp_path / "real" / "schedule.yaml"
    real.parent.mkdir()
    real.write_bytes(PROGRAMME.read_bytes())
    (tmp_path / "programme.yaml").symlink_to(real)
    async with office_in(tmp_path) as office:
        await office.send("/cancel privacy")
        await office.press("✅")
        assert (office.file.is_symlink(), b"status: cancelled" in real.read_bytes()) == (True, True)


# --- files that cannot be changed ----------------------------------------------------------------------------

BROKEN = {
    "id": "Ada kesalahan di berkas jadwal. Sebelum diperbaiki, tidak ada yang bisa diubah dari sini:",
    "en": "The schedule file has errors. Until these are mended, nothing can be changed from here:",
    "zh": "议程文件有错误，修正之前无法在此更改：",
}
UNWRITABLE = {
    "id": "Berkas jadwal tidak dapat digunakan: {file}: Permission denied. Tidak ada yang diubah.",
    "en": "The schedule file could not be used: {file}: Permission denied. Nothing was changed.",
    "zh": "无法使用议程文件：{file}：Permission denied。未作任何更改。",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_broken_file_is_told_with_its_lines(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        office.edit("room: side\n", "room: sid\n")
        shown = (await office.send("/delay privacy 15m")).split("\n")
        assert shown[:2] == [
            BROKEN[language],
            "programme.yaml:92:11: error: room: found 'sid'; expected the id of a room under rooms:;"
            " did you mean 'side'?",
        ]
        assert office.changed == ["-room: side", "+room: sid"]


async def test_file_that_broke_after_the_preview_is_told(office: Office) -> None:
    await office.send("/delay privacy 15m")
    office.edit("room: side\n", "room: sid\n")
    assert (await office.press("✅")).partition("\n")[0] == BROKEN["en"]
    office.edit("room: sid\n", "room: side\n")
    await office.press(data="amend:show:1")
    assert (await office.press("✅")).partition("\n")[0] == "✅ Published"


async def test_many_mistakes_are_counted(office: Office) -> None:
    office.file.write_bytes(office.before + b"".join(b"key%d: x\n" % number for number in range(12)))
    shown = (await office.send("/cancel privacy")).split("\n")
    assert (len(shown), shown[9:]) == (11, ["(+ 4)", "[‹ Back] [☰ Menu]"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_file_that_may_not_be_written_is_told(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        await office.send("/cancel privacy")
        office.file.chmod(0o444)
        shown = await office.press("✅")
        assert shown.partition("\n")[0] == UNWRITABLE[language].format(file=office.file)
        assert (office.changed, office.published) == ([], 1)
        office.file.chmod(0o644)
        await office.press(data="amend:show:1")
        await office.press("✅")
        assert office.published == 2


async def test_file_that_is_gone_is_told(office: Office) -> None:
    office.file.unlink()
    shown = await office.send("/cancel privacy")
    assert shown.partition("\n")[0] == (
        f"The schedule file could not be used: {office.file}: No such file or directory. Nothing was changed."
    )


# --- undo ----------------------------------------------------------------------------------------------------

CHANGED_SINCE = {
    "id": "Berkas jadwal sudah diubah lagi setelah itu; mengurungkan ini akan mengurungkan perubahan itu juga."
    " Tidak ada yang diubah.",
    "en": "The schedule file has been changed since; undoing this would undo that as well. Nothing was changed.",
    "zh": "此后议程文件又有改动，撤销会连同那些改动一并撤销。未作任何更改。",
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_undo_leaves_what_somebody_else_has_changed_since(tmp_path: Path, language: str) -> None:
    async with office_in(tmp_path, language) as office:
        await office.send("/cancel privacy")
        await office.press("✅")
        office.edit(*OTHER)
        changed = office.changed
        assert (await office.press("↩️")).partition("\n")[0] == CHANGED_SINCE[language]
        assert (office.changed, await state(office)) == (changed, AmendmentState.DONE)


async def test_undo_works_again_once_the_other_change_is_taken_back(office: Office) -> None:
    await office.send("/cancel privacy")
    await office.press("✅")
    office.edit(*OTHER)
    await office.press("↩️")
    office.edit(*reversed(OTHER))
    await office.press(data="amend:undo:1")
    assert (office.changed, await state(office)) == ([], AmendmentState.UNDONE)


async def test_changes_are_undone_one_after_the_other(office: Office) -> None:
    for command in ("/cancel privacy", "/room opening side"):
        await office.send(command)
        await office.press("✅")
    await office.press(data="amend:undo:1")
    assert office.organizer.last.text == CHANGED_SINCE["en"]
    await office.press(data="amend:undo:2")
    await office.press(data="amend:undo:1")
    assert (office.file.read_bytes(), office.published) == (office.before, 5)


async def test_change_is_told_to_whoever_starred_it(office: Office) -> None:
    fan = await office.fan("privacy")
    await office.send("/cancel privacy")
    await office.press("✅")
    await office.stage.app.alerts.tell()
    await jump(office.stage, "2020-07-23 13:43")
    assert fan.last.text == (
        "📣 The programme has changed\n\n1. Privacy Forum\xa0★\n"
        "❌ Called off; it was to be Thu 23 Jul 15:30–16:30 Beijing."
    )


async def test_change_that_is_undone_within_two_minutes_is_told_to_nobody(office: Office) -> None:
    fan = await office.fan("privacy")
    before = fan.last.text
    await office.send("/cancel privacy")
    await office.press("✅")
    await office.stage.app.alerts.tell()
    await office.press("↩️")
    await office.stage.app.alerts.tell()
    await jump(office.stage, "2020-07-23 13:43")
    assert fan.last.text == before


# --- twice, and after a restart ------------------------------------------------------------------------------


async def test_publishing_twice_publishes_once(office: Office) -> None:
    await office.send("/delay privacy 15m")
    preview = office.organizer.last
    first = await office.press("✅")
    await office.organizer.press(data="amend:publish:1", message=preview)
    assert screen(office.organizer.last) == first
    assert (office.published, office.changed[2]) == (2, "+start: 2020-07-23 15:45")


async def test_undoing_twice_undoes_once(office: Office) -> None:
    await office.send("/delay privacy 15m")
    await office.press("✅")
    first = await office.press("↩️")
    assert await office.press(data="amend:undo:1") == first
    assert (office.changed, office.published) == ([], 3)


@pytest.mark.parametrize("data", ["amend:to:1:30", "on:1:opening", "amend:publish:1"])
async def test_draft_that_is_published_stays_as_it_is(office: Office, data: str) -> None:
    await office.send("/delay privacy 15m")
    done = await office.press("✅")
    assert await office.press(data=data) == done
    assert office.changed[2:] == ["+start: 2020-07-23 15:45", "+end: 2020-07-23 16:45"]


async def test_draft_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with office_in(tmp_path) as first:
        await first.send("/delay privacy 15m")
    async with office_in(tmp_path) as second:
        await second.send("/start")
        await second.press(data="amend:publish:1")
        assert (second.organizer.last.text.partition("\n")[0], second.published) == ("✅ Published", 2)
    async with office_in(tmp_path) as third:
        await third.send("/start")
        await third.press(data="amend:undo:1")
        assert (third.file.read_bytes(), third.published) == (PROGRAMME.read_bytes(), 3)


@pytest.mark.parametrize(
    ("command", "answer"), [("/delay", "privacy"), ("/link privacy", "https://example.org/x")]
)
async def test_question_is_answered_after_a_restart(tmp_path: Path, command: str, answer: str) -> None:
    async with office_in(tmp_path) as first:
        await first.send(command)
    async with office_in(tmp_path) as second:
        assert "Privacy Forum" in (await second.send(answer)).split("\n")[:3]


async def test_change_that_was_written_and_not_published_is_published_by_the_next_press(
    tmp_path: Path,
) -> None:
    async with office_in(tmp_path) as first:
        await first.send("/delay privacy 15m")
        await first.press("✅")
        written = first.file.read_bytes()
    # As a kill between the file and the database leaves them.
    rows(tmp_path, "UPDATE amendments SET state = 'writing'")
    rows(tmp_path, "DELETE FROM versions WHERE number = 2")
    async with office_in(tmp_path) as second:
        await second.send("/start")
        await second.press(data="amend:publish:1")
        assert second.organizer.last.text.partition("\n")[0] == "✅ Published"
        assert (second.file.read_bytes(), await state(second)) == (written, AmendmentState.DONE)
        await second.press("↩️")
        assert second.file.read_bytes() == PROGRAMME.read_bytes()


async def test_other_value_after_a_kill_is_a_change_of_its_own(tmp_path: Path) -> None:
    async with office_in(tmp_path) as first:
        await first.send("/delay privacy 15m")
        await first.press("✅")
    rows(tmp_path, "UPDATE amendments SET state = 'writing'")
    async with office_in(tmp_path) as second:
        await second.send("/start")
        shown = (await second.press(data="amend:to:1:5")).split("\n")
        assert shown[3] == (
            "🕘 Thu 23 Jul 15:45–16:45 Beijing → Thu 23 Jul 15:50–16:50 Beijing · 🌏 07:50–08:50 UTC"
        )
        await second.press("✅")
        assert second.changed[2:] == ["+start: 2020-07-23 15:50", "+end: 2020-07-23 16:50"]


async def test_organizer_who_is_none_any_more_gets_an_answer(tmp_path: Path) -> None:
    async with office_in(tmp_path) as office:
        await office.send("/delay")
        stranger = office.stage.user()
        await stranger.send("/start")
        rows(tmp_path, "UPDATE chats SET awaiting = 'amend:1' WHERE chat_id = ?", stranger.id)
        home = stranger.last.text
        assert (await stranger.send("privacy")).text == home
        assert (await stranger.send("privacy")).text.startswith("Privacy Forum\n")
