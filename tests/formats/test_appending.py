"""New items in the lists of a schedule file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.formats.appending import appended
from bot.formats.layout import Data
from bot.formats.patches import EditError
from tests.formats.files import MINIMAL
from tests.formats.layouts import Written, schedules
from tests.formats.test_edit_layouts import lines_changed, said

EVENT: dict[str, Data] = {
    "id": "new",
    "type": "forum",
    "title": {"en": "Now: what?", "zh": "现在，怎么办？"},
    "start": "2020-07-25 10:00",
    "duration": "1h",
    "persons": ["miao-wei"],
    "abstract": {
        "en": "First.\n\nSecond, which is rather long, so that it does not fit on one line with the other."
    },
    "talks": [
        {"id": "one", "title": "One", "start": "10:00"},
        {"id": "two", "title": "no", "start": "10:30"},
    ],
}
LINES = """\
  - id: new
    type: forum
    title: {en: "Now: what?", zh: "现在，怎么办？"}
    start: 2020-07-25 10:00
    duration: 1h
    persons: [miao-wei]
    abstract:
      en: |-
        First.

        Second, which is rather long, so that it does not fit on one line with the other.
    talks:
      - {id: one, title: One, start: 10:00}
      - {id: two, title: no, start: 10:30}
"""
ROOM: dict[str, Data] = {"id": "hall", "name": "Hall"}


def after(text: str, section: str, new: dict[str, Data], forum: str | None = None) -> str:
    return appended(text.encode(), section, new, forum=forum).decode()


def test_event_comes_last_a_key_on_a_line() -> None:
    assert after(MINIMAL, "events", EVENT) == MINIMAL + LINES


def test_events_that_stand_apart_get_another_that_does() -> None:
    text = MINIMAL.replace("  - id: forum-5g", "\n  # Friday\n  - id: forum-5g")
    assert after(text, "events", EVENT) == f"{text}\n{LINES}"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_last_line_without_a_line_end_gets_one(newline: str) -> None:
    text = MINIMAL.replace("\n", newline).rstrip()
    assert after(text, "events", EVENT) == text + newline + LINES.replace("\n", newline).rstrip()


def test_item_comes_in_braces_where_the_others_do() -> None:
    side = "  - {id: side, name: Side}\n"
    assert after(MINIMAL, "rooms", ROOM) == MINIMAL.replace(side, side + "  - {id: hall, name: Hall}\n")


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("rooms: []", "rooms:\n  - id: hall\n    name: Hall"),
        ("rooms: []  # none yet", "rooms:  # none yet\n  - id: hall\n    name: Hall"),
        ("rooms: [{id: a}]", "rooms: [{id: a}, {id: hall, name: Hall}]"),
        ("rooms:\n- id: a", "rooms:\n- id: a\n- id: hall\n  name: Hall"),
        ("rooms:\n    - id: a  # A", "rooms:\n    - id: a  # A\n    - id: hall\n      name: Hall"),
        ("tracks: []", "tracks: []\nrooms:\n  - id: hall\n    name: Hall"),
    ],
)
def test_item_takes_the_layout_of_its_list(before: str, then: str) -> None:
    text = f'version: "1"\n{before}\n# below\nevents: []\n'
    assert after(text, "rooms", ROOM) == text.replace(before, then)


def test_talk_joins_its_forum() -> None:
    last = "      - {id: welcome, title: Welcome, start: 14:20, duration: 10m, persons: [liu-duo]}\n"
    talk: dict[str, Data] = {"id": "late", "start": "15:00"}
    assert after(MINIMAL, "talks", talk, "opening") == MINIMAL.replace(
        last, last + "      - {id: late, start: 15:00}\n"
    )


def test_first_talk_of_a_forum() -> None:
    talk: dict[str, Data] = {"id": "late", "start": "15:00"}
    assert after(MINIMAL, "talks", talk, "forum-5g") == MINIMAL + (
        "    talks:\n      - id: late\n        start: 15:00\n"
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_file_of_json_stays_one(indent: int | None) -> None:
    before: dict[str, Any] = {"version": "1", "events": [{"id": "a", "title": "A"}]}
    text = json.dumps(before, indent=indent)
    before["events"].append(EVENT)
    before["rooms"] = [ROOM]
    assert json.loads(after(after(text, "events", EVENT), "rooms", ROOM)) == before


@given(schedules(), st.data())
def test_any_layout_takes_another_event(written: Written, data: st.DataObject) -> None:
    texts = st.text(st.characters(codec="utf-8"), max_size=20)
    event: dict[str, Any] = {"id": "new", **data.draw(st.dictionaries(texts, texts, max_size=3))}
    event |= {
        "persons": data.draw(st.lists(texts, max_size=3)),
        "title": data.draw(st.dictionaries(texts, texts)),
    }
    # What such a text at the end says would change: it is refused.
    assume("|+" not in written.text and written.text.endswith(written.newline))
    expected = said(written.content)
    expected["events"].append(event)
    content = appended(written.content, "events", event)
    assert said(content) == expected
    assert lines_changed(written.text, content.decode(), written.newline)[0] == 0


@pytest.mark.parametrize(
    ("text", "section", "forum", "message"),
    [
        (
            "events:\n  - id: a\n    title: |+\n      A\n\n",
            "events",
            None,
            "4:1: error: found a layout that cannot be changed from here; expected this to be edited by hand",
        ),
        (MINIMAL, "talks", "nothing", "1:1: error: found no event with the id 'nothing'; expected one"),
        (
            "version: x\nrooms: none\n",
            "rooms",
            None,
            "2:1: error: rooms: found no list that is written here; expected one",
        ),
    ],
)
def test_place_that_is_not_there_is_refused(text: str, section: str, forum: str | None, message: str) -> None:
    with pytest.raises(EditError) as refused:
        after(text, section, ROOM, forum)
    assert str(refused.value) == f"schedule.yaml:{message}"
