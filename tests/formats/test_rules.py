"""Warnings: what may be meant, but rarely is."""

from __future__ import annotations

from bot.formats.schedule import read_schedule
from tests.formats.files import MINIMAL, edited, lines

SIDE = MINIMAL[MINIMAL.index("start: 2020-07-24 09:00") : MINIMAL.index("\n    abstract:")]
FORUM = "  - id: forum-5g\n    type: forum\n"


def side(start: str, *, room: str = "side", persons: str = "[]", duration: str = "1h30m") -> tuple[str, str]:
    """The edit that moves the 5G forum."""
    return SIDE, f"start: {start}\n    duration: {duration}\n    room: {room}\n    persons: {persons}"


def test_two_events_in_one_room_at_once() -> None:
    assert lines(edited(side("2020-07-23 15:59", room="main"))) == [
        "schedule.yaml:35:11: warning: room: found 'main', taken by 'opening' until 2020-07-23 16:00;"
        " expected one event at a time"
    ]


def test_two_events_in_one_room_one_after_the_other() -> None:
    assert lines(edited(side("2020-07-23 16:00", room="main"))) == []


def test_cancelled_event_leaves_its_room() -> None:
    content = edited(side("2020-07-23 15:00", room="main"), ("status: confirmed", "status: cancelled"))
    assert lines(content) == []


def test_exhibition_holds_its_room_as_others_do() -> None:
    content = edited(
        side("2020-07-23 10:00", room="main", duration="48h"),
        (FORUM, FORUM.replace("forum\n", "exhibition\n")),
    )
    assert lines(content) == [
        "schedule.yaml:25:11: warning: room: found 'main', taken by 'forum-5g' until 2020-07-25 10:00;"
        " expected one event at a time"
    ]


def test_talk_in_another_room_than_its_forum() -> None:
    content = edited(side("2020-07-23 14:00"), ("id: address, ", "id: address, room: side, "))
    assert lines(content) == [
        "schedule.yaml:28:29: warning: room: found 'side', taken by 'forum-5g' until 2020-07-23 15:30;"
        " expected one event at a time"
    ]


def test_two_talks_of_a_forum_at_once() -> None:
    assert lines(edited(("start: 14:20, ", "start: 14:10, "))) == [
        "schedule.yaml:29:46: warning: room: found 'main', taken by 'address' until 2020-07-23 14:20;"
        " expected one event at a time"
    ]


def test_one_warning_for_each_event_in_a_full_room() -> None:
    more = "".join(
        f"  - {{id: more-{n}, type: forum, title: M, start: 2020-07-23 1{n}:00, end: 2020-07-23 18:00,"
        " room: main}\n"
        for n in range(4)
    )
    assert [problem.line for problem in read_schedule(MINIMAL + more).problems] == [25, 43, 44, 45]


def test_person_in_two_places_at_once() -> None:
    content = edited(side("2020-07-23 14:00", persons="[liu-duo, miao-wei]"))
    assert lines(content) == [
        "schedule.yaml:28:75: warning: persons: found 'miao-wei', who is at 'forum-5g' until"
        " 2020-07-23 15:30; expected one place at a time",
        "schedule.yaml:29:78: warning: persons: found 'liu-duo', who is at 'forum-5g' until 2020-07-23 15:30;"
        " expected one place at a time",
    ]


def test_person_of_a_forum_and_of_its_talk() -> None:
    assert lines(edited(("    language: zh\n", "    language: zh\n    persons: [miao-wei, liu-duo]\n"))) == []


def test_person_of_a_talk_that_starts_its_forum() -> None:
    content = edited(
        ("    language: zh\n", "    language: zh\n    persons: [miao-wei]\n"),
        ("start: 14:05,", "start: 14:00,"),
    )
    assert lines(content) == []


def test_person_of_two_talks_at_once_of_a_forum_without_a_room() -> None:
    content = edited(
        ("    room: main\n", ""), ("start: 14:20, ", "start: 14:10, "), ("[liu-duo]}", "[miao-wei]}")
    )
    assert lines(content) == [
        "schedule.yaml:28:78: warning: persons: found 'miao-wei', who is at 'address' until 2020-07-23 14:20;"
        " expected one place at a time"
    ]


def test_person_of_an_exhibition_may_leave_it() -> None:
    content = edited(
        side("2020-07-23 10:00", persons="[miao-wei]", duration="48h"),
        (FORUM, FORUM.replace("forum\n", "exhibition\n")),
    )
    assert lines(content) == []


def test_person_of_a_cancelled_event_is_elsewhere() -> None:
    content = edited(
        side("2020-07-23 14:00", persons="[miao-wei]"), (FORUM, f"{FORUM}    status: cancelled\n")
    )
    assert lines(content) == []


def test_missing_translations() -> None:
    content = edited(("{id: Pembukaan, en: Opening, zh: 开幕式}", "{en: Opening}"))
    assert lines(content) == [
        "schedule.yaml:21:12: warning: title: found no text for id, zh; expected one per language"
    ]


def test_warnings_leave_the_schedule_usable() -> None:
    reading = read_schedule(edited(("{id: Pembukaan, en: Opening, zh: 开幕式}", "{en: Opening}")))
    assert reading.schedule is not None
    assert reading.schedule.events["opening"].title.in_("id") == "Opening"


def test_time_that_the_clocks_skip() -> None:
    content = MINIMAL.replace("Asia/Shanghai", "Europe/Berlin").replace("2020-07-23", "2020-03-28")
    content = content.replace("2020-07-24 09:00", "2020-03-29 02:30").replace("2020-07-25", "2020-03-30")
    assert lines(content) == [
        "schedule.yaml:33:12: error: start: found '2020-03-29 02:30';"
        " expected a time that exists in Europe/Berlin, where the clocks skip this one"
    ]


def test_time_that_the_clocks_show_twice() -> None:
    content = MINIMAL.replace("Asia/Shanghai", "Europe/Berlin").replace("2020-07-23", "2020-10-24")
    content = content.replace("2020-07-24 09:00", "2020-10-25 02:30").replace("2020-07-25", "2020-10-26")
    assert lines(content) == [
        "schedule.yaml:33:12: warning: start: found 2020-10-25 02:30, which the clocks of Europe/Berlin show"
        " twice; taken as the first, 00:30 UTC"
    ]


def test_person_at_two_places_beside_an_entry_that_is_no_id() -> None:
    content = edited(side("2020-07-23 14:00", persons="[[x], liu-duo]"))
    assert lines(content) == [
        "schedule.yaml:29:78: warning: persons: found 'liu-duo', who is at 'forum-5g' until 2020-07-23 15:30;"
        " expected one place at a time",
        "schedule.yaml:36:15: error: persons: found a list; expected the id of a person under persons:",
    ]
