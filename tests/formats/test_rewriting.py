"""Values with parts inside, written anew; every byte elsewhere stays."""

from __future__ import annotations

import pytest

from bot.formats.layout import Data
from bot.formats.patches import EditError
from bot.formats.rewriting import Rewrite, rewritten

FILE = """\
version: '1'
conference: {acronym: x, start: 2020-07-23}  # short
events:
  - id: a
    title: {en: One, zh: 一}   # both
    start: 2020-07-23 10:00
    persons:
      - one   # first
      - two
    abstract: |
      Some
      lines.
  - {id: b, title: "Two", persons: [one]}
"""


def difference(*rewrites: Rewrite, file: str = FILE) -> list[str]:
    before, after = file.split("\n"), rewritten(file.encode(), rewrites).decode().split("\n")
    gone = [f"-{line}" for line in before if line not in after]
    return gone + [f"+{line}" for line in after if line not in before]


@pytest.mark.parametrize(
    ("event", "keys", "value", "lines"),
    [
        (None, ("version",), "2", ["-version: '1'", "+version: '2'"]),
        (
            None,
            ("conference", "start"),
            "2020-07-22",
            ["-conference: {acronym: x, start: 2020-07-23}  # short", "+conference: {acronym: x, start: 2020-07-22}  # short"],
        ),
        (
            "a",
            ("title", "zh"),
            "二, 三",
            ["-    title: {en: One, zh: 一}   # both", '+    title: {en: One, zh: "二, 三"}   # both'],
        ),
        (
            "a",
            ("title", "id"),
            "Satu",
            ["-    title: {en: One, zh: 一}   # both", "+    title: {en: One, zh: 一, id: Satu}   # both"],
        ),
        (
            "a",
            ("title",),
            "Plain",
            ["-    title: {en: One, zh: 一}   # both", '+    title: "Plain"   # both'],
        ),
        ("a", ("persons",), ["two", "three"], ["-    persons:", "-      - one   # first", "-      - two", "+    persons: [two, three]"]),
        ("a", ("abstract",), "Other\n\nlines: two", ["-    abstract: |", "-      Some", "-      lines.", "+    abstract: |-", "+      Other", "+", "+      lines: two"]),
        ("a", ("language",), "zh", ["+    language: zh"]),
        ("b", ("persons",), ["x"], ['-  - {id: b, title: "Two", persons: [one]}', '+  - {id: b, title: "Two", persons: [x]}']),
        ("b", ("abstract",), "A\nB", ['-  - {id: b, title: "Two", persons: [one]}', '+  - {id: b, title: "Two", persons: [one], abstract: "A\\nB"}']),
    ],
)  # fmt: skip
def test_value_is_written_anew(
    event: str | None, keys: tuple[str, ...], value: Data, lines: list[str]
) -> None:
    found = difference(Rewrite(event, keys, value))
    assert [line for line in found if line != "+"] == [line for line in lines if line != "+"]


def test_several_values_at_once() -> None:
    assert difference(Rewrite("a", ("title", "en"), "Eins"), Rewrite("b", ("title",), "Zwei")) == [
        "-    title: {en: One, zh: 一}   # both",
        '-  - {id: b, title: "Two", persons: [one]}',
        "+    title: {en: Eins, zh: 一}   # both",
        '+  - {id: b, title: "Zwei", persons: [one]}',
    ]


@pytest.mark.parametrize("keys", [("title", "en", "x"), ("nothing", "en")])
def test_place_that_is_not_there_is_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(EditError) as refusal:
        rewritten(FILE.encode(), [Rewrite("a", keys, "x")])
    assert refusal.value.problem.message == f"found no place for {'.'.join(keys)!r}; expected one"


def test_unknown_event_is_refused() -> None:
    with pytest.raises(EditError):
        rewritten(FILE.encode(), [Rewrite("c", ("title",), "x")])


def test_value_that_others_repeat_is_refused() -> None:
    file = FILE.replace("zh: 一", "zh: &x 一").replace('"Two"', "*x")
    with pytest.raises(EditError) as refusal:
        rewritten(file.encode(), [Rewrite("a", ("title",), "x")])
    assert "expected this to be edited by hand" in str(refusal.value)
