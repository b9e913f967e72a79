"""``bot export``: the schedule for others."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.formats.importing.reading import read_source
from bot.formats.schedule import read_schedule
from bot.storage import Storage
from bot.storage.published import Published
from tests.commands.conftest import SHIPPED
from tests.formats.files import MINIMAL
from tests.samples import at

Captured = pytest.CaptureFixture[str]
Bytes = pytest.CaptureFixture[bytes]


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    file = tmp_path / "minimal.yaml"
    file.write_text(MINIMAL)
    os.utime(file, (1_593_604_800, 1_593_604_800))
    return file


@pytest.mark.parametrize(
    ("format_", "start"),
    [
        ("ics", b"BEGIN:VCALENDAR\r\n"),
        ("xml", b"<?xml version='1.0' encoding='utf-8'?>\n<schedule>"),
        ("json", b'{\n  "$schema": "https://c3voc.de/schedule/schema.json"'),
        ("csv", b"\xef\xbb\xbfid,type,title,title_id,title_en,title_zh,start,"),
        ("html", b'<!doctype html>\n<html lang="id">'),
    ],
)
def test_result_goes_to_standard_output(
    format_: str, start: bytes, minimal: Path, capsysbinary: Bytes
) -> None:
    assert main(["export", "--format", format_, str(minimal)]) == 0
    said = capsysbinary.readouterr()
    assert said.out.startswith(start)
    assert said.err == b""


@pytest.mark.parametrize("format_", ["ics", "xml", "json", "csv"])
def test_what_was_exported_can_be_imported(format_: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{format_}"
    assert main(["export", "--format", format_, "--language", "en", SHIPPED, "-o", str(target)]) == 0
    shipped = read_schedule(Path(SHIPPED).read_bytes()).schedule
    back = read_source(target.read_bytes(), "cic2020").schedule
    assert shipped is not None
    assert {(event.id, event.start, event.end) for event in back.events.values()} == {
        (event.id, event.start, event.end) for event in shipped.events.values()
    }


def test_language_is_chosen(minimal: Path, capsysbinary: Bytes) -> None:
    assert main(["export", "--format", "html", "--language", "zh", str(minimal)]) == 0
    assert "<h1>小型大会</h1>".encode() in capsysbinary.readouterr().out


def test_calendar_of_a_file_is_as_old_as_the_file(minimal: Path, capsysbinary: Bytes) -> None:
    assert main(["export", "--format", "ics", str(minimal)]) == 0
    content = capsysbinary.readouterr().out
    assert content.count(b"DTSTAMP:20200701T120000Z\r\nUID:") == 4
    assert content.count(b"SEQUENCE:0\r\n") == 4


def test_cancelled_events_that_cannot_be_said_are_counted(minimal: Path, capsysbinary: Bytes) -> None:
    minimal.write_text(MINIMAL.replace("status: confirmed", "status: cancelled"))
    assert main(["export", "--format", "json", str(minimal)]) == 0
    assert capsysbinary.readouterr().err == (b"left out: 3 events called off, which this format cannot say\n")


def test_broken_file_is_not_exported(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("version: 1\n")
    assert main(["export", "--format", "ics", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}:1:1: error: found no key 'conference'")


def test_file_that_is_not_there_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", "--format", "ics", str(tmp_path / "missing.yaml")]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'missing.yaml'}: No such file or directory; expected a schedule file\n"
    )


@pytest.mark.parametrize(("named", "number"), [("published", 2), ("1", 1)])
def test_published_version_is_named(
    named: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Bytes
) -> None:
    database = f"sqlite:///{tmp_path / 'bot.sqlite3'}"

    async def publish() -> None:
        async with await Storage.open(database) as storage:
            published = Published(storage.schedules)
            for version in ("1", "2"):
                content = MINIMAL.replace('version: "1"', f'version: "{version}"').encode()
                await published.publish(content, "schedule.yaml", at(f"2020-07-0{version} 20:00"))

    asyncio.run(publish())
    monkeypatch.setenv("BOT_DATABASE_URL", database)
    assert main(["export", "--format", "ics", named]) == 0
    said = capsysbinary.readouterr()
    assert said.err == b""
    assert said.out.count(f"SEQUENCE:{number}\r\n".encode()) == 4
    assert said.out.count(f"DTSTAMP:2020070{number}T120000Z\r\n".encode()) == 4


def test_file_of_the_settings_is_the_default(
    minimal: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Bytes
) -> None:
    monkeypatch.setenv("BOT_SCHEDULE", str(minimal))
    assert main(["export", "--format", "csv"]) == 0
    said = capsysbinary.readouterr()
    assert said.out.startswith(b"\xef\xbb\xbfid,")
    assert said.err == b""


def test_version_without_a_database_is_said(capsys: Captured) -> None:
    assert main(["export", "--format", "ics", "published"]) == 1
    assert capsys.readouterr().err.startswith("sqlite:///confbot.sqlite3: ")


def test_output_is_replaced_as_a_whole(minimal: Path, tmp_path: Path) -> None:
    target = tmp_path / "programme.html"
    target.write_text("old")
    assert main(["export", "--format", "html", str(minimal), "-o", str(target)]) == 0
    assert target.read_text().startswith("<!doctype html>")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["minimal.yaml", "programme.html"]


@pytest.mark.parametrize("arguments", [[], ["--format", "pdf"], ["--format", "ics", "--language", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["export", *arguments])
    assert exit_.value.code == 2
