from __future__ import annotations

from bot.domain.interest import by_event, by_track, extremes
from bot.domain.model import EventType, Status, Track
from bot.domain.statistics import Stars
from tests.samples import event, schedule, text

TRACKS = (Track("ai", text("AI")), Track("5g", text("5G")), Track("iot", text("IoT")))
PROGRAMME = schedule(
    event("a", "2020-07-23 09:00", track="ai"),
    event("b", "2020-07-23 10:00", track="5g"),
    event("c", "2020-07-23 11:00", track="5g"),
    event("lunch", "2020-07-23 12:00", type=EventType.BREAK),
    event("off", "2020-07-23 13:00", track="ai", status=Status.CANCELLED),
    event("talk", "2020-07-23 09:10", 20, type=EventType.TALK, forum="a", track="ai"),
    tracks=TRACKS,
)
STARS = Stars({"a": 30, "b": 20, "c": 5, "off": 90, "talk": 8, "lunch": 7, "gone": 4}, {"5g": 12}, 50)


def test_events_come_the_most_starred_first() -> None:
    assert [(one.event.id, one.stars, one.share) for one in by_event(PROGRAMME, STARS)] == [
        ("a", 30, 0.6),
        ("b", 20, 0.4),
        ("c", 5, 0.1),
    ]


def test_events_of_as_many_stars_keep_the_order_of_the_programme() -> None:
    assert [one.event.id for one in by_event(PROGRAMME, Stars({}, {}, 0))] == ["a", "b", "c"]


def test_share_of_nobody_is_none() -> None:
    assert Stars({}, {}, 0).share("a") == 0.0


def test_track_has_the_stars_of_its_events_and_its_followers() -> None:
    found = [(one.track.id, one.stars, one.events, one.followers) for one in by_track(PROGRAMME, STARS)]
    assert found == [("ai", 30, 1, 0), ("5g", 25, 2, 12), ("iot", 0, 0, 0)]


def test_extremes_are_the_most_and_the_least_wanted() -> None:
    ranked = by_event(PROGRAMME, STARS)
    top, bottom = extremes(ranked, 1)
    assert ([one.event.id for one in top], [one.event.id for one in bottom]) == (["a"], ["c"])


def test_extremes_of_few_name_each_once() -> None:
    top, bottom = extremes(by_event(PROGRAMME, STARS), 2)
    assert ([one.event.id for one in top], [one.event.id for one in bottom]) == (["a", "b"], ["c"])
