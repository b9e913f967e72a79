"""One exact line for each mistake."""

from __future__ import annotations

import pytest

from bot.formats.schedule import read_schedule
from tests.formats.broken import BROKEN, HEADER, TITLE
from tests.formats.files import MINIMAL, edited, lines


@pytest.mark.parametrize("name", BROKEN)
def test_broken_schedule_gets_its_line(name: str) -> None:
    content, line = BROKEN[name]
    assert lines(content) == [line]


@pytest.mark.parametrize("name", BROKEN)
def test_broken_schedule_with_crlf_gets_the_same_line(name: str) -> None:
    content, line = BROKEN[name]
    assert lines(content.replace("\n", "\r\n")) == [line]


@pytest.mark.parametrize("name", BROKEN)
def test_broken_schedule_as_bytes_with_bom_gets_the_same_line(name: str) -> None:
    content, line = BROKEN[name]
    assert lines(content.encode("utf-8-sig")) == [line]


def test_broken_schedule_is_no_schedule() -> None:
    assert read_schedule(HEADER).schedule is None


def test_problems_of_all_kinds_come_at_once_by_position() -> None:
    content = edited(
        ("Asia/Shanghai", "Asia/Shangai"),
        ('"#0a84ff"', "blue"),
        (TITLE, ""),
        ("start: 14:05, end: 14:20", "start: 13:00, end: 13:20"),
        ("type: forum", "tipe: forum"),
        ("room: side", "room: garden"),
        ("abstract: {id: Tentang 5G, ", "abstract: {"),
    )
    assert lines(content) == [
        "schedule.yaml:5:14: error: time_zone: found 'Asia/Shangai'; expected an IANA time zone such as"
        " Asia/Shanghai; did you mean 'Asia/Shanghai'?",
        "schedule.yaml:11:31: error: color: found 'blue'; expected a colour in quotes such as \"#0a84ff\"",
        "schedule.yaml:19:5: error: found no key 'title' in an event; expected one",
        "schedule.yaml:27:46: error: start: found '13:00'; expected a start within its forum,"
        " 2020-07-23 14:00 to 2020-07-23 16:00",
        "schedule.yaml:29:5: error: found no key 'type' in an event; expected one",
        "schedule.yaml:30:5: error: found the unknown key 'tipe' in an event; did you mean 'type'?",
        "schedule.yaml:35:11: error: room: found 'garden'; expected the id of a room under rooms:",
        "schedule.yaml:37:15: warning: abstract: found no text for id; expected one per language",
    ]


def test_problems_carry_the_name_of_the_file() -> None:
    assert [problem.file for problem in read_schedule("", "other.yaml").problems] == ["other.yaml"]


def test_more_problems_than_anyone_reads_are_cut_off() -> None:
    content = MINIMAL + "".join(f"    unknown-{n:03}: x\n" for n in range(600))
    problems = lines(content)
    assert len(problems) == 501
    assert problems[-1].endswith("error: this is error number 501; further ones are not listed")
