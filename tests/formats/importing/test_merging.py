"""A source's next version in a file that people have edited."""

from __future__ import annotations

from typing import Any

from bot.formats.importing.merging import Merge, merged
from bot.formats.importing.source import Wishes
from bot.formats.schedule import read_schedule
from tests.formats.importing.sources import frab, frab_event, schedule_of

FILE = """\
# ours
version: "v1"   # as published
conference:
  acronym: tiny
  title: Tiny
  time_zone: Asia/Shanghai
  start: 2020-07-23
  end: 2020-07-25
  languages: [en, zh]
tracks:
  - {id: mobile, name: {en: Mobile, zh: 移动}, aliases: [5G]}
rooms:
  - {id: main, name: Main, url: "https://example.org/main"}
persons:
  - {id: duo, name: {en: Liu Duo, zh: 刘多}, role: Chair}
events:

  # Friday
  - id: 7
    type: forum      # not a talk
    title: {en: Networks first, zh: 网络先行}
    start: 2020-07-24 09:00
    end: 2020-07-24 10:30
    status: tentative
    track: mobile
    room: main
    persons: [duo]
    language: en
    url: https://example.org/join
    talks:
      - {id: ours, title: Ours, start: 09:10, duration: 10m}

  - {id: lunch, type: break, title: Lunch, start: 2020-07-24 12:00, duration: 1h}
"""


def brought(
    *events: dict[str, Any], file: str = FILE, version: str | None = "v1", **conference: Any
) -> Merge:
    before = read_schedule(file)
    assert before.schedule is not None
    source = schedule_of(frab(*events, **conference), Wishes(language="en"))
    merge = merged(file.encode(), before.schedule, source, version=version)
    assert read_schedule(merge.content).schedule is not None
    return merge


def difference(merge: Merge, file: str = FILE) -> list[str]:
    """The lines that went and those that came."""
    before, after = file.splitlines(), merge.content.decode().splitlines()
    gone = [f"-{line}" for line in before if line not in after]
    return gone + [f"+{line}" for line in after if line not in before]


def test_source_without_news_changes_no_byte() -> None:
    merge = brought(frab_event(track="5G"))
    assert (merge.content, merge.added, merge.changed) == (FILE.encode(), [], [])
    assert merge.missing == ["Ours", "Lunch"]
    assert merge.left == ["Networks first: that it is tentative"]


def test_title_changes_in_the_language_of_the_source() -> None:
    merge = brought(frab_event(title="Networks: last", track="Mobile"))
    assert difference(merge) == [
        "-    title: {en: Networks first, zh: 网络先行}",
        '+    title: {en: "Networks: last", zh: 网络先行}',
    ]
    assert merge.changed == ["Networks first (title)"]
    assert merge.left == ["Networks first: its title in zh (does that still fit?), that it is tentative"]


def test_event_moves_with_the_talks_that_only_the_file_has() -> None:
    merge = brought(frab_event(date="2020-07-24T10:00:00+08:00"))
    assert difference(merge) == [
        "-    start: 2020-07-24 09:00",
        "-    end: 2020-07-24 10:30",
        "-      - {id: ours, title: Ours, start: 09:10, duration: 10m}",
        "+    start: 2020-07-24 10:00",
        "+    end: 2020-07-24 11:30",
        "+      - {id: ours, title: Ours, start: 10:10, duration: 10m}",
    ]
    assert merge.changed == ["Networks first (time)"]


def test_room_track_and_persons_are_the_sources() -> None:
    persons = [{"id": 1, "public_name": "刘多"}, {"id": 2, "public_name": "Shang Bing"}]
    merge = brought(frab_event(room="Side", track="Security", persons=persons))
    assert difference(merge) == [
        "-    track: mobile",
        "-    room: main",
        "-    persons: [duo]",
        "+  - {id: security, name: Security}",
        "+  - {id: side, name: Side}",
        "+  - {id: shang-bing, name: Shang Bing}",
        "+    track: security",
        "+    room: side",
        "+    persons: [duo, shang-bing]",
    ]


def test_abstract_that_was_none_is_written() -> None:
    merge = brought(frab_event(abstract="One.\n\nTwo: three."))
    assert difference(merge) == ["+    abstract: |-", "+      One.", "+      Two: three."]


def test_addresses_are_filled_in_and_never_replaced() -> None:
    links = [
        {"title": "Live", "url": "https://example.org/other"},
        {"title": "Video", "url": "https://example.org/v"},
    ]
    merge = brought(frab_event(links=links, url="https://example.org/page"))
    assert difference(merge) == [
        "+    recording: https://example.org/v",
        "+    source: https://example.org/page",
    ]
    assert merge.left == ["Networks first: its url, that it is tentative"]


def test_new_event_is_added_with_what_it_needs() -> None:
    new = frab_event(id=8, title="New: one", date="2020-07-26T09:00:00+08:00", room="Side")
    merge = brought(frab_event(), new)
    assert merge.added == ["New: one"]
    assert difference(merge) == [
        "-  end: 2020-07-25",
        "+  end: 2020-07-26",
        "+  - {id: side, name: Side}",
        '+  - {id: 8, type: talk, title: "New: one", start: 2020-07-26 09:00, end: 2020-07-26 10:30, room: side, persons:'
        " [duo], language: en}",
    ]


def test_version_is_the_sources_where_it_has_one() -> None:
    assert difference(brought(frab_event(), version="v2")) == [
        '-version: "v1"   # as published',
        '+version: "v2"   # as published',
    ]
    assert brought(frab_event(), version=None).content == FILE.encode()


def test_plain_title_is_replaced_in_its_form() -> None:
    file = FILE.replace("{en: Networks first, zh: 网络先行}", "'Networks first'  # plain")
    assert difference(brought(frab_event(title="It's new"), file=file), file) == [
        "-    title: 'Networks first'  # plain",
        "+    title: 'It''s new'  # plain",
    ]


def test_text_in_a_language_that_the_file_lacks_is_left() -> None:
    source = schedule_of(frab(frab_event(title="Netze")), Wishes(language="de"))
    before = read_schedule(FILE).schedule
    assert before is not None
    merge = merged(FILE.encode(), before, source, version=None)
    assert merge.content == FILE.encode()
    assert merge.left == ["Networks first: its title in de, no language of the file, that it is tentative"]


def test_event_whose_layout_cannot_be_changed_is_left_and_the_others_are_not() -> None:
    file = FILE.replace("{en: Networks first,", "{en: &first Networks first,").replace("Lunch,", "*first,")
    lunch = frab_event(
        id="lunch", date="2020-07-24T12:30:00+08:00", duration="01:00", persons=[], language=None
    )
    merge = brought(frab_event(title="New"), lunch, file=file)
    assert merge.left == [
        "Networks first: found a layout that cannot be changed from here; expected this to be edited by hand"
    ]
    assert merge.changed == ["Networks first (time, room)"]
    assert difference(merge, file) == [
        "-  - {id: lunch, type: break, title: *first, start: 2020-07-24 12:00, duration: 1h}",
        "+  - {id: lunch, type: break, title: *first, start: 2020-07-24 12:30, duration: 1h, room: main}",
    ]


def test_updating_twice_is_updating_once() -> None:
    events = [frab_event(title="Other", room="Side"), frab_event(id=8, title="New")]
    once = brought(*events).content.decode()
    assert brought(*events, file=once).content.decode() == once
