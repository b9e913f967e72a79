from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.amendment import Amending, Amendment, nearest
from bot.domain.model import EventType, Status
from tests.samples import at, event, schedule

DAY = schedule(
    event("expo", "2020-07-23 09:00", 600, type=EventType.EXHIBITION),
    event("over", "2020-07-23 10:00", recording="https://example.org/over"),
    event("on", "2020-07-23 13:00", 90),
    event("off", "2020-07-23 14:15", status=Status.CANCELLED),
    event("next", "2020-07-23 14:30"),
    event("talk", "2020-07-23 14:35", 10, forum="next"),
    *(event(f"later-{n}", f"2020-07-24 1{n}:00") for n in range(4)),
)


@pytest.mark.parametrize(
    ("amendment", "written"),
    [
        (Amendment(Amending.DELAY, "forum-5g", "15"), "delay forum-5g 15m"),
        (Amendment(Amending.MOVE, "forum-5g", "2020-07-24T09:00"), "move forum-5g 2020-07-24T09:00"),
        (Amendment(Amending.CANCEL, "forum-5g"), "cancel forum-5g"),
    ],
)
def test_amendment_reads_as_one_would_write_it(amendment: Amendment, written: str) -> None:
    assert str(amendment) == written


@pytest.mark.parametrize("kind", [kind for kind in Amending if kind is not Amending.RECORD])
def test_nearest_are_what_is_on_and_comes_next(kind: Amending) -> None:
    ids = [each.id for each in nearest(DAY, kind, at("2020-07-23 14:00"))]
    assert ids == ["on", "next", "later-0", "later-1", "later-2"]


def test_nearest_exhibition_comes_last() -> None:
    ids = [
        each.id
        for each in nearest(schedule(*list(DAY.events.values())[:3]), Amending.DELAY, at("2020-07-23 09:30"))
    ]
    assert ids == ["over", "on", "expo"]


def test_nearest_for_a_recording_are_what_has_ended_last_and_has_none() -> None:
    ids = [each.id for each in nearest(DAY, Amending.RECORD, at("2020-07-23 16:00"))]
    assert ids == ["next", "on", "expo", "over"]


def test_nearest_of_what_is_all_over_is_nothing() -> None:
    assert nearest(DAY, Amending.DELAY, at("2020-07-26 00:00")) == ()


def test_nearest_leaves_out_what_is_called_off() -> None:
    events = [replace(each, status=Status.CANCELLED) for each in DAY.events.values()]
    assert nearest(schedule(*events), Amending.RECORD, at("2020-07-26 00:00")) == ()
