"""What is kept of rendered views is what each reader would have seen anyway, and no more than there is room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.chat import Chat
from bot.domain.model import EventType, Status, Track
from bot.views import agenda, my, start, tracks
from bot.views import event as events
from bot.views.message import Message
from bot.views.shelf import Shelf
from bot.views.viewer import Viewer
from tests.samples import at, chat, event, schedule, text

NOW = at("2020-07-23 13:40")
FORUM = event("forum", "2020-07-23 14:00", 120, track="5g")
TALK = event("talk", "2020-07-23 14:10", 20, forum="forum", type=EventType.TALK)
RIVAL = event("rival", "2020-07-23 15:00", 90, status=Status.TENTATIVE)
OFF = event("off", "2020-07-23 14:00", 30, status=Status.CANCELLED)
LATE = event("late", "2020-07-24 09:00", 60, recording="https://example.org/late")
PROGRAMME = schedule(FORUM, TALK, RIVAL, OFF, LATE, tracks=(Track("5g", text("5G", zh="第五代")),))
IDS = tuple(PROGRAMME.events)
VIEWS: dict[str, Callable[[Viewer], Message]] = {
    "home": start.home,
    "now": agenda.now,
    "next": agenda.next_up,
    "today": agenda.today,
    "tracks": tracks.tracks,
    "first day": lambda viewer: agenda.day(viewer, PROGRAMME.days[0], 0),
    "forum": lambda viewer: events.card(viewer, FORUM, "d0"),
    "rival": lambda viewer: events.card(viewer, RIVAL, "m"),
    "talks": lambda viewer: events.talks(viewer, FORUM, 0),
    "leads": lambda viewer: events.leads(viewer, FORUM),
    "my": my.my,
}

chats = st.builds(
    Chat,
    id=st.integers(1, 3),
    group=st.booleans(),
    language=st.sampled_from(("id", "en", "zh")),
    zone=st.sampled_from((None, "Asia/Jakarta", "America/New_York", "Asia/Kathmandu")),
    lead_time=st.sampled_from((5, 10)),
    reminders=st.booleans(),
)
stars = st.dictionaries(st.sampled_from(IDS), st.sampled_from((None, 30)))
readers = st.builds(
    Viewer,
    schedule=st.just(PROGRAMME),
    chat=chats,
    now=st.integers(0, 6 * 3600).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    favourites=stars,
    changed=st.frozensets(st.sampled_from(IDS)),
    organizer=st.booleans(),
)


def viewer(*starred: str, **fields: object) -> Viewer:
    """An English reader at `NOW`; `fields` are the viewer's or the chat's."""
    own = {name: fields.pop(name) for name in ("language", "zone", "lead_time") if name in fields}
    return replace(Viewer(PROGRAMME, chat(**own), NOW, dict.fromkeys(starred)), **fields)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(VIEWS)), readers), min_size=1, max_size=12))
def test_kept_view_is_what_each_reader_would_see(visits: list[tuple[str, Viewer]]) -> None:
    shelf = Shelf()
    shown = [shelf.message(VIEWS[name], reader) for name, reader in visits]
    assert shown == [VIEWS[name](reader).ready() for name, reader in visits]


def rendered(*readers: Viewer, view: Callable[[Viewer], Message] = VIEWS["first day"]) -> int:
    """How often a view is rendered for readers who come one after another."""
    shelf = Shelf()
    for reader in readers:
        shelf.message(view, reader)
    return shelf.rendered


def test_view_is_rendered_once_for_all_who_see_the_same() -> None:
    other = replace(viewer(), chat=replace(chat(), id=2, awaiting="city", seen_version=3))
    assert rendered(viewer(), viewer(now=NOW + timedelta(seconds=59)), other) == 1


def test_view_is_rendered_anew_for_another_minute() -> None:
    assert rendered(viewer(), viewer(now=NOW + timedelta(minutes=1))) == 2


@pytest.mark.parametrize("fields", [{"language": "zh"}, {"zone": "Asia/Jakarta"}, {"organizer": True}])
def test_view_is_rendered_anew_for_another_kind_of_reader(fields: dict[str, object]) -> None:
    assert rendered(viewer(), viewer(**fields)) == 2


def test_view_is_rendered_anew_for_other_stars_that_it_shows() -> None:
    assert rendered(viewer(), viewer("rival"), viewer("rival"), viewer("forum", "rival")) == 3


def test_view_is_not_rendered_anew_for_stars_that_it_does_not_show() -> None:
    assert rendered(viewer(), viewer("late")) == 1


def test_view_is_rendered_anew_for_changes_that_it_shows() -> None:
    assert rendered(viewer(), viewer(changed=frozenset({"rival"})), viewer(changed=frozenset({"late"}))) == 2


def test_view_of_all_stars_is_never_kept() -> None:
    assert rendered(viewer("late"), viewer("late"), view=my.my) == 2


def test_arguments_tell_views_apart() -> None:
    shelf = Shelf()
    cards = [shelf.message(events.card, viewer(), one, "d0") for one in (FORUM, RIVAL, FORUM)]
    assert (cards[0] == cards[2], cards[0] == cards[1], shelf.rendered) == (True, False, 2)


def test_another_schedule_empties_the_shelf() -> None:
    shelf = Shelf()
    moved = replace(PROGRAMME, version="2.0")
    first = shelf.message(start.home, viewer())
    second = shelf.message(start.home, viewer(schedule=moved))
    assert (first == second, shelf.messages, shelf.rendered) == (False, 1, 2)


def test_another_minute_empties_the_shelf() -> None:
    shelf = Shelf()
    for minute in (0, 1):
        for view in (start.home, agenda.now):
            shelf.message(view, viewer(now=NOW + timedelta(minutes=minute)))
    assert (shelf.messages, shelf.rendered) == (2, 4)


def test_no_more_is_kept_than_there_is_room_for() -> None:
    shelf = Shelf(most=3)
    for minutes in range(10):
        shelf.message(start.home, viewer(lead_time=minutes))
    assert shelf.messages == 3


def test_no_larger_text_is_kept_than_there_is_room_for() -> None:
    shelf = Shelf(largest=5_000)
    for minutes in range(10):
        shelf.message(start.home, viewer(lead_time=minutes))
    assert 0 < shelf.size <= 5_000


def test_what_was_asked_for_last_stays_longest() -> None:
    shelf = Shelf(most=2)
    for view in (start.home, agenda.now, start.home, agenda.next_up, start.home):
        shelf.message(view, viewer())
    assert shelf.rendered == 3


def test_argument_that_cannot_be_compared_is_refused() -> None:
    def listed(_: Viewer, names: list[str]) -> Message:
        raise AssertionError(names)

    with pytest.raises(TypeError, match="a view's argument is a list; expected what can be compared"):
        Shelf().message(listed, viewer(), ["a"])
