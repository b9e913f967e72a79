"""Somebody sends hundreds of updates at once: they are told so, once, and nobody else waits for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.sandbox import Fault, Person
from tests.handlers.scene import BEGINNING, PROGRAMME, newcomer
from tests.stage import Stage, stage, still_clock

SERVED = 20
TOO_FAST = {
    "id": "Itu lebih cepat daripada yang bisa saya ikuti, jadi sebagian terlewat. "
    "Tunggu beberapa detik, lalu ulangi yang terakhir.",
    "en": "That was faster than I can follow, so I left some of it out. "
    "Wait a few seconds, then do the last thing again.",
    "zh": "操作太快，我跟不上，所以跳过了一部分。请等几秒钟，再重复最后一步。",
}


def said(person: Person) -> list[str]:
    """The first lines of what the bot said to a flood, after the welcome."""
    return [shown.text.partition("\n")[0] for shown in person.messages[1:]]


def answered(stage: Stage) -> list[int]:
    """From now on, to whom each message of the bot went, in order."""
    chats: list[int] = []

    def look(event: dict[str, Any]) -> None:
        if event["type"] == "message" and event["message"]["from"]["is_bot"]:
            chats.append(event["chat_id"])

    stage.sandbox.world.watch(look)
    return chats


async def until_served(stage: Stage) -> None:
    """The bot holds no update any more."""
    await stage.app.stop()


async def test_floods_are_told_in_three_languages_and_hold_up_nobody(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        world = running.sandbox.world
        floods = {language: await newcomer(running, language) for language in TOO_FAST}
        other = await newcomer(running)
        for flooder in floods.values():
            # Telegram makes the bot wait a second before it may answer them: still nobody else waits.
            running.sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, chat_id=flooder.id)
        order = answered(running)
        with capture_logs() as logs:
            for number in range(510):
                flooder = floods[("id", "en", "zh")[number % 3]]
                world.send_text(flooder.id, flooder.id, "/privacy")
            await other.send("/help")
            await until_served(running)
        assert order[0] == other.id
        for language, flooder in floods.items():
            lines = said(flooder)
            assert (len(lines), lines[-1], lines.count(TOO_FAST[language])) == (
                SERVED + 1,
                TOO_FAST[language],
                1,
            )
        dropped = [entry["updates"] for entry in logs if entry["event"] == "updates of one chat were dropped"]
        assert dropped == [170 - SERVED] * 3


async def test_flood_of_presses_is_told_in_one_alert(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        flooder, world = await newcomer(running), running.sandbox.world
        alerts: list[str] = []

        def look(event: dict[str, Any]) -> None:
            if event["type"] == "callback_answer" and event["show_alert"]:
                alerts.append(event["text"])

        world.watch(look)
        running.sandbox.faults.add("editMessageText", Fault.TOO_MANY_REQUESTS, chat_id=flooder.id)
        with capture_logs():
            for number in range(200):
                last = world.press(flooder.id, flooder.id, flooder.last.id, ("now", "next")[number % 2])
            await flooder.done(last)
            await until_served(running)
        assert alerts == [TOO_FAST["en"]]


async def test_flood_in_a_group_takes_no_place_of_another_member(tmp_path: Path) -> None:
    async with stage(tmp_path, schedule=PROGRAMME, clock=still_clock(BEGINNING)) as running:
        flooder, other, world = running.user(), running.user(name="Kim"), running.sandbox.world
        group = running.sandbox.group("Friends", [flooder, other])
        await flooder.add_bot(group)
        running.sandbox.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, chat_id=group.id)
        with capture_logs():
            for _ in range(60):
                world.send_text(flooder.id, group.id, "/privacy")
            asked = world.send_text(other.id, group.id, "/now")
            await other.done(asked)
            await until_served(running)
        lines = [shown.text.partition("\n")[0] for shown in other.messages_in(group)]
        assert (len(lines), lines[-2], lines[-1]) == (
            1 + SERVED + 1 + 1,
            "On now · 13:40 Beijing",
            TOO_FAST["en"],
        )
