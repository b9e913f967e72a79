from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, ChangeKind, Changes, Renaming, compare
from bot.domain.model import Event, EventType, Person, Room, Schedule, Status, Track
from tests.samples import event, schedule, text

HALL, LOFT = Room("hall", text("Hall"), "https://example.org/hall"), Room("loft", text("Loft"))
ADA, BOB = Person("ada", text("Ada")), Person("bob", text("Bob"))
ONE = event("one", "2020-07-23 14:00", room="hall", persons=("ada",), track="t")
TWO = event("two", "2020-07-23 16:00", room="hall", persons=("ada",))


def programme(
    *events: Event, rooms: tuple[Room, ...] = (HALL, LOFT), persons: tuple[Person, ...] = (ADA, BOB)
) -> Schedule:
    return schedule(
        *events, rooms=rooms, persons=persons, tracks=(Track("t", text("T")), Track("u", text("U")))
    )


def told(old: Schedule, new: Schedule) -> list[tuple[str, str]]:
    return [(change.kind.value, change.event_id) for change in compare(old, new).events]


def test_nothing_changed_is_nothing_told() -> None:
    assert compare(programme(ONE, TWO), programme(ONE, TWO)) == Changes((), ())
    assert not compare(programme(ONE), programme(ONE))


def test_new_event_is_new_and_a_new_cancelled_one_is_nobodys_news() -> None:
    assert told(programme(ONE), programme(ONE, TWO)) == [("new", "two")]
    assert told(programme(ONE), programme(ONE, replace(TWO, status=Status.CANCELLED))) == []


def test_event_that_is_gone_or_called_off_is_cancelled_once() -> None:
    off = replace(TWO, status=Status.CANCELLED)
    assert told(programme(ONE, TWO), programme(ONE)) == [("cancelled", "two")]
    assert told(programme(ONE, TWO), programme(ONE, off)) == [("cancelled", "two")]
    assert told(programme(ONE, off), programme(ONE)) == []


def test_event_that_takes_place_after_all_is_restored() -> None:
    assert told(programme(replace(ONE, status=Status.CANCELLED)), programme(ONE)) == [("restored", "one")]


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("moved", replace(ONE, start=ONE.start + timedelta(minutes=30), end=ONE.end + timedelta(minutes=30))),
        ("moved", replace(ONE, end=ONE.end + timedelta(minutes=30))),
        ("room", replace(ONE, room="loft")),
        ("title", replace(ONE, title=text("One, and more"))),
        ("speakers", replace(ONE, persons=("ada", "bob"))),
        ("link", replace(ONE, url="https://example.org/one")),
        ("recording", replace(ONE, recording="https://example.org/recording")),
    ],
)
def test_one_edit_is_one_change_with_both_sides(kind: str, after: Event) -> None:
    assert compare(programme(ONE), programme(after)).events == (Change(ChangeKind(kind), ONE, after),)


def test_what_moved_and_got_another_title_is_still_the_same_event() -> None:
    after = replace(ONE, title=text("Something else"), start=ONE.start + timedelta(minutes=5))
    assert told(programme(ONE), programme(after)) == [("moved", "one"), ("title", "one")]


def test_id_given_to_something_else_is_named_as_such_and_nothing_more() -> None:
    after = replace(
        ONE,
        title=text("Farewell dinner"),
        start=ONE.start + timedelta(days=1),
        end=ONE.end + timedelta(days=1),
        type=EventType.ACTIVITY,
    )
    assert told(programme(ONE), programme(after)) == [("reused", "one")]


def test_cancelled_event_is_not_told_to_have_moved() -> None:
    off = replace(ONE, status=Status.CANCELLED, room="loft", end=ONE.end + timedelta(minutes=30))
    assert told(programme(ONE), programme(off)) == [("cancelled", "one")]


def test_room_with_another_link_changes_the_link_of_its_events() -> None:
    moved = replace(HALL, url="https://example.org/new")
    assert told(programme(ONE, TWO), programme(ONE, TWO, rooms=(moved, LOFT))) == [
        ("link", "one"),
        ("link", "two"),
    ]


def test_room_or_person_renamed_is_one_change_for_all_events() -> None:
    great, ada = replace(HALL, name=text("Great Hall")), replace(ADA, name=text("Ada L."))
    new = programme(ONE, TWO, rooms=(great, LOFT), persons=(ada, BOB))
    assert compare(programme(ONE, TWO), new) == Changes((), (Renaming(HALL, great), Renaming(ADA, ada)))


def test_changes_come_in_the_order_of_the_programme() -> None:
    early = event("zero", "2020-07-23 09:00")
    assert told(programme(ONE), programme(early, TWO)) == [
        ("new", "zero"),
        ("cancelled", "one"),
        ("new", "two"),
    ]


@given(
    st.lists(st.sampled_from([ONE, TWO, replace(ONE, room="loft"), replace(TWO, status=Status.CANCELLED)]))
)
def test_a_schedule_never_differs_from_itself(events: list[Event]) -> None:
    assert not compare(programme(*events), programme(*events))
