"""Who comes to a rehearsal."""

from __future__ import annotations

from collections import Counter

from bot.domain.model import EventType, Status, Track
from bot.rehearsal.crowd import Attendee, crowd, digests
from tests.samples import at, event, schedule, text

TRACKS = tuple(Track(f"t{n}", text(f"T{n}")) for n in range(6))
PROGRAMME = schedule(
    *(event(f"e{n}", f"2020-07-23 {9 + n:02}:00", track=f"t{n}") for n in range(6)),
    event("opening", "2020-07-23 16:00", type=EventType.CEREMONY),
    event("lunch", "2020-07-23 12:00", type=EventType.BREAK),
    event("off", "2020-07-23 13:00", track="t0", status=Status.CANCELLED),
    event("talk", "2020-07-23 09:10", 20, type=EventType.TALK, forum="e0"),
    tracks=TRACKS,
)


def people(seed: int = 1, size: int = 400) -> list[Attendee]:
    return list(crowd(PROGRAMME, size, seed, 1001))


def test_crowd_is_the_same_for_the_same_seed() -> None:
    assert people(7) == people(7) != people(8)


def test_crowd_has_ids_in_a_row() -> None:
    assert [one.chat_id for one in people(size=3)] == [1001, 1002, 1003]


def test_nobody_stars_a_break_or_what_is_called_off() -> None:
    starred = {id_ for one in people() for id_ in one.stars}
    assert starred == {*(f"e{n}" for n in range(6)), "opening", "talk"}


def test_everyone_stars_something_and_nothing_twice() -> None:
    assert all(1 <= len(set(one.stars)) == len(one.stars) <= 10 for one in people())


def test_some_tracks_are_popular() -> None:
    counts = Counter(id_ for one in people() for id_ in one.stars if id_.startswith("e"))
    most, least = counts.most_common()[0][1], counts.most_common()[-1][1]
    assert most > 2 * least


def test_crowd_of_an_empty_programme_stars_nothing() -> None:
    [one] = crowd(schedule(), 1, 1, 1001)
    assert one.stars == ()


def test_digests_are_on_the_mornings_of_what_was_starred() -> None:
    early, late = event("early", "2020-07-23 06:00"), event("late", "2020-07-23 09:00")
    some = [
        Attendee(1, "zh", None, 10, digest=True, stars=("early", "late")),
        Attendee(2, "zh", None, 10, digest=True, stars=("late",)),
        Attendee(3, "en", "Europe/London", 10, digest=True, stars=("late",)),
        Attendee(4, "zh", None, 10, digest=False, stars=("late",)),
        Attendee(5, "zh", None, 10, digest=True, stars=()),
    ]
    assert digests(schedule(early, late), some) == {
        at("2020-07-22 07:00"): 1,
        at("2020-07-23 07:00"): 2,
        at("2020-07-22 14:00"): 1,
    }
