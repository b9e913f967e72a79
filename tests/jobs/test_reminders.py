"""When reminders come: at their time, once, to whom they belong."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import Person, Sandbox
from tests.jobs.scene import BEGINNING, attendee, choose, edit, jump, said, settled, star, unasked
from tests.samples import at
from tests.stage import Stage, stage, still_clock

TEN, FIVE = "⏰ Starts in 10 minutes", "⏰ Starts in 5 minutes"
AI = "start: 2020-07-23 16:30\n    "


async def test_reminder_comes_by_itself_when_its_time_has_come(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    scene.clock.jump(at("2020-07-23 13:50"))
    assert (await person.expect_message()).text.startswith(TEN)


async def test_reminder_comes_not_a_second_early(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:49:59")
    assert said(person) == []
    await jump(scene, "2020-07-23 13:50")
    assert said(person) == [TEN]


async def test_reminder_comes_once(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    for moment in ("13:50", "13:51", "14:00", "15:59", "13:45", "13:50"):
        await jump(scene, f"2020-07-23 {moment}")
    assert said(person) == [TEN]


async def test_reminder_comes_as_early_as_the_chat_wants(scene: Stage) -> None:
    person = await attendee(scene, "opening", "cloud")
    await choose(person, "lead_time:60")
    await jump(scene, "2020-07-24 07:59")
    assert said(person) == []
    await jump(scene, "2020-07-24 08:00")
    assert said(person) == ["⏰ Starts in 1 hour"]


async def test_favourites_own_lead_time_goes_before_the_chats(scene: Stage) -> None:
    person = await attendee(scene, "opening", "ai")
    await choose(person, "lead:opening:5")
    await jump(scene, "2020-07-23 13:54")
    assert said(person) == []
    await jump(scene, "2020-07-23 13:55")
    await jump(scene, "2020-07-23 16:20")
    assert said(person) == [FIVE, TEN]


async def test_lead_time_made_shorter_after_the_reminder_reminds_again_then(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    await choose(person, "lead_time:5")
    await jump(scene, "2020-07-23 13:55")
    assert said(person) == [TEN, FIVE]


async def test_lead_time_made_longer_after_the_reminder_brings_none_again(scene: Stage) -> None:
    person = await attendee(scene, "ai")
    await jump(scene, "2020-07-23 16:20")
    await choose(person, "lead_time:30")
    await settled(scene)
    assert said(person) == [TEN]


async def test_lead_time_made_longer_past_its_moment_reminds_late(scene: Stage) -> None:
    person = await attendee(scene, "ai")
    await jump(scene, "2020-07-23 16:10")
    await choose(person, "lead_time:30")
    await settled(scene)
    assert said(person) == ["⏰ Starts in 20 minutes"]


async def test_events_due_in_one_minute_are_one_message(scene: Stage) -> None:
    person = await attendee(scene, "ai", "mobile", "opening")
    await jump(scene, "2020-07-23 13:50")
    await jump(scene, "2020-07-23 16:20")
    assert [message.text.count(TEN) for message in unasked(person)] == [1, 2]


async def test_more_events_than_one_message_holds_are_all_told(tmp_path: Path, programme: Path) -> None:
    titles = [f"Workshop {number}" for number in range(12)]
    for number, title in enumerate(titles):
        event = (
            f"  - {{id: w{number}, type: activity, title: {title}, start: 2020-07-25 10:00, duration: 1h,"
            " status: confirmed}\n"
        )
        programme.write_text(programme.read_text(encoding="utf-8") + event, encoding="utf-8")
    async with stage(tmp_path, schedule=programme, clock=still_clock(BEGINNING)) as before:
        await attendee(before, *(f"w{number}" for number in range(12)))
    # At its start a process writes all that fell due before it sends; later it may look in between.
    clock, people = still_clock(at("2020-07-25 09:50")), list[Person]()

    def the_same_person(sandbox: Sandbox) -> None:
        people.append(sandbox.user("Alex", language="en"))
        sandbox.world.users[people[0].id].started = True

    async with stage(tmp_path, schedule=programme, clock=clock, before=the_same_person) as after:
        await settled(after)
    messages = unasked(people[0])
    assert [message.text.count(TEN) for message in messages] == [10, 2]
    assert sorted(
        line for message in messages for line in message.text.split("\n") if line in titles
    ) == sorted(titles)


async def test_only_who_starred_is_reminded(scene: Stage) -> None:
    starred, other = await attendee(scene, "opening"), await attendee(scene, "ai")
    await jump(scene, "2020-07-23 13:50")
    assert (said(starred), said(other)) == ([TEN], [])


async def test_starred_after_its_moment_is_told_at_the_start(scene: Stage) -> None:
    await jump(scene, "2020-07-23 13:55")
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:59:59")
    assert said(person) == []
    await jump(scene, "2020-07-23 14:00")
    assert said(person) == ["⏰ Starts now"]


async def test_starred_while_it_is_on_is_not_told_again(scene: Stage) -> None:
    await jump(scene, "2020-07-23 14:30")
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 14:45")
    assert said(person) == []


async def test_late_reminder_says_the_true_time_left(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:57")
    assert said(person) == ["⏰ Starts in 3 minutes"]


async def test_reminder_of_an_event_that_has_begun_says_that_it_is_on(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 14:03")
    assert said(person) == ["⏰ On now, 1 h 57 min left"]


async def test_reminder_of_an_event_that_has_ended_is_skipped_and_counted(scene: Stage) -> None:
    person = await attendee(scene, "opening", "ai")
    await jump(scene, "2020-07-23 16:20")
    assert said(person) == [TEN]
    assert await scene.app.storage.outbox.counts() == {"expired": 1, "sent": 1}


async def test_paused_chat_is_not_reminded(scene: Stage) -> None:
    person = await attendee(scene, "opening", "ai")
    await choose(person, "reminders:off")
    await jump(scene, "2020-07-23 13:50")
    assert said(person) == []
    await choose(person, "reminders:on")
    await jump(scene, "2020-07-23 16:20")
    assert said(person) == [TEN]


async def test_event_unstarred_in_time_is_not_reminded_of(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await choose(person, "star:off:opening")
    await jump(scene, "2020-07-23 13:50")
    assert said(person) == []


async def test_forgotten_chat_is_not_reminded(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await choose(person, "forget:yes")
    await jump(scene, "2020-07-23 13:50")
    assert (said(person), await scene.app.storage.outbox.counts()) == ([], {})


async def test_group_is_reminded_as_one(scene: Stage) -> None:
    sari, budi = scene.user(name="Sari"), scene.user(name="Budi")
    group = scene.sandbox.group("Team", [sari, budi], administrators=[sari])
    await sari.add_bot(group)
    await sari.send("/start", chat=group)
    await star(sari, "opening", chat=group)
    await jump(scene, "2020-07-23 13:50")
    assert (said(sari, group), said(sari), said(budi)) == ([TEN], [], [])


async def test_group_that_became_a_supergroup_is_reminded_there(scene: Stage) -> None:
    sari = scene.user(name="Sari")
    group = scene.sandbox.group("Team", [sari], administrators=[sari])
    await sari.add_bot(group)
    await sari.send("/start", chat=group)
    await star(sari, "opening", chat=group)
    group.migrate(sari)
    await jump(scene, "2020-07-23 13:50")
    assert said(sari, group) == [TEN]


async def test_moved_event_is_told_of_at_its_new_time(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    edit(programme, ("start: 2020-07-23 14:00", "start: 2020-07-23 14:30"))
    await scene.app.reload.look()
    await jump(scene, "2020-07-23 13:50")
    assert said(person) == []
    await jump(scene, "2020-07-23 14:20")
    assert said(person) == [TEN]


async def test_event_moved_after_its_reminder_is_told_of_again(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    edit(programme, ("start: 2020-07-23 14:00", "start: 2020-07-23 14:30"))
    await scene.app.reload.look()
    await jump(scene, "2020-07-23 14:20")
    assert said(person) == [TEN, TEN]


async def test_event_moved_to_within_the_lead_time_is_told_of_at_once(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "ai")
    await jump(scene, "2020-07-23 13:41")
    edit(programme, (f"{AI}end: 2020-07-23 18:00", "start: 2020-07-23 13:46\n    end: 2020-07-23 18:00"))
    await scene.app.reload.look()
    assert (await person.expect_message()).text.startswith(FIVE)


async def test_cancelled_event_is_not_reminded_of(scene: Stage, programme: Path) -> None:
    person = await attendee(scene, "night")
    edit(
        programme,
        ("end: 2020-07-24 01:30\n    status: confirmed", "end: 2020-07-24 01:30\n    status: cancelled"),
    )
    await scene.app.reload.look()
    await jump(scene, "2020-07-23 23:20")
    assert said(person) == []


async def test_snoozed_reminder_comes_once_more(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    answer = await person.press("⏰ Again 5 min before")
    assert answer.toast == "I'll remind you again 5 minutes before."
    await jump(scene, "2020-07-23 13:54:59")
    assert said(person) == [TEN]
    await jump(scene, "2020-07-23 13:55")
    await jump(scene, "2020-07-23 14:00")
    assert said(person) == [TEN, FIVE]


async def test_reminder_snoozed_to_the_start_comes_then(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    answer = await person.press("⏰ Again at the start")
    assert answer.toast == "I'll remind you again when it starts."
    await jump(scene, "2020-07-23 14:00")
    assert said(person) == [TEN, "⏰ Starts now"]


async def test_snooze_comes_by_itself(scene: Stage) -> None:
    person = await attendee(scene, "opening")
    await jump(scene, "2020-07-23 13:50")
    await person.press("⏰ Again 5 min before")
    scene.clock.jump(at("2020-07-23 13:55"))
    assert (await person.expect_message()).text.startswith(FIVE)
