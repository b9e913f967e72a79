from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.sandbox import BotTooSlowError, Sandbox
from tests.sandbox.calling import TOKEN, Api, clock

Handle = Callable[[Any], Awaitable[None]]


@asynccontextmanager
async def serving(api: Api, handle: Handle) -> AsyncIterator[None]:
    """A bot that takes its updates one after the other, each acknowledged after `handle`."""

    async def serve() -> None:
        offset = 0
        while True:
            for update in await api.result("getUpdates", offset=offset, timeout=30):
                await handle(update)
                offset = update["update_id"] + 1

    task = asyncio.create_task(serve())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def keyboard(label: str, data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}


def card_bot(api: Api) -> Handle:
    """Sends a card for a text; a press answers first and edits afterwards."""

    async def handle(update: Any) -> None:
        if "message" in update and "migrate_to_chat_id" not in update["message"]:
            chat_id = update["message"]["chat"]["id"]
            await api.result(
                "sendMessage", chat_id=chat_id, text="card", reply_markup=keyboard("☆ Star", "on")
            )
        elif "callback_query" in update:
            query = update["callback_query"]
            where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            await api.result("answerCallbackQuery", callback_query_id=query["id"], text="Starred")
            await api.result(
                "editMessageText", **where, text="card ★", reply_markup=keyboard("★ Starred", "off")
            )

    return handle


async def test_sent_text_gives_the_bots_first_message(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    async with serving(api, card_bot(api)):
        shown = await alice.send("/start")
    assert (shown.text, shown.labels, shown.edited) == ("card", [["☆ Star"]], False)


async def test_press_gives_the_edited_message_and_the_toast(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    async with serving(api, card_bot(api)):
        await alice.send("/start")
        answer = await alice.press("☆")
    assert (answer.message.text, answer.message.edited, answer.toast) == ("card ★", True, "Starred")
    assert alice.last.labels == [["★ Starred"]]


async def test_outdated_button_can_still_be_pressed(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    async with serving(api, card_bot(api)):
        card = await alice.send("/start")
        await alice.send("/start")
        answer = await alice.press("☆", message=card)
    assert answer.message.id == card.id


async def test_any_data_can_be_pressed(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    seen: list[str] = []

    async def handle(update: Any) -> None:
        if "callback_query" in update:
            seen.append(update["callback_query"]["data"])
        else:
            await card_bot(api)(update)

    async with serving(api, handle):
        await alice.send("/start")
        answer = await alice.press(data="from:long:ago")
    assert (seen, answer.messages, answer.toast) == (["from:long:ago"], [], None)


async def test_button_that_is_not_there_cannot_be_pressed(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    async with serving(api, card_bot(api)):
        await alice.send("/start")
    with pytest.raises(AssertionError, match="no button starts with 'Join'"):
        await alice.press("Join")


async def test_silence_is_an_assertion_error(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")

    async def ignore(_: Any) -> None:
        return None

    async with serving(api, ignore):
        with pytest.raises(AssertionError, match="neither sent nor edited"):
            await alice.send("/start")


async def test_bot_that_is_away_is_too_slow() -> None:
    sandbox = Sandbox(TOKEN, clock(), patience=0.01)
    alice = sandbox.user("Alice")
    with pytest.raises(BotTooSlowError, match="acknowledged within"):
        await alice.send("/start")


async def test_messages_of_the_bots_own_accord_are_expected(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    async with serving(api, card_bot(api)):
        await alice.send("/start")
    expected = asyncio.create_task(alice.expect_messages(2))
    for text in ("one", "two", "three"):
        await api.result("sendMessage", chat_id=alice.id, text=text, disable_notification=True)
    assert [(shown.text, shown.silent) for shown in await expected] == [("one", True), ("two", True)]
    assert (await alice.expect_message()).text == "three"


async def test_messages_that_do_not_come_are_missed() -> None:
    sandbox = Sandbox(TOKEN, clock(), patience=0.01)
    with pytest.raises(BotTooSlowError, match="expected 1 messages within"):
        await sandbox.user("Alice").expect_message()


async def test_people_talk_to_the_bot_in_a_group(sandbox: Sandbox, api: Api) -> None:
    alice, bob = sandbox.user("Alice"), sandbox.user("Bob")
    group = sandbox.group("Fans", [alice, bob], administrators=[alice])
    async with serving(api, card_bot(api)):
        await alice.add_bot(group)
        shown = await bob.send("/now", chat=group)
        answer = await alice.press("☆", chat=group)
    assert (shown.chat_id, answer.message.text, alice.messages) == (group.id, "card ★", [])


async def test_group_has_a_new_id_after_it_migrated(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    group = sandbox.group("Fans", [alice])
    old_id = group.id
    async with serving(api, card_bot(api)):
        await alice.add_bot(group)
        group.migrate(alice)
        shown = await alice.send("/now", chat=group)
    assert (shown.chat_id == group.id, group.id != old_id) == (True, True)


async def test_other_acts_wait_for_the_bot_too(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice", language="id")
    alice.set_language("zh")
    async with serving(api, card_bot(api)):
        answers = [await alice.send_location(3.6, 98.7), await alice.send_sticker()]
        await alice.block()
        await alice.unblock()
    assert [answer.message.text for answer in answers] == ["card", "card"]


async def test_only_a_callback_button_asks_the_bot(sandbox: Sandbox, api: Api) -> None:
    alice = sandbox.user("Alice")
    link = {"inline_keyboard": [[{"text": "Join", "url": "https://example.org/"}]]}

    async def handle(update: Any) -> None:
        await api.result("sendMessage", chat_id=alice.id, text="*", reply_markup=link)

    async with serving(api, handle):
        await alice.send("/start")
    with pytest.raises(AssertionError, match="the button 'Join' does not ask the bot"):
        await alice.press("Join")


async def test_without_buttons_there_is_nothing_to_press() -> None:
    alice = Sandbox(TOKEN, clock()).user("Alice")
    with pytest.raises(AssertionError, match="no message of the bot has buttons"):
        await alice.press("Join")
    with pytest.raises(AssertionError, match="the bot has not said anything"):
        _ = alice.last
