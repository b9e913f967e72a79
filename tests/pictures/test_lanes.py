"""Events side by side: none hides another, and no lane is wasted."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Event
from bot.pictures.lanes import arranged
from tests.samples import event

ROOMS = {"main": 0, "a": 1, "b": 2}


def places(*events: Event) -> dict[str, tuple[int, int]]:
    return {placed.event.id: (placed.lane, placed.lanes) for placed in arranged(events, ROOMS)}


def test_event_alone_has_the_whole_width() -> None:
    assert places(event("x", "2020-07-23 09:00"), event("y", "2020-07-23 10:00")) == {
        "x": (0, 1),
        "y": (0, 1),
    }


def test_lanes_are_in_the_order_of_rooms() -> None:
    found = places(
        event("third", "2020-07-23 09:00", room="b"),
        event("first", "2020-07-23 09:30", room="main"),
        event("second", "2020-07-23 09:15", room="a"),
        event("nowhere", "2020-07-23 09:00"),
    )
    assert found == {"first": (0, 4), "second": (1, 4), "third": (2, 4), "nowhere": (3, 4)}


def test_room_goes_on_in_its_lane() -> None:
    found = places(
        event("long", "2020-07-23 09:00", 180, room="main"),
        event("one", "2020-07-23 09:00", 60, room="b"),
        event("two", "2020-07-23 09:00", 60, room="a"),
        event("three", "2020-07-23 10:00", 60, room="b"),
        event("four", "2020-07-23 10:00", 60, room="a"),
    )
    assert found == {"long": (0, 3), "two": (1, 3), "four": (1, 3), "one": (2, 3), "three": (2, 3)}


EVENTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from([None, "main", "a", "b"])), max_size=14
)


@given(EVENTS)
def test_no_event_covers_another_and_no_lane_is_one_too_many(
    drawn: list[tuple[int, int, str | None]],
) -> None:
    events = [
        event(f"e{n}", f"2020-07-23 {8 + start // 4:02}:{start % 4 * 15:02}", length * 15, room=room)
        for n, (start, length, room) in enumerate(drawn)
    ]
    placed = arranged(events, ROOMS)
    assert sorted(one.event.id for one in placed) == sorted(one.id for one in events)
    for one, other in combinations(placed, 2):
        if one.event.overlaps(other.event):
            assert (one.lanes, one.lane) != (other.lanes, other.lane)
            assert one.lanes == other.lanes
    for one in placed:
        together = [other for other in placed if other.lanes == one.lanes]
        busiest = max(sum(other.event.on_at(moment.event.start) for other in placed) for moment in together)
        assert one.lane < one.lanes <= busiest
