"""Files that are hardly files: encodings, sizes, bombs, noise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formats.problems import Severity
from bot.formats.schedule import read_schedule
from bot.formats.tree import LARGEST
from tests.formats.files import MINIMAL, lines

PIECES = [
    *"{}[]:,-#&*!|>'\"%@`?\n\t ",
    "- ",
    ": ",
    "\x00",
    "\ufeff",
    "\u2028",
    "<<: ",
    "*a",
    "&a ",
    "!!int ",
    "---\n",
    "é",
]


def bomb(levels: int) -> str:
    """Each line names the one above nine times."""
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    return text + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, levels))


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing\n", "\ufeff", b"", b"\xef\xbb\xbf", "---\n...\n"])
def test_file_without_content(content: str | bytes) -> None:
    assert lines(content) == [
        "schedule.yaml:1:1: error: found nothing; expected a schedule, with version: and conference: in it"
    ]


@pytest.mark.parametrize(
    ("content", "found"), [("- a", "a list"), ("hello", "'hello'"), ("!x {}", "the tag '!x'")]
)
def test_file_that_is_no_mapping(content: str, found: str) -> None:
    assert lines(content) == [
        f"schedule.yaml:1:1: error: schedule: found {found}; expected a schedule with keys and values"
    ]


def test_bytes_that_are_no_utf8() -> None:
    content = MINIMAL.encode().replace("苗圩".encode(), "苗圩".encode("gbk"))
    assert lines(content) == [
        "schedule.yaml:16:45: error: found the byte 0xc3, which is not UTF-8; expected UTF-8"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_file_in_utf16(encoding: str) -> None:
    assert lines(("\ufeff" if encoding[6:] else "").encode(encoding) + MINIMAL.encode(encoding)) == [
        "schedule.yaml:1:1: error: found a UTF-16 file; expected UTF-8"
    ]


def test_file_too_large() -> None:
    assert lines(b"x" * (LARGEST + 1)) == [
        "schedule.yaml:1:1: error: found more than 5000000 bytes; expected a smaller file"
    ]


def test_text_too_large_is_measured_in_utf8() -> None:
    assert lines("会" * 2_000_000) == [
        "schedule.yaml:1:1: error: found more than 5000000 bytes; expected a smaller file"
    ]


def test_lone_surrogate() -> None:
    assert lines("version: \ud800") == [
        "schedule.yaml:1:10: error: found the control character U+D800; expected text without it"
    ]


def test_bomb_of_aliases() -> None:
    assert lines(bomb(30)) == [
        "schedule.yaml:6:5: error: found aliases (*) that make more than 300000 values; expected fewer"
    ]


def test_few_aliases_are_no_bomb() -> None:
    assert read_schedule(bomb(3)).problems[0].message.startswith("found no key 'conference'")


def test_too_many_values() -> None:
    assert lines(f"[{'a,' * 300_000}]") == [
        "schedule.yaml:1:1: error: found more than 300000 values; expected a smaller file"
    ]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: "])
def test_bottomless_nesting(opening: str) -> None:
    (line,) = lines(opening * 200_000)
    assert line.endswith("error: found lists or mappings nested 20 deep; expected at most 6")


@given(st.binary())
def test_any_bytes_are_a_schedule_or_located_errors(content: bytes) -> None:
    reading = read_schedule(content)
    assert reading.schedule is None
    assert all(problem.line >= 1 and problem.column >= 1 for problem in reading.problems)
    assert reading.problems


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_a_schedule_or_located_errors(content: str) -> None:
    reading = read_schedule(content)
    assert reading.schedule is None
    assert reading.problems


@given(st.integers(0, len(MINIMAL)), st.integers(0, 30), st.text(max_size=5) | st.sampled_from(PIECES))
def test_any_edit_leaves_a_schedule_or_errors(at: int, length: int, new: str) -> None:
    reading = read_schedule(MINIMAL[:at] + new + MINIMAL[at + length :])
    errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert (reading.schedule is None) is bool(errors)
    assert list(reading.problems) == sorted(reading.problems)


def test_schedule_reads_the_same_without_libyaml() -> None:
    script = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from bot.formats.schedule import read_schedule\n"
        "from tests.formats.broken import IDS, KEYS, edited\n"
        "for edits, line in (IDS | KEYS).values():\n"
        "    (problem,) = read_schedule(edited(*edits)).problems\n"
        "    assert str(problem) == 'schedule.yaml:' + line\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])  # noqa: S603
