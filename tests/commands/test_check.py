"""``bot check``: what a linter says, for people and for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.commands.conftest import BROKEN, ROOT, SHIPPED

WARNED = (
    BROKEN.replace("Jakart\n", "Jakarta\n")
    .replace(", romm: main", "")
    .replace("title: One", f"title: {'one ' * 11}")
)
CLEAN = f"{SHIPPED}: 50 events and 12 talks on 3 days; nothing to mend"
FIRST = "error: time_zone: found 'Asia/Jakart'; expected an IANA time zone such as Asia/Shanghai; did you mean 'Asia/Jakarta'?"
SECOND = "error: found the unknown key 'romm' in an event; did you mean 'room'?"
THIRD = "warning: title: found 43 columns; expected at most 40, which a button shows"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    file = tmp_path / "warned.yaml"
    file.write_text(WARNED)
    return file


def test_good_file_is_silent_on_standard_output(capsys: Captured) -> None:
    assert main(["check", SHIPPED]) == 0
    assert capsys.readouterr() == ("", f"{CLEAN}\n")


def test_every_mistake_has_its_line_and_a_caret(broken: Path, capsys: Captured) -> None:
    assert main(["check", str(broken)]) == 1
    assert capsys.readouterr() == (
        f"{broken}:5:14: {FIRST}\n"
        "     5 |   time_zone: Asia/Jakart\n"
        "       |              ^\n"
        f"{broken}:10:79: {SECOND}\n"
        "    10 |   - {id: one, type: forum, title: One, start: 2020-07-23 10:00, duration: 1h, romm: main}\n"
        "       |                                                                               ^\n",
        f"{broken}: 2 errors\n",
    )


def test_terminal_gets_colours_and_an_excerpt_that_fits(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["check", str(broken)]) == 1
    assert capsys.readouterr().out.splitlines()[3:] == [
        f"\x1b[1m{broken}:10:79:\x1b[0m \x1b[1;31merror:\x1b[0m {SECOND.removeprefix('error: ')}",
        "\x1b[34m    10 | \x1b[0m…0, duration: 1h, romm: main}",
        "\x1b[34m       | \x1b[0m                  \x1b[1;31m^\x1b[0m",
    ]


def test_no_color_takes_the_colours_away(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["check", str(broken)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"\x1b[1m{broken}:5:14:\x1b[0m \x1b[1merror:\x1b[0m {FIRST.removeprefix('error: ')}"
    )


def test_tab_and_wide_characters_keep_the_caret_in_place(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "tab.yaml"
    file.write_text("version: 大会\t: x\n", encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().out == (
        f"{file}:1:13: error: found a colon that makes no key here; expected the key at the depth of its neighbours,"
        " or quotes around a text with a colon in it\n"
        "     1 | version: 大会    : x\n"
        "       |                  ^\n"
    )


def test_byte_that_is_no_utf8_is_shown_in_its_line(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"\xef\xbb\xbfversion: 1\r\ntitle: caf\xe9\r\n")
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr().out == (
        f"{file}:2:11: error: found the byte 0xe9, which is not UTF-8; expected UTF-8\n"
        "     2 | title: caf\ufffd\n"
        "       |           ^\n"
    )


def test_empty_file_has_no_line_to_show(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "empty.yaml"
    file.touch()
    assert main(["check", str(file)]) == 1
    assert capsys.readouterr() == (
        f"{file}:1:1: error: found nothing; expected a schedule, with version: and conference: in it\n",
        f"{file}: 1 error\n",
    )


def test_file_without_an_end_is_not_read_to_its_end(capsys: Captured) -> None:
    assert main(["check", "/dev/zero"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "/dev/zero:1:1: error: found more than 5000000 bytes; expected a smaller file"
    )


def test_all_files_are_gone_through(broken: Path, warned: Path, capsys: Captured) -> None:
    missing = broken.with_name("missing.yaml")
    assert main(["check", str(missing), SHIPPED, str(broken), str(warned)]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        f"{missing}: No such file or directory; expected a schedule file",
        CLEAN,
        f"{broken}: 2 errors",
        f"{warned}: 1 event and 0 talks on 1 day; 1 warning",
        "4 files, 1 not read: 2 errors and 1 warning",
    ]
    assert [line for line in said.out.splitlines() if not line.startswith(" ")] == [
        f"{broken}:5:14: {FIRST}",
        f"{broken}:10:79: {SECOND}",
        f"{warned}:10:35: {THIRD}",
    ]


def test_several_good_files(capsys: Captured) -> None:
    assert main(["check", SHIPPED, SHIPPED]) == 0
    assert capsys.readouterr() == ("", f"{CLEAN}\n{CLEAN}\n2 files: nothing to mend\n")


def test_folder_is_no_schedule_file(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr() == ("", f"{tmp_path}: Is a directory; expected a schedule file\n")


def test_warning_leaves_a_file_good(warned: Path, capsys: Captured) -> None:
    assert main(["check", str(warned)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"{warned}:10:35: {THIRD}"


def test_strict_check_takes_warnings_for_errors(warned: Path, capsys: Captured) -> None:
    assert main(["check", "--strict", str(warned)]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == f"{warned}:10:35: {THIRD.replace('warning', 'error')}"
    assert said.err == f"{warned}: 1 event and 0 talks on 1 day; 1 error\n"


def test_without_a_file_the_schedule_of_the_settings_is_checked(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("BOT_SCHEDULE", str(broken))
    assert main(["check"]) == 1
    assert capsys.readouterr().err == f"{broken}: 2 errors\n"


def test_json_for_programs(broken: Path, capsys: Captured) -> None:
    assert main(["check", "--json", str(broken)]) == 1
    said = capsys.readouterr()
    assert [json.loads(line) for line in said.out.splitlines()] == [
        {
            "file": str(broken),
            "line": 5,
            "column": 14,
            "severity": "error",
            "message": FIRST.removeprefix("error: "),
        },
        {
            "file": str(broken),
            "line": 10,
            "column": 79,
            "severity": "error",
            "message": SECOND.removeprefix("error: "),
        },
    ]
    assert said.err == ""


def test_module_is_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", "schedule.yaml"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")
