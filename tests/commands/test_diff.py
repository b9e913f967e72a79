"""``bot diff``: what attendees will be told, and how many they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.commands.office import LATER, database, edit_schedule, open_office
from tests.samples import at

Captured = pytest.CaptureFixture[str]
NEW_TALK = "  - {id: new, type: talk, title: New, start: 2020-07-25 09:00, duration: 1h, track: 5g}\n"
ANOTHER = (
    ("title: Forum 5G", "title: Farewell dinner"),
    ("type: forum\n", "type: activity\n"),
    ("start: 2020-07-24 09:00", "start: 2020-07-24 19:00"),
)
REUSED = (
    "schedule.yaml:30:9: warning: id: found 'forum-5g' for 'Farewell dinner', in version 1 it was 'Forum 5G';"
    " expected a new id for a new event"
)


@pytest.fixture(autouse=True)
def _office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2020-07-20T09:00")
    open_office()


TOLD = {
    "id": """\
📣 Ada perubahan program

1. Forum 5G
🕘 Jum, 24 Jul 09:00–10:30 Beijing → Jum, 24 Jul 10:00–11:30 Beijing · 🌏 09:00–10:30 WIB

told: 2 chats
""",
    "en": """\
📣 The programme has changed

1. Forum 5G
🕘 Fri 24 Jul 09:00–10:30 Beijing → Fri 24 Jul 10:00–11:30 Beijing · 🌏 02:00–03:30 UTC

told: 2 chats
""",
    "zh": """\
📣 议程有变动

1. Forum 5G
🕘 7月24日周五 09:00–10:30 北京 → 7月24日周五 10:00–11:30 北京

told: 2 chats
""",
}


@pytest.mark.parametrize("language", TOLD)
def test_alert_and_number_of_those_who_get_it(language: str, capsys: Captured) -> None:
    edit_schedule(LATER)
    assert main(["diff", "--language", language]) == 0
    assert capsys.readouterr() == (TOLD[language], "")


def test_two_files_are_compared(capsys: Captured) -> None:
    Path("old.yaml").write_bytes(Path("schedule.yaml").read_bytes())
    edit_schedule(LATER)
    assert main(["diff", "--language", "en", "schedule.yaml", "old.yaml"]) == 0
    assert "10:00–11:30 Beijing → Fri 24 Jul 09:00–10:30 Beijing" in capsys.readouterr().out


def test_without_a_database_the_number_is_not_known(capsys: Captured) -> None:
    Path("old.yaml").write_bytes(Path("schedule.yaml").read_bytes())
    Path("confbot.sqlite3").unlink()
    edit_schedule(LATER)
    assert main(["diff", "--language", "en", "old.yaml"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        TOLD["en"].removesuffix("\ntold: 2 chats\n"),
        "how many are told is not known: sqlite:///confbot.sqlite3: no such database; expected the bot's own\n",
    )


def test_every_change_is_told_however_many(capsys: Captured) -> None:
    more = [
        f"  - {{id: m{n}, type: talk, title: M, start: 2020-07-25 09:0{n % 10}, duration: 1m}}\n"
        for n in range(15)
    ]
    text = Path("schedule.yaml").read_text(encoding="utf-8")
    Path("schedule.yaml").write_text(text + "".join(more), encoding="utf-8")
    assert main(["diff", "--language", "en"]) == 0
    assert "15. M" in capsys.readouterr().out


def test_followers_hear_of_what_is_new(capsys: Captured) -> None:
    database(lambda storage: storage.follows.add(3, "track", "5g", [], at("2020-07-02 09:00")))
    text = Path("schedule.yaml").read_text(encoding="utf-8")
    Path("schedule.yaml").write_text(text + NEW_TALK, encoding="utf-8")
    assert main(["diff", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "told: 1 chat"


def test_links_are_told_with_their_addresses(capsys: Captured) -> None:
    edit_schedule(("url: https://pretalx.com/5g\n", "url: https://pretalx.com/6g\n"))
    assert main(["diff", "--language", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[3] == "🔗 The new link to join: https://pretalx.com/6g"


def test_nothing_is_told_of_what_attendees_do_not_see(capsys: Captured) -> None:
    edit_schedule(('version: "1"', 'version: "2"'))
    assert main(["diff"]) == 0
    assert capsys.readouterr() == ("nothing that attendees are told of\n", "")


def test_id_that_went_to_another_event_is_named(capsys: Captured) -> None:
    edit_schedule(*ANOTHER)
    assert main(["diff"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        REUSED,
        "    30 |   - id: forum-5g",
        "       |         ^",
    ]


def test_check_names_it_as_well_when_asked_to(capsys: Captured) -> None:
    edit_schedule(*ANOTHER)
    assert main(["check", "--since", "published"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == REUSED


def test_json_for_programs(capsys: Captured) -> None:
    edit_schedule(LATER, ('version: "1"', 'version: "2"'))
    assert main(["diff", "--json", "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "old": {"name": "version 1", "version": "1"},
        "new": {"name": "schedule.yaml", "version": "2"},
        "changes": [{"event": "forum-5g", "kind": "moved"}],
        "renamed": [],
        "text": TOLD["en"].removesuffix("\n\ntold: 2 chats\n"),
        "told": 2,
        "reused": [],
    }


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["7"], "found no version 7; expected one from 1 to 1"),
        (["published", "none.yaml"], "none.yaml: No such file or directory; expected a schedule file"),
    ],
)
def test_what_is_not_there_is_named(arguments: list[str], complaint: str, capsys: Captured) -> None:
    assert main(["diff", *arguments]) == 1
    assert capsys.readouterr() == ("", f"{complaint}\n")


def test_broken_file_is_not_compared(broken: Path, capsys: Captured) -> None:
    assert main(["diff", "published", str(broken)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[-1]) == ("", f"{broken}: 2 errors")


def test_published_version_without_a_database_is_none(capsys: Captured) -> None:
    Path("confbot.sqlite3").unlink()
    assert main(["diff"]) == 1
    assert capsys.readouterr() == (
        "",
        "sqlite:///confbot.sqlite3: no such database; expected the bot's own\n",
    )
