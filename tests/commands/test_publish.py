"""``bot publish``, ``bot versions`` and ``bot rollback``: what attendees see, and what they saw before."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.commands.office import LATER, edit_schedule, open_office, versions
from tests.formats.files import MINIMAL

Captured = pytest.CaptureFixture[str]
SECOND = ('version: "1"', 'version: "2"')
FILE_STAYS = """\
schedule.yaml was not changed. The bot leaves it alone until somebody edits it, and publishes it then.
To go on from version 1:  python -m bot versions --text 1 > schedule.yaml
"""


class Terminal(StringIO):
    """Someone who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2020-07-20T09:00")
    open_office()


def publish_second() -> None:
    edit_schedule(LATER, SECOND)
    assert main(["publish", "--yes", "--comment", "an hour later"]) == 0


def test_publish_shows_who_is_told_what_first(capsys: Captured) -> None:
    edit_schedule(LATER, SECOND)
    assert main(["publish", "--yes", "--language", "en"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[2:] == [
        "1. Forum 5G",
        "🕘 Fri 24 Jul 09:00–10:30 Beijing → Fri 24 Jul 10:00–11:30 Beijing · 🌏 02:00–03:30 UTC",
        "",
        "told: 2 chats",
    ]
    assert said.err == "published as version 2; a running bot shows it within seconds\n"
    assert versions() == [(2, "2", None), (1, "1", None)]


def test_publish_keeps_the_comment() -> None:
    publish_second()
    assert versions() == [(2, "2", "an hour later"), (1, "1", None)]


def test_publish_of_what_is_published(capsys: Captured) -> None:
    assert main(["publish", "--yes"]) == 0
    assert (capsys.readouterr(), len(versions())) == (("", "nothing to publish: version 1 is this file\n"), 1)


def test_publish_asks_nobody_where_there_is_no_terminal(capsys: Captured) -> None:
    edit_schedule(SECOND)
    assert main(["publish"]) == 1
    assert capsys.readouterr().err == "there is no terminal to ask; expected --yes\n"
    assert versions() == [(1, "1", None)]


@pytest.mark.parametrize(("answer", "published"), [("y\n", 2), ("n\n", 1), ("", 1)])
def test_publish_asks_on_a_terminal(
    answer: str, published: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    edit_schedule(SECOND)
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main(["publish"]) == 0
    said = ["nothing was published", "published as version 2; a running bot shows it within seconds"]
    assert capsys.readouterr().err == f"publish schedule.yaml? [y/N] {said[published - 1]}\n"
    assert len(versions()) == published


def test_publish_of_a_broken_file(capsys: Captured) -> None:
    edit_schedule(("type: forum", "type: fourm"))
    assert main(["publish", "--yes"]) == 1
    assert (capsys.readouterr().err.splitlines()[-1], len(versions())) == ("schedule.yaml: 1 error", 1)


def test_versions_are_listed_the_newest_first(capsys: Captured) -> None:
    publish_second()
    capsys.readouterr()
    assert main(["versions"]) == 0
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == [
        "   version  published (Asia/Shanghai)  comment",
        "2  2        2020-07-20 09:00           an hour later",
        "1  1        2020-07-01 09:00",
    ]


def test_versions_for_programs(capsys: Captured) -> None:
    publish_second()
    capsys.readouterr()
    assert main(["versions", "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [{key: value for key, value in version.items() if key != "digest"} for version in listed] == [
        {
            "number": 2,
            "version": "2",
            "published_at": "2020-07-20T01:00:00+00:00",
            "comment": "an hour later",
        },
        {"number": 1, "version": "1", "published_at": "2020-07-01T01:00:00+00:00", "comment": None},
    ]


def test_text_of_a_version_is_the_file_that_it_was(capsys: Captured) -> None:
    publish_second()
    capsys.readouterr()
    assert main(["versions", "--text", "1"]) == 0
    assert capsys.readouterr() == (MINIMAL, "")


def test_rollback_publishes_an_earlier_version_anew(capsys: Captured) -> None:
    publish_second()
    capsys.readouterr()
    assert main(["rollback", "1", "--yes", "--language", "en"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[2:4] == [
        "1. Forum 5G",
        "🕘 Fri 24 Jul 10:00–11:30 Beijing → Fri 24 Jul 09:00–10:30 Beijing · 🌏 01:00–02:30 UTC",
    ]
    assert said.err == f"published as version 3; a running bot shows it within seconds\n{FILE_STAYS}"
    assert versions() == [(3, "1", "back to version 1"), (2, "2", "an hour later"), (1, "1", None)]


def test_rollback_leaves_the_file_as_it_is() -> None:
    publish_second()
    before = Path("schedule.yaml").read_bytes()
    assert main(["rollback", "1", "--yes"]) == 0
    assert Path("schedule.yaml").read_bytes() == before


def test_rollback_to_what_attendees_see(capsys: Captured) -> None:
    assert main(["rollback", "1", "--yes"]) == 0
    assert (capsys.readouterr().err, len(versions())) == (
        "nothing to do: attendees see what version 1 held\n",
        1,
    )


def test_rollback_to_a_version_that_never_was(capsys: Captured) -> None:
    assert main(["rollback", "5", "--yes"]) == 1
    assert capsys.readouterr() == ("", "found no version 5; expected one from 1 to 1\n")


def test_file_that_was_gone_back_from_can_be_published_again(capsys: Captured) -> None:
    publish_second()
    assert main(["rollback", "1", "--yes"]) == 0
    assert main(["publish", "--yes"]) == 0
    assert [version[:2] for version in versions()] == [(4, "2"), (3, "1"), (2, "2"), (1, "1")]


def test_rollback_says_nothing_of_a_file_that_holds_the_version(capsys: Captured) -> None:
    publish_second()
    Path("schedule.yaml").write_text(MINIMAL, encoding="utf-8")
    capsys.readouterr()
    assert main(["rollback", "1", "--yes"]) == 0
    assert capsys.readouterr().err == "published as version 3; a running bot shows it within seconds\n"
