"""Ids given to another event."""

from __future__ import annotations

from bot.domain.model import Schedule
from bot.formats.reuse import reused_ids
from bot.formats.schedule import read_schedule
from tests.formats.files import MINIMAL, edited, read

TITLE = ("title: Forum 5G", "title: Makan malam")
START = ("2020-07-24 09:00", "2020-07-25 18:00")
TYPE = ("type: forum", "type: activity")


def reused(old: Schedule, content: str) -> list[str]:
    return [str(problem) for problem in reused_ids(old, read_schedule(content))]


def test_id_of_another_event() -> None:
    assert reused(read(MINIMAL), edited(TITLE, START, TYPE)) == [
        "schedule.yaml:30:9: warning: id: found 'forum-5g' for 'Makan malam', in version 1 it was 'Forum 5G';"
        " expected a new id for a new event"
    ]


def test_id_with_another_title_speaker_and_time() -> None:
    old = read(edited(("persons: [miao-wei, liu-duo]", "persons: [miao-wei]")))
    content = edited(TITLE, START, ("persons: [miao-wei, liu-duo]", "persons: [liu-duo]"))
    assert len(reused(old, content)) == 1


def test_event_that_moved_is_the_same() -> None:
    assert reused(read(MINIMAL), edited(START, TYPE)) == []


def test_event_with_a_new_title_is_the_same() -> None:
    assert reused(read(MINIMAL), edited(TITLE, START)) == []


def test_title_edited_lightly_is_the_same() -> None:
    assert reused(read(MINIMAL), edited(("title: Forum 5G", "title: Forum 5G+"), START, TYPE)) == []


def test_title_that_lost_its_other_languages_is_the_same() -> None:
    old = read(edited(("title: Forum 5G", "title: {id: Makan malam, en: Dinner, zh: 晚宴}")))
    assert reused(old, edited(("title: Forum 5G", "title: 晚宴"), START, TYPE)) == []


def test_new_id_is_no_reuse() -> None:
    assert reused(read(MINIMAL), edited(TITLE, START, TYPE, ("id: forum-5g", "id: dinner"))) == []


def test_broken_file_has_no_reused_ids() -> None:
    assert reused(read(MINIMAL), "") == []
