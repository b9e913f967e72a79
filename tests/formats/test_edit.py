"""Edits of the schedule file, one layout at a time."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.formats.edit import Edit, edited
from bot.formats.patches import EditError, difference
from tests.formats.files import MINIMAL

FORUM = """\
events:
  - id: forum
    type: forum
    start: 2020-07-24 09:00
"""


def changed(before: str, *edits: Edit) -> list[str]:
    """The lines that the edits take away (-) and bring (+)."""
    after = edited(before.encode(), edits).decode()
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def forum(lines: str) -> str:
    return FORUM + lines


# --- a value that is there -----------------------------------------------------------------------------------


def test_value_in_block_style() -> None:
    assert changed(MINIMAL, Edit("opening", "start", "2020-07-23 14:15")) == [
        "-     start: 2020-07-23 14:00\n",
        "+     start: 2020-07-23 14:15\n",
    ]


def test_value_in_braces() -> None:
    assert changed(MINIMAL, Edit("address", "start", "14:20")) == [
        "-       - {id: address, title: Address, start: 14:05, end: 14:20, persons: [miao-wei]}\n",
        "+       - {id: address, title: Address, start: 14:20, end: 14:20, persons: [miao-wei]}\n",
    ]


def test_comment_behind_a_value_stays() -> None:
    text = forum("    room: main   # the large one\n")
    assert changed(text, Edit("forum", "room", "side"))[1] == "+     room: side   # the large one\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'main'", "'side'"),
        ('"main"', '"side"'),
        ("main", "side"),
        (">-\n      main", "side"),
        ("|-  # the large one\n      main", "side  # the large one"),
        ("\n      main", "\n      side"),
        ("&a main", "&a side"),
        ("&a\n      # the large one\n      'main'", "&a\n      # the large one\n      'side'"),
    ],
)
def test_value_is_written_as_the_old_one_was(before: str, after: str) -> None:
    text = forum(f"    room: {before}\n    # next\n    track: ai\n")
    assert edited(text.encode(), [Edit("forum", "room", "side")]).decode() == text.replace(before, after)


@pytest.mark.parametrize(
    ("style", "value", "written"),
    [
        ("x", "https://e.org/a", "https://e.org/a"),
        ("x", "https://e.org/a: b", '"https://e.org/a: b"'),
        ("x", "https://e.org/ #b", '"https://e.org/ #b"'),
        ("x", "- b", '"- b"'),
        ("x", " b", '" b"'),
        ("x", "a\nb\x7f", '"a\\nb\\U0000007f"'),
        ("x", "", '""'),
        ("'x'", "it's", "'it''s'"),
        ("'x'", "a\nb", '"a\\nb"'),
        ('"x"', 'a "b"', '"a \\"b\\""'),
    ],
)
def test_value_gets_the_quotes_that_it_needs(style: str, value: str, written: str) -> None:
    text = forum(f"    url: {style}\n")
    assert changed(text, Edit("forum", "url", value))[1] == f"+     url: {written}\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [("14:05", "14:05"), ("https://e.org/a", '"https://e.org/a"'), ("a, b", '"a, b"'), ("会场", "会场")],
)
def test_value_gets_the_quotes_that_it_needs_in_braces(value: str, written: str) -> None:
    text = "events: [{id: forum, url: x, room: y}]\n"
    assert (
        changed(text, Edit("forum", "url", value))[1]
        == f"+ events: [{{id: forum, url: {written}, room: y}}]\n"
    )


def test_value_that_is_there_already_changes_nothing() -> None:
    content = MINIMAL.encode()
    assert edited(content, [Edit("opening", "start", "2020-07-23 14:00")]) == content


def test_no_edits_change_nothing() -> None:
    assert edited(MINIMAL.encode(), []) == MINIMAL.encode()


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(newline: str, mark: str) -> None:
    text = mark + MINIMAL.replace("\n", newline)
    edits = [Edit("opening", "end", "2020-07-23 17:00"), Edit("forum-5g", "status", "tentative")]
    after = text.replace("2020-07-23 16:00", "2020-07-23 17:00")
    after = after.replace(
        f"duration: 1h30m{newline}", f"duration: 1h30m{newline}    status: tentative{newline}"
    )
    assert edited(text.encode(), edits) == after.encode()


# --- a new key -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "line_before"),
    [("status", "duration: 1h30m"), ("language", "abstract: {id: Tentang 5G, en: On 5G, zh: 关于5G}")],
)
def test_new_key_comes_after_the_one_it_usually_follows(key: str, line_before: str) -> None:
    after = edited(MINIMAL.encode(), [Edit("forum-5g", key, "new")]).decode()
    assert after == MINIMAL.replace(f"    {line_before}\n", f"    {line_before}\n    {key}: new\n")


def test_new_key_in_braces() -> None:
    assert changed(MINIMAL, Edit("welcome", "url", "https://example.org/w"))[1] == (
        "+       - {id: welcome, title: Welcome, start: 14:20, duration: 10m, persons: [liu-duo], "
        'url: "https://example.org/w"}\n'
    )


def test_several_new_keys_come_in_their_usual_order() -> None:
    edits = [Edit("forum", "recording", "r"), Edit("forum", "status", "s"), Edit("forum", "room", "m")]
    assert edited(forum("").encode(), edits).decode() == forum(
        "    status: s\n    room: m\n    recording: r\n"
    )


def test_new_key_comes_after_the_comment_of_the_line_and_before_those_below() -> None:
    text = forum("    duration: 1h  # short\n\n    # where\n    room: main\n")
    assert edited(text.encode(), [Edit("forum", "status", "s")]).decode() == text.replace(
        "# short\n", "# short\n    status: s\n"
    )


def test_new_key_at_the_end_of_a_file_without_a_line_end() -> None:
    text = forum("    duration: 1h")
    assert edited(text.encode(), [Edit("forum", "status", "s")]).decode() == f"{text}\n    status: s"


def test_new_key_after_a_text_over_several_lines() -> None:
    text = forum("    abstract: |\n      One.\n\n      Two.\n\n  - id: other\n")
    assert edited(text.encode(), [Edit("forum", "url", "u")]).decode() == text.replace(
        "Two.\n", "Two.\n    url: u\n"
    )


def test_new_key_does_not_follow_a_text_that_keeps_its_empty_lines() -> None:
    text = forum("    abstract: |+\n      One.\n\n\n")
    assert edited(text.encode(), [Edit("forum", "url", "u")]).decode() == text.replace(
        "09:00\n", "09:00\n    url: u\n"
    )


def test_new_key_in_a_file_of_json() -> None:
    text = '{"events": [{"id": "forum", "start": "2020-07-24 09:00"}]}'
    assert edited(text.encode(), [Edit("forum", "url", "u")]).decode() == text.replace(
        '09:00"', '09:00", "url": "u"'
    )


def test_new_key_beside_a_merge_key_is_written_where_it_stands() -> None:
    text = "base: &base {room: main}\n" + forum("    <<: *base\n")
    assert edited(text.encode(), [Edit("forum", "room", "side")]).decode() == text.replace(
        "09:00\n", "09:00\n    room: side\n"
    )


# --- anchors -------------------------------------------------------------------------------------------------

ANCHORED = forum("    room: &big main\n") + "  - {id: other, room: *big}\n  - {id: third, room: *big}\n"


def test_alias_gives_way_to_a_value_of_its_own() -> None:
    after = edited(ANCHORED.encode(), [Edit("other", "room", "side")]).decode()
    assert after == ANCHORED.replace("other, room: *big", "other, room: side")


def test_anchor_goes_with_its_value_to_the_next_that_needs_it() -> None:
    after = edited(ANCHORED.encode(), [Edit("forum", "room", "side")]).decode()
    assert after == ANCHORED.replace("&big main", "side").replace(
        "other, room: *big", "other, room: &big main"
    )


def test_anchor_passes_over_those_that_change_as_well() -> None:
    after = edited(ANCHORED.encode(), [Edit("forum", "room", None), Edit("other", "room", "side")]).decode()
    assert after == ANCHORED.replace("    room: &big main\n", "").replace(
        "other, room: *big", "other, room: side"
    ).replace("third, room: *big", "third, room: &big main")


def test_anchor_that_nobody_else_needs_stays() -> None:
    edits = [Edit(event_id, "room", "side") for event_id in ("forum", "other", "third")]
    assert edited(ANCHORED.encode(), edits).decode() == ANCHORED.replace("main", "side").replace(
        "*big", "side"
    )


# --- a key less ----------------------------------------------------------------------------------------------


def test_key_is_taken_away_with_its_line() -> None:
    assert changed(MINIMAL, Edit("opening", "room", None)) == ["-     room: main\n"]


def test_key_that_is_not_there_is_not_missed() -> None:
    assert changed(MINIMAL, Edit("address", "room", None)) == []


def test_text_over_several_lines_is_taken_away_whole() -> None:
    text = forum("    abstract: >-\n      One.\n      Two.\n    # below\n    room: main\n")
    assert edited(text.encode(), [Edit("forum", "abstract", None)]).decode() == text.replace(
        "    abstract: >-\n      One.\n      Two.\n", ""
    )


def test_last_line_without_a_line_end_is_taken_away() -> None:
    text = forum("    duration: 1h\n    room: main")
    after = edited(text.encode(), [Edit("forum", "room", None)]).decode()
    assert after == forum("    duration: 1h")


@pytest.mark.parametrize(
    ("first", "after"),
    [("room: main\n    ", ""), ("room: main  # big\n    # below\n    ", "\n    # below\n    ")],
)
def test_first_key_after_the_dash_gives_its_place_to_the_next(first: str, after: str) -> None:
    text = FORUM.replace("id: forum", f"{first}id: forum")
    assert edited(text.encode(), [Edit("forum", "room", None)]).decode() == text.replace(
        f"  - {first}", f"  - {after}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{room: main, id: forum, url: u}", "{id: forum, url: u}"),
        ("{id: forum, room: main, url: u}", "{id: forum, url: u}"),
        ("{id: forum, room: main}", "{id: forum}"),
        ("{id: forum, room: main,}", "{id: forum,}"),
        ("{id: forum,  # first\n  room: main}", "{id: forum,  # first\n  }"),
        ("{id: forum, room: main,  # big\n  url: u}", "{id: forum, # big\n  url: u}"),
    ],
)
def test_key_in_braces_is_taken_away_with_one_comma(before: str, after: str) -> None:
    assert (
        edited(f"events: [{before}]\n".encode(), [Edit("forum", "room", None)]).decode()
        == f"events: [{after}]\n"
    )


def test_neighbours_in_braces_are_taken_away_together() -> None:
    text = "events: [{id: forum, room: main, url: u}]\n"
    after = edited(text.encode(), [Edit("forum", "room", None), Edit("forum", "url", None)]).decode()
    assert after == "events: [{id: forum, }]\n"


# --- what cannot be edited -----------------------------------------------------------------------------------


def refusal(text: str, *edits: Edit) -> str:
    with pytest.raises(EditError) as refused:
        edited(text.encode(), edits)
    return str(refused.value)


def test_event_that_is_not_there() -> None:
    assert refusal(MINIMAL, Edit("nothing", "room", "main")) == (
        "schedule.yaml:1:1: error: found no event with the id 'nothing'; expected one"
    )


def test_file_that_cannot_be_read() -> None:
    assert refusal("events: [", Edit("forum", "room", "main")).startswith("schedule.yaml:2:1: error: ")


def test_layout_that_cannot_be_edited_is_refused_with_its_line() -> None:
    text = FORUM + "    ? room\n    : main\n"
    assert refusal(text, Edit("forum", "room", None)) == (
        "schedule.yaml:5:1: error: found a layout that cannot be changed from here;"
        " expected this to be edited by hand"
    )


def test_id_that_two_events_have_is_refused() -> None:
    text = "events: [{id: forum, room: main}, {id: forum, room: main}]\n"
    assert refusal(text, Edit("forum", "room", "side")).startswith("schedule.yaml:1:1: error: found a layout")


# --- the way back --------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab\r\n")), st.text(st.sampled_from("ab\r\n")))
def test_difference_makes_the_one_text_of_the_other(old: str, new: str) -> None:
    start, end, put = difference(old, new)
    assert old[:start] + put + old[end:] == new


def test_difference_is_only_what_differs() -> None:
    assert difference("start: 14:00\nend: 15:00\n", "start: 14:15\nend: 15:00\n") == (10, 12, "15")
