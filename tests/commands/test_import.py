"""``bot import``: from files and addresses to a schedule file, with a report."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.__main__ import main
from bot.formats.columns import TEMPLATE
from bot.formats.schedule import read_schedule
from tests.formats.importing.sources import calendar, frab, frab_event

Captured = pytest.CaptureFixture[str]
TIMES = "DTSTART:20200724T090000\nDTEND:20200724T100000"
FLOATING = calendar(f"UID:1@tiny\nSUMMARY:x\n{TIMES}", head="X-WR-CALNAME:Tiny")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.json"
    file.write_bytes(frab(frab_event()))
    return file


def report(source: object) -> list[str]:
    return [
        f"{source}: frab JSON, 1 event, 3 days, 0 tracks, 1 room, 1 person",
        "guessed: what the source does not say of the conference: the language of the texts, 'en'",
        "check: nothing to mend",
    ]


def test_schedule_goes_to_standard_output_and_the_report_elsewhere(source: Path, capsys: Captured) -> None:
    assert main(["import", str(source)]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == report(source)
    reading = read_schedule(said.out)
    assert (reading.problems, reading.schedule is not None) == ((), True)
    assert f"# Imported from frab JSON: {source.name}" in said.out.splitlines()


def test_file_is_written_and_not_replaced_silently(source: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "schedule.yaml"
    assert main(["import", str(source), "-o", str(target)]) == 0
    written = target.read_text()
    assert capsys.readouterr().out == ""
    assert main(["check", str(target)]) == 0
    capsys.readouterr()

    target.write_text("mine")
    assert main(["import", str(source), "-o", str(target)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{target}: found a file already; expected a new name, or --force to replace it"
    ]
    assert target.read_text() == "mine"

    assert main(["import", str(source), "-o", str(target), "--force"]) == 0
    assert target.read_text() == written
    assert sorted(file.name for file in tmp_path.iterdir()) == ["schedule.yaml", "tiny.json"]


def test_report_is_json_for_programs(source: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["import", str(source), "-o", str(tmp_path / "out.yaml"), "--json"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert json.loads(said.err) == {
        "kind": "frab JSON",
        "events": 1,
        "days": 3,
        "notes": [
            {
                "action": "guessed",
                "topic": "conference",
                "message": "what the source does not say of the conference",
                "count": 1,
                "examples": ["the language of the texts, 'en'"],
            }
        ],
        "warnings": [],
    }


def test_zone_is_asked_for(tmp_path: Path, capsys: Captured) -> None:
    source = tmp_path / "floating.ics"
    source.write_bytes(FLOATING)
    assert main(["import", str(source)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{source}: found times without a time zone; expected the conference's as an option,"
        " such as --time-zone Asia/Jakarta"
    ]
    assert main(["import", str(source), "--time-zone", "Asia/Jakarta", "--language", "id"]) == 0
    assert "  time_zone: Asia/Jakarta\n" in capsys.readouterr().out


def test_source_may_come_from_standard_input(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(source.read_bytes())))
    assert main(["import", "-"]) == 0
    assert capsys.readouterr().err.splitlines() == report("-")


def test_template_is_printed_and_can_be_imported(tmp_path: Path, capsys: Captured) -> None:
    assert main(["import", "--template", "csv"]) == 0
    template = capsys.readouterr().out
    assert template == TEMPLATE
    (tmp_path / "programme.csv").write_text(template)
    arguments = ["--acronym", "my2020", "--title", "Mine", "--language", "en"]
    assert main(["import", str(tmp_path / "programme.csv"), *arguments]) == 0
    said = capsys.readouterr()
    assert read_schedule(said.out).problems == ()
    assert said.err.splitlines()[1:] == [
        "guessed: what the source does not say of the conference: the days 2020-07-23 to 2020-07-24,"
        " the version, '1'",
        "check: nothing to mend",
    ]


def test_file_that_is_not_there_is_said(tmp_path: Path, capsys: Captured) -> None:
    missing = tmp_path / "missing.xml"
    assert main(["import", str(missing)]) == 1
    assert capsys.readouterr().err == f"{missing}: No such file or directory; expected a schedule to import\n"


def test_folder_that_is_not_there_is_said(source: Path, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "nowhere" / "schedule.yaml"
    assert main(["import", str(source), "-o", str(target)]) == 1
    assert capsys.readouterr().err == f"{target}: No such file or directory; expected a place to write to\n"


def test_file_of_50_mb_is_refused(tmp_path: Path, capsys: Captured) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    assert main(["import", str(large)]) == 1
    assert capsys.readouterr().err == f"{large}: found more than 10 MB; expected a smaller file\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.xml", "--template", "csv"],
        ["a.xml", "-o", "b.yaml", "--update", "c.yaml"],
        ["a.xml", "--time-zone", "Jakarta"],
        ["a.xml", "--language", "klingon"],
        ["a.xml", "--encoding", "zlib"],
        ["a.xml", "--acronym", "two words"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["import", *arguments])
    assert exit_.value.code == 2
    assert capsys.readouterr().out == ""


def test_update_keeps_what_was_written_by_hand(source: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "schedule.yaml"
    assert main(["import", str(source), "-o", str(file)]) == 0
    file.write_text(file.read_text().replace("type: talk", "type: forum  # ours"))
    file.chmod(0o600)
    capsys.readouterr()
    source.write_bytes(frab(frab_event(title="Networks last"), frab_event(id=8, title="New")))
    assert main(["import", str(source), "--update", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[2:-1] == [
        "added: 1: New",
        "changed: 1: Networks first (title)",
        "left: nothing",
        "not in the source: nothing",
    ]
    assert "    type: forum  # ours\n    title: Networks last\n" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_update_without_news_leaves_the_file_alone(source: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "schedule.yaml"
    main(["import", str(source), "-o", str(file)])
    before = file.stat().st_mtime_ns
    assert main(["import", str(source), "--update", str(file)]) == 0
    assert file.stat().st_mtime_ns == before


def test_update_of_a_broken_file_touches_nothing(source: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "schedule.yaml"
    file.write_text("version: 1\n")
    assert main(["import", str(source), "--update", str(file)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"{file}:1:1: error: found no key 'conference'")
    assert said[-1] == f"{file}: nothing was written"
    assert file.read_text() == "version: 1\n"


def test_update_that_would_break_the_file_touches_nothing(
    source: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "schedule.yaml"
    main(["import", str(source), "-o", str(file)])
    before = file.read_text()
    later = frab_event(id=8, date="2020-12-24T09:00:00+08:00")
    source.write_bytes(frab(later, start="2020-12-24", end="2020-12-24"))
    capsys.readouterr()
    assert main(["import", str(source), "--update", str(file)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"{file}: nothing was written"
    assert file.read_text() == before


@contextmanager
def served(*routes: web.RouteDef) -> Iterator[str]:
    """The address of a web server in another thread."""
    loop = asyncio.new_event_loop()
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application)
    loop.run_until_complete(runner.setup())
    site = web.TCPSite(runner, "127.0.0.1", 0)
    loop.run_until_complete(site.start())
    port = runner.addresses[0][1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def schedule(_: web.Request) -> web.Response:
    return web.Response(body=frab(frab_event()))


def test_source_may_be_an_address_whose_secrets_are_not_shown(capsys: Captured) -> None:
    with served(web.get("/schedule.json", schedule)) as address:
        assert main(["import", f"{address}/schedule.json?token=secret"]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == report(f"{address}/schedule.json")
    assert f"# Imported from frab JSON: {address}/schedule.json" in said.out.splitlines()
    assert "secret" not in said.out + said.err


def test_redirects_are_followed_within_bounds(capsys: Captured) -> None:
    async def onward(request: web.Request) -> web.Response:
        raise web.HTTPFound(
            f"/{int(request.match_info['n']) - 1}" if request.match_info["n"] != "0" else "/end"
        )

    with served(web.get("/end", schedule), web.get("/{n}", onward)) as address:
        assert main(["import", f"{address}/3"]) == 0
        capsys.readouterr()
        assert main(["import", f"{address}/9"]) == 1
        assert capsys.readouterr().err == (
            f"{address}/9: found more than 5 redirects; expected the address itself\n"
        )


def test_answer_without_end_is_cut_off(capsys: Captured) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 1_000_000)
        except ConnectionError:
            return response

    with served(web.get("/", endless)) as address:
        assert main(["import", address]) == 1
    assert capsys.readouterr().err == f"{address}: found more than 10 MB; expected a smaller file\n"


def test_address_that_answers_otherwise_is_said(capsys: Captured) -> None:
    with served() as address:
        assert main(["import", f"{address}/gone"]) == 1
    assert capsys.readouterr().err == f"{address}/gone: found HTTP status 404; expected 200\n"


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a.xml", "file:///etc/passwd", "https://user:secret@example.org/"]
)
def test_address_of_another_kind_is_refused(address: str, capsys: Captured) -> None:
    assert main(["import", address]) == 1
    said = capsys.readouterr().err
    assert said.endswith("expected an http or https address without a password\n")


def test_server_that_is_not_there_is_said(capsys: Captured) -> None:
    with served() as address:
        pass
    assert main(["import", f"{address}/a.xml"]) == 1
    assert capsys.readouterr().err.startswith(f"{address}/a.xml: could not be fetched: ")
