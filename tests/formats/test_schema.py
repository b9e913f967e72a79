"""The JSON Schema, and the page on the format, say what the reader does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.formats.keys import RECORDS
from bot.formats.records import Key, Record
from bot.formats.schedule import read_schedule
from bot.formats.schema import json_schema, schema_text
from tests.formats.files import MINIMAL, edited, lines

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "schedule.md").read_text(encoding="utf-8")
VALIDATOR = Draft202012Validator(json_schema())
SECTIONS = {
    "schedule": "schedule.yaml",
    "conference": "conference",
    "track": "tracks",
    "room": "rooms",
    "person": "persons",
    "event": "events",
    "talk": "talks",
}
"""The heading under which the page has each record."""
KEYS = [(record, key) for record in RECORDS for key in record.keys]


def as_written(content: str) -> Any:
    """The file with every scalar a string, as the reader takes it."""
    return yaml.load(content, yaml.CBaseLoader)  # noqa: S506


def complaints(content: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_written(content))]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_schema_file_is_up_to_date() -> None:
    assert (ROOT / "schedule.schema.json").read_text(encoding="utf-8") == schema_text()


def test_schema_text_is_the_schema() -> None:
    assert json.loads(schema_text()) == json_schema()


def test_schema_takes_the_shipped_schedule() -> None:
    assert complaints((ROOT / "schedule.yaml").read_text(encoding="utf-8")) == []


def test_schema_takes_the_minimal_schedule() -> None:
    assert complaints(MINIMAL) == []


def test_schema_takes_what_editors_read_as_numbers() -> None:
    schedule = as_written(MINIMAL)
    schedule["version"] = 0.3
    schedule["tracks"][0]["id"] = 5
    schedule["events"][1] |= {"track": 5, "title": 2020}
    assert list(VALIDATOR.iter_errors(schedule)) == []


@pytest.mark.parametrize(
    "edit",
    [
        ("    room: main\n", "    rom: main\n"),
        ("    duration: 1h30m\n", "    duration: 1h30m\n    end: 2020-07-24 10:30\n"),
        ("    duration: 1h30m\n", ""),
        ("type: forum", "type: fourm"),
        ("1h30m", "90 minutes"),
        ("start: 14:05,", "start: 14.05,"),
        ('"#0a84ff"', "blue"),
        ("id: forum-5g", "id: Forum 5G"),
        ("source: https:", "source: ftp:"),
        ("[id, en, zh]", "[]"),
        ("title: Forum 5G", "title: {}"),
    ],
)
def test_schema_refuses_what_the_reader_refuses(edit: tuple[str, str]) -> None:
    content = edited(edit)
    assert (read_schedule(content).schedule is None, len(complaints(content))) == (True, 1)


@given(st.integers(0, len(MINIMAL)), st.integers(0, 20), st.text("abz0159-: \n{}[],'", max_size=4))
def test_schema_takes_what_the_reader_takes(at: int, length: int, new: str) -> None:
    content = MINIMAL[:at] + new + MINIMAL[at + length :]
    assert read_schedule(content).schedule is None or complaints(content) == []


def test_page_begins_with_a_good_schedule() -> None:
    assert lines(_first_block("yaml")) == []


def test_page_shows_what_check_says() -> None:
    content = _first_block("yaml").replace("room: main", "room: mian").replace("start: 14:05", "start: 13:05")
    shown = _first_block("console").splitlines()[1:-1]
    assert lines(content) == [line for line in shown if not line.startswith(" ")]


def _first_block(language: str) -> str:
    return PAGE.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.mark.parametrize(("record", "key"), KEYS, ids=lambda value: value.name)
def test_key_has_its_line_on_the_page(record: Record, key: Key[Any]) -> None:
    _, _, section = PAGE.partition(f"\n## `{SECTIONS[record.name]}`")
    rows = [
        line for line in section.partition("\n## ")[0].splitlines() if line.startswith(f"| `{key.name}` |")
    ]
    assert [row.endswith(" yes |") for row in rows] == [key.required]
