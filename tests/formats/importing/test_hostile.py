"""Whatever comes: a schedule that checks without errors, or SourceError with words."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.formats.importing.reading import read_source
from bot.formats.importing.source import LARGEST, SourceError, Wishes
from bot.formats.problems import Severity
from bot.formats.schedule import read_schedule
from bot.formats.writing import written_schedule
from tests.formats.importing.sources import calendar, frab, frab_event, table, xml

WISHES = Wishes(usual_zone=ZoneInfo("Asia/Jakarta"))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<schedule><conference><title>&b;</title></conference></schedule>"""
OUTSIDER = b'<!DOCTYPE schedule [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule><conference>&a;</conference></schedule>'
EVENT = "UID:1@x\nDTSTART:20200724T090000Z\nDTEND:20200724T100000Z\nSUMMARY:A title, and 标题\nLOCATION:Main"
SEEDS = (
    frab(frab_event(abstract="<p>One</p> [two](https://example.org)", track="5G"), frab_event(id=8)),
    xml("<event id='7'><date>2020-07-24T09:00:00Z</date><duration>01:30</duration><title>x</title></event>"),
    calendar(
        EVENT, EVENT.replace("1@", "2@") + "\nRRULE:FREQ=DAILY;COUNT=3", head="X-WR-TIMEZONE:Asia/Shanghai"
    ),
    table("id,title,start,end,speakers,url", "1,Eins,2020-07-24 09:00,10:00,A; B,https://example.org"),
)
SPLICES = (
    b"\0", b"\xff", b"\r\n", b"\n ", b'"', b"<", b"]]>", b"&", b"{", b"]", b",", b";", b":", b"9" * 400, b"-1",
    b"0001-01-01T00:00:00Z", b"99991231T235959Z", b"P99999999D", b"\nBEGIN:VEVENT\n", b"\nEND:VEVENT\n",
    b"\nRRULE:FREQ=SECONDLY\n", b"\nDTSTART;TZID=America:20200101T000000\n", b"\nEXDATE:20200101\n", b"null", b"{}",
    "\u202e".encode(), b"<b>", "é".encode("latin-1"), "大".encode("gb18030"),
)  # fmt: skip


def survives(content: bytes) -> None:
    """The content becomes a schedule that is read again as it is, or is refused."""
    try:
        schedule = read_source(content, "x", WISHES).schedule
    except SourceError:
        return
    reading = read_schedule(written_schedule(schedule))
    assert [problem for problem in reading.problems if problem.severity is Severity.ERROR] == []
    assert reading.schedule == schedule


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\0" * 1000,
        b"\xff\xfe",
        b"PK\x03\x04 a workbook",
        b"%PDF-1.7",
        b"hello",
        b"version: '1'\nconference:\n  acronym: x\n",
        BOMB,
        OUTSIDER,
        b"<schedule>" + b"<a>" * 100_000,
        b"<schedule><conference/>" + b"<a/>" * 400_000 + b"</schedule>",
        b"[" * 1_000_000,
        b'{"schedule":' * 100_000,
        b'{"schedule":{"conference":{"days":' + b"9" * 10_000 + b"}}}",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 6000,
        b"BEGIN:VCALENDAR" + b"\r" * 1_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n" + b"no property\n" * 100_000,
        b"title,start\n" + b"a" * 200_000,
        b"title,start\n" + b"a,2020-01-01 10:00\n" * 5001,
        b"title," * 100_000,
        b"a" * (LARGEST + 1),
    ],
    ids=lambda content: repr(content[:20]),
)
def test_content_of_no_use_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError) as refusal:
        read_source(content, "x", WISHES)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "<" * 20_000,
        "<a href=" * 2_000,
        "<script>" * 2_000,
        "&amp" * 5_000,
        "**a" * 6_000,
        "[a](https://" * 1_500,
        "\u202e" * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_texts_that_are_all_markup_are_read(text: str) -> None:
    survives(frab(frab_event(title=text, abstract=text, room=text, persons=[text])))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_mutated_sources_survive(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(SEEDS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        mutation: Callable[[bytes, int], bytes] = data.draw(
            st.sampled_from((_cut, _doubled, *(_spliced(splice) for splice in SPLICES)))
        )
        content = mutation(content, at)
    survives(content)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from((b"", b"<schedule>", b'{"schedule":', b"BEGIN:VCALENDAR\n", b"title,start\n")),
)
def test_any_bytes_survive(content: bytes, start: bytes) -> None:
    survives(start + content)


def _cut(content: bytes, at: int) -> bytes:
    return content[:at] + content[at + 7 :]


def _doubled(content: bytes, at: int) -> bytes:
    return content[:at] + content[at : at + 40] + content[at:]


def _spliced(splice: bytes) -> Callable[[bytes, int], bytes]:
    return lambda content, at: content[:at] + splice + content[at:]
