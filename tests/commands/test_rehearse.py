"""``bot rehearse``: the conference played, burst by burst."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.formats.files import MINIMAL

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "minimal.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    return file


def test_rehearsal_sends_what_was_planned_and_leaves_nothing_behind(
    file: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_MESSAGES_PER_SECOND", "10")
    assert main(["rehearse", str(file), "--people", "30", "--json"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    reminders = [burst for burst in found["bursts"] if burst["kind"] == "reminder"]
    assert (found["people"], found["pace"], found["speed"], found["refused"]) == (30, 10, 15, 0)
    assert {burst["kind"] for burst in found["bursts"]} == {"digest", "reminder"}
    assert sum(burst["planned"]["chats"] for burst in reminders) == found["stars"]
    for burst in found["bursts"]:
        assert burst["measured"]["sent"] == burst["measured"]["chats"] == burst["planned"]["chats"]
        assert burst["measured"]["after_start"] == 0
    assert found["replies"]["missing"] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["minimal.yaml"]
    assert said.err == ""


def test_rehearsal_of_a_broken_file_says_what_is_wrong(broken: Path, capsys: Captured) -> None:
    assert main(["rehearse", str(broken)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ("", f"{broken}: 2 errors")


def test_rehearsal_of_no_file_says_so(capsys: Captured) -> None:
    assert main(["rehearse", "none.yaml"]) == 1
    assert capsys.readouterr().err == "none.yaml: No such file or directory; expected a schedule file\n"


def test_crowd_has_a_limit(file: Path, capsys: Captured) -> None:
    assert main(["rehearse", str(file), "--people", "100001"]) == 1
    assert capsys.readouterr().err == "--people: found 100001; expected at most 100000\n"
