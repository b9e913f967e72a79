"""What people are told when the programme changes: only what they starred, in one message, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import Person
from tests.jobs.scene import BEGINNING, attendee, edit, jump, settled
from tests.stage import Stage, stage, still_clock

LATER = (
    "start: 2020-07-23 14:00\n    end: 2020-07-23 16:00",
    "start: 2020-07-23 14:30\n    end: 2020-07-23 16:15",
)
OFF = ("end: 2020-07-23 17:30\n    status: confirmed", "end: 2020-07-23 17:30\n    status: cancelled")


async def publish(scene: Stage, programme: Path, *edits: tuple[str, str]) -> None:
    """Edit the file, and wait until what it changes is written down."""
    edit(programme, *edits)
    await scene.app.reload.look()
    await scene.app.alerts.tell()


def told(person: Person) -> list[str]:
    """What the bot sent of its own accord: the changes and the reminders."""
    return [shown.text for shown in person.messages if shown.text.startswith(("📣", "⏰"))]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "id",
            "📣 Ada perubahan program\n\n1. Upacara Pembukaan\xa0★\n"
            "🕘 Kam, 23 Jul 14:00–16:00 Beijing → Kam, 23 Jul 14:30–16:15 Beijing · 🌏 13:30–15:15 WIB",
        ),
        (
            "en",
            "📣 The programme has changed\n\n1. Opening Ceremony\xa0★\n"
            "🕘 Thu 23 Jul 14:00–16:00 Beijing → Thu 23 Jul 14:30–16:15 Beijing · 🌏 06:30–08:15 UTC",
        ),
        (
            "zh",
            "📣 议程有变动\n\n1. 开幕式\xa0★\n🕘 7月23日周四 14:00–16:00 北京 → 7月23日周四 14:30–16:15 北京",
        ),
    ],
)
async def test_moved_event_is_told_in_the_readers_language(
    scene: Stage, programme: Path, language: str, message: str
) -> None:
    person = await attendee(scene, "opening", language=language)
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 13:42:30")
    assert told(person) == [message]


async def test_change_is_told_after_two_minutes_and_once(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 13:41:59")
    assert told(person) == []
    await jump(scene, "2020-07-23 13:42:30")
    await jump(scene, "2020-07-23 13:50")
    assert len(told(person)) == 1


async def test_edits_within_two_minutes_are_one_message(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening", "mobile")
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 13:41")
    await publish(scene, programme, OFF)
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == [
        "📣 The programme has changed\n\n1. Opening Ceremony\xa0★\n"
        "🕘 Thu 23 Jul 14:00–16:00 Beijing → Thu 23 Jul 14:30–16:15 Beijing · 🌏 06:30–08:15 UTC\n\n"
        "2. 5G Forum\xa0★\n❌ Called off; it was to be Thu 23 Jul 16:30–17:30 Beijing."
    ]


async def test_edit_that_is_taken_back_in_time_is_not_told(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    await publish(scene, programme, LATER)
    await publish(scene, programme, (LATER[1], LATER[0]))
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == []


async def test_change_of_what_was_not_starred_is_nobodys_news(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "mobile")
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == []


async def test_reminder_follows_the_new_time(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 14:19:59")
    assert len(told(person)) == 1
    await jump(scene, "2020-07-23 14:20")
    assert told(person)[1].startswith("⏰ Starts in 10 minutes\nOpening Ceremony\n14:30–16:15 Beijing")


async def test_renamed_room_is_one_line_for_all_its_events(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening", "privacy")
    await publish(scene, programme, ("en: Main Stage", "en: Great Hall"))
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == ["📣 The programme has changed\n\n📍 Main Stage → Great Hall"]


async def test_change_published_before_a_crash_is_told_after_it(tmp_path: Path, programme: Path) -> None:
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING)) as first:
        await first.app.storage.chats.ensure(1001, group=False, language="en", now=BEGINNING)
        await first.app.storage.favourites.add(1001, ["opening"], BEGINNING)
        await first.app.published.publish(
            programme.read_bytes().replace(b"14:00\n", b"14:30\n", 1), "x", BEGINNING
        )
        edit(programme, ("start: 2020-07-23 14:00", "start: 2020-07-23 14:30"))
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING)) as second:
        person = second.user()
        await person.send("hello")
        await second.app.alerts.tell()
        await jump(second, "2020-07-23 13:43")
        assert [text.partition("\n")[0] for text in told(person)].count("📣 The programme has changed") == 1


async def test_paused_chat_is_left_alone(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    await person.press(data="reminders:off", message=person.messages[0])
    await publish(scene, programme, LATER)
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == []


async def test_new_event_of_a_followed_speaker_is_starred_and_told(scene: Stage, programme: Path) -> None:
    edit(programme, ("\nevents:\n", "\npersons:\n  - {id: ada, name: Ada}\n\nevents:\n"))
    edit(programme, ("    room: main\n\n  - id: ai\n", "    room: main\n    persons: [ada]\n\n  - id: ai\n"))
    await scene.app.reload.look()
    await scene.app.alerts.tell()
    person = await attendee(scene)
    await person.press(data="follow:on:person:ada", message=person.messages[0])
    new = "  - {id: tea, type: activity, title: Tea, start: 2020-07-24 16:00, end: 2020-07-24 17:00, persons: [ada]}\n"
    await publish(scene, programme, ("\nevents:\n", f"\nevents:\n{new}"))
    await settled(scene)
    await jump(scene, "2020-07-23 13:43")
    assert told(person) == [
        "📣 The programme has changed\n\n1. Tea\xa0★\n🆕 New: Fri 24 Jul 16:00–17:00 Beijing"
    ]
    assert set(await scene.app.storage.favourites.of(person.id)) == {"opening", "tea"}
