"""Whatever a schedule looks like, an edit changes what it says and leaves every other line."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.formats.edit import Edit, edited
from bot.formats.schedule import read_schedule
from tests.formats.layouts import Written, schedules

KEYS = ("start", "end", "duration", "status", "room", "url", "recording")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
VALUES = st.sampled_from(
    ("2020-07-24 09:30", "14:05", "cancelled", "https://example.org/x#y?z={a},[b]")
) | st.text(st.characters(codec="utf-8"), max_size=12)


def said(content: bytes) -> Any:
    """What a file says, read by another reader; all scalars as texts."""
    return yaml.load(content.decode("utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes only texts


def records(data: Any) -> dict[str, dict[str, Any]]:
    found = {}
    for event in data["events"]:
        found[event["id"]] = event
        found |= {talk["id"]: talk for talk in event.get("talks", [])}
    return found


@st.composite
def edits_of(draw: Any, written: Written) -> Edit:
    id_ = draw(st.sampled_from(sorted(written.records)))
    return Edit(id_, draw(st.sampled_from(KEYS)), draw(VALUES | st.none()))


def lines_changed(before: str, after: str, newline: str) -> tuple[int, int]:
    """How many lines in a row differ, of the old and of the new text."""
    old, new = before.rstrip(newline).split(newline), after.rstrip(newline).split(newline)
    first = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    if first is None:
        first = min(len(old), len(new))
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return len(old) - first - last, len(new) - first - last


@given(schedules())
def test_layouts_are_schedules_without_errors(written: Written) -> None:
    reading = read_schedule(written.content)
    assert [str(problem) for problem in reading.problems if problem.severity == "error"] == []
    assert records(said(written.content)).keys() == written.records.keys()


@given(schedules(), st.data())
def test_any_edit_changes_just_what_is_said(written: Written, data: st.DataObject) -> None:
    edits = data.draw(
        st.lists(edits_of(written), max_size=4, unique_by=lambda edit: (edit.event_id, edit.key))
    )
    expected = said(written.content)
    for edit in edits:
        record = records(expected)[edit.event_id]
        if edit.value is None:
            record.pop(edit.key, None)
        else:
            record[edit.key] = edit.value
    assert said(edited(written.content, edits)) == expected


@given(schedules(anchors=False), st.data())
def test_any_edit_leaves_all_other_lines(written: Written, data: st.DataObject) -> None:
    edit = data.draw(edits_of(written))
    after = edited(written.content, [edit]).decode()
    old, new = lines_changed(written.text, after, written.newline)
    assert set(LINE_BREAK.findall(after)) == {written.newline}
    before = written.records[edit.event_id].get(edit.key)
    if before is None or before == edit.value:
        assert (old, new) in ((0, 1), (1, 1)) if before is None and edit.value is not None else (0, 0)
    else:
        assert old <= 3
        assert new <= 1
