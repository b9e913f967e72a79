"""Moments, spans, ids, kinds and encodings of other systems."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.model import EventType
from bot.formats.importing import moments
from bot.formats.importing.decoding import decoded, known_encoding
from bot.formats.importing.ids import distinct, identified
from bot.formats.importing.kinds import type_meant
from bot.formats.importing.notes import Notes, Topic
from bot.formats.importing.recurrence import times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:45", 45),
        ("1:30", 90),
        ("00:45:00", 45),
        ("1:00:30:00", 24 * 60 + 30),
        ("90", 90),
        ("1h30m", 90),
        ("2 hours", 120),
        ("45 min", 45),
        ("PT1H30M", 90),
        ("P1DT1H", 25 * 60),
        ("P1W", 7 * 24 * 60),
    ],
)
def test_span_is_read(text: str, minutes: int) -> None:
    assert moments.span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "0", "00:00", "P", "PT", "h", "-00:30", "999:00", "soon", "1:2", "PT1000000S0"]
)
def test_span_that_is_none_is_none(text: str) -> None:
    assert moments.span(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:30", time(9, 30)),
        ("09:30:15", time(9, 30, 15)),
        ("2:15 pm", time(14, 15)),
        ("12:00 AM", time(0)),
        ("12:30 p.m.", time(12, 30)),
        ("14.05", time(14, 5)),
        ("24:00", None),
        ("13:00 pm", None),
        ("9", None),
        ("٩:٣٠", None),
    ],
)
def test_clock_is_read(text: str, expected: time | None) -> None:
    assert moments.clock(text) == expected


def test_day_may_have_a_time_behind_it() -> None:
    assert (moments.day("2020-07-24T00:00:00+02:00"), moments.day("24 July")) == (date(2020, 7, 24), None)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2020-02-30", ""])
def test_moment_out_of_this_world_is_none(text: str) -> None:
    assert moments.moment(text) is None


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("opening-ceremony", "opening-ceremony"),
        ("a--b_", "a--b_"),
        ("Camp2019-10386-opening_ceremony", "camp2019-10386-opening_ceremony"),
        ("José Ñandú", "jose-nandu"),
        ("C++ & Rust", "c-rust"),
        ("苗圩", "thing-7e4743"),
        ("5G与移动通信的未来", "thing-7074a3"),
        ("“…”", "thing-063cb3"),
        ("Systems administration, automation and orchestration", "systems-administration-269ae7"),
    ],
)
def test_id_is_made_of_a_name(name: str, id_: str) -> None:
    assert identified(name, 30 if len(name) > 40 else 40, "thing") == id_


def test_ids_of_one_name_are_told_apart_within_the_length() -> None:
    assert distinct(["abcde", "abcde", "abc-2", "abcde", "x"], 5) == ["abcde", "abc-3", "abc-2", "abc-4", "x"]


@pytest.mark.parametrize(
    ("word", "title", "persons", "type_"),
    [
        ("lecture", "Lunch", True, EventType.TALK),
        ("Long talk (45 minutes)", "x", True, EventType.TALK),
        ("BoF (45 minutes)", "x", True, EventType.ACTIVITY),
        ("Coffee break", "x", False, EventType.BREAK),
        ("Keynote", "x", True, EventType.CEREMONY),
        ("Panel discussion", "x", True, EventType.FORUM),
        ("Poster", "x", True, EventType.EXHIBITION),
        ("breaking", "x", True, EventType.TALK),
        ("", "Lunch", False, EventType.BREAK),
        ("", "Breaking news", True, EventType.TALK),
        ("", "Opening ceremony", False, EventType.CEREMONY),
        ("", "Teaching teachers", True, EventType.TALK),
        ("", "Registration", False, EventType.ACTIVITY),
    ],
)
def test_type_is_meant(word: str, title: str, persons: bool, type_: EventType) -> None:
    assert type_meant(word, title, persons=persons) is type_


def test_repetition_is_bounded() -> None:
    start = datetime(2020, 7, 24, 9, 0)  # noqa: DTZ001  # on some clock
    found = times(start, {"FREQ": ["DAILY"], "COUNT": [10**9]})
    assert found is not None
    assert (len(found), found[-1]) == (31, datetime(2020, 8, 23, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    "name", ["zlib_codec", "rot13", "utf-7", "idna", "unicode_escape", "nothing", "utf-999"]
)
def test_encoding_that_texts_are_not_saved_in_is_unknown(name: str) -> None:
    assert known_encoding(name) is None


@pytest.mark.parametrize(
    ("content", "text", "guess"),
    [
        ("é大".encode(), "é大", []),
        ("é大".encode("utf-8-sig"), "é大", []),
        ("é大".encode("utf-16"), "é大", []),
        ("é大".encode("utf-32"), "é大", []),
        ("Zürich".encode("latin-1"), "Zürich", ["windows-1252"]),
        ("中国互联网大会".encode("gb18030"), "中国互联网大会", ["gb18030"]),
    ],
)
def test_text_is_decoded(content: bytes, text: str, guess: list[str]) -> None:
    notes = Notes()
    assert decoded(content, notes) == text
    assert [example for note in notes if note.topic is Topic.ENCODING for example in note.examples] == guess


def test_note_names_some_and_counts_the_rest() -> None:
    notes = Notes()
    for number in range(1003):
        notes.add(Topic.URL, f"address {number}")
    notes.add(Topic.URL, "address 1")
    assert [str(note) for note in notes] == [
        "dropped: what is no http or https address (1003): address 0, address 1, address 2, and 1000 more"
    ]
