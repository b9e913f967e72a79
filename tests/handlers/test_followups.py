"""Questions that go on from the answer before, for half an hour and over a restart."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import Shown
from tests.handlers.scene import BEGINNING, LANGUAGES, PROGRAMME, newcomer, rows
from tests.stage import Stage, stage, still_clock

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNANSWERED = "I have no answer to that: all I know is the programme of this conference."
SECOND = {"id": "yang kedua", "en": "the second one", "zh": "第二个"}
FIRST_OF_TOMORROW = {
    "id": "forum keamanan besok pagi",
    "en": "security forums tomorrow morning",
    "zh": "明天上午的安全论坛",
}
TITLE = {"id": "Forum Kata Sandi", "en": "Password Forum", "zh": "密码论坛"}


def first_line(shown: Shown) -> str:
    return shown.text.split("\n")[0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_second_one_is_the_second_of_the_list(scene: Stage, language: str) -> None:
    reader = scene.user(language)
    await reader.send(FIRST_OF_TOMORROW[language])
    assert first_line(await reader.send(SECOND[language])) == TITLE[language]


async def test_second_one_after_turning_the_page_is_the_second_on_it(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("forums")
    page = (await reader.press("›")).message
    second = page.text.split("2. ")[1].split("\n")[0]
    assert first_line(await reader.send("the second one")) == second


async def test_list_stays_in_mind_after_one_of_it(scene: Stage) -> None:
    reader = scene.user()
    await reader.send(FIRST_OF_TOMORROW["en"])
    await reader.send("the second one")
    assert first_line(await reader.send("the first one")) == "Firewall Forum"


async def test_it_is_the_one_spoken_of_last(scene: Stage) -> None:
    reader = scene.user()
    await reader.send(FIRST_OF_TOMORROW["en"])
    await reader.send("the second one")
    await reader.send("remind me of it")
    assert rows(scene.folder, "SELECT event_id FROM favourites") == [("passwords",)]


async def test_reminder_asked_for_can_be_taken_back(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("remind me of the malware forum")
    answer = await reader.press("☆ Undo")
    assert (answer.toast, rows(scene.folder, "SELECT * FROM favourites")) == (
        "☆ Taken out of your agenda.",
        [],
    )


async def test_reminder_of_several_is_a_choice(scene: Stage) -> None:
    reader = scene.user()
    shown = await reader.send("remind me of the security forums")
    starred = rows(scene.folder, "SELECT * FROM favourites")
    assert (shown.text.split("\n")[1], starred) == ("Which of them? ☆ stars one, and I'll remind you.", [])


async def test_reminder_of_what_is_called_off_says_so_and_stars_nothing(scene: Stage) -> None:
    shown = await scene.user().send("remind me of the cloud forum")
    starred = rows(scene.folder, "SELECT * FROM favourites")
    assert (first_line(shown), starred) == ("❌ Called off: this will not take place.", [])


async def test_nearest_can_be_pointed_at(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("anything after 9pm on saturday?")
    assert first_line(await reader.send("where is it?")) == "Closing Ceremony"


async def test_another_day_after_one_event_asks_for_all_of_that_day(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("who speaks at the opening?")
    assert first_line(await reader.send("and tomorrow?")) == "Friday 24 July"


async def test_other_pages_are_of_the_answer_that_was_given(scene: Stage) -> None:
    reader = scene.user()
    await reader.send("security forums")
    await reader.send("and tomorrow?")
    shown = (await reader.press("›")).message
    assert (first_line(shown), shown.labels[0]) == ("Forum · Security · Friday 24 July", ["Patch Forum"])


async def test_nothing_is_gone_on_from_after_half_an_hour(scene: Stage) -> None:
    reader = scene.user()
    await reader.send(FIRST_OF_TOMORROW["en"])
    scene.clock.jump(BEGINNING + timedelta(minutes=31))
    assert first_line(await reader.send("the second one")) == UNANSWERED


async def test_nobody_goes_on_from_what_another_was_answered(scene: Stage) -> None:
    await scene.user().send(FIRST_OF_TOMORROW["en"])
    assert first_line(await scene.user().send("the second one")) == UNANSWERED


async def test_forgotten_chat_has_no_last_answer(scene: Stage) -> None:
    reader = await newcomer(scene)
    await reader.send(FIRST_OF_TOMORROW["en"])
    await reader.press(data="forget:yes")
    assert rows(scene.folder, "SELECT * FROM last_answers") == []
    assert first_line(await reader.send("the second one")) == UNANSWERED


async def test_words_that_were_typed_are_not_kept(scene: Stage) -> None:
    await scene.user().send("ermm what security forums are on tomorrow pls??")
    [(answer,)] = rows(scene.folder, "SELECT answer FROM last_answers")
    assert [word for word in ("ermm", "pls", "what") if word in answer] == []


async def test_last_answer_is_known_after_a_restart(tmp_path: Path) -> None:
    clock = still_clock(BEGINNING)
    async with stage(tmp_path, schedule=PROGRAMME, clock=clock) as first:
        await first.user().send(FIRST_OF_TOMORROW["en"])
    async with stage(tmp_path, schedule=PROGRAMME, clock=clock) as second:
        assert first_line(await second.user().send("the second one")) == "Password Forum"


async def test_what_moved_since_the_changes_were_seen_is_said_first(tmp_path: Path) -> None:
    schedule = tmp_path / "schedule.yaml"
    schedule.write_text(PROGRAMME.read_text())
    async with stage(tmp_path, schedule=schedule, clock=still_clock(BEGINNING)) as here:
        reader = await newcomer(here)
        before, malware, after = PROGRAMME.read_text().partition("- id: malware")
        after = after.replace("24 13:00", "24 17:00", 1).replace("24 14:00", "24 18:00", 1)
        moved = (before + malware + after).encode()
        await here.app.published.publish(moved, "schedule.yaml", BEGINNING)
        shown = await reader.send("when is the malware forum?")
        assert (
            shown.text
            == """\
📣 Changed since you last looked:
🕘 Fri 24 Jul 13:00–14:00 Beijing → Fri 24 Jul 17:00–18:00 Beijing · 🌏 09:00–10:00 UTC

Malware Forum
Fri 24 Jul · 17:00–18:00 Beijing · 🌏 09:00–10:00 UTC
It starts in 1 day."""
        )


@pytest.mark.parametrize("text", ["🎉🎉🎉", "x" * 4000, "？！。", "<b>&lt;</b>", "-- '; drop table chats"])
async def test_noise_is_not_taken_for_a_question(scene: Stage, text: str) -> None:
    assert first_line(await scene.user().send(text)) == UNANSWERED


@pytest.mark.parametrize(
    ("asked", "verb", "answer"),
    [
        ("where are the opening and closing ceremonies", "Closing", "📍 Main Stage"),
        ("who speaks at the ceremonies", "Opening", "• Zhang Wei (张伟)"),
    ],
)
async def test_choice_leads_to_the_answer_on_the_one_that_was_meant(
    scene: Stage, asked: str, verb: str, answer: str
) -> None:
    reader = scene.user()
    shown = await reader.send(asked)
    assert shown.text.split("\n")[1] == "Which one do you mean?"
    assert answer in (await reader.press(verb)).message.text.split("\n")
